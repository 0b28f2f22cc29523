"""From a text to the one finding that decides."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from bot.norwegian.crisis.denial import is_denied, without_negations
from bot.norwegian.crisis.matching import Sequence, find_all, stands_within
from bot.norwegian.crisis.patterns import (
    CATEGORIES,
    About,
    Pattern,
    possible_in,
    said_to_be_well,
)
from bot.norwegian.crisis.people import about_whom, child_concerned, child_writes
from bot.norwegian.crisis.words import Text, read

# Places of one pattern that are weighed before it is given up as denied or out of context.
_MOST_PLACES = 20
# "Meg" and "min" in the sign itself: it is told of oneself, whatever was on television.
_MYSELF = ("jeg", "meg", "min", "my", "myself", "im")
# What a person does, so that "ikke" right after it takes it back.
_ACTS = frozenset(["suicide", "self_harm", "violence", "danger_to_others"])
# How many words before and after a sign may still give it another meaning. People write long
# sentences without a full stop; a film at one end does not explain a cry at the other.
_NEAR = 10


@dataclass(frozen=True)
class CrisisFinding:
    """A sign that life or safety may be at risk.

    ``category`` is one of TAXONOMY's eight; not ``certain`` means that the person is to be asked;
    ``child``: a child writes or is in danger, so the children's line belongs to the answer;
    ``pattern`` is the id in the reviewed file, for the statistics and never with the text.
    """

    category: str
    certain: bool
    about: About | None
    child: bool
    pattern: str


def find_crisis(text: str) -> CrisisFinding | None:
    """The strongest sign in a text of any length, or None.

    Certain signs go before doubts; among equals the one that is most urgent right now.
    """
    words = read(text)
    if not words.atoms:
        return None
    best: CrisisFinding | None = None
    for pattern, sequences in possible_in(words):
        if best is not None and _rank(best.certain, best.category) <= _rank(
            pattern.certain, pattern.category
        ):
            continue
        place = _place(pattern, sequences, words)
        if place is not None:
            best = _finding(pattern, words, *place)
    return best


def find_denied(text: str) -> str | None:
    """The category of a sign that is clearly denied in a text that holds no other sign.

    "Jeg har ikke tanker om å ta livet mitt" has the words of a crisis and says the opposite; a
    model that counts words cannot tell, and may ask here for more than its usual certainty.
    """
    if find_crisis(text) is not None:
        return None
    words = read(text)
    for pattern, sequences in possible_in(words):
        for sequence in sequences:
            for start, end in islice(find_all(sequence, words), _MOST_PLACES):
                if is_denied(words, start, end, pattern.category in _ACTS):
                    return pattern.category
    return _denied_within(words) or _said_to_be_well(words)


def _denied_within(words: Text) -> str | None:
    left, clauses = without_negations(words)
    if not clauses or not left.atoms:
        return None
    for pattern, sequences in possible_in(left):
        place = _place(pattern, sequences, left) if pattern.certain else None
        if place is not None and left.clause[place[1] - 1] in clauses:
            return pattern.category
    return None


def _said_to_be_well(words: Text) -> str | None:
    for category, sequences in said_to_be_well():
        if any(True for sequence in sequences for _ in find_all(sequence, words)):
            return category
    return None


def _rank(certain: bool, category: str) -> tuple[bool, int]:
    return not certain, CATEGORIES.index(category)


def _place(pattern: Pattern, sequences: list[Sequence], text: Text) -> tuple[int, int] | None:
    """The first place where the pattern holds and is neither denied nor out of context."""
    if pattern.child_writes and not child_writes(text):
        return None
    for sequence in sequences:
        for start, end in islice(find_all(sequence, text), _MOST_PLACES):
            if pattern.deniable and is_denied(text, start, end, pattern.category in _ACTS):
                continue
            if not _out_of_context(pattern, text, start, end):
                return start, end
    return None


def _out_of_context(pattern: Pattern, text: Text, start: int, end: int) -> bool:
    """Whether words near the match, in its sentence, say that it means something else."""
    first, last = text.span_of_sentence(start)
    first, last = max(first, start - _NEAR), min(last, end + _NEAR)
    if any(stands_within(sequence, text, first, last) for sequence in pattern.unless):
        return True
    if any(s < end and start < e for here in pattern.unless_here for s, e in find_all(here, text)):
        return True
    if not _is_now(text, start, end) and any(
        stands_within(sequence, text, first, last) for sequence in pattern.unless_over
    ):
        return True
    if any(text.has(index, word) for index in range(start, end) for word in _MYSELF):
        first, last = start, end
    return any(stands_within(sequence, text, first, last) for sequence in pattern.unless_impersonal)


def _is_now(text: Text, start: int, end: int) -> bool:
    """Whether a sign is told in the present, or its clause names a time close by."""
    if any(text.has(index, "@present") for index in range(start, end)):
        return True
    last = end
    while last < len(text.atoms) and text.clause[last] == text.clause[end - 1]:
        last += 1
    return any(text.has(index, "@recent") for index in range(start, last))


def _finding(pattern: Pattern, text: Text, start: int, end: int) -> CrisisFinding:
    writes = child_writes(text)
    category = pattern.category
    if writes and category == "violence":
        category = "child_at_risk"
    about: About | None = about_whom(text, pattern, start, end)
    child = writes or category == "child_at_risk" or child_concerned(text, start, end)
    return CrisisFinding(category, pattern.certain, about, child, pattern.id)
