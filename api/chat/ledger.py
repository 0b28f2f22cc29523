"""The two short transactions of a turn: message accepted, answer stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import crisis, memory, payloads, repository, schemas, wishes
from api.chat.crisis import Danger
from api.chat.errors import NotYourConversation, UnknownChoice
from api.chat.intake import Incoming
from api.chat.memory import Remembered
from api.chat.payloads import Button
from api.chat.replies import CRISIS_KINDS
from api.content.rendering import Rendered
from api.content.taxonomy import Language
from api.db import Database
from api.models import Conversation, CrisisEvent, Message, Turn, new_id, utcnow


@dataclass(frozen=True)
class Accepted:
    """A message that is stored and will be answered; `stored` when it has been already."""

    turn_id: str
    language: Language
    language_fixed: bool
    remembered_crisis: Remembered
    text: str = field(repr=False)
    button: Button | None = None
    masked: int = 0
    stored: schemas.Reply | None = None


@dataclass(frozen=True)
class Outcome:
    """What a turn came to. `late`: the person was told to wait, and may get an answer later."""

    messages: Sequence[Rendered]
    understood: schemas.Understood
    danger: Danger | None
    language: Language
    language_fixed: bool
    late: bool = False


class Ledger:
    """Writes and reads conversations; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        """Of one process."""
        self._database = database

    async def open(self, conversation: Conversation) -> None:
        """Store a new conversation."""
        async with self._database.transaction() as session:
            repository.add(session, conversation)

    async def store_opening(
        self, conversation_id: str, rendered: Iterable[Rendered]
    ) -> list[schemas.Message]:
        """Store how the conversation begins."""
        async with self._database.transaction() as session:
            return shown(await _append(session, conversation_id, None, rendered))

    async def accept(self, conversation_id: str, incoming: Incoming) -> Accepted:
        """Store the message, once. `UnknownChoice` when its button was never shown."""
        try:
            return await self._accept(conversation_id, incoming)
        except IntegrityError:
            # Another process has stored the same message in between.
            return await self._accept(conversation_id, incoming)

    async def _accept(self, conversation_id: str, incoming: Incoming) -> Accepted:
        async with self._database.transaction() as session:
            conversation = await repository.conversation_to_write(session, conversation_id)
            if conversation is None:
                raise NotYourConversation
            turn = await repository.turn(session, conversation_id, incoming.client_id)
            said: Message | None
            if turn is None:
                turn, said = await _new_turn(session, conversation, incoming)
            else:
                said = await repository.said_in(session, turn.id)
            stored = None
            if turn.status != "accepted":
                answer = await repository.answer_of(session, turn.id)
                stored = schemas.Reply(
                    messages=shown(answer), understood=schemas.Understood(**turn.understood or {})
                )
            earlier: Sequence[Message] = ()
            if conversation.crisis and said:
                earlier = await repository.before(session, conversation_id, said.seq)
            return _accepted(memory.recall(conversation, earlier), conversation, turn, said, stored)

    async def finish(
        self, conversation_id: str, turn_id: str, outcome: Outcome
    ) -> list[schemas.Message] | None:
        """Store the answer; None when the conversation has been erased meanwhile."""
        async with self._database.transaction() as session:
            conversation = await repository.conversation_to_write(session, conversation_id)
            turn = await session.get(Turn, turn_id)
            if conversation is None or turn is None:
                return None
            earlier = await repository.take_late(session, conversation_id, turn_id)
            added = await _append(session, conversation_id, turn_id, outcome.messages)
            turn.status = "late" if outcome.late else "answered"
            turn.answered_at = utcnow()
            _remember(session, conversation, turn, outcome)
            return shown([*earlier, *added])

    async def finish_late(
        self, conversation_id: str, turn_id: str, outcome: Outcome | None
    ) -> bool:
        """Store an answer that came late, to be shown next; `outcome` None: none will come.

        False when the conversation has been erased meanwhile.
        """
        async with self._database.transaction() as session:
            conversation = await repository.conversation_to_write(session, conversation_id)
            turn = await session.get(Turn, turn_id)
            if conversation is None or turn is None:
                return False
            turn.status = "answered"
            if outcome:
                await _append(session, conversation_id, None, outcome.messages)
                _remember(session, conversation, turn, outcome)
            return True

    async def facts(
        self, conversation_id: str, slot_ids: Iterable[str]
    ) -> tuple[dict[str, dict[str, Any]], Sequence[Message]]:
        """What a rendering may need: facts of slots, and what was last shown."""
        async with self._database.reading() as session:
            slots = await repository.slots(session, slot_ids)
            previous = await repository.last_answer(session, conversation_id)
            # Read after the session has ended.
            session.expunge_all()
            return slots, previous


