"""The same message twice is one message; what was accepted is answered, whatever dies."""

import asyncio
from pathlib import Path

from sqlalchemy import func, select, update

from api.models import Message, Turn
from api.settings import Settings
from tests.api.chat.conftest import Person, arrive, build
from tests.api.chat.fake_engine import FakeEngine, answer
from tests.api.conftest import client_of


async def counts(app) -> tuple[int, int]:
    async with app.state.database.reading() as session:
        turns = await session.scalar(select(func.count()).select_from(Turn))
        said = await session.scalar(
            select(func.count()).select_from(Message).where(Message.role == "person")
        )
        return turns, said


async def test_the_same_message_again_gets_the_same_answer(
    person: Person, fake: FakeEngine
) -> None:
    first = await person.write("hei", client_id="1")
    fake.reply = lambda _: answer("utter_goodbye")
    assert await person.write("noe helt annet", client_id="1") == first
    assert fake.texts == ["hei"]


async def test_twenty_at_once_are_one_turn(app, person: Person, fake: FakeEngine) -> None:
    fake.delay = 0.3
    replies = await asyncio.gather(*(person.write("hei", client_id="same") for _ in range(20)))
    assert all(reply == replies[0] for reply in replies)
    assert fake.texts == ["hei"]
    assert await counts(app) == (1, 1)


async def test_the_same_id_in_two_conversations_is_two_messages(
    client, person: Person, fake: FakeEngine
) -> None:
    other = await arrive(client)
    await person.write("hei", client_id="1")
    await other.write("hallo", client_id="1")
    assert fake.texts == ["hei", "hallo"]


async def test_a_message_that_was_never_answered_is_run_again_when_sent_again(
    app, person: Person, fake: FakeEngine
) -> None:
    await person.write("jeg sover dårlig", client_id="1")
    await forget_answer(app)
    fake.reply = lambda _: answer("utter_ask_privacy")
    reply = await person.write("jeg sover dårlig", client_id="1")
    assert "slettes" in reply["messages"][0]["text"]
    assert fake.texts == ["jeg sover dårlig"] * 2
    assert await counts(app) == (1, 1)


async def test_a_message_that_was_never_answered_is_run_again_when_the_page_is_reloaded(
    settings: Settings, fake: FakeEngine, tmp_path: Path
) -> None:
    async with client_of(build(settings, fake)) as client:
        person = await arrive(client)
        await person.choose("concern?about=self")
        await forget_answer(client._transport.app)
    async with client_of(build(settings, fake)) as client:
        again = Person(client, person.id, person.token)
        assert [m["role"] for m in await again.history()][-1] == "assistant"
    assert fake.turns[-1]["text"] == '/concern{"about": "self"}'


async def test_a_closed_page_does_not_end_the_turn(app, person: Person, fake: FakeEngine) -> None:
    fake.delay = 0.5
    posting = asyncio.create_task(person.write("hei", client_id="1"))
    await asyncio.sleep(0.2)
    posting.cancel()
    await asyncio.sleep(0.8)
    assert [m["role"] for m in await person.history()] == ["assistant", "person", "assistant"]


async def forget_answer(app) -> None:
    """As if the process had died after it accepted the message."""
    async with app.state.database.transaction() as session:
        await session.execute(update(Turn).values(status="accepted", answered_at=None))
        answers = select(Message).where(Message.turn_id.is_not(None), Message.role == "assistant")
        for message in await session.scalars(answers):
            await session.delete(message)
