"""Erasure: of one conversation on wish, of everything when its time is over."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import httpx2
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from api.booking.service import Bookings
from api.db import Database
from api.models import utcnow
from api.privacy import repository
from api.settings import Settings

log = structlog.get_logger(__name__)

# How long an expired hold may remind the assistant of which time it was.
EXPIRED_HOLDS = timedelta(hours=24)
OUTBOX = timedelta(days=30)
# The engine is on this machine; whoever erases has no person waiting.
ENGINE_PATIENCE_SECONDS = 10.0

Step = Callable[[AsyncSession], Awaitable[int]]


async def erase_conversation(
    session: AsyncSession, settings: Settings, conversation_id: str, now: datetime | None = None
) -> None:
    """Erase a conversation here, free the time it holds, and note that the engine has to erase too.

    What has been booked stays, without a trace of which conversation it came from.
    """
    moment = now or utcnow()
    await Bookings(session, settings, moment).release(conversation_id)
    await repository.unlink(session, conversation_id)
    await repository.delete_conversation(session, conversation_id)
    await repository.note_erasure(session, conversation_id, moment)


async def erase_in_engine(database: Database, engine: httpx2.AsyncClient) -> int:
    """Carry out waiting erasures; stops at the first that fails, to try again later. How many."""
    async with database.reading() as session:
        waiting = await repository.pending_erasures(session)
    done = 0
    for conversation_id in waiting:
        address = f"/webhooks/lavterskel/conversations/{conversation_id}"
        answer = await engine.delete(address, timeout=ENGINE_PATIENCE_SECONDS)
        # 404: the engine knows nothing of it, which is what was wanted.
        if not (answer.is_success or answer.status_code == httpx2.codes.NOT_FOUND):
            log.warning("erasure_refused", status=answer.status_code)
            break
        async with database.transaction() as session:
            await repository.erasure_done(session, conversation_id)
        done += 1
    return done


async def erase_quiet_conversations(
    database: Database, settings: Settings, now: datetime | None = None
) -> int:
    """Erase conversations in which nothing has been said for as long as promised. How many."""
    moment = now or utcnow()
    before = moment - settings.conversation_retention
    async with database.reading() as session:
        quiet = await repository.quiet_conversations(session, before)
    done = 0
    for conversation_id in quiet:
        async with database.transaction() as session:
            if await repository.quiet_conversation(session, conversation_id, before):
                await erase_conversation(session, settings, conversation_id, moment)
                done += 1
    return done


async def blank_old_records(
    database: Database, settings: Settings, now: datetime | None = None
) -> dict[str, int]:
    """Everything else that has a time: what was erased or blanked, by kind."""
    moment = now or utcnow()
    bookings = moment - settings.booking_retention
    log_before = moment - settings.access_log_retention
    steps: dict[str, Step] = {
        "bookings": lambda s: repository.blank_bookings(s, bookings, moment),
        "callbacks": lambda s: repository.blank_callbacks(s, bookings, moment),
        "holds": lambda s: repository.delete_expired_holds(s, moment - EXPIRED_HOLDS),
        "access_log": lambda s: repository.delete_access_entries(s, log_before),
        "staff_sessions": lambda s: repository.delete_staff_sessions(s, moment),
        "outbox": lambda s: repository.delete_outbox(s, moment - OUTBOX),
    }
    done = {}
    for kind, step in steps.items():
        async with database.transaction() as session:
            done[kind] = await step(session)
    return done
