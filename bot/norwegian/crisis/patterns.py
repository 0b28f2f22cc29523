"""The reviewed patterns, parsed once.

A class in a sequence is written ``@name``; a context (``$name`` under ``unless``) is a list of
sequences that several patterns share.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from bot.norwegian.crisis.lexicon import pattern_file
from bot.norwegian.crisis.matching import Sequence, parse

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


@dataclass(frozen=True)
class Pattern:
    """One reviewed sign. ``about`` None: told from the words of the match and before it."""

    id: str
    category: str
    certain: bool
    about: About | None
    deniable: bool
    sequences: tuple[Sequence, ...]
    unless: tuple[Sequence, ...]


@cache
def all_patterns() -> tuple[Pattern, ...]:
    """The patterns in the order of the file."""
    return tuple(_pattern(entry) for entry in pattern_file()["patterns"])


def _pattern(entry: dict[str, Any]) -> Pattern:
    if entry["category"] not in CATEGORIES:
        raise ValueError(f"{entry['id']}: unknown category {entry['category']}")
    contexts = pattern_file()["contexts"]
    unless: list[str] = []
    for line in entry.get("unless", ()):
        unless.extend(contexts[line[1:]] if line.startswith("$") else [line])
    return Pattern(
        id=entry["id"],
        category=entry["category"],
        certain=entry["certain"],
        about=entry.get("about"),
        deniable=entry.get("deniable", True),
        sequences=tuple(parse(line) for line in entry["match"]),
        unless=tuple(parse(line) for line in unless),
    )
