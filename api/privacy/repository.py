"""Deletes and blanks rows; each function says how many."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Delete, Update, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import (
    AccessEntry,
    Booking,
    Callback,
    Conversation,
    Erasure,
    OutboxItem,
    Slot,
    StaffSession,
)

# At most so many at a time, so that no transaction keeps others waiting for long.
BATCH = 200
ACTIVE = ("held", "confirmed")


async def _count(session: AsyncSession, query: Delete | Update) -> int:
    result = await session.execute(query.execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", result).rowcount


async def delete_conversation(session: AsyncSession, conversation_id: str) -> bool:
    """Delete a conversation; its turns and messages go with it (ON DELETE CASCADE)."""
    query = delete(Conversation).where(Conversation.id == conversation_id)
    return bool(await _count(session, query))


async def unlink(session: AsyncSession, conversation_id: str) -> None:
    """Let bookings and call-backs forget the conversation that they came from."""
    for model in (Booking, Callback):
        query = update(model).where(model.conversation_id == conversation_id)
        await _count(session, query.values(conversation_id=None))


async def note_erasure(session: AsyncSession, conversation_id: str, now: datetime) -> None:
    """Remember that the engine still has to erase; once is enough."""
    if await session.get(Erasure, conversation_id) is None:
        session.add(Erasure(conversation_id=conversation_id, requested_at=now))
        await session.flush()


async def pending_erasures(session: AsyncSession) -> list[str]:
    """Conversations that the engine still has to erase, oldest first."""
    query = select(Erasure.conversation_id).order_by(Erasure.requested_at).limit(BATCH)
    return list(await session.scalars(query))


async def erasure_done(session: AsyncSession, conversation_id: str) -> None:
    """The engine has erased."""
    await _count(session, delete(Erasure).where(Erasure.conversation_id == conversation_id))


async def quiet_conversations(session: AsyncSession, before: datetime) -> list[str]:
    """Conversations whose last message is older than `before`."""
    query = select(Conversation.id).where(Conversation.last_message_at < before)
    return list(await session.scalars(query.limit(BATCH)))


async def quiet_conversation(session: AsyncSession, conversation_id: str, before: datetime) -> bool:
    """Whether it is still quiet, now that its row is ours: a message may just have come."""
    query = select(Conversation.last_message_at).where(Conversation.id == conversation_id)
    last = await session.scalar(query.with_for_update())
    return last is not None and last < before


async def blank_bookings(session: AsyncSession, before: datetime, now: datetime) -> int:
    """Blank what is personal in bookings whose time was over before `before`."""
    old = select(Slot.id).where(Slot.end < before)
    query = (
        update(Booking)
        .where(Booking.anonymised_at.is_(None), Booking.status.in_(("confirmed", "cancelled")))
        .where(or_(Booking.slot_id.in_(old), Booking.cancelled_at < before))
        .values(
            name=None, phone=None, email=None, about=None, note=None, summary=None,
            interpreter=None, conversation_id=None, client_id=None, request_hash=None,
            extra={}, anonymised_at=now,
        )
    )  # fmt: skip
    return await _count(session, query)


async def blank_callbacks(session: AsyncSession, before: datetime, now: datetime) -> int:
    """Blank what is personal in call-backs made (or answered) before `before`."""
    query = (
        update(Callback)
        .where(Callback.anonymised_at.is_(None))
        .where(or_(Callback.contacted_at < before,
                   Callback.contacted_at.is_(None) & (Callback.created_at < before)))
        .values(
            name=None, phone=None, when_text=None, about=None, summary=None, topics=[],
            conversation_id=None, request_hash=None, anonymised_at=now,
        )
    )  # fmt: skip
    return await _count(session, query)


async def delete_expired_holds(session: AsyncSession, before: datetime) -> int:
    """Holds that ran out before `before`; they were never bookings."""
    query = delete(Booking).where(Booking.status == "expired", Booking.held_until < before)
    return await _count(session, query)


async def delete_access_entries(session: AsyncSession, before: datetime) -> int:
    """Entries of the access log from before `before`."""
    return await _count(session, delete(AccessEntry).where(AccessEntry.at < before))


async def delete_staff_sessions(session: AsyncSession, now: datetime) -> int:
    """Logins that have ended."""
    return await _count(session, delete(StaffSession).where(StaffSession.expires_at < now))


async def delete_outbox(session: AsyncSession, before: datetime) -> int:
    """Messages from before `before`, sent or given up."""
    query = delete(OutboxItem).where(
        OutboxItem.created_at < before, OutboxItem.status.in_(("sent", "dead"))
    )
    return await _count(session, query)
