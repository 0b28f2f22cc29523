"""Life and safety: numbers first, once, whatever else is broken."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from api.chat import crisis, replies, speech
from api.models import CrisisEvent
from tests.api.chat.conftest import Person, kinds, timed
from tests.api.chat.fake_engine import FakeEngine, answer

CERTAIN, UNCERTAIN = "SIKKERT TEGN", "USIKKERT TEGN"


@dataclass
class Finding:
    category: str
    certain: bool
    about: str | None = None
    child: bool = False


@pytest.fixture(autouse=True)
def net(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A net that knows two signs; the real one has tests of its own."""

    def find(text: str) -> Finding | None:
        if UNCERTAIN in text:
            return Finding("suicide", False)
        return Finding("suicide", True) if CERTAIN in text else None

    monkeypatch.setattr(crisis, "find_signs", find)
    return


async def events(app) -> list[tuple[str, str, bool]]:
    async with app.state.database.reading() as session:
        rows = await session.scalars(select(CrisisEvent).order_by(CrisisEvent.at))
        return [(row.category, row.net, row.certain) for row in rows]


def assert_numbers(message: dict[str, Any]) -> None:
    lines = message["data"]["helplines"]
    assert lines[0]["phone"] in {"113", "112", "116 117"}
    assert any(line["open_now"] for line in lines)
    assert {"slug", "name", "phone", "hours", "text"} <= set(lines[0])
    assert message["text"]


async def test_a_certain_sign_gives_the_crisis_reply_first_and_once(
    app, person: Person, fake: FakeEngine
) -> None:
    fake.reply = lambda _: answer(
        "utter_thank",
        {"name": "utter_crisis", "values": {"category": "suicide"}},
        "utter_form_waits",
        crisis="suicide",
        crisis_certain=True,
    )
    reply = await person.write(f"hei {CERTAIN}")
    assert kinds(reply)[0] == "crisis"
    assert kinds(reply).count("crisis") == 1
    assert_numbers(reply["messages"][0])
    assert reply["messages"][0]["data"]["category"] == "suicide"
    assert reply["understood"]["crisis"] == "suicide"
    assert fake.turns[-1]["crisis"] == "suicide"
    assert fake.turns[-1]["crisis_certain"] is True
    assert await events(app) == [("suicide", "both", True)]


async def test_a_sign_that_only_the_engine_sees_comes_first_too(
    app, person: Person, fake: FakeEngine
) -> None:
    fake.reply = lambda _: answer("utter_thank", crisis="violence", crisis_certain=True)
    reply = await person.write("det er den dagen igjen")
    assert kinds(reply) == ["crisis", "text"]
    assert reply["messages"][0]["data"]["helplines"][0]["phone"] == "112"
    assert await events(app) == [("violence", "engine", True)]


@pytest.mark.parametrize("trouble", ["dead", "garbage", "slow", "empty"])
async def test_the_gateway_catches_a_crisis_when_the_engine_cannot(
    app, person: Person, fake: FakeEngine, trouble: str
) -> None:
    if trouble == "dead":
        fake.die()
    fake.raw = b"?" if trouble == "garbage" else None
    fake.delay = 3.5 if trouble == "slow" else 0.0
    fake.reply = lambda _: answer()
    reply = await person.write(CERTAIN)
    assert kinds(reply)[0] == "crisis"
    assert_numbers(reply["messages"][0])
    if trouble != "empty":
        assert kinds(reply) == ["crisis", "text", "helplines"]
    assert await events(app) == [("suicide", "gateway", True)]


async def test_an_uncertain_sign_is_asked_about_directly_with_numbers(
    app, person: Person, fake: FakeEngine
) -> None:
    fake.reply = lambda _: answer("utter_crisis_question", crisis="suicide")
    reply = await person.write(UNCERTAIN)
    assert kinds(reply) == ["crisis_question"]
    question = reply["messages"][0]
    assert_numbers(question)
    assert [c["payload"] for c in question["choices"]] == [
        "crisis_yes",
        "crisis_no",
        "crisis_unsure",
    ]
    assert [c["title"] for c in question["choices"]] == ["Ja", "Nei", "Vil ikke svare"]
    assert await events(app) == [("suicide", "both", False)]


