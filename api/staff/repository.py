"""Questions to the database about staff, their logins, and the people who wait for them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Select, and_, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.elements import ColumnElement

from api.models import (
    Booking,
    Callback,
    ContactAttempt,
    Slot,
    StaffMember,
    StaffSession,
)

WAITING = ("new", "no_answer")
# More than a day's work; a guard against a list that no phone could show.
MAX_SHOWN = 300


async def by_email(session: AsyncSession, email: str) -> StaffMember | None:
    """A colleague by address, written as it is stored."""
    return await session.scalar(select(StaffMember).where(StaffMember.email == email))


async def member(session: AsyncSession, key: str) -> StaffMember | None:
    """A colleague by key."""
    return await session.get(StaffMember, key)


async def members(session: AsyncSession) -> Sequence[StaffMember]:
    """All colleagues and calendars."""
    query = select(StaffMember).order_by(StaffMember.active.desc(), StaffMember.name)
    return list(await session.scalars(query))


async def invited(session: AsyncSession, invite_hash: str, now: datetime) -> StaffMember | None:
    """Whom a one-time link is for, as long as it holds."""
    query = select(StaffMember).where(
        StaffMember.invite_hash == invite_hash,
        StaffMember.invite_expires > now,
        StaffMember.active.is_(True),
    )
    return await session.scalar(query)


async def use_invite(
    session: AsyncSession, invite_hash: str, password_hash: str, now: datetime
) -> str | None:
    """Set the password and use the link up in one; whose it was. Of two at once one gets None."""
    query = (
        update(StaffMember)
        .where(StaffMember.invite_hash == invite_hash, StaffMember.invite_expires > now)
        .where(StaffMember.active.is_(True))
        .values(password_hash=password_hash, invite_hash=None, invite_expires=None)
        .returning(StaffMember.id)
        .execution_options(synchronize_session=False)
    )
    return await session.scalar(query)


async def other_admins(session: AsyncSession, but: str) -> int:
    """How many other administrators can log in; their rows are locked until the end."""
    query = (
        select(StaffMember.id)
        .where(StaffMember.role == "admin", StaffMember.active.is_(True))
        .where(StaffMember.password_hash.is_not(None), StaffMember.id != but)
        .with_for_update()
    )
    return len(list(await session.scalars(query)))


async def coming_bookings(session: AsyncSession, now: datetime) -> dict[str, int]:
    """How many confirmed appointments each colleague has ahead."""
    query = (
        select(Slot.staff_id, func.count())
        .join(Booking, Booking.slot_id == Slot.id)
        .where(Booking.status == "confirmed", Slot.start > now)
        .group_by(Slot.staff_id)
    )
    return {row[0]: row[1] for row in await session.execute(query)}


async def session_with_member(
    session: AsyncSession, token_hash: str
) -> tuple[StaffSession, StaffMember] | None:
    """A login and whose it is."""
    query = (
        select(StaffSession, StaffMember)
        .join(StaffMember, StaffMember.id == StaffSession.staff_id)
        .where(StaffSession.token_hash == token_hash)
    )
    row = (await session.execute(query)).one_or_none()
    return (row[0], row[1]) if row else None


async def end_session(session: AsyncSession, token_hash: str) -> None:
    """End one login."""
    await session.execute(delete(StaffSession).where(StaffSession.token_hash == token_hash))


async def end_sessions_of(session: AsyncSession, staff_id: str) -> None:
    """End all of somebody's logins."""
    await session.execute(delete(StaffSession).where(StaffSession.staff_id == staff_id))


async def bookings(
    session: AsyncSession,
    which: ColumnElement[bool],
    staff_id: str | None,
    *,
    latest_first: bool,
    limit: int,
) -> Sequence[Booking]:
    """Appointments that were confirmed at some time, with their slot and its staff, by time.

    `staff_id`: only those in this colleague's calendar.
    """
    if staff_id:
        which = and_(which, Slot.staff_id == staff_id)
    order = Slot.start.desc() if latest_first else Slot.start
    query = (
        _whole_booking()
        .join(Slot, Slot.id == Booking.slot_id)
        .where(Booking.status.in_(("confirmed", "cancelled")), which)
        .order_by(order, Booking.id)
        .limit(limit)
    )
    return list(await session.scalars(query))


async def callbacks(
    session: AsyncSession,
    which: ColumnElement[bool],
    staff_id: str | None,
    *,
    latest_first: bool,
    limit: int,
) -> Sequence[Callback]:
    """Wishes to be called: the urgent ones, then the others, each as long as they have waited.

    `staff_id`: only those that this colleague has tried, or nobody has.
    """
    if staff_id:
        which = and_(which, _nobody_elses(staff_id))
    order = (
        (Callback.created_at.desc(),)
        if latest_first
        else (Callback.urgent.desc(), Callback.created_at)
    )
    query = select(Callback).where(which).order_by(*order, Callback.id).limit(limit)
    return list(await session.scalars(query))


