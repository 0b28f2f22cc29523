"""The same promises on PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator

import httpx2
import pytest

from api.settings import Settings
from tests.api.chat.conftest import Person, arrive, build, kinds
from tests.api.chat.fake_engine import FakeEngine, answer
from tests.api.chat.test_erasure import NOTHING, erase, left
from tests.api.chat.test_idempotence import counts
from tests.api.conftest import client_of

pytestmark = pytest.mark.postgres


@pytest.fixture
async def client(
    postgres_settings: Settings, fake: FakeEngine
) -> AsyncIterator[httpx2.AsyncClient]:
    app = build(postgres_settings, fake)
    async with client_of(app) as client:
        yield client


@pytest.fixture
async def person(client: httpx2.AsyncClient) -> Person:
    return await arrive(client)


async def test_a_conversation_from_start_to_erasure(person: Person, fake: FakeEngine) -> None:
    app = person.client._transport.app
    fake.reply = lambda _: answer("utter_thank", crisis="violence", crisis_certain=True)
    assert kinds(await person.write("😢 '; DROP TABLE messages; -- \x00 /restart")) == [
        "crisis",
        "text",
    ]
    assert len(await person.history()) == 4
    await erase(person)
    assert await left(app) == NOTHING


async def test_twenty_at_once_are_one_turn_and_others_keep_their_order(
    person: Person, fake: FakeEngine
) -> None:
    fake.delay = 0.1
    same = [person.write("hei", client_id="same") for _ in range(20)]
    others = [person.write(f"melding {number}") for number in range(5)]
    replies = (await asyncio.gather(*same, *others))[:20]
    assert all(reply == replies[0] for reply in replies)
    assert await counts(person.client._transport.app) == (6, 6)
    assert fake.most_under_way == 1
    assert fake.texts == [m["text"] for m in await person.history() if m["role"] == "person"]


async def test_two_processes_store_the_same_message_once(
    postgres_settings: Settings, person: Person, fake: FakeEngine
) -> None:
    async with client_of(build(postgres_settings, fake)) as other:
        twin = Person(other, person.id, person.token)
        both = [p.write("hei", client_id="same") for _ in range(5) for p in (person, twin)]
        replies = await asyncio.gather(*both)
        assert all(kinds(reply) == ["text"] for reply in replies)
        assert await counts(other._transport.app) == (1, 1)
