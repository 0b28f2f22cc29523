"""The main job over HTTP, as a new user would do it."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.e2e.product import Product

pytestmark = pytest.mark.e2e


def free_slots(product: Product, offering: str) -> set[str]:
    today = datetime.now(UTC).date()
    span = f"from={today}&to={today + timedelta(days=56)}"
    status, body = product.call("GET", f"/api/offerings/{offering}/slots?{span}")
    assert status == 200
    found = body["slots"] if isinstance(body, dict) else body
    return {slot["id"] for slot in found}


def test_a_nynorsk_writer_is_understood_books_and_cancels(product: Product) -> None:
    person = product.person()
    assert "chatbot" in person.said()
    person.writes("hei")
    person.writes("eg søv så dårleg og drikk litt for mykje om kveldane")
    assert person.understood["intent"] == "concern"
    assert set(person.understood["topics"]) == {"sleep", "alcohol"}
    assert person.understood["about"] == "self"
    assert person.understood["language"] == "nn"
    person.writes("Kva er rask psykisk helsehjelp?")
    assert person.data("offering")["offering"]["slug"] == "rask-psykisk-helsehjelp"
    person.writes("kostar det noko?")
    assert person.understood["aspect"] == "cost"
    assert "gratis" in person.said()
    person.writes("ja, eg vil ha time på torsdag ettermiddag")
    slots = person.data("slots")["slots"]
    for slot in slots:
        start = datetime.fromisoformat(slot["start"])
        assert start.isoweekday() == 4
        assert start.hour >= 12
    chosen = slots[0]["id"]
    person.presses(chosen)
    person.writes("Borghild")
    person.writes("412 34 567")
    # What was told goes along only after a yes, and is shown first.
    assert "summary" in person.kinds()
    person.presses("affirm")
    assert "412 34 567" in person.said()
    person.presses("affirm")
    booking = person.data("booking")
    assert booking["reference"]
    assert booking["start"] == slots[0]["start"]
    assert chosen not in free_slots(product, "rask-psykisk-helsehjelp")
    person.writes("eg må avbestille timen")
    person.writes("ja")
    assert chosen in free_slots(product, "rask-psykisk-helsehjelp")


def test_a_worried_daughter_is_heard_and_called_back(product: Product) -> None:
    person = product.person(language="nb", entry="relative")
    person.writes("jeg er bekymret for mor, hun tar altfor mange beroligende tabletter")
    assert person.understood["intent"] == "concern"
    assert person.understood["topic"] == "medication"
    assert person.understood["about"] == "relative"
    person.writes("siden far døde i fjor")
    person.writes("hun sover hele dagen og vil ikke ha besøk")
    person.writes("at noen snakker med henne")
    assert "summary" in person.kinds()
    lines = "\n".join(str(line) for line in person.data("summary")["lines"])
    assert "beroligende" in lines
    person.presses("affirm")
    assert "offerings" in person.kinds()
    person.writes("kan noen ringe meg?")
    person.writes("412 34 567")
    person.writes("helst etter klokka to på tirsdag")
    person.writes("Anne")
    person.presses("affirm")
    assert person.data("callback")["reference"]


def test_a_crisis_in_the_middle_of_booking_comes_first_and_the_time_stays_held(
    product: Product,
) -> None:
    person = product.person()
    person.writes("jeg vil bestille time hos frisklivssentralen")
    chosen = person.data("slots")["slots"][0]["id"]
    person.presses(chosen)
    person.writes("jeg vil ikke leve lenger")
    assert person.kinds()[0] == "crisis"
    assert person.data("crisis")["helplines"][0]["phone"] == "113"
    assert person.understood["crisis"] == "suicide"
    assert chosen not in free_slots(product, "frisklivssentral")
    person.presses("resume")
    person.writes("Åse")
    person.writes("412 34 567")
    while "booking" not in person.kinds():
        person.presses("affirm")
    assert person.data("booking")["offering"] == "frisklivssentral"


def test_a_booking_is_moved_by_chat(product: Product) -> None:
    person = product.person()
    person.writes("bestill time hos helsestasjon for eldre")
    person.presses("slot_id")
    person.writes("Odd")
    person.writes("412 34 567")
    person.presses("affirm")
    before = person.data("booking")
    person.writes("jeg må flytte timen min til en annen dag")
    person.presses("slot_id")
    person.presses("affirm")
    after = person.data("booking")
    assert after["reference"] == before["reference"]
    assert after["start"] != before["start"]


def test_two_misses_are_repaired_and_the_third_offers_a_person(product: Product) -> None:
    person = product.person()
    for _ in range(3):
        person.writes("blomkålplyndring xyzzy kvakk")
    assert any(
        "request_callback" in choice["payload"]
        for message in person.messages
        for choice in message["choices"]
    )


def test_stop_and_start_over_work_inside_a_form(product: Product) -> None:
    person = product.person()
    person.writes("jeg vil bestille time hos frisklivssentralen")
    chosen = person.data("slots")["slots"][0]["id"]
    person.presses(chosen)
    person.writes("avbryt")
    assert chosen in free_slots(product, "frisklivssentral")
    person.writes("begynn på nytt")
    assert person.understood["intent"] == "restart"
    assert "nytt" in person.said()


def test_the_conversation_is_resumed_and_then_erased_everywhere(product: Product) -> None:
    person = product.person()
    person.writes("jeg er så ensom om dagen")
    path = f"/api/conversations/{person.id}"
    status, body = product.call("GET", path, token=person.token)
    assert status == 200
    assert "jeg er så ensom om dagen" in [message["text"] for message in body["messages"]]
    assert product.call("DELETE", path, token=person.token)[0] == 204
    assert product.call("GET", path, token=person.token)[0] in {401, 404}
    for file in (product.folder / "var").rglob("*.db*"):
        assert b"ensom om dagen" not in file.read_bytes()
