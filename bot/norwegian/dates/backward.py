"""Times that point back at one said before: "dagen etter", "uka etter", "så etter det"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.norwegian.dates import calendar
from bot.norwegian.dates.clock import Line
from bot.norwegian.dates.day import Day, one
from bot.norwegian.dates.said import Said

_THAT = frozenset({"det", "dette", "de", "da", "då", "dét"})
_AFTERWARDS = frozenset({"etterpå", "etterpå'"})
# What may stand after "etter" when it points at a day of its own.
_STARTS = frozenset(
    [
        "weekday", "date", "dot", "holiday", "feast", "number", "ordinal", "the", "month", "in",
        "unit", "next", "small", "tomorrow", "today", "clock", "part", "time", "afternext", "this",
        "coming",
    ]
)  # fmt: skip
_ONE_DAY = frozenset({"day", "today", "weekday"})


def match_backward(
    line: Line, index: int, mentioned: list[Said], today: date, same_clause: bool
) -> tuple[list[Said], int] | None:
    """What this token and the next ones say by pointing at the last time mentioned, or None.

    ``same_clause``: the time mentioned belongs to the words just before it, so that its day goes
    on ("på jobb til ett på fredag, så ring etter det": Friday after one).
    """
    last_day = next((said.day for said in reversed(mentioned) if said.day), None)
    side = {"before": -1, "after": 1}.get(line.kind(index + 1))
    unit = line.name(index) if line.kind(index) == "unit" else ""
    if unit == "day" and side and last_day and line.kind(index + 2) not in _STARTS:
        return _day_beside(last_day, side, index + 2)
    if unit == "week" and side == 1 and last_day and line.kind(index + 2) not in _STARTS:
        return _week_after(last_day, index + 2)
    if unit == "weekend" and side == 1 and line.kind(index + 2) not in _STARTS:
        seen = last_day if last_day and last_day.kind == "weekend" else None
        day = seen.readings[0][0] if seen else today
        return [Said(day=one("weekend", *calendar.weekend_at(day, 1)))], index + 2
    if line.kind(index) == "next" and last_day and last_day.kind == "week":
        return _week_after(last_day, index + 1) if line.kind(index + 1) not in _STARTS else None
    if line.kind(index) == "after":
        return _after_that(line, index, mentioned, same_clause)
    return None


def _day_beside(last: Day, side: int, after: int) -> tuple[list[Said], int] | None:
    if last.kind not in _ONE_DAY:
        return None
    day = calendar.add_days(last.readings[0][0], side)
    return [Said(day=one("day", day))], after


def _week_after(last: Day, after: int) -> tuple[list[Said], int]:
    following = calendar.week_at(last.readings[0][1], 1)
    return [Said(day=one("week", *following))], after


def _after_that(
    line: Line, index: int, mentioned: list[Said], same_clause: bool
) -> tuple[list[Said], int] | None:
    """ "etter det", "etterpå": after the end of the time mentioned."""
    that = line.kind(index + 1) == "word" and line.text(index + 1) in _THAT
    if not (that or line.text(index) in _AFTERWARDS) or not mentioned:
        return None
    after = index + 1 + that
    if line.kind(after) in _STARTS:
        return None
    time = next((said.time for said in reversed(mentioned) if said.time), None)
    if time is None and mentioned[-1].day:  # "borte til den 28., etter det ..."
        begin = calendar.add_days(mentioned[-1].day.readings[0][1], 1)
        return [Said(day=replace(one("after", begin), opens=True))], after
    if time is None or time.end is None:
        return None
    said = [Said(time=replace(time, start=time.end, end=None, part="", shiftable=False))]
    day = next((s.day for s in reversed(mentioned) if s.day and s.day.kind in _ONE_DAY), None)
    return ([Said(day=day), *said] if day and same_clause else said), after
