"""From tokens to what was said: days and clock times, each wanted or not, in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.norwegian.dates import calendar, clock, days, spans
from bot.norwegian.dates.clock import Clock, Line
from bot.norwegian.dates.day import Day, Found, one
from bot.norwegian.dates.limits import LIMITS, OPPOSITE, from_to, limit_day, limit_time
from bot.norwegian.dates.said import Said
from bot.norwegian.tables import read_groups

_NEAR_WORDS = read_groups("time_near_words")
_FILLERS, _COUNTED = _NEAR_WORDS["fillers"], _NEAR_WORDS["counted"]
_WISH = _NEAR_WORDS["wish"]
_GREETING, _LATER = _NEAR_WORDS["greeting"], _NEAR_WORDS["later"]
_POSITIVE_AFTER, _AFTER_WORK = _NEAR_WORDS["positive"], _NEAR_WORDS["after_work"]
_FILLER_KINDS = frozenset({"on", "the", "in", "to", "around", "in_time"})
_PAST = frozenset({"yesterday", "last", "ago"})
_TELLING_WORDS = _GREETING | _LATER
_NEAR = 5


class Reader:
    """Walks over the tokens of one message once."""

    def __init__(self, line: Line, today: date) -> None:
        self.line = line
        self.today = today
        self.said: list[Said] = []
        self.wanted = True
        self.joint = ""
        self.after_day = False
        self.asks = any(t.text == "?" for t in line.tokens[-2:])

    def read(self) -> list[Said]:
        """Everything about time in the message, in the order of the words."""
        index, length = 0, len(self.line.tokens)
        while index < length:
            index = self._step(index)
        return self.said

    def _step(self, index: int) -> int:
        kind = self.line.kind(index)
        if kind == "word" and self.line.text(index) not in _TELLING_WORDS:
            self.after_day = False
            if self.line.text(index) in _WISH and self.line.kind(index - 1) != "not":
                self.wanted = True  # "ikkje fredag og helst før lunsj"
            return index + 1
        if kind in _PAST and not self._is_span_of(index):
            return self._past(index)
        if kind == "part" and self.line.text(index - 1) in _GREETING:
            return index + 1
        if kind == "word" and self.line.text(index) in _GREETING and self._greets(index + 1):
            return index + 2
        if kind == "ordinal" and self.line.text(index + 1) in {"enn", "en"}:
            kind = "except"  # "alt annet enn mandag"
        if kind in {"or", "and", "but", "mark", "not", "except"}:
            return self._joint(index, kind)
        found = self._limit(index) or self._span(index) or self._plain(index)
        if found:
            return found
        self.after_day = False
        return index + 1

    def _greets(self, index: int) -> bool:
        return self.line.kind(index) in {"part", "morgen", "unit", "weekend"}

    def _is_span_of(self, index: int) -> bool:
        after = self.line.kind(index + 1)
        return self.line.kind(index) == "last" and (
            after == "half_of" or (after == "unit" and self.line.kind(index + 2) in {"in", "word"})
        )

    def _past(self, index: int) -> int:
        """ "sist torsdag", "forrige uke", "siden mandag": not a wish."""
        after = index + 1
        if self.line.kind(index) == "ago":
            while self.line.kind(after) in _FILLER_KINDS:
                after += 1
        past = self.line.kind(after) in {"weekday", "unit", "month", "part", "holiday"}
        return after + 1 if past else index + 1

    def _joint(self, index: int, kind: str) -> int:
        if kind in {"not", "except"}:
            if not (self.asks and kind == "not" and self._polite(index)):
                self._negate(index, kind)
            return index + 1
        listing = self.line.text(index) == "," and self._lists(index + 1)
        if kind in {"but", "mark"} and not listing:
            self.wanted = True
        self.joint = "and" if kind == "mark" else kind
        self.after_day = False
        return index + 1

    def _polite(self, index: int) -> bool:
        """ "kan eg ikkje få time på torsdag?" wants Thursday."""
        return any(
            self.line.text(i) in {"kan", "kunne", "kunna", "kunn"} for i in (index - 1, index - 2)
        )

    def _lists(self, index: int) -> bool:
        """ "ikke mandag, tirsdag eller onsdag": the comma does not end what is not wanted."""
        found = self.line.kind(index) in {"weekday", "weekdays"}
        return found and self.line.text(index + 1) not in _POSITIVE_AFTER

    def _negate(self, index: int, kind: str) -> None:
        """The times that follow are not wanted, or the weekday just said: "mandag går ikke"."""
        after = self._skip(index + 1, words=True)
        if self.line.text(after) in {"senere", "seinare", "seinere", "lenger"}:
            return
        limited = self.line.kind(after) in LIMITS
        ahead = limited or self._something(after)
        if ahead:
            self.wanted = limited
            return
        if kind == "not" and self.said and self._said_just_before(index):
            self.said[-1] = replace(self.said[-1], wanted=False)

    def _said_just_before(self, index: int) -> bool:
        """Only plain words between the last day and "ikke"; "mandag, men ikke ..." has a joint."""
        between = []
        for at in range(index - 1, max(index - _NEAR, -1), -1):
            between.append(self.line.kind(at))
            if self.line.kind(at) in {
                "weekday",
                "weekdays",
                "unit",
                "part",
                "workdays",
                "tomorrow",
            }:
                return not {"mark", "but", "or"} & set(between)
        return False

    def _something(self, index: int) -> bool:
        line, today = self.line, self.today
        return bool(days.match_day(line, index, today) or clock.match_clock(line, index)
                    or days.match_day(line, index - 1, today))  # fmt: skip

    def _skip(self, index: int, words: bool = False) -> int:
        """Over words that say nothing between a preposition and the time."""
        for _ in range(4):
            kind = self.line.kind(index)
            starts_day = kind in {"in", "the", "to", "on"} and self._starts(index)
            filler = kind in _FILLER_KINDS or (words and kind == "number" and self._article(index))
            if starts_day or not (filler or self.line.text(index) in _FILLERS):
                break
            index += 1
        return index

    def _article(self, index: int) -> bool:
        return self.line.number(index) == 1 and self.line.kind(index + 1) in {"weekday", "weekdays"}

    def _starts(self, index: int) -> bool:
        found = days.match_day(self.line, index, self.today)
        return bool(found and found[0].kind not in {"weekday", "weekdays"}) or (
            self.line.kind(index) == "in" and clock.match_clock(self.line, index) is not None
        )

    def _limit(self, index: int) -> int | None:
        """ "før", "etter", "innen", "fra" and their opposites with "ikke"."""
        limit = LIMITS.get(self.line.kind(index))
        if self.line.kind(index) == "over" and self.line.name(index + 1) == "weekend":
            limit = "after"  # "over helga"
        if limit is None and self.line.text(index) in _LATER:
            limit = "after" if self.line.text(index + 1) in {"enn", "en"} else None
        if limit is None:
            return None
        holiday = days.match_day(self.line, index, self.today)
        if holiday and self._negated(index) is None:
            return self._add(Said(day=holiday[0]), holiday[1])
        limit = self._negated(index) or limit
        at = self._skip(index + 1)
        if self.line.text(at) in _AFTER_WORK and limit == "after":
            return self._add(Said(time=Clock(clock.PARTS["work"][1], None)), at + 1)
        found = self._day_at(at)
        if found:
            return self._limited_day(limit, found)
        time = clock.match_clock(self.line, at, bare=self._may_be_hour(at))
        time = time or clock.match_clock(self.line, at)
        if time is None:
            return None
        if limit == "from" and not time[0].is_point and not time[0].part:
            return self._add(Said(time=time[0]), time[1])
        return self._add(Said(time=limit_time(limit, time[0])), time[1])

    def _negated(self, index: int) -> str | None:
        """ "ikke før ti" is "fra ti"."""
        limit = LIMITS.get(self.line.kind(index), "after")
        before = [self.line.kind(i) for i in (index - 1, index - 2)]
        fillers = self.line.text(index - 1) in _FILLERS
        if before[0] == "not" or (before[1] == "not" and fillers):
            return OPPOSITE[limit]
        return None

    def _day_at(self, index: int) -> Found | None:
        return days.match_day(self.line, index, self.today) or spans.bare_month(
            self.line, index, self.today
        )

    def _limited_day(self, limit: str, found: Found) -> int:
        day, after = found
        if limit == "from":
            second = self._second_day(after)
            if second:
                return self._add(Said(day=from_to(day, second[0])), second[1])
        return self._add(Said(day=limit_day(limit, day, self.today)), after)

    def _second_day(self, index: int, joints: tuple[str, ...] = ("to",)) -> Found | None:
        if self.line.kind(index) not in joints:
            return None
        at = index + 1
        while self.line.kind(at) in {"on", "the", "to"} and not self._starts(at):
            at += 1
        found = days.match_day(self.line, at, self.today)
        return found if found and found[0].kind in {"day", "weekday", "today"} else None

    def _may_be_hour(self, index: int) -> bool:
        following, text = self.line.kind(index + 1), self.line.text(index)
        if following in {"unit", "month"} or self.line.text(index + 1) in _COUNTED:
            return False
        if self.line.kind(index) == "four" and 1900 <= self.line.number(index) <= 2100:
            return False
        return text not in {"en", "ei", "ein", "et", "én", "par"}

    def _span(self, index: int) -> int | None:
        """ "mellom ti og tolv", "mellom 1. og 5. desember", "1.-5. desember"."""
        at = index + 1 if self.line.kind(index) in {"between", "from"} else index
        dates = self._days_of_month(at)
        if dates:
            return self._add(Said(day=dates[0]), dates[1])
        if self.line.kind(index) != "between":
            return None
        first = self._day_at(self._skip(at))
        if first:
            second = self._second_day(first[1], ("and", "to"))
            return self._add(Said(day=from_to(first[0], second[0])), second[1]) if second else None
        start = clock.match_point(self.line, clock.after_clock(self.line, at))
        if start is None:
            return None
        after = start[1]
        if self.line.kind(after) not in {"and", "to"}:
            return None
        end = clock.match_point(self.line, clock.after_clock(self.line, after + 1))
        joined = clock.join(start[0], end[0]) if end else None
        return self._add(Said(time=joined), end[1]) if joined and end else None

    def _days_of_month(self, index: int) -> Found | None:
        """Two days of one month, the month named once."""
        line = self.line
        index += line.kind(index) == "the"
        numeric = {"number", "ordinal"}
        if line.kind(index) not in numeric or line.kind(index + 1) not in {"to", "and", "or"}:
            return None
        second = index + 2 + (line.kind(index + 2) == "the")
        if line.kind(second) not in numeric or line.kind(second + 1) != "month":
            return None
        last = days.match_day(line, second, self.today)
        if last is None or last[0].kind != "day":
            return None
        end = last[0].readings[0][0]
        start = calendar.make_date(end.year, end.month, line.number(index))
        if start is None or start >= end:
            return None
        if line.kind(index + 1) == "or" and (end - start).days > 1:
            return Day("day", ((start, start), (end, end))), last[1]
        return one("span", start, end), last[1]

    def _plain(self, index: int) -> int | None:
        found = days.match_day(self.line, index, self.today)
        if found:
            day, after = found
            second = self._second_day(after) if day.kind in {"day", "weekday", "today"} else None
            if second:
                return self._add(Said(day=from_to(day, second[0])), second[1])
            return self._add(Said(day=day), after)
        after_time = self.joint == "or" and bool(self.said and self.said[-1].time)
        bare = (
            (self.after_day or after_time) and self._may_be_hour(index) and self._plain_hour(index)
        )
        time = clock.match_clock(self.line, index, bare=bare)
        return self._add(Said(time=time[0]), time[1]) if time else None

    def _plain_hour(self, index: int) -> bool:
        """ "torsdag ti", "torsdag 14"."""
        kind = self.line.kind(index)
        return kind in {"time", "dot"} or (kind == "number" and 7 <= self.line.number(index) <= 20)

    def _add(self, said: Said, after: int) -> int:
        self.said.append(replace(said, wanted=self.wanted, joint=self.joint))
        self.joint = ""
        self.after_day = said.day is not None
        return after
