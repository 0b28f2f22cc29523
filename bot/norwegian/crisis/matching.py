"""Where a sequence of words, classes and gaps stands in a text.

The notation of the pattern file, separated by spaces: ``word``, ``@class``, ``a|@b`` (either),
``a?`` (may be missing), ``..`` (up to three words, none of them a negation), ``..5`` (up to five),
``~2`` (up to two words, also a negation), ``<`` and ``>`` (before the message's first and after its
last word), ``/`` (where a clause ends: a comma, a full stop, "og", "men").
``patterns`` also reads ``a|i_kveld`` (an alternative of several words) and, under ``unless``,
``= a b`` (counts only where it overlaps the match).
A match never crosses the end of a sentence. All ways through are followed at once, so that the
time grows with the length of the text and never with the number of ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.norwegian.crisis.words import Text

NEGATION = "@not"
_GAP = re.compile(r"(?P<kind>\.\.|~)(?P<size>\d*)")
_DEFAULT_GAP = 3
# In a very long text the places of one pattern that are tried; hundreds say no more than these.
_MOST_TRIES = 400

Kind = Literal["word", "gap", "start", "end", "clause"]
_MARKS: dict[str, Kind] = {"<": "start", ">": "end", "/": "clause"}


@dataclass(frozen=True)
class Element:
    """One step: ``atoms`` of a word (any of them), or the longest length of a gap."""

    kind: Kind
    atoms: frozenset[str] = frozenset()
    longest: int = 0
    optional: bool = False
    over_negation: bool = False


@dataclass(frozen=True)
class Sequence:
    """A parsed line of the pattern file."""

    elements: tuple[Element, ...]
    source: str
    required: tuple[frozenset[str], ...]
    reach: int  # words that a match may span at most


def parse(source: str) -> Sequence:
    """Reads the notation above; ValueError when a line holds no required word."""
    elements = tuple(_element(piece) for piece in source.split())
    required = tuple(e.atoms for e in elements if e.kind == "word" and not e.optional)
    if not required:
        raise ValueError(f"no word is required: {source}")
    reach = sum(e.longest if e.kind == "gap" else 1 for e in elements)
    return Sequence(elements, source, required, reach)


def _element(piece: str) -> Element:
    if piece in _MARKS:
        return Element(_MARKS[piece])
    gap = _GAP.fullmatch(piece)
    if gap:
        size = int(gap["size"] or _DEFAULT_GAP)
        return Element("gap", longest=size, over_negation=gap["kind"] == "~")
    optional = piece.endswith("?")
    return Element("word", frozenset(piece.rstrip("?").split("|")), optional=optional)


def find_all(sequence: Sequence, text: Text) -> Iterator[tuple[int, int]]:
    """Start and end (exclusive) of each place, in order of the starts."""
    places = [_places(atoms, text) for atoms in sequence.required]
    if not all(places):
        return
    rarest = min(places, key=len)
    firsts = _possible_starts(sequence, text, rarest)
    for start in firsts:
        end = _end(sequence, text, start)
        if end is not None:
            yield start, end


def stands_within(sequence: Sequence, text: Text, start: int, end: int) -> bool:
    """Whether the sequence has a place between two words."""
    return any(start <= s and e <= end for s, e in find_all(sequence, text))


def _places(atoms: frozenset[str], text: Text) -> list[int]:
    lists = [text.places[atom] for atom in atoms if atom in text.places]
    return lists[0] if len(lists) == 1 else sorted({i for places in lists for i in places})


def _possible_starts(sequence: Sequence, text: Text, rarest: list[int]) -> list[int]:
    first = next(e for e in sequence.elements if e.kind == "word")
    starts = {
        start
        for place in rarest[:_MOST_TRIES]
        for start in range(max(0, place - sequence.reach + 1), place + 1)
        if first.optional or not first.atoms.isdisjoint(text.atoms[start])
    }
    if sequence.elements[0].kind == "start":
        starts &= {0}
    return sorted(starts)


def _end(sequence: Sequence, text: Text, start: int) -> int | None:
    sentence = text.sentence[start]
    last = len(text.atoms)
    ahead = {start}
    for element in sequence.elements:
        if element.kind == "start":
            ahead = {p for p in ahead if p == 0}
        elif element.kind == "end":
            ahead = {p for p in ahead if p == last}
        elif element.kind == "clause":
            ahead = {p for p in ahead if text.clause_ends_before(p)}
        elif element.kind == "gap":
            ahead = _across(element, text, ahead, sentence)
        else:
            ahead = _past(element, text, ahead, sentence)
        if not ahead:
            return None
    return min(ahead)


def _past(element: Element, text: Text, ahead: set[int], sentence: int) -> set[int]:
    after = {
        p + 1
        for p in ahead
        if p < len(text.atoms)
        and text.sentence[p] == sentence
        and not element.atoms.isdisjoint(text.atoms[p])
    }
    return after | ahead if element.optional else after


def _across(element: Element, text: Text, ahead: set[int], sentence: int) -> set[int]:
    reached = set(ahead)
    edge = ahead
    for _ in range(element.longest):
        edge = {
            p + 1
            for p in edge
            if p < len(text.atoms)
            and text.sentence[p] == sentence
            and (element.over_negation or NEGATION not in text.atoms[p])
        } - reached
        if not edge:
            break
        reached |= edge
    return reached
