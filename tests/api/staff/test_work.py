"""What a colleague does: notes tries, cancels, closes times; all of it is logged."""

import asyncio
from datetime import timedelta

import httpx2
import pytest
import time_machine
from calendars import OFFERING, next_weekday

from api.audit.service import AccessLog
from api.main import create_app
from api.models import AccessEntry, Booking, Callback, ContactAttempt, Slot, utcnow
from api.settings import Settings
from tests.api.conftest import client_of
from tests.api.staff.staff_portal import Portal, shown


async def free(desk: Portal) -> set[str]:
    """Ids of the free times, as anybody can ask for them."""
    day = next_weekday()
    span = {"from": day.date().isoformat(), "to": (day + timedelta(days=20)).date().isoformat()}
    answer = await desk.client.get(f"/api/offerings/{OFFERING}/slots", params=span)
    return {slot["id"] for slot in answer.json()["slots"]}


async def test_no_answer_counts_with_times_and_who(desk: Portal) -> None:
    key = await desk.ask_for_call()
    path = f"/ansatt/oppringing/{key}"
    await desk.note(key, "no_answer", "oppringing")
    with time_machine.travel(utcnow() + timedelta(minutes=5)):
        text = shown(await desk.note(key, "no_answer", "oppringing"))
    assert "Ikke svar, 2 ganger" in text
    assert text.count("Ola Kollega") >= 2
    assert "Ikke svar, 2 ganger" in shown(await desk.get("/ansatt/"))
    (row,) = await desk.rows(Callback)
    assert (row.contact_status, row.contacted_at) == ("no_answer", None)
    await desk.note(key, "contacted", "oppringing")
    (row,) = await desk.rows(Callback)
    assert row.contact_status == "contacted"
    assert row.contacted_at is not None
    await desk.note(key, "done", "oppringing")
    assert "Per Hansen" not in shown(await desk.get("/ansatt/"))
    assert "Per Hansen" in shown(await desk.get("/ansatt/?vis=tidligere"))
    assert "Ferdig" in shown(await desk.get(path))


async def test_a_slip_of_the_thumb_can_be_taken_back(desk: Portal) -> None:
    key = await desk.book(await desk.add_slot())
    await desk.note(key, "no_answer")
    await desk.note(key, "done")
    await desk.note(key, "angre")
    (row,) = await desk.rows(Booking)
    assert (row.contact_status, row.contacted_at) == ("no_answer", None)
    await desk.note(key, "angre")
    (row,) = await desk.rows(Booking)
    assert row.contact_status == "new"
    # The log forgets nothing.
    assert len(await desk.log("contact_undone")) == 2
    assert len(await desk.log("contact_done")) == 1


async def test_two_taps_are_one_try(desk: Portal) -> None:
    key = await desk.ask_for_call()
    path = f"/ansatt/oppringing/{key}"
    data = {"hva": "no_answer", "sett": "0", "csrf": await desk.csrf(path)}
    answers = await asyncio.gather(
        *(desk.client.post(f"{path}/kontakt", data=data) for _ in range(4))
    )
    assert {answer.status_code for answer in answers} == {303}
    assert len(await desk.rows(ContactAttempt)) == 1


async def test_a_colleague_who_was_first_is_told_of(desk: Portal) -> None:
    key = await desk.ask_for_call()
    path = f"/ansatt/oppringing/{key}"
    stale = {"hva": "no_answer", "sett": "0"}
    await desk.note(key, "contacted", "oppringing")
    page = await desk.post(f"{path}/kontakt", stale, page=path)
    assert page.status_code == 409
    assert "Noen har notert noe her" in shown(page)
    assert "Tilbake til siden" in shown(page)
    assert len(await desk.rows(ContactAttempt)) == 1


async def test_a_cancelled_time_can_be_had_again(desk: Portal) -> None:
    slot = await desk.add_slot()
    key = await desk.book(slot)
    assert slot not in await free(desk)
    path = f"/ansatt/bestilling/{key}/avbestill"
    asked = shown(await desk.get(path))
    assert "Vil du avbestille denne timen?" in asked
    assert "Personen får ikke beskjed av seg selv." in asked
    assert slot not in await free(desk)
    page = await desk.post(path)
    assert "Timen er avbestilt og ledig for andre." in shown(page)
    assert slot in await free(desk)
    (row,) = await desk.rows(Booking)
    assert (row.status, row.cancelled_by) == ("cancelled", "staff")
    assert "En medarbeider har avbestilt." in shown(await desk.get("/ansatt/"))
    assert "Timen kan ikke avbestilles" in shown(await desk.get(path))
    other = await desk.book(slot, name="Neste Person")
    assert "Neste Person" in shown(await desk.get(f"/ansatt/bestilling/{other}"))


async def test_a_time_that_has_begun_cannot_be_cancelled(desk: Portal) -> None:
    key = await desk.book(await desk.add_slot(start=next_weekday(weeks=0, hour=9)
                                              + timedelta(days=7)))  # fmt: skip
    with time_machine.travel(next_weekday(hour=9) + timedelta(minutes=5)):
        await desk.log_in("ola@kommune.example")
        page = await desk.post(
            f"/ansatt/bestilling/{key}/avbestill", page=f"/ansatt/bestilling/{key}"
        )
        assert page.status_code == 409
        assert "Timen har allerede begynt" in shown(page)


