"""Nothing that a person writes reaches a log line, whatever happens to it."""

import logging

import pytest

from tests.api.chat.conftest import Person
from tests.api.chat.fake_engine import FakeEngine, answer

SECRET = "hemmelighetensord"


@pytest.mark.parametrize("trouble", ["none", "dead", "garbage", "tables gone"])
async def test_no_word_of_a_message_is_logged(
    app,
    person: Person,
    fake: FakeEngine,
    trouble: str,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    fake.reply = lambda turn: answer(
        {"name": "utter_booked", "values": {"name": SECRET, "booking": {"reference": SECRET}}}
    )
    if trouble == "dead":
        fake.die()
    if trouble == "garbage":
        fake.raw = SECRET.encode()
    if trouble == "tables gone":
        async with app.state.database.transaction() as session:
            await (await session.connection()).exec_driver_sql("DROP TABLE messages")
    await person.write(f"jeg er {SECRET}", client_id=f"id-{SECRET}")
    await person.send({"choice": SECRET})
    written = capfd.readouterr()
    logged = caplog.text + "".join(str(vars(record)) for record in caplog.records)
    assert SECRET not in written.out + written.err + logged
