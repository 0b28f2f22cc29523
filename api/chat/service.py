"""What the chat does: begin a conversation, take a message, show it again, erase it."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, Final, TypeVar

import httpx2
import structlog
from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from sqlalchemy.exc import IntegrityError

from api.chat import crisis, intake, repository
from api.chat.engine import EngineClient, EngineState, EngineTurn
from api.chat.erasing import STORAGE_FAILURES, Erasing
from api.chat.errors import NotYourConversation, StorageAway
from api.chat.intake import Incoming
from api.chat.ledger import Ledger, as_message, unstored
from api.chat.payloads import Button, command
from api.chat.schemas import ConversationIn, History, MessageIn, Reply, Started
from api.chat.speech import Speaker
from api.chat.turns import BUDGET_SECONDS, Flight, Turns
from api.content.fragments import get_fragments
from api.content.rendering import Rendered
from api.content.service import get_texts
from api.db import Database
from api.errors import TooMany
from api.health import metrics
from api.models import Conversation, new_id
from api.rate_limits import RateLimiter
from api.security import derive_token, hash_token, new_token, same
from api.settings import Settings

log = structlog.get_logger(__name__)

# Below 3 s together with everything around it.
LONGEST_ANSWER_SECONDS: Final = 2.85
# For storing a conversation that could not be stored before: it may well be in vain again.
OPENING_SECONDS: Final = 1.5
OPENING: Final = "open"
T = TypeVar("T")
# A conversation has a limit of its own; an address, which many people may share, a wider one.
MESSAGES: Final = RateLimitItemPerMinute(30)
MESSAGES_OF_NETWORK: Final = RateLimitItemPerMinute(300)
STARTS_OF_NETWORK: Final = RateLimitItemPerHour(300)


class ChatService:
    """One for each process."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        http: httpx2.AsyncClient,
        limiter: RateLimiter,
        speaker: Speaker | None = None,
    ) -> None:
        """`http`: client with the engine's address and token."""
        self._settings = settings
        self._database = database
        self._patience = settings.engine_timeout.total_seconds()
        self._engine = EngineClient(http, self._patience)
        hears = crisis.warm_up()
        self._speaker = speaker or Speaker(get_texts(), get_fragments(), deaf=not hears)
        self._ledger = Ledger(database)
        self._erasing = Erasing(settings, database, self._engine, self._is_busy)
        self._turns = Turns(self._ledger, self._engine, self._speaker, settings, self._erasing.run)
        self._limiter = limiter
        self._background: set[asyncio.Task[Any]] = set()
        self._speaker.warm_up()

    @property
    def engine_state(self) -> EngineState:
        """As of the last call to the engine."""
        return self._engine.state

    async def start(self, wish: ConversationIn, network: str) -> Started:
        """Begin; greeted by the engine when it is up, else from content.

        Also when nothing can be stored: somebody in danger must be able to write. The token then
        proves itself, and the conversation is stored with the first message that can be.
        """
        await self._limiter.hit(STARTS_OF_NETWORK, "start", network)
        conversation_id, token, language = new_id(), new_token(), wish.language or "nb"
        try:
            async with asyncio.timeout(BUDGET_SECONDS):
                await self._beside(self._ledger.open(_new(conversation_id, token, wish)))
        except (*STORAGE_FAILURES, TimeoutError) as error:
            log.error("storage_failed", error=type(error).__name__)
            messages = unstored(self._speaker.away(language))
            return Started(
                id=conversation_id, token=self._own_token(conversation_id), messages=messages
            )
        rendered = await self._open(conversation_id, wish)
        try:
            messages = await self._ledger.store_opening(conversation_id, rendered)
        except STORAGE_FAILURES as error:
            log.error("storage_failed", error=type(error).__name__)
            messages = unstored(rendered)
        return Started(id=conversation_id, token=token, messages=messages)

    async def _open(self, conversation_id: str, wish: ConversationIn) -> list[Rendered]:
        language = wish.language or "nb"
        turn = EngineTurn(
            sender=conversation_id,
            client_id=OPENING,
            text=command(Button(OPENING, {"entry": wish.entry})),
            language=language,
        )
        # It holds the conversation's place in the queue until the engine has ended, however late.
        asking = self._beside(self._turns.ask(conversation_id, turn))
        done, _ = await asyncio.wait({asking}, timeout=self._patience)
        answer = asking.result() if done and not asking.exception() else None
        return self._speaker.opening(language, wish.entry, answer)

    async def send(
        self, conversation_id: str, token: str, message: MessageIn, network: str
    ) -> Reply:
        """Answer a message within three seconds, whatever is away."""
        started = asyncio.get_running_loop().time()
        incoming: Incoming | None = None
        flight: Flight | None = None
        try:
            async with asyncio.timeout(LONGEST_ANSWER_SECONDS):
                await self._beside(self._authenticate_to_write(conversation_id, token))
                incoming = intake.read(message, self._settings.message_max_chars)
                await self._limiter.hit(MESSAGES, "conversation", conversation_id)
                await self._limiter.hit(MESSAGES_OF_NETWORK, "messages", network)
                flight = self._turns.take(conversation_id, incoming)
                return await asyncio.shield(flight.answer)
        except TooMany:
            # Never to somebody in danger.
            danger = await self._danger(incoming) if incoming else None
            if incoming is None or danger is None:
                raise
            return self._speaker.without_storage(incoming, danger)
        except (*STORAGE_FAILURES, TimeoutError) as error:
            log.error("storage_failed", error=type(error).__name__)
            if flight and flight.spare:
                return flight.spare
            incoming = incoming or intake.read(message, self._settings.message_max_chars)
            return self._speaker.without_storage(incoming, await self._danger(incoming))
        finally:
            metrics.TURN_SECONDS.observe(asyncio.get_running_loop().time() - started)

    @staticmethod
    async def _danger(incoming: Incoming) -> crisis.Danger | None:
        if incoming.payload:
            return crisis.of_choice(incoming.payload, None)
        return await crisis.find(incoming.text or "")

    async def history(self, conversation_id: str, token: str) -> History:
        """All messages. What was accepted but never answered, since the api died, is run again."""
        async with self._storage():
            await self._authenticate(conversation_id, token)
            await self._answer_what_waits(conversation_id)
        async with self._storage(), self._database.reading() as session:
            rows = await repository.messages(session, conversation_id)
            return History(messages=[as_message(row) for row in rows])

    async def _answer_what_waits(self, conversation_id: str) -> None:
        if self._turns.under_way(conversation_id):
            return
        async with self._database.reading() as session:
            waiting = await repository.unanswered(session, conversation_id)
            again = [Incoming(turn.client_id, None, None) for turn in waiting]
        flights = [self._turns.take(conversation_id, incoming) for incoming in again]
        if flights:
            await asyncio.wait([flight.answer for flight in flights], timeout=BUDGET_SECONDS)

    async def erase(self, conversation_id: str, token: str) -> None:
        """Erase everywhere; in the engine at once when it is up, else before it serves again."""
        async with self._storage():
            await self._authenticate(conversation_id, token)
            await self._erasing.erase(conversation_id)
        # A turn under way would write the engine's memory anew; it erases again when it ends.
        if not self._is_busy(conversation_id):
            await self._erasing.run(None)

    def _is_busy(self, conversation_id: str) -> bool:
        return bool(self._turns.under_way(conversation_id))

    @asynccontextmanager
    async def _storage(self) -> AsyncIterator[None]:
        """Where the database is needed: told plainly, with numbers, when it is away."""
        try:
            async with asyncio.timeout(LONGEST_ANSWER_SECONDS):
                yield
        except (*STORAGE_FAILURES, TimeoutError) as error:
            log.error("storage_failed", error=type(error).__name__)
            raise StorageAway(helplines=self._speaker.numbers()) from None

    async def close(self) -> None:
        """End what runs in the background."""
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        await self._turns.close()

    def _beside(self, work: Coroutine[Any, Any, T]) -> asyncio.Future[T]:
        """Waited for as long as the caller has patience; it ends in its own time all the same.

        A database call cannot be cut short: whoever cancels it waits until the lock or the network
        lets go.
        """
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
        task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
        return asyncio.shield(task)

    async def _authenticate(self, conversation_id: str, token: str) -> None:
        async with self._database.reading() as session:
            conversation = await repository.conversation(session, conversation_id)
            known = conversation.token_hash if conversation else None
        # Compared also when there is none, so that the time tells nothing.
        is_right = same(known or hash_token(""), hash_token(token))
        if known is None or not (is_right or same(self._own_token(conversation_id), token)):
            # Perhaps erased while she was away: whoever writes now can see whom to call.
            raise NotYourConversation(helplines=self._speaker.numbers())

    async def _authenticate_to_write(self, conversation_id: str, token: str) -> None:
        """As `_authenticate`; a conversation that could not be stored when it began is stored."""
        try:
            await self._authenticate(conversation_id, token)
        except NotYourConversation:
            if not same(self._own_token(conversation_id), token):
                raise
            opening = self._ledger.open(_new(conversation_id, token, ConversationIn()))
            try:
                async with asyncio.timeout(OPENING_SECONDS):
                    await self._beside(opening)
            except IntegrityError:
                # Another message of the same person has just done it.
                await self._authenticate(conversation_id, token)

    def _own_token(self, conversation_id: str) -> str:
        """The token of a conversation that could not be stored when it began."""
        return derive_token(self._settings.secret, "unstored", conversation_id)


def _new(conversation_id: str, token: str, wish: ConversationIn) -> Conversation:
    return Conversation(
        id=conversation_id,
        token_hash=hash_token(token),
        language=wish.language or "nb",
        entry=wish.entry,
    )
