"""What a person does not want: "ikkje måndagar", "helst ikke om morgenen", "ikke denne uka"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.norwegian.dates import calendar
from bot.norwegian.dates.clock import PARTS, Clock
from bot.norwegian.dates.day import Day
from bot.norwegian.dates.said import Said


@dataclass(frozen=True)
class Unwanted:
    """What is not wanted, gathered over the whole message."""

    not_weekdays: frozenset[int] = frozenset()
    date_from: date | None = None
    time: Clock | None = None


def gather(said: list[Said]) -> Unwanted:
    """Everything that is not wanted, together."""
    limits = Unwanted()
    for item in said:
        if item.day:
            limits = _without_day(limits, item.day)
        elif item.time and item.time.part:
            limits = replace(limits, time=_without_part(item.time.part))
    return limits


def _without_day(limits: Unwanted, day: Day) -> Unwanted:
    weekdays: frozenset[int] = frozenset()
    if day.kind in {"weekday", "weekdays"}:
        weekdays = frozenset({day.weekday})
    elif day.kind == "weekend":
        weekdays = frozenset({6, 7})
    elif day.kind == "workdays":
        weekdays = frozenset(range(1, 6))
    elif day.kind == "span" and (day.readings[0][1] - day.readings[0][0]).days < 6:
        start, end = day.readings[0]
        span = range((end - start).days + 1)
        weekdays = frozenset(calendar.add_days(start, n).isoweekday() for n in span)
    elif day.kind in {"today", "day", "week"}:
        return replace(limits, date_from=calendar.add_days(day.readings[0][1], 1))
    return replace(limits, not_weekdays=limits.not_weekdays | weekdays)


def _without_part(part: str) -> Clock:
    """What is left of the day: later than a morning, earlier than an evening."""
    start, end = PARTS[part]
    return Clock(end, None) if part in {"morning", "forenoon", "lunch"} else Clock(None, start)
