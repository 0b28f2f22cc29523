"""Who a sign is about, and whether a child is writing or in danger."""

from __future__ import annotations

from bot.norwegian.crisis.patterns import About, Pattern
from bot.norwegian.crisis.words import Text

_OF_AGE = 18
_AGE_WORDS = frozenset(
    """fire fem seks sju syv åtte ni ti elleve eleve tolv tretten fjorten femten seksten sytten
    søtten""".split()  # noqa: SIM905
)

_ARTICLES = ("en", "ei", "ein", "a")
_YOUNG = ("jente", "gutt", "gut", "tenåring")
_YEARS = ("åring", "år", "year", "yr")
_ENGLISH_UNITS = ("minutes", "hours", "days", "weeks", "months", "miles", "times", "stone")
_GOES = ("går", "gjeng")
_SCHOOLS = ("ungdomsskolen", "ungdomsskulen", "barneskolen", "barneskulen")
_GRADES = frozenset(
    "fjerde femte sjette sjuende åttende åttande niende niande tiende tiande".split()  # noqa: SIM905
)


def about_whom(text: Text, pattern: Pattern, start: int, end: int) -> About | None:
    """The pattern's own word, else the people in the match, else the nearest ones before it."""
    if pattern.about is not None:
        return pattern.about
    if pattern.category == "violence" and _done_to_writer(text, start, end):
        return "self"
    inside = _people(text, range(start, end))
    if inside is not None:
        return inside
    first, last = text.span_of_sentence(start)
    before = _people(text, range(start - 1, first - 1, -1))
    return before or _people(text, range(end, last))


def only_one_concerned(text: Text) -> About | None:
    """Who a text is about where it names nobody else; None where the writer and others stand."""
    others = any(atom in text.places for atom in ("@rel", "@child"))
    writer = any(atom in text.places for atom in ("@i", "meg"))
    if others == writer:
        return None
    return "relative" if others else "self"


def _done_to_writer(text: Text, start: int, end: int) -> bool:
    """ "Han slår meg", "sønnen min tar pengene mine": told by the one it is done to.

    Told to stay with the person in danger, a victim would stay with the one who hits.
    """
    last = text.span_of_sentence(start)[1]
    for index in range(start, min(end + 2, last)):
        if any(text.has(index, word) for word in ("meg", "me", "oss", "us")):
            return True
        if text.has(index, "mine") and not text.has(index - 1, "@rel"):
            return True
    return False


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
    """ "Jeg er 12 år", "eg er ei jente på fjorten", "i am 13", "jeg går i åttende klasse"."""
    for index in text.places.get("@i", ()):
        # "Im" is "I am" in one word.
        told = index + 1 + text.has(index + 1, "@be")
        if (told > index + 1 or text.has(index, "im")) and _tells_child_age(text, told):
            return True
        if any(text.has(index + 1, goes) for goes in _GOES) and _is_school(text, index + 2):
            return True
    return text.has(1, "år") and _is_child_age(text, 0)


def _tells_child_age(text: Text, index: int) -> bool:
    """ "(bare) 12", "(ei) jente på 14", "a 15 year old"."""
    index += text.has(index, "bare")
    articles = any(text.has(index, article) for article in _ARTICLES)
    index += articles
    if any(text.has(index, young) for young in _YOUNG):
        return text.has(index + 1, "på") and _is_child_age(text, index + 2)
    if not _is_child_age(text, index) or text.has(index + 1, "@not_years"):
        return False
    if any(text.has(index + 1, unit) for unit in _ENGLISH_UNITS):
        return False
    # "Jeg er en 7 på skalaen" is no age; "en 14 åring" and "a 14 year old" are.
    return not articles or any(text.has(index + 1, years) for years in _YEARS)


def _is_school(text: Text, index: int) -> bool:
    """ "I 8. klasse", "i sjette", "på ungdomsskolen"."""
    if text.has(index, "på"):
        return any(text.has(index + 1, school) for school in _SCHOOLS)
    if not text.has(index, "i"):
        return False
    grade = any(text.has(index + 1, grade) for grade in _GRADES)
    # "I fjerde etasje" is no school; "i fjerde" at the end of a clause is.
    if grade and text.clause_ends_before(index + 2):
        return True
    return (grade or _is_child_age(text, index + 1)) and text.has(index + 2, "klasse")


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
