"""From tokens to what was said: days and clock times, each wanted or not, in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.norwegian.dates import clock, days
from bot.norwegian.dates.backward import match_backward
from bot.norwegian.dates.clauses import ERRAND, STORY, read_clauses
from bot.norwegian.dates.clock import Clock, Line
from bot.norwegian.dates.day import Day, Found
from bot.norwegian.dates.limits import LIMITS, OPPOSITE, from_to, limit_day, limit_time
from bot.norwegian.dates.ranges import (
    day_at,
    is_plain_hour,
    match_range,
    may_be_hour,
    second_day,
    skip_fillers,
)
from bot.norwegian.dates.refusals import is_polite, lists_on, said_just_before, something_at
from bot.norwegian.dates.said import Said
from bot.norwegian.tables import read_groups

_NEAR_WORDS = read_groups("time_near_words")
_CLAUSE_WORDS = read_groups("time_clause_words")
_WISH, _FILLERS = _NEAR_WORDS["wish"], _NEAR_WORDS["fillers"]
_GREETING, _LATER, _SOONER = _NEAR_WORDS["greeting"], _NEAR_WORDS["later"], _NEAR_WORDS["sooner"]
_AFTER_WORK, _AVOID = _NEAR_WORDS["after_work"], _NEAR_WORDS["avoid"]
_READY, _PRONOUNS = _CLAUSE_WORDS["ready"], _CLAUSE_WORDS["pronouns"]
_CORRECTIONS = _CLAUSE_WORDS["corrections"]
_IMPOSSIBLE, _CUTS = _CLAUSE_WORDS["impossible"], _CLAUSE_WORDS["cuts"]
_FILLER_KINDS = frozenset({"on", "the", "in", "to", "around", "in_time"})
_PAST = frozenset({"yesterday", "last", "ago"})
_THAN = frozenset({"enn", "en"})
_SPEAKING_WORDS = _GREETING | _LATER | _SOONER | _AVOID | {"enn"}
_REACH = 6  # words between "før jeg reiser" and its day


class Reader:
    """Walks over the tokens of one message once."""

    def __init__(self, line: Line, today: date) -> None:
        self.line = line
        self.today = today
        self.clauses = read_clauses(line)
        self.said: list[Said] = []
        self.mentioned: list[Said] = []  # wanted or not, a wish or a story
        self.corrected_at = 0  # "tirsdag, nei onsdag": only what follows counts
        self.mentioned_in = -1  # the clause of the last one
        self.wanted = True
        self.joint = ""
        self.after_day = False
        self.asks = any(t.text == "?" for t in line.tokens[-2:])

    def read(self) -> list[Said]:
        """Everything about time in the message, in the order of the words."""
        index, length = 0, len(self.line.tokens)
        while index < length:
            index = self._step(index)
        corrected = self.said[self.corrected_at :]
        return corrected if any(said.wanted for said in corrected) else self.said

    def _step(self, index: int) -> int:
        kind, text = self.line.kind(index), self.line.text(index)
        if kind == "word" and text not in _SPEAKING_WORDS:
            self._word(index, text)
            return index + 1
        if kind in _PAST and not self._is_span_of(index):
            return self._past(index)
        if kind == "part" and self.line.text(index - 1) in _GREETING:
            return index + 1
        if text in _GREETING and self._greets(index + 1):
            return index + 2
        if text in _AVOID or self._compares(index, kind, text):
            kind = "except"  # "alt annet enn mandag", "heller lørdag enn søndag"
        if kind in {"or", "and", "but", "mark", "not", "except"}:
            return self._joint(index, kind)
        found = (
            self._backward(index)
            or self._limit(index)
            or self._range(index)
            or self._plain(index)
        )  # fmt: skip
        if found:
            return found
        self.after_day = False
        return index + 1

    def _word(self, index: int, text: str) -> None:
        self.after_day = False
        if text in _WISH and self.line.kind(index - 1) != "not":
            self.wanted = True  # "ikkje fredag og helst før lunsj"
        if text in _CUTS:
            self.wanted = True
        if text in _CORRECTIONS and self.said:
            self.corrected_at = len(self.said)
        if text in _IMPOSSIBLE and self.said and said_just_before(self.line, index):
            self.said[-1] = replace(self.said[-1], wanted=False)

    def _compares(self, index: int, kind: str, text: str) -> bool:
        if kind == "ordinal":
            return self.line.text(index + 1) in _THAN
        if text != "enn" or self.line.text(index - 1) in _LATER | _SOONER:
            return False
        return something_at(self.line, skip_fillers(self.line, index + 1, self.today), self.today)

    def _greets(self, index: int) -> bool:
        return self.line.kind(index) in {"part", "morgen", "unit", "weekend"}

    def _is_span_of(self, index: int) -> bool:
        after = self.line.kind(index + 1)
        following = self.line.kind(index + 2)
        return self.line.kind(index) == "last" and (
            after == "half_of"
            or (after == "unit" and following in {"in", "word", "before"})
            or (after == "weekday" and following in {"in", "before"})
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
            if not (self.asks and kind == "not" and is_polite(self.line, index)):
                self._negate(index, kind)
            return index + 1
        listing = self.line.text(index) == "," and lists_on(self.line, index + 1)
        if kind in {"but", "mark"} and not listing:
            self.wanted = True
        self.joint = "and" if kind == "mark" else kind
        self.after_day = False
        return index + 1

    def _negate(self, index: int, kind: str) -> None:
        """The times that follow are not wanted, or the weekday just said: "mandag går ikke"."""
        after = skip_fillers(self.line, index + 1, self.today, words=True)
        if self.line.text(after) in {"senere", "seinare", "seinere", "lenger"}:
            return
        limited = self.line.kind(after) in LIMITS
        ahead = limited or something_at(self.line, after, self.today)
        if ahead:
            self.wanted = limited
            return
        if kind == "not" and self.said and said_just_before(self.line, index):
            self.said[-1] = replace(self.said[-1], wanted=False)

    def _backward(self, index: int) -> int | None:
        same = self.clauses.number(index) - self.mentioned_in <= 1
        found = match_backward(self.line, index, self.mentioned, self.today, same)
        if found is None:
            return None
        self.wanted = True
        for said in found[0]:
            self._add(said, found[1], story=False)
        return found[1]

    def _limit_word(self, index: int) -> str | None:
        """The limit that this token sets, "ikke" before it included."""
        kind, text = self.line.kind(index), self.line.text(index)
        limit = LIMITS.get(kind)
        if kind == "over" and self.line.name(index + 1) == "weekend":
            limit = "after"  # "over helga"
        if kind == "to" and text != "-" and self.line.text(index - 1) in _READY:
            limit = "within"  # "ferdig til klokka to"
        if kind == "to" and text != "-" and self.clauses.at(index) == ERRAND:
            limit = "within"  # "jobber til tre"
        if limit is None and text in _LATER | _SOONER and self.line.text(index + 1) in _THAN:
            limit = "after" if text in _LATER else "before"
        return limit

    def _limit(self, index: int) -> int | None:
        """ "før", "etter", "innen", "fra" and their opposites with "ikke"."""
        limit = self._limit_word(index)
        if limit is None:
            return None
        holiday = days.match_day(self.line, index, self.today)
        if holiday and self._negated(index, limit) is None:
            return self._add(Said(day=holiday[0]), holiday[1])
        limit = self._negated(index, limit) or limit
        at = skip_fillers(self.line, index + 1, self.today)
        if self.line.text(at) in _AFTER_WORK and limit == "after":
            return self._add(Said(time=Clock(clock.PARTS["work"][1], None)), at + 1)
        found = day_at(self.line, at, self.today) or self._day_of_clause(at)
        return self._limited_day(limit, found) if found else self._limited_time(limit, at)

    def _day_of_clause(self, index: int) -> Found | None:
        """ "før jeg reiser den 25."."""
        if self.line.text(index) not in _PRONOUNS:
            return None
        for at in range(index + 1, index + _REACH):
            if self.line.kind(at) in {"mark", "but", ""}:
                return None
            found = days.match_day(self.line, at, self.today)
            if found:
                return found
        return None

    def _limited_time(self, limit: str, at: int) -> int | None:
        time = clock.match_clock(self.line, at, bare=may_be_hour(self.line, at))
        time = time or clock.match_clock(self.line, at)
        if time is None:
            return None
        if limit == "from" and not time[0].is_point and not time[0].part:
            return self._add(Said(time=time[0]), time[1])
        return self._add(Said(time=limit_time(limit, time[0])), time[1])

    def _negated(self, index: int, limit: str) -> str | None:
        """ "ikke før ti" is "fra ti"."""
        before = [self.line.kind(i) for i in (index - 1, index - 2)]
        fillers = self.line.text(index - 1) in _FILLERS
        if before[0] == "not" or (before[1] == "not" and fillers):
            return OPPOSITE[limit]
        return None

    def _limited_day(self, limit: str, found: Found) -> int:
        day, after = found
        second = second_day(self.line, after, self.today) if limit == "from" else None
        if second:
            return self._add(Said(day=from_to(day, second[0])), second[1])
        time = clock.match_clock(self.line, after)
        if time and time[0].is_point:  # "senest torsdag klokka tolv": Thursday counts
            edge = "within" if limit in {"before", "within"} else "from"
            self._add(Said(day=limit_day(edge, day, self.today)), after)
            return self._add(Said(time=limit_time(edge, time[0])), time[1])
        return self._add(Said(day=limit_day(limit, day, self.today)), after)

    def _range(self, index: int) -> int | None:
        found = match_range(self.line, index, self.today)
        return self._add(*found) if found else None

    def _plain(self, index: int) -> int | None:
        found = days.match_day(self.line, index, self.today)
        if found:
            return self._plain_day(*found)
        after_time = self.joint == "or" and bool(self.said and self.said[-1].time)
        may_be = (self.after_day or after_time) and may_be_hour(self.line, index)
        bare = may_be and is_plain_hour(self.line, index)
        time = clock.match_clock(self.line, index, bare=bare)
        return self._add(Said(time=time[0]), time[1]) if time else None

    def _plain_day(self, day: Day, after: int) -> int:
        one_day = day.kind in {"day", "weekday", "today"}
        second = second_day(self.line, after, self.today) if one_day else None
        if second:
            return self._add(Said(day=from_to(day, second[0])), second[1])
        return self._add(Said(day=day), after)

    def _add(self, said: Said, after: int, story: bool = True) -> int:
        """Keep what was said; what belongs to a story or another errand is only remembered."""
        about = self.clauses.at(after - 1) if story else ""
        self.mentioned.append(said)
        self.mentioned_in = self.clauses.number(after - 1)
        self.after_day = said.day is not None
        if about != STORY:
            wanted = self.wanted and about != ERRAND
            self.said.append(
                replace(said, wanted=wanted, joint=self.joint, errand=about == ERRAND)
            )  # fmt: skip
            self.joint = ""
        return after
