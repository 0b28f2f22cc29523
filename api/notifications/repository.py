"""The outbox as the worker sees it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Callback, OutboxItem, StaffMember

BATCH = 20


async def due(session: AsyncSession, now: datetime) -> list[str]:
    """Keys of the messages whose time has come, oldest first."""
    query = (
        select(OutboxItem.id)
        .where(OutboxItem.status == "waiting", OutboxItem.not_before <= now)
        .order_by(OutboxItem.created_at)
        .limit(BATCH)
    )
    return list(await session.scalars(query))


async def claim(session: AsyncSession, key: str, now: datetime) -> OutboxItem | None:
    """The message, if it is still to be sent and no other worker has it."""
    query = select(OutboxItem).where(
        OutboxItem.id == key, OutboxItem.status == "waiting", OutboxItem.not_before <= now
    )
    return await session.scalar(query.with_for_update(skip_locked=True))


async def item(session: AsyncSession, key: str) -> OutboxItem | None:
    """A message by key."""
    return await session.get(OutboxItem, key)


async def callback(session: AsyncSession, key: str) -> Callback | None:
    """A wish to be called, by key."""
    return await session.get(Callback, key)


async def staff_addresses(session: AsyncSession) -> list[str]:
    """Addresses of everybody who can log in."""
    query = (
        select(StaffMember.email)
        .where(StaffMember.active.is_(True), StaffMember.password_hash.is_not(None))
        .where(StaffMember.email.is_not(None))
        .order_by(StaffMember.email)
    )
    return [address for address in await session.scalars(query) if address]
