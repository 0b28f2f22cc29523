"""A turn from message to answer, and beyond: an answer that comes late is stored for later.

A turn runs in a task of its own, so that neither a closed page nor the end of the person's patience
ends it. The same message sent twenty times joins the one task.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import structlog

from api.chat import crisis, intake, payloads, speech
from api.chat.engine import EngineAnswer, EngineAway, EngineClient, EngineTurn
from api.chat.erasing import STORAGE_FAILURES
from api.chat.errors import NotYourConversation, UnknownChoice
from api.chat.gate import Gate
from api.chat.intake import Incoming
from api.chat.ledger import Accepted, Ledger, Outcome, unstored
from api.chat.schemas import Reply
from api.chat.speech import Speaker
from api.errors import Unavailable
from api.health import metrics
from api.models import Message
from api.settings import Settings

log = structlog.get_logger(__name__)

# From the arrival of a message to its answer, with room for storing it.
BUDGET_SECONDS: Final = 2.75
_LEAST_PATIENCE: Final = 0.05
# Somebody in certain danger has her numbers from the gateway's own net: what the engine would add
# is not worth a longer wait. And whatever else hangs, numbers leave the house then.
DANGER_PATIENCE_SECONDS: Final = 1.5
DANGER_SECONDS: Final = 2.2
# Runs when the engine may have missed erasures, and when a conversation was erased meanwhile.
Eraser = Callable[[str | None], Coroutine[Any, Any, None]]


@dataclass
class Flight:
    """A turn under way. `answer` is there as soon as the person can be told something."""

    conversation_id: str
    incoming: Incoming = field(repr=False)
    answer: asyncio.Future[Reply] = field(repr=False)
    started: float
    danger: crisis.Danger | None = None
    # What can be told when storing takes too long.
    spare: Reply | None = field(default=None, repr=False)
    gone: bool = False
    task: asyncio.Task[None] | None = field(default=None, repr=False)

    def tell(self, reply: Reply) -> None:
        """Answer the person, once."""
        if not self.answer.done():
            self.answer.set_result(reply)

    def refuse(self, refusal: Exception) -> None:
        """Refuse the message, unless it has been answered."""
        if not self.answer.done():
            self.answer.set_exception(refusal)
            # Read here, so that nothing is logged when the person has gone.
            self.answer.exception()


class Turns:
    """All turns of one process."""

    def __init__(
        self,
        ledger: Ledger,
        engine: EngineClient,
        speaker: Speaker,
        settings: Settings,
        erase: Eraser,
    ) -> None:
        """`erase(conversation_id)`: erase again in the engine; with None: what is pending."""
        self._ledger = ledger
        self._engine = engine
        self._speaker = speaker
        self._settings = settings
        self._erase = erase
        self._flights: dict[tuple[str, str], Flight] = {}
        # Two locks a conversation: messages are stored in order, then asked in that order.
        self._door, self._gate = Gate(), Gate()

    def take(self, conversation_id: str, incoming: Incoming) -> Flight:
        """The turn of this message: the one under way, or a new one."""
        key = (conversation_id, incoming.client_id)
        if key in self._flights:
            return self._flights[key]
        loop = asyncio.get_running_loop()
        flight = Flight(conversation_id, incoming, loop.create_future(), loop.time())
        flight.task = loop.create_task(self._fly(flight))
        self._flights[key] = flight
        flight.task.add_done_callback(lambda _: self._flights.pop(key, None))
        return flight

    def under_way(self, conversation_id: str) -> list[Flight]:
        """Turns of a conversation that have not ended."""
        return [flight for key, flight in self._flights.items() if key[0] == conversation_id]

    async def ask(
        self, conversation_id: str, turn: EngineTurn, until: float | None = None
    ) -> EngineAnswer:
        """Ask the engine when it is this conversation's turn; `EngineAway` at once if it is away.

        `until`: when the person stops waiting, in seconds of the event loop's clock.
        """
        await self._engine.ensure_available()
        async with self._gate.passing(conversation_id):
            await self._engine.ensure_available()
            await self._erase(None)
            return await self._engine.turn(turn, until)

    async def close(self) -> None:
        """End all turns; those without an answer run again when they are asked for."""
        tasks = [flight.task for flight in self._flights.values() if flight.task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _fly(self, flight: Flight) -> None:
        asking = alarm = None
        try:
            if flight.incoming.text:
                flight.danger = await crisis.find(flight.incoming.text)
            if flight.danger:
                loop = asyncio.get_running_loop()
                alarm = loop.call_at(flight.started + DANGER_SECONDS, self._tell_danger, flight)
            async with self._door.passing(flight.conversation_id):
                accepted = await self._ledger.accept(flight.conversation_id, flight.incoming)
                if accepted.stored is None:
                    await self._look_for_danger(flight, accepted)
                    asking = asyncio.create_task(self._ask(flight, accepted))
            if asking is None and accepted.stored:
                metrics.TURNS.labels("repeated").inc()
                flight.tell(accepted.stored)
            elif asking:
                await self._conclude(flight, accepted, asking)
        except (UnknownChoice, NotYourConversation) as refusal:
            flight.refuse(refusal)
        except Exception as error:
            # Whatever is broken: a person in danger gets her numbers.
            storage = isinstance(error, STORAGE_FAILURES)
            log.error("storage_failed" if storage else "turn_failed", error=type(error).__name__)
            flight.tell(self._speaker.without_storage(flight.incoming, flight.danger))
        finally:
            if alarm:
                alarm.cancel()
            flight.refuse(Unavailable())
            if asking and not asking.done():
                asking.cancel()
        if flight.gone:
            await self._erase(flight.conversation_id)

    def _tell_danger(self, flight: Flight) -> None:
        """The numbers now, whatever is still being waited for."""
        if not flight.answer.done():
            log.error("danger_told_early")
            spare = self._speaker.without_storage(flight.incoming, flight.danger)
            flight.tell(flight.spare or spare)

    async def _look_for_danger(self, flight: Flight, accepted: Accepted) -> None:
        if accepted.button:
            flight.danger = crisis.of_choice(accepted.button.intent, accepted.remembered_crisis)
        elif not flight.incoming.text:
            flight.danger = await crisis.find(accepted.text)

    async def _ask(self, flight: Flight, accepted: Accepted) -> EngineAnswer:
        text = intake.for_engine(accepted.text, self._settings.engine_max_chars)
        danger = flight.danger
        turn = EngineTurn(
            sender=flight.conversation_id,
            client_id=flight.incoming.client_id,
            text=payloads.command(accepted.button) if accepted.button else text,
            language=accepted.language,
            crisis=danger.category if danger else None,
            crisis_certain=danger.certain if danger else False,
        )
        return await self.ask(flight.conversation_id, turn, flight.started + BUDGET_SECONDS)

    async def _conclude(
        self, flight: Flight, accepted: Accepted, asking: asyncio.Task[EngineAnswer]
    ) -> None:
        spent = asyncio.get_running_loop().time() - flight.started
        patience = min(self._settings.engine_timeout.total_seconds(), BUDGET_SECONDS - spent)
        if flight.danger and flight.danger.certain:
            patience = min(patience, DANGER_PATIENCE_SECONDS - spent)
        done, _ = await asyncio.wait({asking}, timeout=max(patience, _LEAST_PATIENCE))
        if done:
            flight.tell(await self._finish(flight, accepted, _answer(asking)))
            return
        flight.tell(await self._finish(flight, accepted, None, late=True))
        await asyncio.wait({asking})
        await self._finish_late(flight, accepted, _answer(asking))

    async def _finish(
        self, flight: Flight, accepted: Accepted, answer: EngineAnswer | None, *, late: bool = False
    ) -> Reply:
        outcome = await self._outcome(flight, accepted, answer, late=late)
        flight.danger = outcome.danger
        metrics.TURNS.labels("late" if late else "answered").inc()
        flight.spare = Reply(messages=unstored(outcome.messages), understood=outcome.understood)
        try:
            stored = await self._ledger.finish(flight.conversation_id, accepted.turn_id, outcome)
        except STORAGE_FAILURES as error:
            # The answer is here; that it cannot be kept is no reason to keep it back.
            log.error("storage_failed", error=type(error).__name__)
            return flight.spare
        if stored is None:
            flight.gone = True
            raise NotYourConversation
        return Reply(messages=stored, understood=outcome.understood)

    async def _finish_late(
        self, flight: Flight, accepted: Accepted, answer: EngineAnswer | None
    ) -> None:
        outcome = None
        if answer:
            told = flight.danger
            outcome = await self._outcome(flight, accepted, answer, late=False)
            outcome = speech.without_repetition(outcome, told, accepted.masked)
        try:
            kept = await self._ledger.finish_late(flight.conversation_id, accepted.turn_id, outcome)
        except STORAGE_FAILURES as error:
            log.error("storage_failed", error=type(error).__name__)
            return
        flight.gone = not kept

    async def _outcome(
        self, flight: Flight, accepted: Accepted, answer: EngineAnswer | None, *, late: bool
    ) -> Outcome:
        slot_ids = speech.slot_ids_of(answer)
        previous: Sequence[Message] = ()
        slots: dict[str, dict[str, Any]] = {}
        if slot_ids or speech.repeats(answer):
            try:
                slots, previous = await self._ledger.facts(flight.conversation_id, slot_ids)
            except STORAGE_FAILURES as error:
                log.error("storage_failed", error=type(error).__name__)
        return self._speaker.outcome(
            accepted, answer, flight.danger, slots=slots, previous=previous, late=late
        )


def _answer(asking: asyncio.Task[EngineAnswer]) -> EngineAnswer | None:
    """What the engine said; None when it is away."""
    error = asking.exception()
    if error is None:
        return asking.result()
    if not isinstance(error, EngineAway):
        log.error("engine_call_failed", error=type(error).__name__)
    return None
