"""What the words of a message stand for: «svigerinne» and "sister-in-law" are both ``@rel``.

The classifiers count n-grams and can't know that two words mean the same kind of thing unless the
training lines happen to show it. The word classes of the crisis patterns tell them, for bokmål,
nynorsk, dialect and English alike. Nothing is decided here: a concept is a feature like any other.
A lexicon of 160 more concepts was tried and left out, since it gained nothing measurable
(docs/decisions/0003-classifiers.md).
"""

from __future__ import annotations

from bot.norwegian.crisis.words import read

# How far apart two concepts may stand and still say something together, in words.
_WINDOW = 5
# Longer messages say the rest in more words; what a feature may cost is bounded.
_MOST_WORDS = 400
_PEOPLE = (("@rel", "R"), ("@child", "R"), ("@i", "I"), ("@self_obj", "M"), ("@they", "T"))


def concepts_of(text: str) -> list[frozenset[str]]:
    """The concepts of each word in order, each with "@" before its name."""
    words = read(text).atoms[:_MOST_WORDS]
    return [frozenset(atom for atom in atoms if atom[0] == "@") for atoms in words]


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
