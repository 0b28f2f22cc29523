"""The engine is slow, dead, confused or silent: people get the truth within three seconds."""

import asyncio
import json
import time
from typing import Any

import pytest

from api.content.service import get_texts
from tests.api.chat.conftest import Person, arrive, kinds, timed
from tests.api.chat.fake_engine import FakeEngine, answer

AWAY = get_texts().response("utter_engine_away", "nb").text


def texts(messages: list[dict[str, Any]]) -> list[str]:
    return [message["text"] for message in messages]


async def test_a_dead_engine_is_told_plainly_with_numbers(person: Person, fake: FakeEngine) -> None:
    fake.die()
    reply = await person.write("jeg sover dårlig")
    assert kinds(reply) == ["text", "helplines"]
    assert reply["messages"][0]["text"] == AWAY
    numbers = [line["phone"] for line in reply["messages"][1]["data"]["helplines"]]
    assert numbers[0] == "113"
    assert "116 117" in numbers


async def test_a_slow_engine_is_not_waited_for_longer_than_three_seconds(
    person: Person, fake: FakeEngine
) -> None:
    fake.delay = 4.0
    reply, seconds = await timed(lambda: person.write("jeg sover dårlig"))
    assert seconds < 3.0
    assert reply["messages"][0]["text"] == AWAY


async def test_a_late_answer_is_shown_with_the_next_one_and_both_stay_repeatable(
    person: Person, fake: FakeEngine
) -> None:
    fake.delay, fake.reply = 3.0, lambda _: answer("utter_ask_privacy")
    late = {"client_id": "late", "text": "hvem leser dette?"}
    told = (await person.send(late)).json()
    assert texts(told["messages"])[0] == AWAY
    await asyncio.sleep(1.0)
    fake.delay, fake.reply = 0.0, lambda _: answer("utter_thank")
    following = {"client_id": "next", "text": "takk"}
    reply = (await person.send(following)).json()
    assert len(reply["messages"]) == 2
    assert "slettes" in reply["messages"][0]["text"]
    assert (await person.send(following)).json() == reply
    assert (await person.send(late)).json()["messages"] == told["messages"]
    assert texts(await person.history()).count(reply["messages"][0]["text"]) == 1


async def test_a_late_answer_is_shown_to_a_page_that_asks_again(
    person: Person, fake: FakeEngine
) -> None:
    fake.delay, fake.reply = 3.0, lambda _: answer("utter_ask_privacy")
    await person.write("hvem leser dette?")
    await asyncio.sleep(1.0)
    assert any("slettes" in text for text in texts(await person.history()))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<html>502</html>",
        b"[]",
        b'{"understood": null, "responses": []}',
        b'{"understood": {"confidence": NaN}, "responses": []}',
        b'{"understood": {}, "responses": [{"values": {}}]}',
        b'{"understood": {}, "responses": "utter_thank"}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        json.dumps(answer("utter_thank") | {"more": "x" * 2_000_000}).encode(),
        json.dumps(answer(*["utter_thank"] * 5_000)).encode(),
    ],
)
async def test_rubbish_from_the_engine_counts_as_away(
    person: Person, fake: FakeEngine, raw: bytes
) -> None:
    fake.raw = raw
    reply = await person.write("jeg sover dårlig")
    assert kinds(reply) == ["text", "helplines"]


@pytest.mark.parametrize("status", [500, 503, 401, 404])
async def test_a_refusing_engine_counts_as_away(
    person: Person, fake: FakeEngine, status: int
) -> None:
    fake.status = status
    assert kinds(await person.write("hei")) == ["text", "helplines"]


async def test_an_engine_that_says_nothing_never_means_silence(
    person: Person, fake: FakeEngine
) -> None:
    fake.reply = lambda _: answer()
    reply = await person.write("mmm")
    assert texts(reply["messages"]) == [get_texts().response("utter_empty_reply", "nb").text]


async def test_a_response_without_a_text_never_means_silence(
    person: Person, fake: FakeEngine
) -> None:
    fake.reply = lambda _: answer("utter_nobody_wrote_this")
    reply = await person.write("mmm")
    assert texts(reply["messages"]) == [get_texts().response("utter_empty_reply", "nb").text]


@pytest.mark.parametrize(
    "values",
    [
        {"offerings": [{"slug": "finnes-ikke"}, 7, None], "topics": [3, None]},
        {"offering": "finnes-ikke", "slots": [{"id": 1}], "booking": "x"},
        {"slots": [{"id": "a", "start": "i morgen"}]},
        {"lines": [None, 3, {"key": 7}], "meanings": [{"intent": "book"}], "alternatives": [1]},
    ],
)
async def test_odd_values_never_break_a_reply(
    person: Person, fake: FakeEngine, values: dict[str, Any]
) -> None:
    names = ("utter_suggestions", "utter_offering", "utter_times", "utter_summary", "utter_booked")
    fake.reply = lambda _: answer(*({"name": name, "values": values} for name in names))
    reply = await person.write("hva finnes?")
    assert reply["messages"]
    assert not any("{" in text for text in texts(reply["messages"]))


async def test_an_engine_known_to_be_away_is_not_waited_for(
    client: Any, person: Person, fake: FakeEngine
) -> None:
    fake.delay, fake.ready = 3.5, 503
    others = [await arrive(client) for _ in range(3)]
    await asyncio.gather(*(other.write("hei") for other in others))
    # The third failure may be counted a moment after its answer, so the first reply may be late.
    seconds = []
    for _ in range(3):
        started = time.monotonic()
        reply = await person.write("hei")
        seconds.append(time.monotonic() - started)
        assert kinds(reply) == ["text", "helplines"]
    assert min(seconds) < fake.delay / 2, seconds


async def test_the_conversation_goes_on_when_the_engine_is_back(
    person: Person, fake: FakeEngine
) -> None:
    fake.die()
    for _ in range(4):
        await person.write("hei")
    fake.start()
    deadline = time.monotonic() + 6
    while kinds(await person.write("hei igjen")) != ["text"]:
        assert time.monotonic() < deadline, "the gateway did not find back to the engine"
        await asyncio.sleep(0.3)


async def test_without_the_engine_the_greeting_comes_from_the_content(
    client: Any, fake: FakeEngine
) -> None:
    fake.die()
    for entry, word in (("chat", "sette ord"), ("relative", "bekymret for"), ("book", "bestille")):
        person = await arrive(client, entry=entry)
        assert "maskin" in person.opening[0]["text"]
        assert word in person.opening[0]["text"]
    nynorsk = await arrive(client, language="nn")
    assert "ikkje eit menneske" in nynorsk.opening[0]["text"]


async def test_an_alarm_under_a_name_that_nobody_knows_is_an_alarm_still(
    person: Person, fake: FakeEngine
) -> None:
    fake.reply = lambda _: answer(crisis="fare", crisis_certain=True)
    reply = await person.write("hei")
    assert kinds(reply)[0] == "crisis"
    assert reply["messages"][0]["data"]["helplines"][0]["phone"] == "113"
    assert reply["understood"]["crisis"] == "suicide"
