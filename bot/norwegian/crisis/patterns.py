"""The reviewed patterns, parsed once.

A class in a sequence is written ``@name``, an alternative of several words ``i_kveld``; a context
(``$name`` under ``unless``) is a list of sequences that several patterns share.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from bot.norwegian.crisis.lexicon import pattern_file
from bot.norwegian.crisis.matching import Sequence, parse
from bot.norwegian.crisis.words import Text, read

About = Literal["self", "relative"]

CATEGORIES = (
    "overdose",
    "medical_emergency",
    "psychosis",
    "child_at_risk",
    "danger_to_others",
    "suicide",
    "self_harm",
    "violence",
)

_IMPERSONAL = frozenset(["$news", "$general", "$question"])
_OVER = "$over"
# "= redd for å dø": a line that must overlap the matched words.
_HERE = "= "


@dataclass(frozen=True)
class Pattern:
    """One reviewed sign. ``about`` None: told from the words of the match and before it.

    ``unless``: words near a match that give it another meaning. ``unless_impersonal``: news and
    questions in general, which explain nothing away that somebody says of themselves.
    ``unless_here``: another meaning of the matched words themselves, so it must overlap them.
    ``unless_over``: what is long past, which explains nothing away that is told in the present.
    ``child_writes``: holds only where a child writes ("jeg er 9").
    """

    id: str
    category: str
    certain: bool
    about: About | None
    deniable: bool
    sequences: tuple[Sequence, ...]
    unless: tuple[Sequence, ...]
    unless_impersonal: tuple[Sequence, ...]
    unless_over: tuple[Sequence, ...]
    unless_here: tuple[Sequence, ...]
    child_writes: bool


@cache
def all_patterns() -> tuple[Pattern, ...]:
    """The patterns in the order of the file."""
    return tuple(_pattern(entry) for entry in pattern_file()["patterns"])


def possible_in(text: Text) -> list[tuple[Pattern, list[Sequence]]]:
    """The patterns that may hold, in the order of the file, with the sequences that may.

    A sequence is looked up by its rarest word, so that most are never touched.
    """
    patterns, by_atom = all_patterns(), _by_rarest_atom()
    present = frozenset(text.places)
    found: dict[int, dict[int, None]] = {}
    for atom in present & by_atom.keys():
        for number, place, sequence in by_atom[atom]:
            if not any(atoms.isdisjoint(present) for atoms in sequence.required):
                found.setdefault(number, {})[place] = None
    return [
        (patterns[number], [patterns[number].sequences[place] for place in sorted(found[number])])
        for number in sorted(found)
    ]


@cache
def said_to_be_well() -> tuple[tuple[str, tuple[Sequence, ...]], ...]:
    """Category -> what says that there is no such danger ("puster helt fint")."""
    entries = pattern_file()["well"]
    return tuple((entry["category"], _parsed(entry["match"])) for entry in entries)


@cache
def _by_rarest_atom() -> dict[str, list[tuple[int, int, Sequence]]]:
    """Atom -> (pattern, place in it, sequence), for the element that is rarest in the examples."""
    examples = [line for e in pattern_file()["patterns"] for line in e["for"] + e["against"]]
    seen = Counter(atom for line in examples for atoms in read(line).atoms for atom in atoms)
    index: dict[str, list[tuple[int, int, Sequence]]] = {}
    for number, pattern in enumerate(all_patterns()):
        for place, sequence in enumerate(pattern.sequences):
            rarest = min(sequence.required, key=lambda atoms: sum(seen[a] for a in atoms))
            for atom in rarest:
                index.setdefault(atom, []).append((number, place, sequence))
    return index


def _parsed(lines: list[str]) -> tuple[Sequence, ...]:
    return tuple(parse(variant) for line in lines for variant in variants(line))


def variants(line: str) -> list[str]:
    """A line with alternatives of several words ("snart|i_kveld") as lines without them."""
    lines = [""]
    for piece in line.split():
        names = piece.split("|")
        several = [name for name in names if "_" in name and not name.startswith("@")]
        single = "|".join(name for name in names if name not in several)
        choices = [name.replace("_", " ") for name in several]
        choices += [single] if single else []
        lines = [f"{before} {choice}".lstrip() for before in lines for choice in choices]
    return lines


def _pattern(entry: dict[str, Any]) -> Pattern:
    if entry["category"] not in CATEGORIES:
        raise ValueError(f"{entry['id']}: unknown category {entry['category']}")
    contexts = pattern_file()["contexts"]
    unless: list[str] = []
    impersonal: list[str] = []
    over: list[str] = []
    here: list[str] = []
    for line in entry.get("unless", ()):
        if line in _IMPERSONAL:
            impersonal.extend(contexts[line[1:]])
        elif line.startswith(_HERE):
            here.append(line.removeprefix(_HERE))
        elif line == _OVER:
            over.extend(contexts[line[1:]])
        else:
            unless.extend(contexts[line[1:]] if line.startswith("$") else [line])
    return Pattern(
        id=entry["id"],
        category=entry["category"],
        certain=entry["certain"],
        about=entry.get("about"),
        deniable=entry.get("deniable", True),
        sequences=_parsed(entry["match"]),
        unless=_parsed(unless),
        unless_impersonal=_parsed(impersonal),
        unless_over=_parsed(over),
        unless_here=_parsed(here),
        child_writes=entry.get("child_writes", False),
    )
