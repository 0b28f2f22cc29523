"""The database is read-only, locked or gone: a person still gets an answer, never a 500."""

import sqlite3
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from api.chat import crisis
from api.settings import Settings
from tests.api.chat.conftest import Person, arrive, kinds, timed
from tests.api.chat.fake_engine import FakeEngine, answer
from tests.api.chat.test_danger import CERTAIN, Finding


@pytest.fixture(autouse=True)
def net(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(text: str) -> Finding | None:
        return Finding("suicide", True) if CERTAIN in text else None

    monkeypatch.setattr(crisis, "find_signs", find)


@pytest.fixture
def locked(settings: Settings) -> Iterator[sqlite3.Connection]:
    """Another process holds the write lock and does not let go."""
    other = sqlite3.connect(
        settings.data_dir / "lavterskel.db", isolation_level=None, check_same_thread=False
    )
    other.execute("PRAGMA busy_timeout=5000")
    yield other
    other.close()


@pytest.mark.parametrize("text", [CERTAIN, "jeg sover dårlig"])
async def test_a_locked_database_still_gives_an_answer_in_time(
    person: Person, locked: sqlite3.Connection, text: str
) -> None:
    locked.execute("BEGIN IMMEDIATE")
    reply, seconds = await timed(lambda: person.write(text))
    assert seconds < (2.7 if text == CERTAIN else 3.0)
    locked.execute("ROLLBACK")
    assert kinds(reply)[-2:] == ["text", "helplines"]
    assert (kinds(reply)[0] == "crisis") is (text == CERTAIN)


async def test_a_read_only_database_still_gives_an_answer(
    app, person: Person, fake: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = app.state.database.engine
    async with engine.connect() as connection:
        await connection.exec_driver_sql("PRAGMA query_only=ON")
        await connection.rollback()
    reply = await person.write(CERTAIN)
    assert kinds(reply) == ["crisis", "text", "helplines"]


async def test_tables_that_are_gone_still_give_an_answer_and_all_else_gives_numbers(
    app, client, person: Person
) -> None:
    async with app.state.database.transaction() as session:
        for table in ("messages", "turns", "conversations"):
            await session.connection()
            await (await session.connection()).exec_driver_sql(f"DROP TABLE {table}")
    assert kinds(await person.write(CERTAIN)) == ["crisis", "text", "helplines"]
    for response in (
        await client.get(person.path, headers=person.headers),
        await client.delete(person.path, headers=person.headers),
    ):
        assert (response.status_code, response.json()["code"]) == (503, "storage_away")
        assert response.json()["helplines"][0]["phone"] == "113"


async def test_an_answer_that_cannot_be_stored_is_given_all_the_same(
    person: Person, fake: FakeEngine, locked: sqlite3.Connection
) -> None:
    def lock_while_thinking(_: dict[str, Any]) -> dict[str, Any]:
        locked.execute("BEGIN IMMEDIATE")
        return answer("utter_ask_privacy")

    fake.reply = lock_while_thinking
    reply = await person.write(CERTAIN)
    locked.execute("ROLLBACK")
    assert kinds(reply) == ["crisis", "text"]
    assert "slettes" in reply["messages"][1]["text"]


async def test_somebody_who_comes_while_nothing_can_be_stored_may_write_and_is_kept_afterwards(
    client, fake: FakeEngine, locked: sqlite3.Connection
) -> None:
    locked.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    person = await arrive(client)
    assert time.monotonic() - began < 4.0
    assert [message["kind"] for message in person.opening] == ["text", "helplines"]
    reply, seconds = await timed(lambda: person.write(CERTAIN))
    assert seconds < 3.0
    assert kinds(reply) == ["crisis", "text", "helplines"]
    locked.execute("ROLLBACK")
    fake.reply = lambda _: answer("utter_ask_privacy")
    await person.write(CERTAIN)
    await person.write("hei")
    assert [message["kind"] for message in await person.history()].count("crisis") == 1


async def test_the_token_of_an_unstored_conversation_opens_no_other(
    client, person: Person, locked: sqlite3.Connection
) -> None:
    locked.execute("BEGIN IMMEDIATE")
    other = await arrive(client)
    locked.execute("ROLLBACK")
    for thief in (replace(other, id=person.id), replace(other, id="0" * 32)):
        assert (await thief.send({"text": "hei"})).status_code == 401
