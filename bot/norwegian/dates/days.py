"""Days: "overimorgon", "førstkommende onsdag", "1/12", "den tredje"; with ``spans`` all of them."""

from __future__ import annotations

from datetime import date

from bot.norwegian.dates import calendar
from bot.norwegian.dates.calendar import Span
from bot.norwegian.dates.clock import Line
from bot.norwegian.dates.day import Day, Found, one
from bot.norwegian.dates.holidays import match_feast, weekday_beside
from bot.norwegian.dates.spans import match_span
from bot.norwegian.tables import read_groups


def match_day(line: Line, index: int, today: date) -> Found | None:
    """The day, week or month that begins at this token, with the index after it."""
    for matcher in (_relative, match_feast, _beside, _dated, _weekday, match_span):
        found = matcher(line, index, today)
        if found:
            return found
    return None


def _relative(line: Line, index: int, today: date) -> Found | None:
    """ "i dag", "i morgen", "overimorgon", "over i morra"."""
    kind = line.kind(index)
    if kind == "in" and line.kind(index + 1) == "unit" and line.text(index + 1) in _TODAY_WORDS:
        return one("today", today), index + 2
    if kind == "in" and line.kind(index + 1) in {"morgen", "tomorrow"}:
        return one("day", calendar.add_days(today, 1)), index + 2
    if kind == "in" and line.kind(index + 1) == "aftertomorrow":
        return one("day", calendar.add_days(today, 2)), index + 2
    if kind == "in" and line.kind(index + 1) == "part":
        return one("today", today), index + 1  # "i ettermiddag": the part itself is read next
    if kind == "over":
        inner = _relative(line, index + 1, today)
        if inner and inner[0].readings[0][0] == calendar.add_days(today, 1):
            return one("day", calendar.add_days(today, 2)), inner[1]
    ahead = {"today": 0, "tomorrow": 1, "aftertomorrow": 2}.get(kind)
    if ahead is None and kind == "morgen" and _stands_for_tomorrow(line, index):
        ahead = 1
    if ahead is None:
        return None
    day = calendar.add_days(today, ahead)
    return one("day" if ahead else "today", day), index + 1


def _beside(line: Line, index: int, today: date) -> Found | None:
    """ "Dagen etter 17. mai", "dagen før julaften"."""
    side = {"before": -1, "after": 1}.get(line.kind(index + 1))
    if side is None or line.kind(index) != "unit" or line.name(index) != "day":
        return None
    found = match_feast(line, index + 2, today) or _dated(line, index + 2, today)
    if found is None or found[0].kind != "day":
        return None
    day = calendar.add_days(found[0].readings[0][0], side)
    return (one("day", day), found[1]) if day >= today else None


_TODAY_WORDS = read_groups("time_near_words")["today"]


def _stands_for_tomorrow(line: Line, index: int) -> bool:
    """A bare "morra" is tomorrow; a bare "morgen" only when no day stands before it."""
    if line.kind(index - 1) in {"weekday", "today", "in_time", "on", "word"}:
        return False
    return line.number(index) == 1 or line.kind(index + 1) in {"clock", "part", "early"}


def _dated(line: Line, index: int, today: date) -> Found | None:
    """Written dates: "3/12", "3.12.2026", "den 3.", "tredje desember", "første mandag i mai"."""
    if line.kind(index) == "date":
        return _as_day(_from_numbers(line.numbers(index), today), index + 1)
    if line.kind(index) == "dot" and line.kind(index - 1) not in {"clock", "around"}:
        day, month = line.numbers(index)
        return _as_day(calendar.next_date(day, month, today) if month <= 12 else None, index + 1)
    if line.kind(index) == "last" and line.kind(index + 1) == "weekday":
        return _nth_weekday(line, index, today)
    if line.kind(index) == "month":
        return _month_and_day(line, index, today)
    start = index + 1 if line.kind(index) == "the" else index
    if line.kind(start) not in {"number", "ordinal"}:
        return None
    if line.kind(start + 1) == "month":
        return _day_and_month(line, start, today)
    named = _month_after(line, start) if line.kind(start) == "ordinal" else None
    if named:
        return _as_day(calendar.next_date(line.number(start), named[0], today), named[1])
    if line.kind(start) == "ordinal" and line.kind(start + 1) == "weekday":
        return _nth_weekday(line, start, today)
    if (
        line.kind(start) == "ordinal"
        and line.text(start)[0].isdigit()
        and line.kind(start + 1) not in {"unit", "half_of"}
    ):
        return _as_day(calendar.next_day_of_month(line.number(start), today), start + 1)
    if start > index and not _is_choice(line, start):
        return _as_day(calendar.next_day_of_month(line.number(start), today), start + 1)
    return None


