"""Taking and giving back seats. The database's indexes refuse; Python only asks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from api.booking import repository, times
from api.booking.errors import ClientIdReused, SlotClosed, SlotPast, SlotTaken, SlotUnknown
from api.booking.schemas import SlotOut
from api.models import Booking, Slot
from api.settings import Settings

Status = Literal["held", "confirmed"]
ALTERNATIVES = 3
# Far enough to find something when the nearest weeks are full.
LOOK_AHEAD = timedelta(weeks=6)


@dataclass(frozen=True)
class Clock:
    """Now, and how long before its beginning a time may still be taken."""

    now: datetime
    notice: timedelta
    hold: timedelta

    @classmethod
    def of(cls, settings: Settings, now: datetime) -> "Clock":
        """With the municipality's rules."""
        return cls(now, settings.minimum_notice, timedelta(minutes=settings.hold_minutes))

    @property
    def earliest_shown(self) -> datetime:
        """What begins before this is not offered."""
        return self.now + self.notice

    @property
    def earliest_taken(self) -> datetime:
        """What begins before this is refused; a little later than shown, for those who think."""
        return max(self.now, self.now + self.notice - self.hold)


def slot_out(slot: Slot) -> SlotOut:
    """A slot as it is told."""
    return SlotOut.model_validate(slot, from_attributes=True)


async def alternatives(session: AsyncSession, slot: Slot, clock: Clock) -> list[dict[str, object]]:
    """Free times of the same offering, nearest to the one that could not be had."""
    end = max(slot.start, clock.now) + LOOK_AHEAD
    free = await repository.free_slots(
        session, slot.offering, clock.earliest_shown, end, now=clock.now
    )
    others = [one for one in free if one.id != slot.id]
    return [
        slot_out(one).model_dump(mode="json")
        for one in times.closest(others, slot.start, ALTERNATIVES)
    ]


async def wanted_slot(session: AsyncSession, slot_id: str, clock: Clock) -> Slot:
    """The slot, if it may be taken at all; 404 and 409 otherwise."""
    slot = await repository.slot(session, slot_id)
    if slot is None:
        raise SlotUnknown()
    await require_open(session, slot, clock, clock.earliest_taken)
    return slot


async def require_open(session: AsyncSession, slot: Slot, clock: Clock, earliest: datetime) -> None:
    """409 with other times when the slot has begun or is closed."""
    if slot.start <= earliest:
        raise SlotPast(alternatives=await alternatives(session, slot, clock))
    if slot.status != "open":
        raise SlotClosed(alternatives=await alternatives(session, slot, clock))


async def take(
    session: AsyncSession, booking: Booking, slot: Slot, clock: Clock, status: Status
) -> None:
    """Give `booking` a seat in `slot`; 409 with other times when there is none.

    The caller has locked the slot's staff member.

    When no seat looks free the first one is tried all the same: what has been read may be out of
    date, so the index is asked and not this reading.
    """
    await repository.expire_holds(session, clock.now, [slot.staff_id])
    taken = await repository.seats_taken(session, slot.id)
    seat = next((seat for seat in range(slot.capacity) if seat not in taken), 0)
    refused_by = await repository.occupy(session, booking, slot, seat, status)
    if refused_by == "client_id":
        raise ClientIdReused()
    if refused_by:
        raise SlotTaken(alternatives=await alternatives(session, slot, clock))
