"""After a sign of danger: what was told is remembered, the numbers stay at hand, nobody is lost."""

from typing import Any

import pytest

from api.chat import crisis, memory
from api.chat.crisis import Danger, says_no, weighed
from api.chat.memory import Remembered
from api.models import Conversation, Message
from tests.api.chat.conftest import Person, kinds
from tests.api.chat.fake_engine import FakeEngine, answer

DOUBT = "alle hadde hatt det bedre uten meg"
SIGN = "jeg vil ta livet mitt"
ABOUT_MOTHER = "mor sier at alle hadde hatt det bedre uten henne"


def phones(message: dict[str, Any]) -> list[str]:
    return [line["phone"] for line in message["data"]["helplines"]]


def reminder(reply: dict[str, Any]) -> list[str] | None:
    """Numbers of the reminder at the end of a reply; None without one."""
    last = reply["messages"][-1]
    return phones(last) if last["kind"] == "helplines" else None


async def test_numbers_stay_at_hand_without_drowning_the_conversation(
    person: Person, fake: FakeEngine
) -> None:
    fake.reply = lambda _: answer("utter_thank")
    assert reminder(await person.write("hei")) is None
    assert kinds(await person.write(SIGN))[0] == "crisis"
    shown = [reminder(await person.write("takk")) for _ in range(5)]
    assert [bool(one) for one in shown] == [True, False, True, False, True]
    assert shown[0] is not None
    assert shown[0][0] == "113"
    assert len(shown[0]) == 2


async def test_nobody_leaves_without_the_numbers(person: Person, fake: FakeEngine) -> None:
    fake.reply = lambda _: answer("utter_goodbye", intent="goodbye")
    await person.write(SIGN)
    assert [bool(reminder(await person.write("ha det"))) for _ in range(3)] == [True] * 3


async def test_a_victim_is_never_told_to_stay_with_the_one_who_hits(
    person: Person, fake: FakeEngine
) -> None:
    fake.die()
    for text in ("han slår meg", "mannen min slår meg", "mor slo meg i går", "he hits me"):
        told = (await person.write(text))["messages"][0]
        assert told["kind"] == "crisis"
        assert "Bli hos den" not in told["text"], text
        assert "Stay with" not in told["text"], text
        assert phones(told)[0] == "112"


async def test_after_a_denied_doubt_numbers_come_at_once_and_then_more_seldom(
    person: Person, fake: FakeEngine
) -> None:
    await person.write(DOUBT)
    fake.reply = lambda _: answer("utter_crisis_no")
    assert reminder(await person.choose("crisis_no"))
    fake.reply = lambda _: answer("utter_thank")
    shown = [bool(reminder(await person.write("takk"))) for _ in range(5)]
    assert shown == [False, False, False, True, False]


async def test_the_engine_away_shows_numbers_once_not_twice(
    person: Person, fake: FakeEngine
) -> None:
    await person.write(SIGN)
    fake.die()
    assert kinds(await person.write("hallo")) == ["text", "helplines"]


@pytest.mark.parametrize("said", ["ja", "kanskje", "vet ikke", "nei, men jeg orker ikke mer", "?"])
async def test_without_the_engine_only_a_clear_no_is_a_no_to_the_direct_question(
    person: Person, fake: FakeEngine, said: str
) -> None:
    fake.die()
    assert kinds(await person.write(DOUBT))[0] == "crisis_question"
    reply = await person.write(said)
    assert kinds(reply)[0] == "crisis"
    assert reply["messages"][0]["data"]["category"] == "suicide"


@pytest.mark.parametrize(
    "said", ["nei", "Nei, det gjør jeg ikke", "neida", "no", "det gjer eg ikkje"]
)
async def test_without_the_engine_a_clear_no_is_believed(
    person: Person, fake: FakeEngine, said: str
) -> None:
    fake.die()
    await person.write(DOUBT)
    assert kinds(await person.write(said)) == ["text", "helplines"]