def _month_and_day(line: Line, index: int, today: date) -> Found | None:
    """ "Desember den 15", "December 3rd": the day after the month only where that is plain."""
    at = index + 1 + (line.kind(index + 1) == "the")
    sure = at > index + 1 or (line.kind(at) == "ordinal" and line.text(at)[0].isdigit())
    if not sure or line.kind(at) not in {"number", "ordinal"}:
        return None
    return _as_day(calendar.next_date(line.number(at), line.number(index), today), at + 1)


def _month_after(line: Line, index: int) -> tuple[int, int] | None:
    """ "26th of November", "femtende i tolvte": the month and the index after it."""
    if line.text(index + 1) == "of" and line.kind(index + 2) == "month":
        return line.number(index + 2), index + 3
    numbered = line.kind(index + 2) == "ordinal" and 1 <= line.number(index + 2) <= 12
    if line.kind(index + 1) == "in" and numbered and line.kind(index + 3) not in {"unit", "word"}:
        return line.number(index + 2), index + 3
    return None


def _is_choice(line: Line, index: int) -> bool:
    """ "Den første", "den andre timen": one of several times, not a day of the month."""
    if line.kind(index + 1) in {"unit", "half_of", "word"}:
        return True
    few = line.kind(index) == "ordinal" and line.number(index) <= 2
    return few and line.text(index).isalpha() and line.kind(index - 2) != "weekday"


_FARTHEST_YEARS = 3


def _from_numbers(numbers: tuple[int, ...], today: date) -> date | None:
    if len(numbers) == 3:
        if numbers[2] > today.year + _FARTHEST_YEARS:
            return None  # "12.03.44" is a date of birth
        return calendar.make_date(numbers[2], numbers[1], numbers[0])
    day, month = numbers
    return calendar.next_date(day, month, today) if 1 <= month <= 12 else None


def _as_day(day: date | None, after: int) -> Found | None:
    return (one("day", day), after) if day else None


def _day_and_month(line: Line, index: int, today: date) -> Found | None:
    day, month = line.number(index), line.number(index + 1)
    after = index + 2
    if line.kind(after) == "mark" and line.text(after) == "." and line.kind(after + 1) == "four":
        after += 1
    if line.kind(after) == "four" and 2000 <= line.number(after) <= 2100:
        return _as_day(calendar.make_date(line.number(after), month, day), after + 1)
    return _as_day(calendar.next_date(day, month, today), after)


def _nth_weekday(line: Line, index: int, today: date) -> Found | None:
    """ "første mandag i desember", "siste fredag i april"."""
    if line.kind(index + 2) != "in":
        return None
    month = match_span(line, index + 2, today)
    if not month or month[0].kind != "month":
        return None
    nth = 0 if line.kind(index) == "last" else line.number(index)
    weekday = line.number(index + 1)
    return _as_day(calendar.nth_weekday(nth, weekday, month[0].readings[0]), month[1])


def _weekday(line: Line, index: int, today: date) -> Found | None:
    kind = line.kind(index)
    if kind == "weekdays":
        return one("weekdays", today, weekday=line.number(index)), index + 1
    if kind == "every" and line.kind(index + 1) == "weekday":
        return one("weekdays", today, weekday=line.number(index + 1)), index + 2
    loose = kind == "next" and line.kind(index + 1) == "weekday"
    skip = index + 1 if loose or (kind in {"coming", "this"}) else index
    if line.kind(skip) != "weekday":
        return None
    weekday = line.number(skip)
    if line.kind(index - 1) != "number":  # "en fredag før jul" is any of them
        beside = weekday_beside(weekday, line, skip + 1, today)
        if beside:
            return beside
    first = calendar.first_after(weekday, today)
    readings: tuple[Span, ...] = ((first, first),)
    if loose:
        later = calendar.add_days(first, 7)
        readings += ((later, later),)
    elif weekday == today.isoweekday() and skip == index and line.kind(index - 1) != "on":
        readings += ((today, today),)
    return Day("weekday", readings, weekday=weekday, loose=loose), skip + 1
