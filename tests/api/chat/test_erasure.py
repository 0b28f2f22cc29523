"""Erased means erased: here, in the engine, and also when the engine is away or in the middle."""

import asyncio

from sqlalchemy import func, select

from api.models import Conversation, Erasure, Message, Turn
from tests.api.chat.conftest import Person, arrive
from tests.api.chat.fake_engine import FakeEngine


async def left(app) -> dict[str, int]:
    async with app.state.database.reading() as session:
        return {
            table.__tablename__: await session.scalar(select(func.count()).select_from(table))
            for table in (Conversation, Turn, Message, Erasure)
        }


async def erase(person: Person) -> None:
    response = await person.client.delete(person.path, headers=person.headers)
    assert (response.status_code, response.content) == (204, b"")


NOTHING = {"conversations": 0, "turns": 0, "messages": 0, "erasures": 0}


async def test_everything_is_gone_here_and_in_the_engine(
    app, person: Person, fake: FakeEngine
) -> None:
    await person.write("hei")
    await erase(person)
    assert await left(app) == NOTHING
    assert fake.erased == [person.id]
    assert (await person.client.get(person.path, headers=person.headers)).status_code == 401


async def test_other_conversations_stay(client, person: Person) -> None:
    other = await arrive(client)
    await erase(person)
    assert len(await other.history()) == 1


async def test_an_engine_that_is_away_erases_before_it_serves_again(
    app, client, person: Person, fake: FakeEngine
) -> None:
    other = await arrive(client)
    await person.write("hei")
    fake.die()
    await erase(person)
    assert await left(app) | {"conversations": 0, "messages": 0} == NOTHING | {"erasures": 1}
    fake.start()
    turns_before = len(fake.turns)
    for _ in range(20):
        await other.write("er du der?")
        if len(fake.turns) > turns_before:
            break
        await asyncio.sleep(0.3)
    assert fake.erased == [person.id]
    assert (await left(app))["erasures"] == 0


async def test_a_turn_under_way_is_erased_again_when_it_ends(
    app, person: Person, fake: FakeEngine
) -> None:
    fake.delay = 0.6
    sending = asyncio.create_task(person.send({"text": "hei"}))
    await asyncio.sleep(0.2)
    await erase(person)
    assert fake.erased == []
    assert (await sending).status_code == 401
    await asyncio.sleep(0.3)
    assert fake.erased == [person.id]
    assert await left(app) == NOTHING
