"""A colleague's times: free, booked, closed. Runs in the caller's transaction."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.schemas import Action
from api.audit.service import AccessLog
from api.booking.repository import lock_staff
from api.booking.times import local_day
from api.content import formatting
from api.content.service import Texts
from api.models import Slot, utcnow
from api.settings import OSLO
from api.staff import repository
from api.staff.errors import RecordNotFound, SlotBooked
from api.staff.schemas import Day, TimeLine, Week
from api.staff.sessions import Visit
from api.staff.wording import Wording

WEEK = timedelta(weeks=1)
# How far back and forth one can leaf.
REACH = timedelta(weeks=52)
SATURDAY = 5
Wanted = Literal["open", "closed"]
_NOTED: dict[Wanted, Action] = {"closed": "slot_closed", "open": "slot_opened"}


class Calendar:
    """Times within one transaction, at one moment."""

    def __init__(
        self, session: AsyncSession, texts: Texts, visit: Visit, now: datetime | None = None
    ) -> None:
        """`now` is given by tests."""
        self.session = session
        self.visit = visit
        self.now = now or utcnow()
        self.wording = Wording(texts, self.now)
        self.log = AccessLog(session, visit.staff_id)

    async def week(self, day: date | None, staff_id: str | None) -> Week:
        """The week of `day`, of the colleague named, else one's own, else the first one."""
        today = self.now.astimezone(OSLO).date()
        if day is None:
            # On a Saturday the week that matters is the next one.
            day = today + timedelta(days=2) if today.weekday() >= SATURDAY else today
        if abs(day - today) > REACH:
            raise RecordNotFound()
        monday = day - timedelta(days=day.weekday())
        people = await repository.calendars(self.session, local_day(today - REACH))
        keys = [one.id for one in people]
        chosen = next((key for key in (staff_id, self.visit.staff_id, *keys) if key in keys), "")
        lines = await self._days(chosen, monday)
        sunday = monday + timedelta(days=6)
        return Week(
            chosen=chosen,
            colleagues=tuple((one.id, one.name) for one in people),
            monday=monday.isoformat(),
            before=_near(monday - WEEK, today),
            after=_near(monday + WEEK, today),
            heading=f"Uke {monday.isocalendar().week}, "
            f"{self.wording.date(monday)} til {self.wording.date(sunday)}",
            days=lines,
        )

    async def set_slot(self, key: str, wanted: Wanted) -> Slot:
        """Close or open one time; `SlotBooked` when somebody has or is taking it, or it is past."""
        slot = await repository.slot(self.session, key)
        if slot is None:
            raise RecordNotFound()
        await lock_staff(self.session, [slot.staff_id])
        slot = await repository.slot(self.session, key) or slot
        line = await self._line(slot)
        allowed = line.can_close if wanted == "closed" else line.state == "closed"
        if slot.status != wanted and not allowed:
            raise SlotBooked()
        self._set(slot, wanted)
        return slot

    async def set_day(self, staff_id: str, day: date, wanted: Wanted) -> int:
        """Close every free time of a day, or open the closed ones; how many. Booked ones stay."""
        await lock_staff(self.session, [staff_id])
        slots = await repository.slots(
            self.session, staff_id, local_day(day), local_day(day + timedelta(days=1))
        )
        state = "free" if wanted == "closed" else "closed"
        lines = zip(slots, await self._lines(slots), strict=True)
        changed = [slot for slot, line in lines if line.state == state]
        for slot in changed:
            self._set(slot, wanted)
        return len(changed)

    def _set(self, slot: Slot, wanted: Wanted) -> None:
        if slot.status != wanted:
            slot.status = wanted
            self.log.note(_NOTED[wanted], "slot", slot.id)

    async def _days(self, staff_id: str, monday: date) -> tuple[Day, ...]:
        slots = await repository.slots(
            self.session, staff_id, local_day(monday), local_day(monday + WEEK)
        )
        days: dict[date, list[TimeLine]] = {}
        for slot, line in zip(slots, await self._lines(slots), strict=True):
            days.setdefault(slot.start.astimezone(OSLO).date(), []).append(line)
        return tuple(
            Day(day.isoformat(), self.wording.day(local_day(day)), tuple(lines))
            for day, lines in days.items()
        )

    async def _line(self, slot: Slot) -> TimeLine:
        return (await self._lines([slot]))[0]

    async def _lines(self, slots: Sequence[Slot]) -> list[TimeLine]:
        seats = await repository.seats(self.session, [slot.id for slot in slots], self.now)
        return [self._described(slot, [seat for seat in seats if seat[0] == slot.id])
                for slot in slots]  # fmt: skip

    def _described(self, slot: Slot, seats: Sequence[tuple[str, str, str]]) -> TimeLine:
        booked = tuple(booking for _, booking, status in seats if status == "confirmed")
        state: Literal["free", "held", "booked", "closed", "past"] = "free"
        if slot.start <= self.now:
            state = "past"
        elif slot.status == "closed":
            state = "closed"
        elif booked:
            state = "booked"
        elif seats:
            state = "held"
        return TimeLine(
            key=slot.id,
            begins=formatting.clock(slot.start, "nb"),
            ends=formatting.clock(slot.end, "nb"),
            offering=self.wording.offering(slot.offering),
            channel=self.wording.channel(slot.channel),
            location=slot.location,
            state=state,
            booked=booked,
            capacity=slot.capacity,
        )


def _near(monday: date, today: date) -> str | None:
    return monday.isoformat() if abs(monday - today) <= REACH else None