async def _new_turn(
    session: AsyncSession, conversation: Conversation, incoming: Incoming
) -> tuple[Turn, Message]:
    text, data = incoming.text or "", {}
    if incoming.payload is not None:
        text = await _title(session, conversation.id, incoming.payload)
        data["choice"] = incoming.payload
    if incoming.masked:
        data["masked"] = str(incoming.masked)
    # Bokmål is where everybody starts; nynorsk was written by the person, and is left only for a
    # clear sign.
    current: Language | None = "nn" if conversation.language == "nn" else None
    language = wishes.written(incoming.text, current) if incoming.text else None
    if language and not conversation.language_fixed:
        conversation.language = language
    if incoming.text and crisis.is_young(incoming.text):
        conversation.writer_is_child = True
    conversation.last_message_at = utcnow()
    turn = Turn(
        id=new_id(),
        conversation_id=conversation.id,
        client_id=incoming.client_id,
        status="accepted",
    )
    said = Message(
        id=new_id(),
        conversation_id=conversation.id,
        turn_id=turn.id,
        seq=await repository.next_number(session, conversation.id),
        role="person",
        kind="text",
        lang=language or conversation.language,
        text=text,
        choices=[],
        data=data,
    )
    repository.add(session, turn)
    await session.flush()
    repository.add(session, said)
    return turn, said


async def _title(session: AsyncSession, conversation_id: str, payload: str) -> str:
    """What stood on the button that sends this payload."""
    for choice in reversed(await repository.offered(session, conversation_id)):
        if choice.get("payload") == payload:
            return choice.get("title", "")
    raise UnknownChoice


async def _append(
    session: AsyncSession, conversation_id: str, turn_id: str | None, rendered: Iterable[Rendered]
) -> list[Message]:
    number = await repository.next_number(session, conversation_id)
    rows = [
        Message(conversation_id=conversation_id, turn_id=turn_id, seq=seq, **_columns(one))
        for seq, one in enumerate(rendered, number)
    ]
    repository.add(session, *rows)
    return rows


def _columns(one: Rendered) -> dict[str, Any]:
    return {
        "id": new_id(),
        "role": "assistant",
        "kind": one.kind,
        "lang": one.lang,
        "text": one.text,
        "choices": [choice.model_dump() for choice in one.choices],
        "data": one.data,
        "response": one.response,
    }


def _remember(
    session: AsyncSession, conversation: Conversation, turn: Turn, outcome: Outcome
) -> None:
    turn.understood = outcome.understood.model_dump()
    if outcome.language_fixed:
        # Only then: a late answer must not undo what a newer message has changed.
        conversation.language, conversation.language_fixed = outcome.language, True
    danger = outcome.danger
    if danger:
        memory.note(conversation, danger.category, danger.about, danger.certain, danger.child)
        repository.add(
            session,
            CrisisEvent(category=danger.category, net=danger.net, certain=danger.certain),
        )


def _accepted(
    remembered: Remembered,
    conversation: Conversation,
    turn: Turn,
    said: Message | None,
    stored: schemas.Reply | None,
) -> Accepted:
    data = said.data if said else {}
    choice = data.get("choice")
    try:
        button = payloads.parse(choice) if choice else None
    except payloads.BadPayload:
        raise UnknownChoice from None
    return Accepted(
        turn_id=turn.id,
        language=schemas.language(conversation.language),
        language_fixed=conversation.language_fixed,
        remembered_crisis=remembered,
        text=said.text if said else "",
        button=button,
        masked=int(data.get("masked", 0)),
        stored=stored,
    )


def shown(rows: Iterable[Message]) -> list[schemas.Message]:
    """Rows as a reply: what saves lives first, the rest in order."""
    return [as_message(row) for row in sorted(rows, key=lambda row: row.kind not in CRISIS_KINDS)]


def as_message(row: Message) -> schemas.Message:
    """A row as it goes over the wire; what the gateway keeps of a person's message stays here."""
    data = {} if row.role == "person" else row.data
    return schemas.Message.model_validate(
        {
            "id": row.id,
            "role": row.role,
            "kind": row.kind,
            "lang": row.lang,
            "text": row.text,
            "choices": row.choices,
            "data": data,
        }
    )


def unstored(rendered: Iterable[Rendered]) -> list[schemas.Message]:
    """Messages that cannot be stored now, as they are told all the same."""
    return [as_message(Message(conversation_id="", seq=0, **_columns(one))) for one in rendered]
