"""What "før", "etter", "innen" and "fra" make of a day or a clock time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.norwegian.dates import calendar
from bot.norwegian.dates.clock import Clock
from bot.norwegian.dates.day import Day, one

# The token kinds that limit a time, and the four limits.
LIMITS = {
    "before": "before", "after": "after", "within": "within", "latest": "within",
    "from": "from", "earliest": "from",
}  # fmt: skip
# With "ikke" before it: "ikke før ti" is from ten.
OPPOSITE = {"before": "from", "after": "within", "within": "after", "from": "before"}


def limit_time(limit: str, time: Clock) -> Clock:
    """The time with one end open; a part of the day is left behind or waited for."""
    start, end = time.start, time.end
    if limit == "before":
        return replace(time, start=None, end=start, part="")
    if limit == "within":
        return replace(time, start=None, part="")
    if limit == "after":
        return replace(time, start=end, end=None, part="")
    return replace(time, end=None, part="")


def limit_day(limit: str, day: Day, today: date) -> Day:
    """The day with one end open; "før helgen" on a Saturday is before the next one."""
    readings = []
    for start, end in day.readings:
        if limit == "before":
            passed = day.kind == "weekend" and start <= today
            edge = calendar.add_days(start, 6 if passed else -1)
        elif limit == "after":
            edge = calendar.add_days(end, 1)
        else:
            edge = start if limit == "from" else end
        readings.append((edge, edge))
    opens = limit in {"after", "from"}
    return Day("after" if opens else "before", tuple(readings), opens=opens, closes=not opens)


def from_to(first: Day, last: Day) -> Day:
    """From the one day to the other, the other one a week later when it would come before."""
    start, end = first.readings[0][0], last.readings[0][1]
    while end < start:
        end = calendar.add_days(end, 7)
    if first.kind == last.kind == "weekday":
        return one("weekday_span", start, end, weekday=first.weekday, offset=(end - start).days)
    return one("span", start, end)
