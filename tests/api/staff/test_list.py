"""The list and a record: who to call, when, about what, in the person's own words."""

from datetime import timedelta

import pytest
import time_machine
from calendars import next_weekday

from api.models import utcnow
from tests.api.staff.staff_portal import Portal, shown

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>"


async def test_a_booking_made_outside_stands_in_the_list_with_the_persons_words(
    desk: Portal,
) -> None:
    await desk.book(await desk.add_slot())
    page = await desk.get("/ansatt/")
    text = shown(page)
    assert "Kari Nordmann" in text
    assert "«Eg søv så dårleg og drikk litt for mykje om kveldane»" in text
    assert "09.00–09.45" in text
    assert "Søvn, Alkohol" in text
    assert "Gjelder personen selv" in text
    assert "Skriver nynorsk" in text
    assert "Ikke kontaktet" in text
    assert 'href="tel:+4741234567"' in page.text
    assert "Ring 412 34 567" in text


async def test_a_call_back_stands_first_with_when_in_own_words(desk: Portal) -> None:
    await desk.book(await desk.add_slot())
    await desk.ask_for_call()
    text = shown(await desk.get("/ansatt/"))
    assert "«helst etter klokka ti, når kona er ute»" in text
    assert "Pårørende, det gjelder en annen" in text
    assert text.index("Per Hansen") < text.index("Kari Nordmann")


async def test_the_records_page_has_the_summary_as_it_was_confirmed(desk: Portal) -> None:
    key = await desk.book(await desk.add_slot(), note="Ring på\nbaksida", interpreter="polsk")
    text = shown(await desk.get(f"/ansatt/bestilling/{key}"))
    for line in (
        "Det gjeld meg sjølv",
        "Det handlar om søvnen og alkohol",
        "«Eg søv så dårleg og drikk litt for mykje om kveldane»",
        "Kor lenge: sia i haust",
        "Ring på baksida",
        "Polsk",
    ):
        assert line in text


async def test_what_people_write_never_becomes_markup(desk: Portal) -> None:
    summary = [{"key": "words", "text": MARKUP}]
    key = await desk.book(
        await desk.add_slot(), name=f"Kari {MARKUP}", summary=summary, note=MARKUP,
        interpreter=MARKUP[:50],
    )  # fmt: skip
    other = await desk.ask_for_call(name=f"Per {MARKUP}", when=MARKUP)
    for path in ("/ansatt/", f"/ansatt/bestilling/{key}", f"/ansatt/oppringing/{other}"):
        page = await desk.get(path)
        assert page.status_code == 200
        assert "<script" not in page.text
        assert "<img" not in page.text
        assert MARKUP in shown_escaped(page.text)


def shown_escaped(text: str) -> str:
    """Only the escapes undone: markup of the page itself stays markup."""
    return text.replace("&lt;", "<").replace("&gt;", ">")


async def test_the_filters_show_what_they_say(desk: Portal) -> None:
    me = (await desk.rows_of_me())["id"]
    mine = await desk.book(await desk.add_slot(staff_id=me), name="Min Person")
    await desk.book(await desk.add_slot(start=next_weekday(hour=11)), name="Andres Person")
    await desk.note(mine, "contacted")
    everyone = shown(await desk.get("/ansatt/"))
    assert "Min Person" in everyone
    assert "Andres Person" in everyone
    own = shown(await desk.get("/ansatt/?hvem=mine"))
    assert "Min Person" in own
    assert "Andres Person" not in own
    new = shown(await desk.get("/ansatt/?vis=nye"))
    assert "Min Person" not in new
    assert "Andres Person" in new
    with time_machine.travel(utcnow() + timedelta(weeks=3)):
        await desk.log_in("ola@kommune.example")
        past = shown(await desk.get("/ansatt/?vis=tidligere"))
        assert "Min Person" in past
        assert "Andres Person" in past
        missed = shown(await desk.get("/ansatt/?vis=nye"))
        assert "Min Person" not in missed
        assert "Timer som har vært, der ingen har krysset av" in missed
        assert "Andres Person" in missed
        assert "Ingen her akkurat nå" in shown(await desk.get("/ansatt/"))


async def test_mine_shows_call_backs_that_nobody_else_has_taken(desk: Portal) -> None:
    key = await desk.ask_for_call()
    assert "Per Hansen" in shown(await desk.get("/ansatt/?hvem=mine"))
    await desk.note(key, "no_answer", "oppringing")
    assert "Per Hansen" in shown(await desk.get("/ansatt/?hvem=mine"))
    await desk.add_member("eva@kommune.example", name="Eva Annen")
    await desk.log_in("eva@kommune.example")
    assert "Per Hansen" not in shown(await desk.get("/ansatt/?hvem=mine"))
    assert "Per Hansen" in shown(await desk.get("/ansatt/"))


@pytest.mark.parametrize(
    "path",
    [
        "/ansatt/bestilling/" + "0" * 32,
        "/ansatt/oppringing/" + "0" * 32,
        "/ansatt/bestilling/%00",
        "/ansatt/finnes-ikke",
        "/ansatt/finnes/heller-ikke",
        "/ansatt/?vis=alt",
    ],
)
async def test_an_unknown_page_is_a_kind_page_in_the_same_design(desk: Portal, path: str) -> None:
    page = await desk.get(path)
    assert page.status_code == 404
    assert "Vi fant ikke siden" in shown(page)
    assert "Til listen" in shown(page)
    assert "/assets/page.css" in page.text


async def test_a_mere_hold_is_nobodys_business(desk: Portal, internal: dict[str, str]) -> None:
    slot = await desk.add_slot()
    answer = await desk.client.put(
        "/internal/v1/conversations/" + "a" * 32 + "/hold", json={"slot_id": slot}, headers=internal
    )
    assert answer.status_code == 200
    assert "Ingen her akkurat nå" in shown(await desk.get("/ansatt/"))
