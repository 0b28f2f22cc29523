"""Weeks, months and holidays: "neste uke", "om fjorten dagar", "slutten av mai", "etter jul"."""

from __future__ import annotations

from datetime import date

from bot.norwegian.dates import calendar
from bot.norwegian.dates.calendar import Span
from bot.norwegian.dates.clock import Line
from bot.norwegian.dates.day import Day, Found, one
from bot.norwegian.dates.holidays import match_holiday, week_beside
from bot.norwegian.tables import read_groups

_WEEKS_AHEAD = {"this": 0, "next": 1, "coming": 1, "afternext": 2}
_OF = read_groups("time_near_words")["between_part_and_whole"]
_NOW = read_groups("time_near_words")["now"]
_TO_COME = ("som kom", "som kjem", "som kjæm", "så kom", "så kjem")
_PART_NAMES = {
    "begin": "begin", "early": "begin", "middle": "middle", "end": "end", "late": "end",
}  # fmt: skip


def match_span(line: Line, index: int, today: date) -> Found | None:
    """The week, month, weekend, holiday or distance in time that begins at this token."""
    for matcher in (_part_of_span, _in_time, _span_word, match_holiday):
        found = matcher(line, index, today)
        if found:
            return found
    return None


def _part_of_span(line: Line, index: int, today: date) -> Found | None:
    """ "i slutten av neste uke", "første halvdel av desember", "midt i måneden", "tidlig i mai"."""
    half = line.kind(index) in {"ordinal", "last"} and line.kind(index + 1) == "half_of"
    week = line.kind(index) in {"ordinal", "last"} and line.name(index + 1) == "week"
    part = _PART_NAMES.get(line.kind(index), "")
    if not half and not week and not part:
        return None
    after = index + (2 if half or week else 1)
    for _ in range(2):
        if line.kind(after) in {"in", "on"} or line.text(after) in _OF:
            after += 1
    found = match_span(line, after, today) or bare_month(line, after, today)
    if not found and line.name(after) == "week":  # "i slutten av veka"
        this = calendar.week_at(today, 1 if today.isoweekday() >= 5 else 0)
        found = one("week", *this), after + 1
    if not found or found[0].kind not in {"week", "month"}:
        return None
    start, end = found[0].readings[0]
    last = line.kind(index) == "last" or line.number(index) == 2
    name = ("end" if last else "begin") if half or week else part
    if week and found[0].kind == "month":
        nth = -1 if line.kind(index) == "last" else line.number(index) - 1
        return one("span", *_sevens(start, end, nth)), found[1]
    return one("span", *_slice(start, end, name, half)), found[1]


def bare_month(line: Line, index: int, today: date) -> Found | None:
    """A month with no preposition, where one has been read already."""
    if line.kind(index) != "month":
        return None
    return one("month", *calendar.next_month_named(line.number(index), today)), index + 1


def _sevens(start: date, end: date, nth: int) -> Span:
    """The nth seven days of a month, or the last seven."""
    if not 0 <= nth <= 3:
        return calendar.add_days(end, -6), end
    first = calendar.add_days(start, 7 * nth)
    return first, calendar.add_days(first, 6)


def _slice(start: date, end: date, name: str, half: bool) -> Span:
    """The beginning, middle or end of a week or month; halves of a month meet at the 15th."""
    if (end - start).days < 7:
        monday = calendar.monday_of(start)
        first, last = {"begin": (0, 1), "middle": (1, 3), "end": (3, 4)}[name]
        return calendar.add_days(monday, first), calendar.add_days(monday, last)
    edges = {"begin": (1, 15), "end": (16, 31)} if half else {
        "begin": (1, 10), "middle": (11, 20), "end": (21, 31)}  # fmt: skip
    first, last = edges[name]
    return start.replace(day=first), min(end, start.replace(day=min(last, end.day)))


def _in_time(line: Line, index: int, today: date) -> Found | None:
    """ "om fjorten dagar", "om ei veke", "om et par uker", "om to-tre uker"."""
    # Older usage has no "om": "fredag åtte dager".
    old = line.kind(index - 1) == "weekday" and line.number(index) in {8, 14}
    ahead = line.kind(index) == "number" and _is_from_now(line, index + 2)
    if line.kind(index) != "in_time" and not old and not ahead:
        return None
    at = index if old or ahead else index + 1
    while line.kind(at) == "around" or line.text(at) in {"bare", "berre", "kanskje"}:
        at += 1
    if line.kind(at) == "number" and line.number(at) == 1 and line.kind(at + 1) == "number":
        at += 1  # "et par"
    if line.kind(at) != "number":
        return None
    first = last = line.number(at)
    at += 1
    if line.kind(at) in {"to", "or"}:
        at += 1
    if line.kind(at) == "number":
        last = line.number(at)
        at += 1
    if line.kind(at) != "unit" or not 0 < first <= last <= 366:
        return None
    return _offset_day(line.name(at), first, last, today, at + (3 if ahead else 1))


def _is_from_now(line: Line, index: int) -> bool:
    """ "Tre dager fra nå", "to uker fra i dag"; without the last word "i dag" is read by itself."""
    if line.kind(index) != "from" or line.kind(index - 1) != "unit":
        return False
    return line.text(index + 1) in _NOW or line.kind(index + 1) in {"today", "in"}


