"""Questions to the database about its own state."""

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Booking, Callback, Erasure, OutboxItem

Counts = dict[str, int]


async def ping(session: AsyncSession) -> None:
    """Raise when the database does not answer."""
    await session.execute(text("SELECT 1"))


async def revision(session: AsyncSession) -> str | None:
    """The migration that the database stands at."""
    return (await session.execute(text("SELECT version_num FROM alembic_version"))).scalar()


async def booking_counts(session: AsyncSession) -> Counts:
    """How many bookings are in each state."""
    query = select(Booking.status, func.count()).group_by(Booking.status)
    return dict((await session.execute(query)).all())


async def callback_counts(session: AsyncSession) -> Counts:
    """How many wishes to be called are in each state."""
    query = select(Callback.contact_status, func.count()).group_by(Callback.contact_status)
    return dict((await session.execute(query)).all())


async def outbox_counts(session: AsyncSession) -> Counts:
    """How many messages to be sent are in each state."""
    query = select(OutboxItem.status, func.count()).group_by(OutboxItem.status)
    return dict((await session.execute(query)).all())


async def erasure_count(session: AsyncSession) -> int:
    """How many erasures wait for the engine."""
    return (await session.execute(select(func.count()).select_from(Erasure))).scalar_one()
