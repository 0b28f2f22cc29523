"""Names of people, places and organisations that training puts into sentences.

The lists in `tables/` are written down from general knowledge: what the country's people,
municipalities and public bodies are called. First names are those that the assistant knows
anyway (`bot/norwegian/tables/first_names.txt`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from bot.norwegian.tables import read_words

_TABLES = Path(__file__).parent / "tables"


@dataclass(frozen=True)
class Names:
    """Names by kind; a name of several words is a tuple of them."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    by_kind: dict[str, dict[int, tuple[tuple[str, ...], ...]]]

    def draw(self, kind: str, words: int, random: Random) -> tuple[str, ...] | None:
        """A name of that kind and that many words; None where the lists hold none."""
        if kind == "PER":
            return self._person(words, random)
        lengths = self.by_kind.get(kind, {})
        return random.choice(lengths[words]) if words in lengths else None

    def _person(self, words: int, random: Random) -> tuple[str, ...] | None:
        if not self.first or words > 4:
            return None
        if words == 1:
            return (random.choice(self.first if random.random() < 0.7 else self.last),)
        # One surname; what stands before it are given names, or a middle name that is a surname.
        given = [random.choice(self.first) for _ in range(words - 1)]
        if words == 3 and random.random() < 0.5:
            given[1] = random.choice(self.last)
        return (*given, random.choice(self.last))


NONE = Names((), (), {})


def _lines(name: str) -> list[str]:
    text = (_TABLES / f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return [line for line in lines if line]


def _phrases(name: str) -> dict[int, tuple[tuple[str, ...], ...]]:
    """The comma-separated names of a table by their number of words."""
    joined = " ".join(_lines(name))
    found = {tuple(phrase.split()) for phrase in joined.split(",") if phrase.strip()}
    lengths = {len(phrase) for phrase in found}
    return {length: tuple(sorted(p for p in found if len(p) == length)) for length in lengths}


def capitalised(name: str) -> str:
    """ "anne-marie" as it is written: "Anne-Marie"."""
    return "-".join(part[:1].upper() + part[1:] for part in name.split("-"))


@cache
def read_names() -> Names:
    """All lists; read once."""
    places = _phrases("places")
    return Names(
        first=tuple(sorted(capitalised(name) for name in read_words("first_names"))),
        last=tuple(sorted({name for line in _lines("surnames") for name in line.split()})),
        by_kind={
            "GPE_LOC": places,
            "GPE_ORG": places,
            "LOC": _phrases("landscapes"),
            "ORG": _phrases("organisations"),
        },
    )
