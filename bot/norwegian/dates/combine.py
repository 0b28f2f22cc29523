"""From what was said to one wish, or to the readings that the person should choose between."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from bot.norwegian.dates import calendar
from bot.norwegian.dates.clock import Clock, settle
from bot.norwegian.dates.day import Day
from bot.norwegian.dates.said import Said
from bot.norwegian.dates.unwanted import Unwanted, gather
from bot.norwegian.dates.when import When

_ALL_WEEK = frozenset(range(1, 8))
_DAY_MINUTES = 24 * 60
Reading = tuple["date | None", "date | None"]


@dataclass
class _Clause:
    """One of the things between which "eller" stands."""

    days: list[Day] = field(default_factory=list)
    time: Clock | None = None


def combine(said: list[Said], today: date) -> When | None:
    """One wish for everything said, or None when nothing usable was."""
    limits = gather([item for item in said if not item.wanted], today)
    positive = [item for item in said if item.wanted]
    every = {d.weekday for d in _days(positive) if d.kind == "weekdays"}
    if any(d.kind == "workdays" for d in _days(positive)):
        every |= {1, 2, 3, 4, 5}
    closed = limits.not_weekdays | (_ALL_WEEK - every if every else frozenset())
    clauses = _clauses([i for i in positive if not i.day or i.day.kind not in _HABITS])
    _share(clauses)
    wishes: list[When] = []
    for clause in clauses:
        wishes += _wishes(clause, today)
    wishes = list(dict.fromkeys(wishes))
    if clauses and not wishes and any(clause.days for clause in clauses):
        return None
    merged = _merge(wishes) or _from_limits(limits, today)
    if merged is None and not closed:
        return None
    return _close(merged or When(), frozenset(closed), limits, today)


_HABITS = frozenset({"weekdays", "workdays"})


def _days(said: list[Said]) -> list[Day]:
    return [item.day for item in said if item.day]


def _clauses(said: list[Said]) -> list[_Clause]:
    clauses: list[_Clause] = []
    for item in said:
        current = clauses[-1] if clauses else None
        if current is None or (item.joint == "or" and (current.days or current.time)):
            current = _Clause()
            clauses.append(current)
        if item.day:
            if current.days and not _belongs(current.days, item.day):
                current = _Clause()
                clauses.append(current)
            current.days.append(item.day)
        elif item.time:
            current.time = _both(current.time, item.time)
    return clauses


_FRAMES = frozenset({"week", "month", "weekend", "offset", "span", "before", "after"})
_DAYS = frozenset({"weekday", "weekday_span", "day", "today"})


def _belongs(days: list[Day], new: Day) -> bool:
    """A weekday and its week, or two limits, say one thing together; two days do not."""
    kinds = [day.kind for day in days]
    if new.opens or new.closes or any(day.opens or day.closes for day in days):
        return True
    if new.kind in _DAYS:
        if any(kind in _FRAMES for kind in kinds):
            return not any(kind in _DAYS for kind in kinds)
        return len(kinds) == 1 and {kinds[0], new.kind} in (
            {"weekday", "day"},
            {"weekday", "today"},
        )
    return new.kind in _FRAMES and not any(kind in _FRAMES - {"month"} for kind in kinds)


def _both(old: Clock | None, new: Clock) -> Clock:
    """A clock time wins over a part of the day; "etter ti" and "før tolv" make a range."""
    if old is None:
        return new
    if new.part and not old.part:
        return settle(old, new.part)
    if old.part and not new.part:
        return settle(new, old.part)
    if old.part and new.part:
        return old if old.part != "forenoon" or new.part != "morning" else new
    if old.end is None and new.start is None and new.end and (old.start or 0) < new.end:
        return replace(old, end=new.end)
    if old.start is None and new.end is None and new.start and new.start < (old.end or 0):
        return replace(new, end=old.end)
    return old


def _share(clauses: list[_Clause]) -> None:
    """Said once, for both: "torsdag eller fredag neste uke", "mandag eller tirsdag kveld"."""
    frame = next((d for c in clauses for d in c.days if d.kind in {"week", "offset"}), None)
    times = [clause.time for clause in clauses if clause.time]
    first_days = clauses[0].days if clauses else []
    for clause in clauses:
        if frame and len(clauses) > 1 and [d.kind for d in clause.days] == ["weekday"]:
            clause.days.append(frame)
        if len(times) == 1 and clause.time is None:
            clause.time = times[0]
        if not clause.days and first_days:
            clause.days = list(first_days)
    if len(clauses) > 1 and not first_days and clauses[-1].days:
        clauses[0].days = list(clauses[-1].days)


def _wishes(clause: _Clause, today: date) -> list[When]:
    time_from, time_to = _times(clause.time)
    if not clause.days:
        return [When(time_from=time_from, time_to=time_to)] if clause.time else []
    wishes = []
    for start, end in _readings(clause.days, today):
        if end and end < today:
            continue
        begin = max(start, today) if start else None
        wishes.append(
            When(
                begin.isoformat() if begin else None, end.isoformat() if end else None,
                time_from, time_to, _other_weekdays(clause.days),
            )
        )  # fmt: skip
    return wishes


def _other_weekdays(days: list[Day]) -> tuple[int, ...]:
    """ "torsdag i desember": every day of the month but the Thursdays is out."""
    kinds = {day.kind: day for day in days}
    if "weekday" in kinds and kinds.keys() & {"month", "span"}:
        return tuple(sorted(_ALL_WEEK - {kinds["weekday"].weekday}))
    return ()


def _times(time: Clock | None) -> tuple[str | None, str | None]:
    if time is None:
        return None, None
    return _clock_text(time.start), _clock_text(time.end)


def _clock_text(minutes: int | None) -> str | None:
    if minutes is None:
        return None
    minutes = min(minutes, _DAY_MINUTES - 1)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _readings(days: list[Day], today: date) -> list[Reading]:
    """The dates that the days of one clause mean together."""
    limits = [day for day in days if day.opens or day.closes]
    if limits:
        return _limited(limits, [day for day in days if day not in limits])
    weekday = next((day for day in days if day.kind in {"weekday", "weekday_span"}), None)
    frame = next((day for day in days if day is not weekday), None)
    if weekday is None or frame is None:
        return list(days[0].readings if weekday is None or frame is None else weekday.readings)
    return _weekday_in(weekday, frame, today)


def _weekday_in(weekday: Day, frame: Day, today: date) -> list[Reading]:
    if frame.kind == "offset":
        return _weekday_later(weekday, frame, today)
    if frame.kind in {"week", "weekend"} or _is_short(frame):
        found: list[Reading] = []
        length = weekday.offset if weekday.kind == "weekday_span" else 0
        for start, end in frame.readings:
            day = calendar.first_after(weekday.weekday, calendar.add_days(start, -1))
            if calendar.add_days(day, length) <= end:
                found.append((day, calendar.add_days(day, length)))
        return found
    if frame.kind in {"month", "span"}:
        return list(frame.readings)
    same: list[Reading] = [r for r in frame.readings if r[0].isoweekday() == weekday.weekday]
    return same or [*frame.readings, *weekday.readings]


def _is_short(frame: Day) -> bool:
    """ "I begynnelsen av neste uke, gjerne mandag": there is but one such weekday."""
    start, end = frame.readings[0]
    return frame.kind == "span" and (end - start).days < 7


def _weekday_later(weekday: Day, frame: Day, today: date) -> list[Reading]:
    """ "torsdag om fjorten dager": the first Thursday to come, and fourteen days more."""
    if frame.offset % 7 == 0:
        first = calendar.first_after(weekday.weekday, today)
        day = calendar.add_days(first, frame.offset)
        return [(day, day)]
    same: list[Reading] = [r for r in frame.readings if r[0].isoweekday() == weekday.weekday]
    return same or [*frame.readings, *weekday.readings]


def _limited(limits: list[Day], others: list[Day]) -> list[Reading]:
    """One open end or both: "fra mandag", "etter jul og før påske", "neste uke, før fredag"."""
    if len(limits) == 1 and len(limits[0].readings) > 1 and not others:
        day = limits[0]
        return [(r[0] if day.opens else None, r[0] if day.closes else None) for r in day.readings]
    start = max((d.readings[0][0] for d in limits if d.opens), default=None)
    end = min((d.readings[0][0] for d in limits if d.closes), default=None)
    for frame in others:
        first, last = frame.readings[0]
        if end and not first <= end <= last and (last - first).days >= 6:
            weekday = end.isoweekday()  # "før fredag neste uke"
            end = calendar.first_after(weekday, calendar.add_days(first, -1))
        if start and not first <= start <= last and (last - first).days >= 6:
            start = calendar.first_after(start.isoweekday(), calendar.add_days(first, -1))
        start = max(start, first) if start else first
        end = min(end, last) if end else last
    if start and end and end < start:
        return []
    return [(start, end)]


def _merge(wishes: list[When]) -> When | None:
    """Neighbouring days become one span; anything else is a question."""
    if not wishes:
        return None
    if len(wishes) == 1:
        return wishes[0]
    if len({(w.time_from, w.time_to) for w in wishes}) == 1 and _neighbours(wishes):
        ends = sorted((w.date_from or "", w.date_to or "") for w in wishes)
        return replace(wishes[0], date_from=ends[0][0], date_to=ends[-1][1])
    if len({(w.date_from, w.date_to) for w in wishes}) == 1:
        starts, ends_ = [w.time_from for w in wishes], [w.time_to for w in wishes]
        if all(starts) and all(ends_):
            return replace(
                wishes[0], time_from=min(filter(None, starts)), time_to=max(filter(None, ends_))
            )
    return replace(wishes[0], ambiguous=True, alternatives=tuple(wishes))


def _neighbours(wishes: list[When]) -> bool:
    spans = sorted((w.date_from or "", w.date_to or "") for w in wishes)
    for (_, end), (start, _) in pairwise(spans):
        if not end or not start:
            return False
        if calendar.add_days(date.fromisoformat(end), 1) < date.fromisoformat(start):
            return False
    return True


def _from_limits(limits: Unwanted, today: date) -> When | None:
    if limits.date_from is None and limits.time is None:
        return None
    time_from, time_to = _times(limits.time)
    start = max(limits.date_from, today).isoformat() if limits.date_from else None
    return When(date_from=start, time_from=time_from, time_to=time_to)


def _close(when: When, closed: frozenset[int], limits: Unwanted, today: date) -> When:
    """Add the weekdays that are out."""
    out = tuple(sorted(closed | set(when.not_weekdays)))
    if limits.time and when.time_from is None and when.time_to is None:
        time_from, time_to = _times(limits.time)
        when = replace(when, time_from=time_from, time_to=time_to)
    others = tuple(replace(w, not_weekdays=out) for w in when.alternatives)
    return replace(when, not_weekdays=out, alternatives=others)