async def test_an_engine_that_never_heard_the_question_does_not_answer_past_it(
    person: Person, fake: FakeEngine
) -> None:
    fake.reply = lambda _: answer("utter_thank")
    fake.raw = b"?"
    assert kinds(await person.write(DOUBT))[0] == "crisis_question"
    fake.raw = None
    fake.reply = lambda _: answer("utter_yes_to_what", intent="affirm")
    reply = await person.write("ja")
    assert kinds(reply) == ["crisis"]


async def test_a_no_that_the_engine_understands_is_a_no(person: Person, fake: FakeEngine) -> None:
    await person.write(DOUBT)
    fake.reply = lambda _: answer("utter_crisis_no", intent="deny")
    assert "crisis" not in kinds(await person.write("langt derifra"))


@pytest.mark.parametrize("alive", [True, False])
async def test_a_later_doubt_is_weighed_with_one_that_was_denied(
    person: Person, fake: FakeEngine, alive: bool
) -> None:
    fake.reply = lambda _: answer("utter_thank")
    if not alive:
        fake.die()
    assert kinds(await person.write(DOUBT))[0] == "crisis_question"
    await person.choose("crisis_no")
    await person.write("jeg sover dårlig")
    assert kinds(await person.write(DOUBT))[0] == "crisis"


async def test_a_yes_about_mother_is_answered_as_about_mother(
    person: Person, fake: FakeEngine
) -> None:
    fake.die()
    question = await person.write(ABOUT_MOTHER)
    assert kinds(question)[0] == "crisis_question"
    assert "den det gjelder" in question["messages"][0]["text"]
    reply = await person.choose("crisis_yes")
    assert "også om den det gjelder ikke vil" in reply["messages"][0]["text"]
    assert "livet ditt nå" not in reply["messages"][0]["text"]


async def test_who_has_said_to_be_thirteen_is_answered_as_thirteen_later_on(
    person: Person, fake: FakeEngine
) -> None:
    fake.reply = lambda _: answer("utter_crisis_contact")
    await person.write("hei, jeg er 13 år")
    reply = await person.write(SIGN)
    assert phones(reply["messages"][0])[:2] == ["113", "116 111"]
    assert "voksen du er trygg på" in reply["messages"][0]["text"]
    assert len(reply["messages"]) == 1  # the municipality's duty staff is not the line for a child
    later = reminder(await person.write("ok"))
    assert later == ["113", "116 111"]


async def test_a_sign_that_only_the_engine_sees_gets_the_childs_line_too(
    person: Person, fake: FakeEngine
) -> None:
    await person.write("jeg går i åttende klasse")
    fake.reply = lambda _: answer("utter_thank", crisis="violence", crisis_certain=True)
    reply = await person.write("det er den dagen igjen")
    assert reply["messages"][0]["data"]["category"] == "child_at_risk"
    assert phones(reply["messages"][0])[:2] == ["112", "116 111"]


async def test_an_adult_who_writes_about_a_child_gets_a_grown_ups_words_and_116111(
    person: Person, fake: FakeEngine
) -> None:
    fake.die()
    reply = await person.write("sønnen min på 14 sier at han vil ta livet sitt")
    first = reply["messages"][0]
    assert phones(first)[:2] == ["113", "116 111"]
    assert "også om den det gjelder ikke vil" in first["text"]
    assert "voksne kan også ringe" in first["text"]


async def test_a_mother_in_danger_who_names_her_children_gets_the_lines_for_grown_ups(
    person: Person, fake: FakeEngine
) -> None:
    fake.die()
    reply = await person.write("barna hadde hatt det bedre uten meg, jeg vil ta livet mitt")
    assert "116 111" not in phones(reply["messages"][0])
    assert "116 123" in phones(reply["messages"][0])


async def test_the_same_reply_is_not_said_in_full_twice_in_a_row(
    person: Person, fake: FakeEngine
) -> None:
    fake.reply = lambda _: answer()
    first = (await person.write(SIGN))["messages"][0]
    second = (await person.write(SIGN))["messages"][0]
    assert second["kind"] == "crisis"
    assert len(second["text"]) < len(first["text"])
    assert phones(second) == phones(first)


