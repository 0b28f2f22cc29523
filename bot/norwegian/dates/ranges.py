"""Between and from-to, and what may stand between a small word and its time."""

from __future__ import annotations

from datetime import date

from bot.norwegian.dates import calendar, clock, days, spans
from bot.norwegian.dates.clock import Line
from bot.norwegian.dates.day import Day, Found, one
from bot.norwegian.dates.limits import from_to
from bot.norwegian.dates.said import Said
from bot.norwegian.tables import read_groups

_NEAR_WORDS = read_groups("time_near_words")
_FILLERS, _COUNTED = _NEAR_WORDS["fillers"], _NEAR_WORDS["counted"]
_FILLER_KINDS = frozenset({"on", "the", "in", "to", "around", "in_time"})
# "bare det ikke er ...", "ikkje sjølve julaftan"
_IS = frozenset(
    {"er", "e", "æ", "blir", "vert", "vere", "være", "på", "sjølve", "selve", "selveste", "noen"}
)
_NUMERIC = frozenset({"number", "ordinal"})
_CENTURIES = range(1900, 2100)


def match_range(line: Line, index: int, today: date) -> tuple[Said, int] | None:
    """ "mellom ti og tolv", "mellom 1. og 5. desember", "1.-5. desember"."""
    at = index + 1 if line.kind(index) in {"between", "from"} else index
    dates = _days_of_month(line, at, today)
    if dates:
        return Said(day=dates[0]), dates[1]
    if line.kind(index) != "between":
        return None
    first = day_at(line, skip_fillers(line, at, today), today)
    if first:
        second = second_day(line, first[1], today, ("and", "to"))
        return (Said(day=from_to(first[0], second[0])), second[1]) if second else None
    return _clock_range(line, at)


def _clock_range(line: Line, index: int) -> tuple[Said, int] | None:
    start = clock.match_point(line, clock.after_clock(line, index))
    if start is None or line.kind(start[1]) not in {"and", "to"}:
        return None
    end = clock.match_point(line, clock.after_clock(line, start[1] + 1))
    joined = clock.join(start[0], end[0]) if end else None
    return (Said(time=joined), end[1]) if joined and end else None


def _days_of_month(line: Line, index: int, today: date) -> Found | None:
    """Two days of one month, the month named once."""
    index += line.kind(index) == "the"
    if line.kind(index) not in _NUMERIC:
        return None
    second = _listed_day(line, index)
    if second is None and line.kind(index + 1) in {"to", "and", "or"}:
        second = index + 2 + (line.kind(index + 2) == "the")
    if second is None:
        return None
    if line.kind(second) not in _NUMERIC or line.kind(second + 1) != "month":
        return None
    last = days.match_day(line, second, today)
    if last is None or last[0].kind != "day":
        return None
    end = last[0].readings[0][0]
    start = calendar.make_date(end.year, end.month, line.number(index))
    if start is None or start >= end:
        return None
    if line.kind(index + 1) == "or" and (end - start).days > 1:
        return Day("day", ((start, start), (end, end))), last[1]
    return one("span", start, end), last[1]


def _listed_day(line: Line, index: int) -> int | None:
    """ "18., 19. eller 20. januar": where the last of three days or more stands."""
    at, count = index, 1
    while True:
        after = at + 1
        while line.kind(after) == "mark" and line.text(after) in {".", ","}:
            after += 1
        after += line.kind(after) in {"or", "and"}
        if (after == at + 1 and count == 1) or line.kind(after) not in _NUMERIC:
            return at if count > 2 else None
        if line.number(after) != line.number(at) + 1:
            return None
        at, count = after, count + 1


def day_at(line: Line, index: int, today: date) -> Found | None:
    """The day here, a month without "i" included."""
    return days.match_day(line, index, today) or spans.bare_month(line, index, today)


def second_day(
    line: Line, index: int, today: date, joints: tuple[str, ...] = ("to",)
) -> Found | None:
    """The other day of a range: what follows "til" or "og"."""
    if line.kind(index) not in joints:
        return None
    at = index + 1
    while line.kind(at) in {"on", "the", "to"} and not _starts(line, at, today):
        at += 1
    found = days.match_day(line, at, today)
    return found if found and found[0].kind in {"day", "weekday", "today"} else None


def skip_fillers(line: Line, index: int, today: date, words: bool = False) -> int:
    """Over words that say nothing between a preposition and the time."""
    for _ in range(4):
        kind = line.kind(index)
        starts_day = kind in {"in", "the", "to", "on"} and _starts(line, index, today)
        filler = kind in _FILLER_KINDS or (words and kind == "number" and _is_article(line, index))
        filler = filler or line.text(index) in _FILLERS or (words and line.text(index) in _IS)
        if starts_day or not filler:
            break
        index += 1
    return index


def _is_article(line: Line, index: int) -> bool:
    return line.number(index) == 1 and line.kind(index + 1) in {"weekday", "weekdays"}


def _starts(line: Line, index: int, today: date) -> bool:
    found = days.match_day(line, index, today)
    return bool(found and found[0].kind not in {"weekday", "weekdays"}) or (
        line.kind(index) == "in" and clock.match_clock(line, index) is not None
    )


def may_be_hour(line: Line, index: int) -> bool:
    """Whether a bare number can be an hour: no count, no year, no article."""
    following, text = line.kind(index + 1), line.text(index)
    if following in {"unit", "month"} or line.text(index + 1) in _COUNTED:
        return False
    if line.kind(index) == "four" and line.number(index) in _CENTURIES:
        return False
    return text not in {"en", "ei", "ein", "et", "én", "par"}


def is_plain_hour(line: Line, index: int) -> bool:
    """ "torsdag ti", "torsdag 14", "torsdag 0930"."""
    kind = line.kind(index)
    if kind == "four":
        return line.number(index) % 5 == 0 and line.number(index) % 100 < 60
    return kind in {"time", "dot"} or (kind == "number" and 7 <= line.number(index) <= 20)
