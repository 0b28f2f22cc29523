"""Erasing a conversation everywhere: here at once, in the engine as soon as it is there."""

import asyncio
from collections.abc import Callable
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.chat.engine import EngineClient, EngineState
from api.db import Database
from api.models import utcnow
from api.privacy import repository
from api.privacy.service import erase_conversation
from api.settings import Settings

log = structlog.get_logger(__name__)

STORAGE_FAILURES: Final = (SQLAlchemyError, OSError)


class Erasing:
    """Erasures wait as rows while the engine is away and run before it serves again."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        engine: EngineClient,
        busy: Callable[[str], bool],
    ) -> None:
        """`busy`: whether a conversation has a turn under way, which erases when it ends.

        What was pending when the process began is looked for with the first turn.
        """
        self._settings = settings
        self._busy = busy
        self._database = database
        self._engine = engine
        self._due = True
        self._running = asyncio.Lock()

    async def erase(self, conversation_id: str) -> None:
        """Delete the rows, and note that the engine is to erase its own; one transaction."""
        async with self._database.transaction() as session:
            await erase_conversation(session, self._settings, conversation_id)
        self._due = True
        await self._database.forget()

    async def run(self, again: str | None) -> None:
        """Carry out what is pending; `again`: a conversation that the engine has written anew.

        Costs nothing while nothing is pending. Never raises: what fails now is tried again.
        """
        try:
            if again:
                async with self._database.transaction() as session:
                    await repository.note_erasure(session, again, utcnow())
                self._due = True
            if self._due or self._engine.state is not EngineState.UP:
                async with self._running:
                    self._due = not await self._run_pending(again)
        except STORAGE_FAILURES as error:
            log.error("erasure_failed", error=type(error).__name__)

    async def _run_pending(self, again: str | None) -> bool:
        """True when nothing is left."""
        left = False
        async with self._database.reading() as session:
            pending = await repository.pending_erasures(session)
        for conversation_id in pending:
            if self._busy(conversation_id) and conversation_id != again:
                left = True
                continue
            if not await self._engine.erase(conversation_id):
                return False
            async with self._database.transaction() as session:
                await repository.erasure_done(session, conversation_id)
        return not left