async def test_a_closed_time_is_not_offered_until_it_is_open_again(desk: Portal) -> None:
    slot = await desk.add_slot()
    (row,) = await desk.rows(Slot)
    week = f"/ansatt/tider?uke={next_weekday().date()}&hvem={row.staff_id}"
    assert "09.00–09.45 Oppmøte Ledig" in shown(await desk.get(week))
    page = await desk.post(f"/ansatt/tider/{slot}/steng", page=week)
    assert "Timen er stengt." in shown(page)
    assert "09.00–09.45 Oppmøte Stengt" in shown(page)
    assert slot not in await free(desk)
    await desk.post(f"/ansatt/tider/{slot}/apne", page=week)
    assert slot in await free(desk)
    assert [one.record_id for one in await desk.log("slot_closed")] == [slot]
    assert [one.record_id for one in await desk.log("slot_opened")] == [slot]


async def test_a_booked_time_is_shown_and_not_closed(desk: Portal) -> None:
    slot = await desk.add_slot()
    key = await desk.book(slot)
    (row,) = await desk.rows(Slot)
    week = f"/ansatt/tider?uke={next_weekday().date()}&hvem={row.staff_id}"
    page = await desk.get(week)
    assert "Bestilt" in shown(page)
    assert f'href="/ansatt/bestilling/{key}"' in page.text
    assert "Kari Nordmann" not in page.text
    refused = await desk.post(f"/ansatt/tider/{slot}/steng", page=week)
    assert refused.status_code == 409
    (row,) = await desk.rows(Slot)
    assert row.status == "open"


async def test_a_sick_day_closes_what_is_free_and_leaves_what_is_booked(desk: Portal) -> None:
    me = (await desk.rows_of_me())["id"]
    first, second, third = [
        await desk.add_slot(start=next_weekday(hour=hour), staff_id=me) for hour in (9, 10, 11)
    ]
    other_day = await desk.add_slot(start=next_weekday(hour=9) + timedelta(days=1), staff_id=me)
    await desk.book(second)
    day = next_weekday().date().isoformat()
    week = f"/ansatt/tider?uke={day}&hvem={me}"
    sent = {"hvem": me, "dag": day, "hva": "steng"}
    page = await desk.post("/ansatt/tider/dag", sent, page=week)
    assert "De ledige timene denne dagen er stengt." in shown(page)
    assert await free(desk) == {other_day}
    await desk.post("/ansatt/tider/dag", sent | {"hva": "apne"}, page=week)
    assert await free(desk) == {first, third, other_day}


@pytest.mark.parametrize("week", ["9999-12-31", "0001-01-01", "1999-01-01", "x"])
async def test_a_week_too_far_away_is_a_page_and_not_a_fault(desk: Portal, week: str) -> None:
    assert (await desk.get(f"/ansatt/tider?uke={week}")).status_code == 404


async def test_every_view_and_change_stands_in_the_log_and_nothing_of_what_it_says(
    desk: Portal,
) -> None:
    key = await desk.book(await desk.add_slot())
    call = await desk.ask_for_call()
    me = (await desk.rows_of_me())["id"]
    for _ in range(3):
        await desk.get("/ansatt/")
    listed = await desk.log("listed")
    assert {(one.record_kind, one.record_id) for one in listed} == {
        ("booking", key),
        ("callback", call),
    }
    assert len(listed) == 2
    await desk.get(f"/ansatt/bestilling/{key}")
    assert [one.record_id for one in await desk.log("viewed")] == [key]
    await desk.note(call, "contacted", "oppringing")
    await desk.post(f"/ansatt/bestilling/{key}/avbestill")
    assert [one.record_id for one in await desk.log("contact_contacted")] == [call]
    assert [one.record_id for one in await desk.log("cancelled")] == [key]
    every = await desk.rows(AccessEntry)
    assert {one.staff_id for one in every} == {me}
    for one in every:
        told = str(vars(one))
        for word in ("Kari", "Per Hansen", "41234567", "drikk", "klokka ti"):
            assert word not in told


async def test_a_change_that_cannot_be_logged_is_not_made(
    desk: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    slot = await desk.add_slot()
    key = await desk.book(slot)
    path = f"/ansatt/bestilling/{key}/avbestill"
    csrf = await desk.csrf(path)

    def broken(*_: object) -> None:
        raise RuntimeError("Kari Nordmann 41234567")

    monkeypatch.setattr(AccessLog, "note", broken)
    page = await desk.client.post(path, data={"csrf": csrf})
    assert page.status_code == 500
    assert "ble ikke lagret" in shown(page)
    assert "Kari" not in page.text
    (row,) = await desk.rows(Booking)
    assert row.status == "confirmed"


async def test_the_programs_log_names_nobody(
    settings: Settings, engine: httpx2.MockTransport, capsys: pytest.CaptureFixture[str]
) -> None:
    app = create_app(settings.model_copy(update={"log_level": "INFO"}), engine=engine)
    async with client_of(app) as client:
        client.app = app  # type: ignore[attr-defined]
        portal = Portal(client)
        await portal.add_member("ola@kommune.example")
        await portal.log_in("ola@kommune.example", "feil passord her")
        await portal.log_in("ola@kommune.example")
        key = await portal.book(await portal.add_slot())
        await portal.note(key, "no_answer")
        await portal.post(f"/ansatt/bestilling/{key}/avbestill")
    told = capsys.readouterr().out
    assert '"route": "/ansatt/{kind}/{key}/kontakt"' in told
    assert "staff_login_refused" in told
    for word in (
        "Kari",
        "412 34",
        "4741234567",
        "ola@",
        "Ola",
        "passord her",
        "fjord",
        key,
        "drikk",
    ):
        assert word not in told