def coming(today: datetime) -> ColumnElement[bool]:
    """Appointments from `today`'s midnight on, the cancelled ones too: nobody goes in vain."""
    return Slot.start >= today


def not_reached(today: datetime) -> ColumnElement[bool]:
    """Appointments before today that nobody has ticked off."""
    return and_(
        Booking.status == "confirmed",
        Booking.contact_status.in_(WAITING),
        Booking.anonymised_at.is_(None),
        Slot.start < today,
    )


def to_contact(today: datetime) -> ColumnElement[bool]:
    """Coming appointments where nobody has been in touch."""
    return and_(
        Booking.status == "confirmed",
        Booking.contact_status.in_(WAITING),
        Slot.start >= today,
    )


def gone(today: datetime) -> ColumnElement[bool]:
    """Appointments before today."""
    return Slot.start < today


def waiting_callbacks() -> ColumnElement[bool]:
    """Call-backs where nobody has been reached."""
    return and_(Callback.contact_status.in_(WAITING), Callback.anonymised_at.is_(None))


def open_callbacks() -> ColumnElement[bool]:
    """Call-backs that are not finished with."""
    return and_(Callback.contact_status != "done", Callback.anonymised_at.is_(None))


def closed_callbacks() -> ColumnElement[bool]:
    """Call-backs that are finished with."""
    return or_(Callback.contact_status == "done", Callback.anonymised_at.is_not(None))


def _nobody_elses(staff_id: str) -> ColumnElement[bool]:
    tried = and_(ContactAttempt.record_kind == "callback", ContactAttempt.record_id == Callback.id)
    return or_(
        ~exists().where(tried), exists().where(and_(tried, ContactAttempt.staff_id == staff_id))
    )


async def attempts(
    session: AsyncSession, ids: Iterable[str]
) -> Sequence[tuple[ContactAttempt, str | None]]:
    """Tries to reach people, oldest first, each with the name of who tried."""
    query = (
        select(ContactAttempt, StaffMember.name)
        .outerjoin(StaffMember, StaffMember.id == ContactAttempt.staff_id)
        .where(ContactAttempt.record_id.in_(set(ids)))
        .order_by(ContactAttempt.at, ContactAttempt.id)
    )
    return [(attempt, name) for attempt, name in await session.execute(query)]


async def calendars(session: AsyncSession, since: datetime) -> Sequence[StaffMember]:
    """Colleagues who have times from then on."""
    query = (
        select(StaffMember)
        .where(exists().where(Slot.staff_id == StaffMember.id, Slot.start >= since))
        .order_by(StaffMember.name)
    )
    return list(await session.scalars(query))


async def slots(
    session: AsyncSession, staff_id: str, begin: datetime, end: datetime
) -> Sequence[Slot]:
    """A colleague's times from `begin` up to `end`, locked by whoever has locked the colleague."""
    query = (
        select(Slot)
        .where(Slot.staff_id == staff_id, Slot.start >= begin, Slot.start < end)
        .order_by(Slot.start, Slot.id)
        .execution_options(populate_existing=True)
    )
    return list(await session.scalars(query))


async def slot(session: AsyncSession, key: str) -> Slot | None:
    """A time by key, as it stands now."""
    return await session.get(Slot, key, populate_existing=True)


async def seats(
    session: AsyncSession, slot_ids: Iterable[str], now: datetime
) -> Sequence[tuple[str, str, str]]:
    """Slot, booking and state (`confirmed`, `held`) of each seat that is taken."""
    held = and_(Booking.status == "held", Booking.held_until > now)
    query = (
        select(Booking.slot_id, Booking.id, Booking.status)
        .where(Booking.slot_id.in_(set(slot_ids)))
        .where(or_(Booking.status == "confirmed", held))
        .order_by(Booking.confirmed_at)
    )
    return [(row[0], row[1], row[2]) for row in await session.execute(query)]


async def booking(session: AsyncSession, key: str, *, lock: bool = False) -> Booking | None:
    """An appointment that was confirmed at some time; a mere hold is nobody's business."""
    query = _whole_booking().where(
        Booking.id == key, Booking.status.in_(("confirmed", "cancelled"))
    )
    return await session.scalar(query.with_for_update(of=Booking) if lock else query)


async def callback(session: AsyncSession, key: str, *, lock: bool = False) -> Callback | None:
    """A call-back by key."""
    query = select(Callback).where(Callback.id == key)
    return await session.scalar(query.with_for_update() if lock else query)


def _whole_booking() -> Select[Booking]:
    return (
        select(Booking)
        .options(joinedload(Booking.slot).joinedload(Slot.staff))
        .execution_options(populate_existing=True)
    )
