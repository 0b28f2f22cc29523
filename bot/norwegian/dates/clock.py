"""Clock times and parts of the day: "halv ti", "kvart på to", "i ellevetia", "før lunsj"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.norwegian.dates.tokens import Token

# Minutes after midnight.
PARTS = {
    "morning": (8 * 60, 10 * 60),
    "forenoon": (9 * 60, 12 * 60),
    "lunch": (11 * 60, 13 * 60),
    "afternoon": (12 * 60, 17 * 60),
    "evening": (17 * 60, 21 * 60),
    "daytime": (8 * 60, 16 * 60),
    "work": (8 * 60, 16 * 60),
}
_DAY = 24 * 60
_NOON = 12 * 60
_LOOSE_MINUTES = 30


@dataclass(frozen=True)
class Clock:
    """Minutes after midnight from and to; None is open. ``part``: the name of a part of the day.

    ``shiftable``: read from a bare hour, so that "om kvelden" may move it by twelve hours.
    """

    start: int | None
    end: int | None
    part: str = ""
    shiftable: bool = False
    early: bool = False  # the bare hour was 1 to 6 and has been moved to the afternoon

    @property
    def is_point(self) -> bool:
        return self.start is not None and self.start == self.end


class Line:
    """The tokens of one message, safe to look at beyond both ends."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens

    def kind(self, index: int) -> str:
        return self.tokens[index].kind if 0 <= index < len(self.tokens) else ""

    def text(self, index: int) -> str:
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def number(self, index: int) -> int:
        """The value as a number, -1 when it is none."""
        value = self.tokens[index].value if 0 <= index < len(self.tokens) else -1
        return value if isinstance(value, int) else -1

    def name(self, index: int) -> str:
        return str(self.tokens[index].value) if 0 <= index < len(self.tokens) else ""

    def numbers(self, index: int) -> tuple[int, ...]:
        value = self.tokens[index].value if 0 <= index < len(self.tokens) else ()
        return value if isinstance(value, tuple) else ()


Found = tuple[Clock, int]


def point(hour: int, minute: int, offset: int = 0, exact: bool = False) -> Clock | None:
    """A clock time. A bare hour from 1 to 6 is in the afternoon; ``offset`` in minutes."""
    if not (0 <= hour <= 24 and 0 <= minute < 60) or (hour == 24 and minute):
        return None
    early = 1 <= hour <= 6 and not exact
    minutes = (hour * 60 + minute + offset + (_NOON if early else 0)) % _DAY
    return Clock(minutes, minutes, shiftable=hour <= 12 and not exact, early=early)


def match_clock(line: Line, index: int, bare: bool = False) -> Found | None:
    """A clock time, a range of them or a part of the day. ``bare``: an hour alone will do."""
    if line.kind(index) == "clock":
        return _range_or_point(line, after_clock(line, index))
    if line.kind(index) in {"in", "around", "on"} and _is_loose(line, index + 1):
        return _loose(line, index + 1)
    if _is_loose(line, index):
        return _loose(line, index)
    if line.kind(index) == "around":
        return _range_or_point(line, index + 1)
    if bare:
        return _range_or_point(line, index)
    return _written(line, index) or _part(line, index)


def after_clock(line: Line, index: int) -> int:
    """The index after "klokka", "kl." or "kl ca", if one of them stands there."""
    if line.kind(index) == "clock":
        index += 1
        while line.text(index) == "." or line.kind(index) == "around":
            index += 1
    return index


def _written(line: Line, index: int) -> Found | None:
    """What is a time of the day without "klokka" before it."""
    found = _spoken(line, index)
    if found:
        return _with_end(line, found)
    kind = line.kind(index)
    if kind == "time":
        return _range_or_point(line, index)
    if kind == "dot":
        minute = line.numbers(index)[1]
        if minute > 12 or minute == 0:  # "8.30", "9.00": no such month
            return _range_or_point(line, index)
    if kind == "number" and line.kind(index + 1) == "to" and line.text(index + 1) == "-":
        return _bare_range(line, index)
    return None


def _bare_range(line: Line, index: int) -> Found | None:
    """ "10-12": two hours of a day at work, the first one earlier."""
    found = _range_or_point(line, index)
    following = line.kind(found[1]) if found else ""
    if found is None or found[0].is_point or following in {"month", "unit"}:
        return None
    if not line.text(index).isdigit() or (line.number(index) < 7 and line.number(index) > 4):
        return None
    return found


def _range_or_point(line: Line, index: int) -> Found | None:
    found = match_point(line, index)
    return _with_end(line, found) if found else None


def _with_end(line: Line, found: Found) -> Found:
    """ "10 til 12", "10-12", "mellom 10 og 12" (the caller has read "mellom")."""
    start, after = found
    if line.kind(after) != "to":
        return found
    skip = after + 1
    end = match_point(line, after_clock(line, skip))
    if not end or line.kind(end[1]) in {"month", "unit"}:
        return found
    joined = join(start, end[0])
    return (joined, end[1]) if joined else found


def join(start: Clock, end: Clock) -> Clock | None:
    """From the one time to the other: "fra ni til tre", "mellom elleve og ett"."""
    first, last = start.start, end.end
    if first is None or last is None:
        return None
    if last <= first and end.shiftable and last + _NOON < _DAY:
        last += _NOON
    if last <= first:
        return None
    shiftable = start.shiftable and end.shiftable and not start.early and not end.early
    return Clock(first, last, shiftable=shiftable)


