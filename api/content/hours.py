"""Opening hours as data, and whether something is open at a moment."""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Annotated, Final, Literal, Self
from zoneinfo import ZoneInfo

import holidays
from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

OSLO: Final = ZoneInfo("Europe/Oslo")
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: Final[tuple[Weekday, ...]] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

# No public holidays by law, but offices close; a line is never called open on a guess.
_EVES: Final = frozenset({(12, 24), (12, 31)})
_INTERVAL: Final = re.compile(r"^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$")


def _minutes(interval: str) -> tuple[int, int]:
    """``"09:00-15:00"`` as minutes after midnight, the end not included."""
    found = _INTERVAL.match(interval)
    if found is None:
        raise ValueError(f"«{interval}» skal være på formen 09:00-15:00")
    start_hour, start_minute, end_hour, end_minute = (int(part) for part in found.groups())
    return start_hour * 60 + start_minute, end_hour * 60 + end_minute


def _valid_interval(interval: str) -> str:
    start, end = _minutes(interval)
    if not start < end <= 24 * 60:
        raise ValueError(f"«{interval}» slutter ikke etter at det begynner, samme dag")
    return interval


Interval = Annotated[str, AfterValidator(_valid_interval)]


class Hours(BaseModel):
    """Opening hours in Europe/Oslo: round the clock, or intervals for each weekday.

    ``holidays`` says what Norwegian public holidays, Christmas Eve and New Year's Eve mean;
    ``closed_days`` are further closed days as ``MM-DD``.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    always: bool = False
    weekly: dict[Weekday, tuple[Interval, ...]] = {}
    holidays: Literal["open", "closed"] = "closed"
    closed_days: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if self.always == bool(self.weekly):
            raise ValueError("oppgi enten «always: true» eller «weekly», ikke begge eller ingen")
        for day in self.closed_days:
            if not re.fullmatch(r"\d\d-\d\d", day):
                raise ValueError(f"«{day}» skal være på formen 12-24 (måned-dag)")
        return self

    def open_at(self, at: datetime) -> bool:
        """Whether it is open at ``at``, which must know its time zone."""
        if at.tzinfo is None:
            raise ValueError("opening hours need a moment with a time zone")
        if self.always:
            return True
        local = at.astimezone(OSLO)
        if self.closed_on(local.date()):
            return False
        minute = local.hour * 60 + local.minute
        intervals = self.weekly.get(WEEKDAYS[local.weekday()], ())
        return any(start <= minute < end for start, end in map(_minutes, intervals))

    def next_opening(self, at: datetime) -> datetime | None:
        """``at`` when it is open then, else the next opening; None if there is none in a month."""
        if self.open_at(at):
            return at
        local = at.astimezone(OSLO)
        for days in range(32):
            day = local.date() + timedelta(days=days)
            if self.closed_on(day):
                continue
            for start, _ in self.intervals_on(WEEKDAYS[day.weekday()]):
                opening = datetime.combine(day, start, OSLO)
                if opening > at:
                    return opening
        return None

    def closed_on(self, day: date) -> bool:
        """Whether the whole day is closed because of a holiday or an own closed day."""
        if self.always:
            return False
        if f"{day:%m-%d}" in self.closed_days:
            return True
        return self.holidays == "closed" and is_holiday(day)

    def intervals_on(self, weekday: Weekday) -> tuple[tuple[time, time | None], ...]:
        """Start and end of each interval on an ordinary such day; end None means midnight."""
        pairs = map(_minutes, self.weekly.get(weekday, ()))
        return tuple(
            (_clock(start), _clock(end) if end < 24 * 60 else None) for start, end in pairs
        )


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


@lru_cache(maxsize=16)
def _public_holidays(year: int) -> frozenset[date]:
    # The library calls every Sunday no holiday; we keep it so, since weekly hours speak of Sundays.
    return frozenset(holidays.country_holidays("NO", years=year))


def is_holiday(day: date) -> bool:
    """Norwegian public holidays, Christmas Eve and New Year's Eve; ordinary Sundays are none."""
    return (day.month, day.day) in _EVES or day in _public_holidays(day.year)