@pytest.mark.parametrize("choice", ["crisis_yes", "crisis_unsure"])
async def test_a_yes_or_no_answer_is_met_as_danger(
    person: Person, fake: FakeEngine, choice: str
) -> None:
    await person.write(UNCERTAIN)
    fake.die()
    reply = await person.choose(choice)
    assert kinds(reply)[0] == "crisis"
    assert reply["messages"][0]["data"]["category"] == "suicide"


async def test_a_no_is_believed_and_the_engine_goes_on(person: Person, fake: FakeEngine) -> None:
    await person.write(UNCERTAIN)
    fake.reply = lambda _: answer("utter_crisis_no")
    reply = await person.choose("crisis_no")
    assert kinds(reply) == ["text", "helplines"]
    assert reply["messages"][1]["data"]["helplines"][0]["phone"] == "113"
    assert fake.turns[-1]["text"] == "/crisis_no"


async def test_the_engine_may_take_a_doubt_for_a_danger(person: Person, fake: FakeEngine) -> None:
    fake.reply = lambda _: answer(
        {"name": "utter_crisis", "values": {"category": "suicide"}}, crisis="suicide"
    )
    assert kinds(await person.write(UNCERTAIN)) == ["crisis"]


async def test_somebody_in_certain_danger_does_not_wait_for_a_slow_engine(
    person: Person, fake: FakeEngine
) -> None:
    fake.delay = 2.2
    reply, seconds = await timed(lambda: person.write(CERTAIN))
    assert seconds < 2.2
    assert kinds(reply) == ["crisis", "text", "helplines"]


async def test_a_late_answer_does_not_repeat_the_crisis_reply(
    app, person: Person, fake: FakeEngine
) -> None:
    fake.delay = 3.0
    fake.reply = lambda _: answer(
        "utter_crisis", "utter_form_waits", crisis="suicide", crisis_certain=True
    )
    await person.write(CERTAIN)
    await asyncio.sleep(2.5)
    shown = [m["kind"] for m in await person.history() if m["role"] == "assistant"]
    assert shown == ["text", "crisis", "text", "helplines", "text"]
    assert await events(app) == [("suicide", "gateway", True)]


async def test_what_is_counted_of_a_crisis_holds_no_words() -> None:
    assert {column.name for column in CrisisEvent.__table__.columns} == {
        "id",
        "category",
        "net",
        "certain",
        "at",
    }


async def test_a_broken_net_does_not_break_the_turn(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: str) -> None:
        raise RuntimeError("kan ikke")

    monkeypatch.setattr(crisis, "find_signs", broken)
    monkeypatch.setattr(crisis, "find_crisis", broken)
    assert kinds(await person.write("hei")) == ["text"]


async def test_patterns_hold_when_the_statistical_net_breaks(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: str) -> None:
        raise RuntimeError("kan ikke")

    monkeypatch.setattr(crisis, "find_signs", broken)
    assert kinds(await person.write("jeg vil ta livet mitt"))[0] == "crisis"


async def test_a_long_text_is_read_to_its_end(person: Person, fake: FakeEngine) -> None:
    reply = await person.write("a" * 20_000 + CERTAIN)
    assert kinds(reply)[0] == "crisis"
    assert len(fake.texts[-1]) <= 2_000


async def test_a_crisis_that_the_engine_only_speaks_of_is_not_lost(
    person: Person, fake: FakeEngine
) -> None:
    fake.reply = lambda _: answer("utter_crisis")
    assert kinds(await person.write("hei")) == ["crisis"]


async def test_a_fault_of_ours_still_gives_numbers(
    person: Person, fake: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(replies, "render", fail)
        reply = await person.write(CERTAIN)
        assert_numbers(reply["messages"][0])
        assert kinds(await person.write("hei")) == ["helplines"]
    monkeypatch.setattr(speech.Speaker, "outcome", fail)
    assert kinds(await person.write(CERTAIN)) == ["crisis", "text", "helplines"]
