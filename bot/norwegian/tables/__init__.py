"""Word lists, one text file each: words separated by white space, ``#`` begins a comment."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


def read_lines(name: str) -> list[str]:
    """The lines of ``<name>.txt`` that say something, comments taken away."""
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return [line for line in lines if line]


@cache
def read_words(name: str) -> frozenset[str]:
    """The words of ``<name>.txt``."""
    return frozenset(word for line in read_lines(name) for word in line.split())


@cache
def read_groups(name: str) -> dict[str, frozenset[str]]:
    """The words of ``<name>.txt`` by the group they stand in; a line is "group: words"."""
    groups: dict[str, frozenset[str]] = {}
    for line in read_lines(name):
        group, _, words = line.partition(":")
        groups[group] = groups.get(group, frozenset()) | frozenset(words.split())
    return groups
