"""Conversations, turns and messages in the database. No commit here."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Conversation, CrisisEvent, Message, Slot, Turn
from api.settings import OSLO

# Messages that are looked through for what was said of danger; some twenty turns.
LOOK_BACK = 80


def add(session: AsyncSession, *rows: Conversation | Turn | Message | CrisisEvent) -> None:
    """Add rows to the transaction."""
    session.add_all(rows)


async def conversation(session: AsyncSession, conversation_id: str) -> Conversation | None:
    """By key, for reading."""
    return await session.get(Conversation, conversation_id)


async def conversation_to_write(session: AsyncSession, conversation_id: str) -> Conversation | None:
    """By key, locked until the transaction ends, so that messages are numbered without a race."""
    found: Conversation | None = await session.scalar(
        select(Conversation).where(Conversation.id == conversation_id).with_for_update()
    )
    return found


async def turn(session: AsyncSession, conversation_id: str, client_id: str) -> Turn | None:
    """The turn of a message, when it has been sent before."""
    found: Turn | None = await session.scalar(
        select(Turn).where(Turn.conversation_id == conversation_id, Turn.client_id == client_id)
    )
    return found


async def unanswered(session: AsyncSession, conversation_id: str) -> Sequence[Turn]:
    """Turns that were accepted but never answered, in the order of their messages."""
    found = await session.scalars(
        select(Turn)
        .join(Message, Message.turn_id == Turn.id)
        .where(
            Turn.conversation_id == conversation_id,
            Turn.status == "accepted",
            Message.role == "person",
        )
        .order_by(Message.seq)
    )
    return found.all()


async def messages(session: AsyncSession, conversation_id: str) -> Sequence[Message]:
    """All messages, in order."""
    found = await session.scalars(
        select(Message).where(Message.conversation_id == conversation_id).order_by(Message.seq)
    )
    return found.all()


async def answer_of(session: AsyncSession, turn_id: str) -> Sequence[Message]:
    """What a turn answered, in order."""
    found = await session.scalars(
        select(Message)
        .where(Message.turn_id == turn_id, Message.role != "person")
        .order_by(Message.seq)
    )
    return found.all()


async def said_in(session: AsyncSession, turn_id: str) -> Message | None:
    """The person's message of a turn."""
    found: Message | None = await session.scalar(
        select(Message).where(Message.turn_id == turn_id, Message.role == "person")
    )
    return found


async def last_answer(session: AsyncSession, conversation_id: str) -> Sequence[Message]:
    """The assistant's messages since the person last wrote but one: what «si det enklere» means."""
    shown = await messages(session, conversation_id)
    block: list[Message] = []
    for message in reversed(shown):
        if message.role == "assistant":
            block.insert(0, message)
        elif block:
            break
    return block


async def before(session: AsyncSession, conversation_id: str, seq: int) -> Sequence[Message]:
    """The last messages before this number, in order."""
    found = await session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.seq < seq)
        .order_by(Message.seq.desc())
        .limit(LOOK_BACK)
    )
    return found.all()[::-1]


async def next_number(session: AsyncSession, conversation_id: str) -> int:
    """Number of the next message; call with the conversation locked."""
    highest = await session.scalar(
        select(func.max(Message.seq)).where(Message.conversation_id == conversation_id)
    )
    return (highest or 0) + 1


async def take_late(session: AsyncSession, conversation_id: str, turn_id: str) -> Sequence[Message]:
    """Answers that came late and have not been part of any reply: from now on of this turn's.

    A late answer is stored without a turn. So are the opening messages, which stand before
    everything that the person wrote.
    """
    first = (
        select(func.min(Message.seq))
        .where(Message.conversation_id == conversation_id, Message.role == "person")
        .scalar_subquery()
    )
    waiting = (
        Message.conversation_id == conversation_id,
        Message.turn_id.is_(None),
        Message.role != "person",
        Message.seq > first,
    )
    found = (await session.scalars(select(Message).where(*waiting).order_by(Message.seq))).all()
    if found:
        ids = [message.id for message in found]
        await session.execute(update(Message).where(Message.id.in_(ids)).values(turn_id=turn_id))
    return found


async def offered(session: AsyncSession, conversation_id: str) -> list[dict[str, str]]:
    """All buttons that were shown in the conversation, oldest first."""
    found = await session.scalars(
        select(Message.choices)
        .where(Message.conversation_id == conversation_id, Message.role == "assistant")
        .order_by(Message.seq)
    )
    return [choice for choices in found for choice in choices]


async def slots(session: AsyncSession, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Facts of slots by id, times in ISO 8601, Norwegian time; unknown ids are not there."""
    wanted = list(ids)
    if not wanted:
        return {}
    found = await session.scalars(select(Slot).where(Slot.id.in_(wanted)))
    return {
        slot.id: {
            "id": slot.id,
            "offering": slot.offering,
            "start": slot.start.astimezone(OSLO).isoformat(),
            "end": slot.end.astimezone(OSLO).isoformat(),
            "location": slot.location,
            "channel": slot.channel,
        }
        for slot in found
    }
