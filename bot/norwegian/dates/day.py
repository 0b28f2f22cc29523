"""What an expression of days means: the type that the readers of days share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.norwegian.dates.calendar import Span


@dataclass(frozen=True)
class Day:
    """One or more readings, best first, each from a day to a day.

    ``kind``: ``day``, ``weekday``, ``weekday_span`` (``offset`` days more), ``today``, ``week``,
    ``weekend``, ``month``, ``offset`` (days from today), ``weekdays`` (every one), ``workdays``;
    ``before``, ``after`` and ``span`` are settled already.
    """

    kind: str
    readings: tuple[Span, ...]
    weekday: int = 0
    offset: int = 0
    opens: bool = False  # the end is open ("etter jul")
    closes: bool = False  # the beginning is open ("før jul")
    loose: bool = False  # "neste": the week may be this one or the one after


Found = tuple[Day, int]


def one(kind: str, start: date, end: date | None = None, **more: int) -> Day:
    """A day or a span with one reading."""
    return Day(kind, ((start, end or start),), **more)  # type: ignore[arg-type]
