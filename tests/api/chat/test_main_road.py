"""A conversation when everything is well."""

from api.chat.payloads import parse
from tests.api.chat.conftest import Person, arrive, kinds
from tests.api.chat.fake_engine import FakeEngine, answer


async def test_the_greeting_says_that_it_is_a_machine_and_offers_ways_on(person: Person) -> None:
    assert "maskin" in person.opening[0]["text"]
    assert {"concern?about=self", "book"} <= {c["payload"] for c in person.opening[0]["choices"]}


async def test_a_start_tells_the_engine_the_entry(client, fake: FakeEngine) -> None:
    await arrive(client, entry="relative")
    assert fake.turns[0]["text"] == '/open{"entry": "relative"}'


async def test_a_message_is_answered_in_the_words_of_the_content(
    person: Person, fake: FakeEngine
) -> None:
    fake.reply = lambda _: answer("utter_ask_if_bot", intent="ask_if_bot", topics=["sleep"])
    reply = await person.write("er du en robot?")
    assert kinds(reply) == ["text"]
    assert "maskin" in reply["messages"][0]["text"]
    assert reply["understood"]["intent"] == "ask_if_bot"
    assert reply["understood"]["topics"] == ["sleep"]
    assert set(reply["understood"]) == {
        "intent", "topic", "topics", "about", "offering", "aspect", "crisis", "language",
        "confidence",
    }  # fmt: skip


async def test_a_button_reaches_the_engine_as_a_command_and_shows_its_title(
    person: Person, fake: FakeEngine
) -> None:
    await person.choose("concern?about=relative")
    assert fake.turns[-1]["text"] == '/concern{"about": "relative"}'
    said = [m for m in await person.history() if m["role"] == "person"]
    assert [m["text"] for m in said] == ["Jeg er bekymret for noen"]
    assert said[0]["data"] == {}


async def test_every_button_ever_shown_is_of_the_grammar(person: Person, fake: FakeEngine) -> None:
    fake.reply = lambda _: answer(
        {"name": "utter_suggestions", "values": {"offerings": [{"slug": "frisklivssentral"}]}}
    )
    reply = await person.write("hva finnes?")
    for choice in reply["messages"][0]["choices"]:
        parse(choice["payload"])
    assert reply["messages"][0]["choices"][0]["payload"] == "ask_offering?offering=frisklivssentral"


async def test_a_reloaded_page_goes_on_where_it_was(person: Person) -> None:
    first = await person.write("hei")
    second = await person.write("jeg sover dårlig")
    shown = await person.history()
    assert [m["role"] for m in shown] == ["assistant", "person", "assistant", "person", "assistant"]
    assert shown[0] == person.opening[0]
    assert [shown[2], shown[4]] == [*first["messages"], *second["messages"]]


async def test_messages_of_one_conversation_never_overlap_and_keep_their_order(
    person: Person, fake: FakeEngine
) -> None:
    import asyncio

    fake.delay = 0.1
    await asyncio.gather(*(person.write(f"melding {number}") for number in range(6)))
    assert fake.most_under_way == 1
    stored = [m["text"] for m in await person.history() if m["role"] == "person"]
    assert fake.texts == stored


async def test_simpler_words_are_given_for_what_was_last_said(
    person: Person, fake: FakeEngine
) -> None:
    offering = {"name": "utter_offering", "values": {"offering": "rask-psykisk-helsehjelp"}}
    fake.reply = lambda _: answer(offering, intent="ask_offering")
    first = await person.write("hva er rask psykisk helsehjelp?")
    fake.reply = lambda _: answer("utter_repeat", intent="ask_repeat")
    again = await person.write("kan du si det enklere?")
    assert kinds(again) == ["text", "offering"]
    assert again["messages"][1]["text"] != first["messages"][0]["text"]
    assert again["messages"][1]["data"] == first["messages"][0]["data"]