def match_point(line: Line, index: int) -> Found | None:
    """One clock time, an hour alone included."""
    spoken = _spoken(line, index)
    if spoken:
        return spoken
    kind = line.kind(index)
    clock = None
    if kind in {"time", "dot"}:
        hour, minute = line.numbers(index)
        clock = point(hour, minute, exact=line.text(index).startswith("0"))
    elif kind == "four":
        clock = point(*divmod(line.number(index), 100), exact=line.text(index).startswith("0"))
    elif kind in {"number", "ordinal"} and not (kind == "ordinal" and line.text(index).isalpha()):
        if line.kind(index + 1) == "number" and _is_minutes(line, index + 1):
            clock = point(line.number(index), line.number(index + 1))
            return (clock, index + 2) if clock else None
        clock = point(line.number(index), 0, exact=line.text(index).startswith("0"))
    return (clock, index + 1) if clock else None


def _is_minutes(line: Line, index: int) -> bool:
    """ "ti tretti", "8 30"."""
    text = line.text(index)
    return line.number(index) in {15, 30, 45} and (not text.isdigit() or len(text) == 2)


def _spoken(line: Line, index: int) -> Found | None:
    """ "halv ti", "kvart på to", "fem på halv elleve", "tjue over ni"."""
    if line.kind(index) == "half" and line.kind(index + 1) == "number":
        return _offset(line, index + 1, -30, index + 2)
    if line.text(index) == "half" and line.text(index + 1) == "past":
        return _offset(line, index + 2, 30, index + 3)
    minutes = line.number(index) if line.kind(index) == "number" else -1
    after = index + 1
    if line.kind(index) == "quarter":
        minutes = 15
    elif line.kind(after) == "minutes":
        after += 1
    if not 1 <= minutes <= 29 or line.kind(after) not in {"on", "over"}:
        return None
    sign = -1 if line.kind(after) == "on" else 1
    half = line.kind(after + 1) == "half"
    hour = after + 2 if half else after + 1
    if line.kind(hour) != "number":
        return None
    return _offset(line, hour, sign * minutes - (30 if half else 0), hour + 1)


def _offset(line: Line, hour: int, minutes: int, after: int) -> Found | None:
    if not 1 <= line.number(hour) <= 12 and line.number(hour) not in range(13, 24):
        return None
    clock = point(line.number(hour), 0, minutes)
    return (clock, after) if clock else None


def _is_loose(line: Line, index: int) -> bool:
    if line.kind(index) == "loose":
        return True
    after = index + (2 if line.kind(index + 1) == "to" else 1)  # "11-tida"
    return line.kind(index) == "number" and line.kind(after) == "timish"


def _loose(line: Line, index: int) -> Found | None:
    clock = point(line.number(index), 0)
    if clock is None or clock.start is None:
        return None
    after = index + 1
    while line.kind(after) in {"to", "timish"} and line.kind(index) == "number":
        after += 1
        if line.kind(after - 1) == "timish":
            break
    start, end = clock.start - _LOOSE_MINUTES, clock.start + _LOOSE_MINUTES
    return replace(clock, start=max(start, 0), end=min(end, _DAY - 1)), after


def _part(line: Line, index: int) -> Found | None:
    if line.kind(index) == "part":
        start, end = PARTS[line.name(index)]
        return Clock(start, end, part=line.name(index)), index + 1
    if line.kind(index) == "middle" and line.kind(index + 1) in {"on", "unit"}:
        after = index + 2 if line.kind(index + 1) == "on" else index + 1
        if line.kind(after) == "unit" and line.name(after) == "day":
            return Clock(*PARTS["lunch"], part="lunch"), after + 1
    if line.kind(index) == "early":
        return _early(line, index)
    if line.kind(index) == "morgen" and line.kind(index - 1) in _BEFORE_MORNING:
        return Clock(*PARTS["morning"], part="morning"), index + 1
    return None


# "mandag morgen", "om morra'n": not tomorrow.
_BEFORE_MORNING = frozenset({"weekday", "in_time", "on"})
_BEFORE_EARLY = frozenset({"tomorrow", "morgen", "aftertomorrow", "weekday", "today"})


def _early(line: Line, index: int) -> Found | None:
    """ "tidlig på dagen", "i morgen tidlig", "tidlig på formiddagen"."""
    for after in (index + 1, index + 2):
        if line.kind(after) == "part":
            return Clock(*PARTS[line.name(after)], part=line.name(after)), after + 1
        if line.kind(after) == "unit" and line.text(after) == "dagen":
            return Clock(*PARTS["morning"], part="morning"), after + 1
    after = index + (2 if line.kind(index + 1) == "on" else 1)
    before = (
        line.kind(after) == "weekday"
        or line.kind(index - 1) in _BEFORE_EARLY
        or line.text(index - 1) == "dag"
    )
    if before or (line.kind(index + 1) == "in" and line.kind(index + 2) == "morgen"):
        return Clock(*PARTS["morning"], part="morning"), index + 1
    return None


def settle(clock: Clock, part: str) -> Clock:
    """Move a bare hour to the part of the day that was named beside it."""
    if not clock.shiftable or clock.start is None:
        return clock
    if part == "morning" and clock.early:
        return _moved(clock, -_NOON)
    if part in {"evening", "afternoon"} and clock.start < _NOON and clock.start >= 5 * 60:
        return _moved(clock, _NOON)
    return clock


def _moved(clock: Clock, minutes: int) -> Clock:
    start = None if clock.start is None else clock.start + minutes
    end = None if clock.end is None else clock.end + minutes
    return replace(clock, start=start, end=end, shiftable=False, early=False)
