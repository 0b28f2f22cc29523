"""The reply follows the form that the person writes, until she asks for one by name."""

from tests.api.chat.conftest import Person, arrive
from tests.api.chat.fake_engine import FakeEngine, answer

NYNORSK = "eg har ikkje sove på fleire veker, kva skal eg gjere?"
BOKMAAL = "jeg har ikke sovet på flere uker, hva skal jeg gjøre?"


async def test_the_reply_follows_what_the_person_writes(person: Person, fake: FakeEngine) -> None:
    reply = await person.write(NYNORSK)
    assert reply["understood"]["language"] == "nn"
    assert reply["messages"][0]["lang"] == "nn"
    assert fake.turns[-1]["language"] == "nn"
    assert (await person.write(BOKMAAL))["messages"][0]["lang"] == "nb"
    assert (await person.write("ok"))["messages"][0]["lang"] == "nb"


async def test_a_form_that_was_asked_for_stays(person: Person, fake: FakeEngine) -> None:
    fake.reply = lambda _: answer("utter_change_language", intent="change_language")
    reply = await person.write("kan du skrive nynorsk?")
    assert reply["messages"][0]["lang"] == "nn"
    fake.reply = lambda _: answer("utter_thank")
    assert (await person.write(BOKMAAL))["messages"][0]["lang"] == "nn"


async def test_english_can_be_asked_for_in_english(person: Person, fake: FakeEngine) -> None:
    fake.reply = lambda _: answer("utter_change_language", intent="change_language")
    assert (await person.write("do you speak English?"))["messages"][0]["lang"] == "en"


async def test_a_start_may_name_the_form(client) -> None:
    person = await arrive(client, language="en")
    assert person.opening[0]["lang"] == "en"
    assert "machine" in person.opening[0]["text"]
