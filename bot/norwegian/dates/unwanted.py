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


def gather(said: list[Said], today: date) -> Unwanted:
    """Everything that is not wanted, together.

    A day with a time of day ("ikke mandag morgen") is out as a whole. A day with another errand
    is out only when nothing says that the errand takes but a part of it.
    """
    limits = Unwanted()
    errand_with_time = any(item.errand and item.time for item in said)
    has_day = any(item.day for item in said)
    for item in said:
        if item.errand and (item.time or errand_with_time):
            continue
        if item.day:
            limits = _without_day(limits, item.day, today)
        elif item.time and item.time.part and not has_day:
            limits = replace(limits, time=_without_part(item.time.part))
    return limits


def _without_day(limits: Unwanted, day: Day, today: date) -> Unwanted:
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
    elif day.kind == "day" and day.readings[0][0] > calendar.add_days(today, _SOON):
        return limits  # "ikke julaften" leaves all other days
    elif day.kind in {"today", "day", "week"}:
        return replace(limits, date_from=calendar.add_days(day.readings[0][1], 1))
    return replace(limits, not_weekdays=limits.not_weekdays | weekdays)


_SOON = 2  # "ikke i overmorgen" is later than that


def _without_part(part: str) -> Clock:
    """What is left of the day: later than a morning, earlier than an evening."""
    start, end = PARTS[part]
    return Clock(end, None) if part in {"morning", "forenoon", "lunch"} else Clock(None, start)
