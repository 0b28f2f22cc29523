"""What a part of the message is about: a wish, a story ("he drinks every Friday"), another errand.

A time in a story is no wish, and neither is the time of the dentist's appointment that comes before
"so rather Thursday". The parts are cut at punctuation, "men", "så" and "for"; a part that holds a
word of wishing ("kan", "passer", "helst") is always a wish.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from bot.norwegian.dates.clock import Line
from bot.norwegian.tables import read_groups

WISH, STORY, ERRAND = "wish", "story", "errand"

_WORDS = read_groups("time_clause_words")
_CUTS, _WISHES = _WORDS["cuts"], _WORDS["wishes"]
_STORIES, _ERRANDS = _WORDS["stories"], _WORDS["errands"]
_AT, _PLACES = _WORDS["at"], _WORDS["places"]
_MODALS, _PRONOUNS = _WORDS["modals"], _WORDS["pronouns"]


@dataclass(frozen=True)
class Clauses:
    """The number of the clause that each token stands in, and what each clause is."""

    of_token: tuple[int, ...]
    about: tuple[str, ...]

    def at(self, index: int) -> str:
        """What the clause of this token is about."""
        return self.about[self.of_token[index]] if 0 <= index < len(self.of_token) else WISH

    def number(self, index: int) -> int:
        """Which clause the token stands in."""
        return self.of_token[index] if 0 <= index < len(self.of_token) else -1


def read_clauses(line: Line) -> Clauses:
    """Cuts the message, and tells what each part is about."""
    number = 0
    of_token: list[int] = []
    parts: list[list[int]] = [[]]
    for index in range(len(line.tokens)):
        if _is_cut(line, index) and any(line.kind(at) != "mark" for at in parts[-1]):
            number += 1
            parts.append([])
        of_token.append(number)
        parts[-1].append(index)
    return Clauses(tuple(of_token), tuple(_about(line, part) for part in parts))


def _is_cut(line: Line, index: int) -> bool:
    kind = line.kind(index)
    if kind == "mark":
        return line.kind(index - 1) != "clock"  # the full stop of "kl."
    if kind == "in_time" and line.text(index + 1) in _PRONOUNS:
        return True  # "om de har ledig"
    return kind == "but" or line.text(index) in _CUTS


def _about(line: Line, part: list[int]) -> str:
    texts = [line.text(index) for index in part]
    cannot = {
        index for index in part if line.text(index) in _MODALS and line.kind(index + 1) == "not"
    }
    if any(line.text(index) in _WISHES and index not in cannot for index in part):
        return WISH
    if any(text in _STORIES for text in texts):
        return STORY
    if any(text in _ERRANDS for text in texts):
        return ERRAND
    if any(one in _AT and other in _PLACES for one, other in pairwise(texts)):
        return ERRAND
    return WISH
