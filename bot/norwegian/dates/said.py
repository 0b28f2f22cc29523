"""One thing that was said about time."""

from __future__ import annotations

from dataclasses import dataclass

from bot.norwegian.dates.clock import Clock
from bot.norwegian.dates.day import Day


@dataclass(frozen=True)
class Said:
    """One day or clock time; ``wanted`` is False for "ikke mandag". ``joint``: what came before.

    ``errand``: it is taken by something else ("har tannlege i dag"), and therefore not wanted.
    """

    day: Day | None = None
    time: Clock | None = None
    wanted: bool = True
    joint: str = ""
    errand: bool = False
