"""Arithmetic on times; no database, no clock. All times carry a zone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, Protocol, TypeVar

from api.settings import OSLO

CELL = timedelta(minutes=15)
# When somebody may come any day, two times a day show more of what there is than six on Monday.
PER_DAY = 2

Match = Literal["exact", "near", "none"]


class Timed(Protocol):
    """Whatever has a start; what else it is does not matter here."""

    @property
    def start(self) -> datetime:
        """Begins then."""
        ...


T = TypeVar("T", bound=Timed)


@dataclass(frozen=True)
class Wish:
    """When it would suit. Days and clock times are local, both ends included; None is open.

    `time_from` equal to `time_to` is a point in time; otherwise an appointment begins from
    `time_from` on and before `time_to`. `not_weekdays` are ISO: Monday is 1.
    """

    date_from: date | None = None
    date_to: date | None = None
    time_from: time | None = None
    time_to: time | None = None
    not_weekdays: frozenset[int] = field(default_factory=frozenset)

    def fits_day(self, start: datetime) -> bool:
        """Whether the day is one of those wished for."""
        local = start.astimezone(OSLO)
        return (
            (self.date_from is None or local.date() >= self.date_from)
            and (self.date_to is None or local.date() <= self.date_to)
            and local.isoweekday() not in self.not_weekdays
        )

    def fits_clock(self, start: datetime) -> bool:
        """Whether the time of the day is wished for."""
        clock = start.astimezone(OSLO).time()
        if self.time_from is not None and self.time_from == self.time_to:
            return clock == self.time_from
        return (self.time_from is None or clock >= self.time_from) and (
            self.time_to is None or clock < self.time_to
        )

    def allows(self, start: datetime) -> bool:
        """Whether a time may be shown at all: not before the wish, not on a day ruled out."""
        local = start.astimezone(OSLO)
        early = self.date_from is not None and local.date() < self.date_from
        return not early and local.isoweekday() not in self.not_weekdays

    def distance(self, start: datetime) -> float:
        """Minutes between a time's clock and the wished one; 0 without such a wish."""
        wanted = self.time_from or self.time_to
        if wanted is None or self.fits_clock(start):
            return 0.0
        local = start.astimezone(OSLO)
        return abs((local.hour - wanted.hour) * 60 + local.minute - wanted.minute)


def choose(free: Sequence[T], wish: Wish, limit: int) -> tuple[Match, list[T]]:
    """At most `limit` of the free times, in order of time, and how well they fit.

    `near`: nothing inside the wish. Then half of them are other times on the wished days, the
    closest first, and the rest later days, those at the wished time of day first.
    """
    exact = [slot for slot in free if wish.fits_day(slot.start) and wish.fits_clock(slot.start)]
    if exact:
        return "exact", _spread(exact, limit)
    allowed = [slot for slot in free if wish.allows(slot.start)]
    same_day = sorted(
        (slot for slot in allowed if wish.fits_day(slot.start)),
        key=lambda slot: (wish.distance(slot.start), slot.start),
    )
    other = [slot for slot in allowed if not wish.fits_day(slot.start)]
    later = [slot for slot in other if wish.fits_clock(slot.start)]
    later += [slot for slot in other if not wish.fits_clock(slot.start)]
    first = same_day[: (limit + 1) // 2 if later else limit]
    chosen = [*first, *_spread_in_order(later, limit - len(first))]
    return ("near" if chosen else "none"), sorted(chosen, key=lambda slot: slot.start)


def closest(free: Sequence[T], wanted: datetime, limit: int) -> list[T]:
    """The free times nearest to one that could not be had, in order of time."""
    nearest = sorted(free, key=lambda slot: (abs(slot.start - wanted), slot.start))[:limit]
    return sorted(nearest, key=lambda slot: slot.start)


def _spread(slots: Sequence[T], limit: int) -> list[T]:
    return sorted(_spread_in_order(slots, limit), key=lambda slot: slot.start)


def _spread_in_order(slots: Iterable[T], limit: int) -> list[T]:
    """The first `limit`, at most two a day as long as there are other days."""
    chosen: list[T] = []
    rest: list[T] = []
    days: dict[date, int] = {}
    for slot in slots:
        day = slot.start.astimezone(OSLO).date()
        days[day] = days.get(day, 0) + 1
        (chosen if days[day] <= PER_DAY else rest).append(slot)
    return [*chosen, *rest][: max(limit, 0)]


def cells(start: datetime, end: datetime) -> list[datetime]:
    """Beginnings (UTC) of the quarter-hours that the time from `start` to `end` touches."""
    first = start.astimezone(UTC).replace(second=0, microsecond=0)
    first -= timedelta(minutes=first.minute % 15)
    found = []
    while first < end:
        found.append(first)
        first += CELL
    return found


def local_day(day: date) -> datetime:
    """Midnight in Oslo at the beginning of a day."""
    return datetime.combine(day, time(), OSLO)