async def test_what_was_laid_aside_is_offered_again_until_it_is_taken_up(
    person: Person, fake: FakeEngine
) -> None:
    fake.reply = lambda _: answer("utter_form_waits")
    await person.write(SIGN)
    fake.reply = lambda _: answer("utter_thank")
    reply = await person.write("takk")
    assert [c["payload"] for c in reply["messages"][-1]["choices"]] == ["resume"]
    fake.reply = lambda _: answer("utter_company_no", "utter_form_waits")
    await person.write("nei")
    offers = [c for m in (await person.write("nei"))["messages"] for c in m["choices"]]
    assert [c["payload"] for c in offers] == ["resume"]
    fake.reply = lambda _: answer("utter_thank")
    await person.choose("resume")
    reply = await person.write("takk")
    assert reminder(reply)
    assert reply["messages"][-1]["choices"] == []


async def test_in_nynorsk_the_numbers_stay_in_nynorsk(person: Person, fake: FakeEngine) -> None:
    fake.reply = lambda _: answer("utter_thank")
    reply = await person.write("eg vil ta livet mitt, eg orkar ikkje meir")
    assert reply["messages"][0]["lang"] == "nn"
    assert "ingen menneske les med" in reply["messages"][0]["text"]
    assert "Nummera er her framleis" in (await person.write("takk"))["messages"][-1]["text"]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("hun våkner ikke", "relative"),
        ("mor vaknar ikkje", "relative"),
        ("jeg har tatt alle tablettene", "self"),
        ("eg har teke ein heil boks paracet", "self"),
        ("han slår meg nå", "self"),
        ("far puster ikke", "relative"),
        ("he is not breathing", "relative"),
    ],
)
async def test_what_is_under_way_is_never_met_with_a_question(
    person: Person, fake: FakeEngine, text: str, about: str
) -> None:
    fake.die()
    assert kinds(await person.write(text))[0] == "crisis"


def test_a_remembered_sign_holds_no_words_of_the_person() -> None:
    columns = {c.name for c in Conversation.__table__.columns if "crisis" in c.name}
    assert columns == {"crisis", "crisis_certain", "crisis_about", "crisis_child"}


def test_a_new_kind_of_sign_forgets_whom_the_old_one_was_about() -> None:
    conversation = Conversation(crisis="suicide", crisis_about="relative", crisis_certain=True)
    memory.note(conversation, "violence", None, certain=False, child=False)
    assert (conversation.crisis_about, conversation.crisis_certain) == (None, True)


def test_a_doubt_of_another_kind_after_a_certain_sign_is_still_asked_about() -> None:
    known = Remembered(category="violence", certain=True)
    assert not weighed(Danger("suicide", False, "engine"), known).certain
    assert weighed(Danger("violence", False, "engine"), known).certain
    assert not weighed(Danger("suicide", False, "engine"), Remembered()).certain


def test_the_opening_is_a_reply_of_its_own() -> None:
    rows = [
        Message(role="assistant", kind="text"),
        Message(role="person", kind="text"),
        Message(role="assistant", kind="crisis_question"),
        Message(role="assistant", kind="text"),
    ]
    found = memory.recall(Conversation(crisis="suicide", crisis_certain=False), rows)
    assert (found.asked, found.replies) == (True, 0)


@pytest.mark.parametrize(
    "said", ["nei takk, ikke nå", "Nei!", "aldri i livet", "jeg gjør ikke det"]
)
def test_a_no_has_many_forms(said: str) -> None:
    assert says_no(said)


@pytest.mark.parametrize(
    "said", ["ja", "jeg vet ikke", "nei men", "ikkje eg men broren min", "tja"]
)
def test_what_is_no_clear_no(said: str) -> None:
    assert not says_no(said)


def test_a_net_that_breaks_takes_nobody_for_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: str) -> None:
        raise RuntimeError

    monkeypatch.setattr(crisis, "read", broken)
    assert crisis.is_young("jeg er 12") is False
