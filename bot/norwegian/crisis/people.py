"""Who a sign is about, and whether a child is writing or in danger."""

from __future__ import annotations

from bot.norwegian.crisis.patterns import About, Pattern
from bot.norwegian.crisis.words import Text

_OF_AGE = 18
_AGE_WORDS = frozenset(
    """fire fem seks sju syv åtte ni ti elleve eleve tolv tretten fjorten femten seksten sytten
    søtten""".split()  # noqa: SIM905
)


def about_whom(text: Text, pattern: Pattern, start: int, end: int) -> About | None:
    """The pattern's own word, else the people in the match, else the nearest ones before it."""
    if pattern.about is not None:
        return pattern.about
    inside = _people(text, range(start, end))
    if inside is not None:
        return inside
    first, last = text.span_of_sentence(start)
    before = _people(text, range(start - 1, first - 1, -1))
    return before or _people(text, range(end, last))


def _people(text: Text, indices: range) -> About | None:
    for index in indices:
        atoms = text.atoms[index]
        if "@rel" in atoms or "@they" in atoms:
            return "relative"
        if "@i" in atoms or "meg" in atoms or "me" in atoms or "my" in atoms:
            return _owner(text, index)
    return None


def _owner(text: Text, index: int) -> About:
    """ "My mother" begins like the writer and means another."""
    follows = "my" in text.atoms[index] and text.has(index + 1, "@rel")
    return "relative" if follows else "self"


def child_writes(text: Text) -> bool:
    """ "Jeg er 12 år", "eg er fjorten", "i am 13"."""
    for index in text.places.get("@i", ()):
        if text.has(index + 1, "@be"):
            age = index + 2 + text.has(index + 2, "bare")
            if _is_child_age(text, age) and not text.has(age + 1, "@not_years"):
                return True
    return text.has(1, "år") and _is_child_age(text, 0)


def child_concerned(text: Text, start: int, end: int) -> bool:
    """A child is named in the match's sentence, or the person named there is under age."""
    first, last = text.span_of_sentence(start)
    for index in range(first, last):
        if "@child" in text.atoms[index]:
            return True
        if "på" in text.atoms[index] and _is_child_age(text, index + 1):
            named = any("@rel" in text.atoms[i] for i in range(max(first, index - 3), index))
            if named:
                return True
    return False


def _is_child_age(text: Text, index: int) -> bool:
    if not 0 <= index < len(text.atoms):
        return False
    for atom in text.atoms[index]:
        if atom.isascii() and atom.isdigit() and 0 < len(atom) <= 2:
            return int(atom) < _OF_AGE
        if atom in _AGE_WORDS:
            return True
    return False
