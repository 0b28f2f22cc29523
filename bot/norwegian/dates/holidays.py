"""Feasts and holidays: "lille julaften", "andre påskedag", "mellom jul og nyttår".

Fixed feasts by their date, the others by their distance from Easter Sunday (Computus; lov om
helligdager og helligdagsfred 1995 names them).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.norwegian.dates import calendar
from bot.norwegian.dates.calendar import Span
from bot.norwegian.dates.clock import Line
from bot.norwegian.dates.day import Day, Found, one

_BEFORE_HOLIDAY = frozenset({"before", "after", "over", "in", "within", "between", "on"})
_CHRISTMAS_EVE = "1224"
_SUNDAY = 7
_ADVENT_SUNDAYS = 4
_LAST_CHRISTMAS_DAY = 13  # trettende dag jul
# The first day that counts in "andre juledag": month and day, or days from Easter Sunday.
_FIRST_DAYS = {"christmas": "1225", "easter": "e0", "whitsun": "e49"}


def match_feast(line: Line, index: int, today: date) -> Found | None:
    """One day with a name of its own, the next time it comes."""
    small = line.kind(index) == "small"
    at = index + small
    if line.kind(at) == "feast":
        name = line.name(at)
        if small:
            name = "1223" if name == _CHRISTMAS_EVE else ""
        return _next_feast(name, 0, today, at + 1) if name else None
    if line.kind(index) == "feastday" and line.name(index) != "christmas":
        return _next_feast(_FIRST_DAYS[line.name(index)], 0, today, index + 1)
    advent = line.text(index + 3).startswith("advent") and line.kind(index + 2) == "in"
    if advent and line.number(index + 1) == _SUNDAY and 1 <= line.number(index) <= _ADVENT_SUNDAYS:
        return _advent_sunday(line.number(index), today, index + 4)
    numbered = line.kind(index) in {"ordinal", "number"} and line.kind(index + 1) == "feastday"
    if numbered:
        last = _LAST_CHRISTMAS_DAY if line.name(index + 1) == "christmas" else 2
        ahead = line.number(index) - 1
        first = _FIRST_DAYS[line.name(index + 1)]
        return _next_feast(first, ahead, today, index + 2) if 0 <= ahead < last else None
    return None


def _advent_sunday(nth: int, today: date, after: int) -> Found | None:
    """The fourth Sunday in Advent is the last one before Christmas Day."""
    for year in (today.year, today.year + 1):
        last = calendar.first_after(_SUNDAY, date(year, 12, 17))
        day = calendar.add_days(last, 7 * (nth - _ADVENT_SUNDAYS))
        if day >= today:
            return one("day", day), after
    return None


def _next_feast(name: str, ahead: int, today: date, after: int) -> Found | None:
    for year in (today.year - 1, today.year, today.year + 1):
        day = calendar.add_days(_feast_in(name, year), ahead)
        if day >= today:
            return one("day", day), after
    return None


def _feast_in(name: str, year: int) -> date:
    if name.startswith("e"):
        return calendar.add_days(calendar.easter(year), int(name[1:]))
    return date(year, int(name[:2]), int(name[2:]))


def match_holiday(line: Line, index: int, today: date) -> Found | None:
    """ "før jul", "over nyttår", "mellom jul og nyttår", "i påsken", "til pinse"."""
    kind = line.kind(index)
    at = index + 1 if kind in _BEFORE_HOLIDAY else index
    if line.kind(at) != "holiday":
        return None
    name = line.name(at)
    if kind == "between" and line.name(at + 2) == "newyear":
        name, at, kind = "between", at + 2, "in"
    for year in (today.year - 1, today.year, today.year + 1):
        found = _holiday_in(name, kind, year)
        edge = calendar.add_days(found.readings[0][1], 7 if found.opens else 0)
        if edge >= today:
            return found, at + 1
    return None


def _edges(name: str, year: int) -> Span:
    """First and last day of the holiday itself."""
    sunday = calendar.easter(year)
    fixed = {
        "christmas": (date(year, 12, 24), date(year, 12, 26)),
        "newyear": (date(year, 12, 31), date(year + 1, 1, 1)),
        "newyearstart": (date(year, 1, 1), date(year, 1, 10)),
        "between": (date(year, 12, 27), date(year, 12, 30)),
    }
    if name in fixed:
        return fixed[name]
    ahead = {"easter": (-3, 1), "easterweek": (-6, 0), "palmweekend": (-8, -7), "whitsun": (48, 50)}
    first, last = ahead[name]
    return calendar.add_days(sunday, first), calendar.add_days(sunday, last)


def _holiday_in(name: str, side: str, year: int) -> Day:
    """The holiday of that year, or what lies before or after it."""
    first, last = _edges(name, year)
    if side in {"before", "within"}:
        until = calendar.add_days(first, -1) if name != "newyear" else first
        return replace(one("before", until), closes=True)
    if side in {"after", "over"}:
        return replace(one("after", calendar.add_days(last, 1)), opens=True)
    if name == "easter":
        first = calendar.add_days(first, -3)
    return one("span", first, last)


def week_beside(line: Line, index: int, today: date) -> Found | None:
    """ "(uka) før jul", "(uka) etter påske": ``index`` is at "før" or "etter"."""
    edge = _edge(line, index, today)
    if edge is None:
        return None
    feast, after = edge
    if line.kind(index) == "before":
        return one("week", *calendar.week_at(feast, -1)), after
    weekend = feast.isoweekday() > 5
    return one("week", *calendar.week_at(feast, 1 if weekend else 0)), after


def weekday_beside(weekday: int, line: Line, index: int, today: date) -> Found | None:
    """ "(tirsdag) etter påske", "(siste fredag) før jul": the nearest such weekday."""
    edge = _edge(line, index, today)
    if edge is None:
        return None
    feast, after = edge
    if line.kind(index) == "before":
        day = calendar.add_days(calendar.first_after(weekday, calendar.add_days(feast, -1)), -7)
    else:
        day = calendar.first_after(weekday, calendar.add_days(feast, -1))
    return (Day("day", ((day, day),), weekday=weekday), after) if day >= today else None


def _edge(line: Line, index: int, today: date) -> tuple[date, int] | None:
    """The first day of the holiday for "før", the first day that follows it for "etter"."""
    side = line.kind(index)
    if side not in {"before", "after", "over"} or line.kind(index + 1) != "holiday":
        return None
    found = match_holiday(line, index, today)
    if found is None:
        return None
    day, after = found
    return calendar.add_days(day.readings[0][1], 1 if side == "before" else 0), after
