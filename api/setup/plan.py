"""When the demo's staff take appointments. Pure: days in, times out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

import holidays

from api.settings import OSLO

OPENS, LUNCH, AFTER_LUNCH, CLOSES = time(8, 30), time(11, 30), time(12, 0), time(15, 30)
# For writing down what was said, and for getting to the next one.
PAUSE = timedelta(minutes=15)
# Closed by custom, though not by law: (month, day).
ALSO_CLOSED = frozenset({(12, 24), (12, 31)})


@dataclass(frozen=True)
class Appointment:
    """A time on a day, with zone."""

    start: datetime
    end: datetime


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NO", years=year))


def is_open(day: date) -> bool:
    """Whether the municipality is at work: no weekend, no public holiday, not 24 or 31 December."""
    closed = (day.month, day.day) in ALSO_CLOSED or day in _holidays(day.year)
    return day.isoweekday() <= 5 and not closed


def appointments(day: date, minutes: int) -> Iterator[Appointment]:
    """Times of `minutes` on a day, with pauses and lunch, between 08:30 and 15:30."""
    if not is_open(day):
        return
    length = timedelta(minutes=minutes)
    # Ends on a quarter, so that the times are easy to remember.
    step = timedelta(minutes=-(-minutes // 15) * 15) + PAUSE
    for opens, closes in ((OPENS, LUNCH), (AFTER_LUNCH, CLOSES)):
        start = datetime.combine(day, opens, OSLO)
        end_of_shift = datetime.combine(day, closes, OSLO)
        while start + length <= end_of_shift:
            yield Appointment(start, start + length)
            start += step
