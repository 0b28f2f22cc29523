"""Questions to the database about slots, seats and bookings."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Select, and_, delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.elements import ColumnElement

from api.booking import times
from api.models import Booking, Callback, Conversation, Slot, StaffCell, StaffMember

# More than any wish can show; a guard against a calendar gone wild.
MAX_FREE = 3_000


def _occupies(now: datetime) -> ColumnElement[bool]:
    """Confirmed, or held for somebody who still has time."""
    return or_(
        Booking.status == "confirmed", and_(Booking.status == "held", Booking.held_until > now)
    )


async def slot(session: AsyncSession, slot_id: str) -> Slot | None:
    """A slot by key."""
    return await session.get(Slot, slot_id)


async def free_slots(
    session: AsyncSession,
    offering: str,
    begin: datetime,
    end: datetime | None,
    *,
    now: datetime,
    channel: str | None = None,
) -> list[Slot]:
    """Slots from `begin` up to `end` with a free seat and a free staff member, earliest first."""
    taken = (
        select(func.count())
        .select_from(Booking)
        .where(Booking.slot_id == Slot.id, _occupies(now))
        .correlate(Slot)
        .scalar_subquery()
    )
    query = (
        select(Slot)
        .join(StaffMember, StaffMember.id == Slot.staff_id)
        .where(Slot.offering == offering, Slot.status == "open", StaffMember.active.is_(True))
        .where(Slot.start >= begin, taken < Slot.capacity)
        .order_by(Slot.start, Slot.id)
        .limit(MAX_FREE)
    )
    if end is not None:
        query = query.where(Slot.start < end)
    if channel is not None:
        query = query.where(Slot.channel == channel)
    found = list(await session.scalars(query))
    busy = await _busy(session, found, now)
    return [
        one
        for one in found
        if all(
            busy.get((one.staff_id, cell), one.id) == one.id
            for cell in times.cells(one.start, one.end)
        )
    ]


async def _busy(
    session: AsyncSession, slots: Sequence[Slot], now: datetime
) -> dict[tuple[str, datetime], str]:
    """Which slot has each busy quarter-hour of the staff concerned."""
    if not slots:
        return {}
    query = (
        select(StaffCell.staff_id, StaffCell.cell, StaffCell.slot_id)
        .join(Booking, and_(Booking.slot_id == StaffCell.slot_id, _occupies(now)))
        .where(StaffCell.staff_id.in_({one.staff_id for one in slots}))
        .where(StaffCell.cell > slots[0].start - times.CELL)
        .where(StaffCell.cell < max(one.end for one in slots))
    )
    return {(staff, cell): slot_id for staff, cell, slot_id in await session.execute(query)}


async def lock_staff(session: AsyncSession, staff_ids: Iterable[str]) -> None:
    """Let changes to one staff member's calendar happen one after the other.

    Not what refuses a double booking (the indexes do), but what keeps two changes from waiting for
    each other. SQLite has one writer at a time anyway.
    """
    query = (
        select(StaffMember.id)
        .where(StaffMember.id.in_(set(staff_ids)))
        .order_by(StaffMember.id)
        .with_for_update(key_share=True)
    )
    await session.execute(query)


async def lock_conversation(session: AsyncSession, conversation_id: str) -> Conversation | None:
    """The conversation, so that its holds change one at a time; None when there is no such row."""
    query = select(Conversation).where(Conversation.id == conversation_id)
    return await session.scalar(query.with_for_update(key_share=True))


async def staff_with_expired_holds(session: AsyncSession, now: datetime) -> list[str]:
    """Staff members whose calendars have holds that have run out."""
    query = (
        select(Slot.staff_id)
        .join(Booking, Booking.slot_id == Slot.id)
        .where(Booking.status == "held", Booking.held_until <= now)
        .distinct()
    )
    return list(await session.scalars(query))


async def expire_holds(session: AsyncSession, now: datetime, staff_ids: Sequence[str]) -> int:
    """Mark run-out holds with these (locked) staff members as expired; how many.

    One UPDATE with its condition: a hold that is being confirmed at this moment is looked at again
    when its row is free, and left alone.
    """
    query = (
        update(Booking)
        .where(Booking.status == "held", Booking.held_until <= now)
        .where(Booking.slot_id.in_(select(Slot.id).where(Slot.staff_id.in_(staff_ids))))
        .values(status="expired")
        .returning(Booking.slot_id)
        .execution_options(synchronize_session=False)
    )
    slot_ids = list(await session.scalars(query))
    for slot_id in set(slot_ids):
        await free_cells(session, slot_id)
    return len(slot_ids)


async def free_cells(session: AsyncSession, slot_id: str) -> None:
    """Give the quarter-hours of a slot back when nobody has a seat in it any more."""
    still = await session.scalar(
        select(func.count())
        .select_from(Booking)
        .where(Booking.slot_id == slot_id, Booking.status.in_(("held", "confirmed")))
    )
    if not still:
        await session.execute(delete(StaffCell).where(StaffCell.slot_id == slot_id))


async def seats_taken(session: AsyncSession, slot_id: str) -> set[int]:
    """Seats that the index would refuse, as far as can be seen now."""
    query = select(Booking.seat).where(
        Booking.slot_id == slot_id, Booking.status.in_(("held", "confirmed"))
    )
    return set(await session.scalars(query))


async def occupy(
    session: AsyncSession, booking: Booking, slot: Slot, seat: int, status: str
) -> str | None:
    """Write a seat and, with the first one, the quarter-hours; None, or what refused it.

    `seat`, `client_id` or `conversation`: which of the database's rules said no.
    """
    have_cells = await session.scalar(
        select(func.count()).select_from(StaffCell).where(StaffCell.slot_id == slot.id)
    )
    try:
        async with session.begin_nested():
            if not have_cells:
                session.add_all(
                    StaffCell(staff_id=slot.staff_id, cell=cell, slot_id=slot.id)
                    for cell in times.cells(slot.start, slot.end)
                )
            booking.slot_id, booking.seat, booking.status = slot.id, seat, status
            session.add(booking)
            await session.flush()
    except IntegrityError as error:
        told = str(error.orig)
        if "client_id" in told:
            return "client_id"
        return "conversation" if "conversation" in told else "seat"
    return None


async def hold_of(session: AsyncSession, conversation_id: str) -> Booking | None:
    """The conversation's hold, run out or not."""
    query = (
        select(Booking)
        .where(Booking.conversation_id == conversation_id)
        .where(Booking.status.in_(("held", "expired")))
        .order_by(Booking.created_at.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return await session.scalar(query)


async def remove_hold(session: AsyncSession, hold: Booking) -> None:
    """Take a hold away; it was never a booking, so nothing of it is kept."""
    slot_id = hold.slot_id
    await session.delete(hold)
    await session.flush()
    await free_cells(session, slot_id)


async def by_client_id(session: AsyncSession, client_id: str) -> Booking | None:
    """The booking that was made with this key."""
    return await session.scalar(_with_slot().where(Booking.client_id == client_id))


async def by_reference(
    session: AsyncSession, reference: str, *, lock: bool = False
) -> Booking | None:
    """A booking that was confirmed at some time, with its slot."""
    query = _with_slot().where(Booking.reference == reference)
    return await session.scalar(query.with_for_update(of=Booking) if lock else query)


async def by_id(session: AsyncSession, booking_id: str) -> Booking | None:
    """A booking by key, with its slot."""
    return await session.scalar(_with_slot().where(Booking.id == booking_id))


async def newest_of(session: AsyncSession, conversation_id: str) -> Booking | None:
    """The newest confirmed booking made in a conversation, with its slot."""
    query = (
        _with_slot()
        .where(Booking.conversation_id == conversation_id, Booking.status == "confirmed")
        .order_by(Booking.confirmed_at.desc())
        .limit(1)
    )
    return await session.scalar(query)


async def reference_exists(session: AsyncSession, reference: str) -> bool:
    """Whether a booking or a call-back bears this reference."""
    for column in (Booking.reference, Callback.reference):
        if await session.scalar(select(column).where(column == reference)):
            return True
    return False


async def callback_by_client_id(session: AsyncSession, client_id: str) -> Callback | None:
    """The call-back that was asked for with this key."""
    return await session.scalar(select(Callback).where(Callback.client_id == client_id))


async def add_callback(session: AsyncSession, callback: Callback) -> bool:
    """Write a call-back; False when its key is taken."""
    try:
        async with session.begin_nested():
            session.add(callback)
            await session.flush()
    except IntegrityError:
        return False
    return True


def _with_slot() -> Select[Booking]:
    # populate_existing: after a lock, what was read before it may be out of date.
    return (
        select(Booking).options(joinedload(Booking.slot)).execution_options(populate_existing=True)
    )