def _offset_day(unit: str, first: int, last: int, today: date, after: int) -> Found | None:
    if unit == "month":
        if last > 24:
            return None
        spans = [calendar.month_span(today.year, today.month + n) for n in (first, last)]
        days = [start.replace(day=min(today.day, end.day)) for start, end in spans]
        return one("day", days[0], days[1]), after
    days_each = {"day": 1, "week": 7}.get(unit)
    if days_each is None:
        return None
    offset = first * days_each
    start, end = (calendar.add_days(today, n * days_each) for n in (first, last))
    readings: tuple[Span, ...] = ((start, end),)
    if unit == "day" and first == last == 8:  # "åtte dager": a week, in older usage
        week = calendar.add_days(today, 7)
        readings += ((week, week),)
        offset = 7
    return Day("offset", readings, offset=offset), after


def _span_word(line: Line, index: int, today: date) -> Found | None:
    """ "neste uke", "uke 49", "te uka", "i helga", "neste måned", "i desember"."""
    at, ahead, pointed = _pointer(line, index)
    if line.kind(at) == "month" and (at > index or _stands_alone(line, at)):
        return one("month", *calendar.next_month_named(line.number(at), today)), at + 1
    if line.kind(at) == "workdays":
        return one("workdays", today), at + 1
    unit = line.name(at) if line.kind(at) == "unit" else ""
    if unit == "week":
        beside = week_beside(line, at + 1, today)
        if beside or _is_rate(line, index):
            return beside
        return _week(line, at, ahead, pointed, today)
    if unit == "month" and pointed and line.kind(index) != "in":  # "i måneden" is a price
        return one("month", *calendar.month_span(today.year, today.month + ahead)), at + 1
    if unit == "weekend":
        return _weekend(line.kind(index), today), at + 1
    return None


def _pointer(line: Line, index: int) -> tuple[int, int, bool]:
    """What "neste", "i", "til" say: where the unit stands, how far ahead, whether it is meant."""
    kind = line.kind(index)
    if kind in _WEEKS_AHEAD:
        return index + 1, _WEEKS_AHEAD[kind], True
    if kind == "last" and line.kind(index + 2) == "before":  # "siste veka før jul"
        return index + 1, 0, False
    if kind == "rest":
        return index + (2 if line.text(index + 1) in _OF else 1), 0, True
    if kind in {"to", "in", "on"}:
        return index + 1, int(kind == "to" and line.text(index) != "-"), kind != "on"
    return index, 0, False


def _is_rate(line: Line, index: int) -> bool:
    """ "To flasker i uka", "tre gonger i veka": how often, not when."""
    numbers = [line.number(at) for at in (index - 1, index - 2) if line.kind(at) == "number"]
    if line.kind(index) == "this":  # "to ganger denne uka", but "en gang denne uka" is a wish
        return bool(numbers) and numbers[0] > 1
    return (
        line.kind(index) == "in" and line.text(index + 1) not in {"uke", "veke"} and bool(numbers)
    )


def _numbered(line: Line, at: int, today: date) -> Found | None:
    """ "Uke 49", "uke 48 eller 49"."""
    first = calendar.week_numbered(line.number(at), today)
    if first is None:
        return None
    second = None
    if line.kind(at + 1) in {"or", "to", "and"} and line.text(at + 2).isdigit():
        number = line.number(at + 2)
        follows = number == line.number(at) + 1 and line.kind(at + 3) != "month"
        second = calendar.week_numbered(number, today) if follows else None
    if second is None:
        return one("week", *first), at + 1
    return one("week", first[0], max(first[1], second[1])), at + 3


def _stands_alone(line: Line, at: int) -> bool:
    """A month that is no name and no other word: "mai", "mars" and "jan" need an "i"."""
    return len(line.text(at)) >= 5 or line.text(at) in {"des", "nov", "okt", "sept"}


def _week(line: Line, at: int, ahead: int, pointed: bool, today: date) -> Found | None:
    after = at + 1
    if line.text(after) in {"nr", "nummer", "no"}:
        after += 1
        after += line.kind(after) == "mark"
    if _is_week_number(line, after, ahead):
        return _numbered(line, after, today)
    tail = line.text(after) + " " + line.text(after + 1)
    if tail.startswith(_TO_COME):
        return one("week", *calendar.week_at(today, 1)), after + 2
    if tail == "etter neste":
        return one("week", *calendar.week_at(today, 2)), after + 2
    if not pointed or line.text(at) in {"veker", "uker", "vekor"}:
        return None
    return one("week", *calendar.week_at(today, ahead)), after


def _is_week_number(line: Line, index: int, ahead: int) -> bool:
    """ "Uke 49", "veke femti", but not "om ei veke to ..." or "neste uke to ..."."""
    if line.kind(index) not in {"number", "ordinal"}:
        return False
    spoken = line.kind(index) == "number" and line.number(index) > 1 and not ahead
    following = line.kind(index + 1)
    return line.text(index)[0].isdigit() or (spoken and following not in {"unit", "word", "month"})


def _weekend(kind: str, today: date) -> Day:
    """The weekend to come; "neste helg" may be this one or the one after."""
    this = calendar.weekend_at(today)
    if kind == "next":
        return Day("weekend", (this, calendar.weekend_at(today, 1)), loose=True)
    if today.isoweekday() > 5 and kind in {"to", "coming"}:
        this = calendar.weekend_at(today, 1)
    return one("weekend", *this)
