"""What the words of a message stand for: «svigerinne» and "brother-in-law" are both in_law.

The classifiers count n-grams and can't know that two words mean the same kind of thing unless the
training lines happen to show it. The word list in ``tables/concepts.txt`` tells them, for bokmål,
nynorsk, dialect and English alike; so do the word classes of the crisis patterns, which this module
reads too. Nothing is decided here: a concept is a feature like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from bot.norwegian.crisis.words import read
from bot.norwegian.tables import read_groups

# A beginning ("sovetablett*") is looked up by its first letters.
_PREFIX = 4
# How far apart two concepts may stand and still say something together, in words.
_WINDOW = 5
# Longer messages say the rest in more words; what a feature may cost is bounded.
_MOST_WORDS = 400
_PEOPLE = (("@rel", "R"), ("@child", "R"), ("@i", "I"), ("@self_obj", "M"), ("@they", "T"))


class _Table:
    """Concepts by word, by beginning, and by the first word of an expression."""

    def __init__(self, groups: dict[str, frozenset[str]]) -> None:
        self._words: dict[str, set[str]] = {}
        self._beginnings: dict[str, list[tuple[str, str]]] = {}
        self._expressions: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for concept, entries in groups.items():
            for entry in entries:
                self._add(concept, entry)

    def _add(self, concept: str, entry: str) -> None:
        if "_" in entry:
            first, *rest = entry.split("_")
            self._expressions.setdefault(first, []).append((tuple(rest), concept))
        elif entry.endswith("*"):
            stem = entry[:-1]
            self._beginnings.setdefault(stem[:_PREFIX], []).append((stem, concept))
        else:
            self._words.setdefault(entry, set()).add(concept)

    def of_word(self, form: str) -> Iterator[str]:
        """Concepts of one form of a word."""
        yield from self._words.get(form, ())
        for stem, concept in self._beginnings.get(form[:_PREFIX], ()):
            if form.startswith(stem):
                yield concept

    def of_expression(self, forms: list[frozenset[str]], index: int) -> Iterator[str]:
        """Concepts of the expressions that begin with word ``index``."""
        for form in forms[index]:
            for rest, concept in self._expressions.get(form, ()):
                following = forms[index + 1 : index + 1 + len(rest)]
                if len(following) == len(rest) and all(
                    word in there for word, there in zip(rest, following, strict=True)
                ):
                    yield concept


@cache
def _table() -> _Table:
    return _Table(read_groups("concepts"))


def concepts_of(text: str) -> list[frozenset[str]]:
    """The concepts of each word in order, those of the crisis patterns with "@" before them."""
    words = read(text).atoms[:_MOST_WORDS]
    forms = [frozenset(atom for atom in atoms if atom[0] != "@") for atoms in words]
    table = _table()
    found = []
    for index, atoms in enumerate(words):
        here = {atom for atom in atoms if atom[0] == "@"}
        for form in forms[index]:
            here.update(table.of_word(form))
        here.update(table.of_expression(forms, index))
        found.append(frozenset(here))
    return found


def people_in(concepts: list[frozenset[str]]) -> str:
    """The people of a message in order: R a relative, I the writer, M "me", T others."""
    letters = []
    for here in concepts:
        for concept, letter in _PEOPLE:
            if concept in here:
                letters.append(letter)
                break
    return "".join(letters)


def concept_terms(text: str) -> list[str]:
    """Features of a text: its concepts, and pairs of concepts that stand near each other."""
    concepts = [sorted(here) for here in concepts_of(text)]
    terms = [concept for here in concepts for concept in here]
    for index, here in enumerate(concepts):
        for later in concepts[index + 1 : index + 1 + _WINDOW]:
            terms += [f"{first}>{second}" for first in here for second in later]
    return terms


def people_terms(text: str) -> list[str]:
    """Features of a text: who comes first, the first three people, and all kinds of people.

    None where nobody is named: nonsense must not get a feature.
    """
    concepts = concepts_of(text)
    people = people_in(concepts)
    if not people:
        return []
    start = "".join(people_in([here]) or "-" for here in concepts[:2])
    return [
        f"first={people[:1]}",
        f"order={people[:3]}",
        f"all={''.join(sorted(set(people)))}",
        f"start={start}",
    ]
