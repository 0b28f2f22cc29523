"""Around "ikke": what it turns, and where it ends."""

from __future__ import annotations

from datetime import date

from bot.norwegian.dates import clock, days
from bot.norwegian.dates.clock import Line
from bot.norwegian.tables import read_groups

_POSITIVE_AFTER = read_groups("time_near_words")["positive"]
_MODALS = frozenset({"kan", "kunne", "kunna", "kunn"})
_DAY_KINDS = frozenset({"weekday", "weekdays", "unit", "part", "workdays", "tomorrow", "feast"})
_NEAR = 5


def is_polite(line: Line, index: int) -> bool:
    """ "Kan eg ikkje få time på torsdag?" wants Thursday."""
    return any(line.text(at) in _MODALS for at in (index - 1, index - 2))


def lists_on(line: Line, index: int) -> bool:
    """ "Ikke mandag, tirsdag eller onsdag": the comma does not end what is not wanted."""
    found = line.kind(index) in {"weekday", "weekdays"}
    return found and line.text(index + 1) not in _POSITIVE_AFTER


def said_just_before(line: Line, index: int) -> bool:
    """Only plain words between the last day and "ikke"; "mandag, men ikke ..." has a joint."""
    between = []
    for at in range(index - 1, max(index - _NEAR, -1), -1):
        between.append(line.kind(at))
        if line.kind(at) in _DAY_KINDS:
            return not {"mark", "but", "or"} & set(between)
    return False


def something_at(line: Line, index: int, today: date) -> bool:
    """Whether a day or a time begins at this token, or its preposition just before it."""
    return bool(
        days.match_day(line, index, today)
        or clock.match_clock(line, index)
        or days.match_day(line, index - 1, today)
    )
