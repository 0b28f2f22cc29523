"""Counting what the crisis nets find, by category and way of writing, and false alarms by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.evaluation.lines import NONE, Line, read_lines
from bot.norwegian.crisis.signs import find_signs

FOLDER = Path(__file__).parent
PUBLIC, THRESHOLDS = FOLDER / "lines.jsonl", FOLDER / "thresholds.jsonl"
UNSEEN = FOLDER / "unseen.jsonl"


@dataclass(frozen=True)
class Sign:
    """What a net says about a line; no sign is None."""

    category: str
    certain: bool


@dataclass
class Count:
    """Lines of one group: how many, met by a crisis reply, by a question, with a right category."""

    lines: int = 0
    certain: int = 0
    asked: int = 0
    right: int = 0

    @property
    def found(self) -> float:
        """Share that gets a crisis reply or the direct question."""
        return (self.certain + self.asked) / self.lines if self.lines else 0.0

    @property
    def at_once(self) -> float:
        """Share that gets a crisis reply at once."""
        return self.certain / self.lines if self.lines else 0.0

    @property
    def questions(self) -> float:
        """Share that gets the direct question."""
        return self.asked / self.lines if self.lines else 0.0

    @property
    def right_category(self) -> float:
        """Of the lines found, the share with an accepted category (so with the right number)."""
        met = self.certain + self.asked
        return self.right / met if met else 0.0

    def add(self, line: Line, sign: Sign | None) -> None:
        """Counts one line."""
        self.lines += 1
        if sign is not None:
            self.certain += sign.certain
            self.asked += not sign.certain
            self.right += sign.category in (line.accepted("crisis") or [])


Net = Callable[[Line], "Sign | None"]


def is_crisis(line: Line) -> bool:
    """Whether a sign must be found; a line that also accepts none is a matter of judgement."""
    return NONE not in (line.accepted("crisis") or [NONE])


def gateway(line: Line) -> Sign | None:
    """The gateway's nets alone: patterns and, where `make train` has run, its statistical net."""
    finding = find_signs(line.text)
    return Sign(finding.category, finding.certain) if finding else None


def either(one: Net, other: Net) -> Net:
    """Both nets together: a certain sign goes before a doubt, the first net before the second."""

    def joined(line: Line) -> Sign | None:
        signs = [sign for sign in (one(line), other(line)) if sign is not None]
        return next((sign for sign in signs if sign.certain), signs[0] if signs else None)

    return joined


def count(lines: Iterable[Line], net: Net) -> tuple[dict[str, Count], dict[str, Count]]:
    """Counts by group for crisis lines (categories, tags, "all") and for the others."""
    crises: dict[str, Count] = {}
    others: dict[str, Count] = {}
    for line in lines:
        table = crises if is_crisis(line) else others
        categories = (line.accepted("crisis") or [])[:1] if table is crises else []
        sign = net(line)
        for group in [*categories, *line.tags, "all"]:
            table.setdefault(group, Count()).add(line, sign)
    return crises, others


def public_lines() -> list[Line]:
    """The public set."""
    return read_lines(PUBLIC)


def threshold_lines() -> list[Line]:
    """The set that chose features and thresholds; no pattern or training line comes from it."""
    return read_lines(THRESHOLDS)


def unseen_lines() -> list[Line]:
    """The set that has decided nothing."""
    return read_lines(UNSEEN)
