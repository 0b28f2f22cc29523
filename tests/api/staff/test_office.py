"""For administrators: colleagues let in and out, and the log of who saw what."""

import re

from api.models import StaffMember
from tests.api.staff.staff_portal import PASSWORD, Portal, shown


async def test_an_administrator_lets_a_colleague_in_with_a_calendar_that_is_there(
    office: Portal,
) -> None:
    await office.add_slot()
    (calendar,) = await office.rows(StaffMember, name="Vakt 1")
    page = await office.post(
        "/ansatt/medarbeidere",
        {"navn": "Eva Ny", "epost": "Eva@kommune.example", "rolle": "staff",
         "kalender": calendar.id},
    )  # fmt: skip
    (link,) = re.findall(r"http://test(/ansatt/velkommen/[\w-]+)", page.text)
    assert link.rsplit("/", 1)[1] not in (await office.get("/ansatt/medarbeidere")).text
    office.client.cookies.clear()
    new = {"nytt_passord": PASSWORD, "nytt_passord_igjen": PASSWORD}
    assert (await office.post(link, new)).url.path == "/ansatt/"
    (eva,) = await office.rows(StaffMember, email="eva@kommune.example")
    assert (eva.id, eva.name, eva.role) == (calendar.id, "Eva Ny", "staff")
    assert (await office.get("/ansatt/medarbeidere")).status_code == 403


async def test_an_address_in_use_keeps_what_was_typed(office: Portal) -> None:
    sent = {"navn": "Eva Ny", "epost": "sjef@kommune.example", "rolle": "staff", "kalender": ""}
    page = await office.post("/ansatt/medarbeidere", sent)
    assert page.status_code == 409
    assert "En annen medarbeider bruker denne e-postadressen." in shown(page)
    assert 'value="Eva Ny"' in page.text
    assert len(await office.rows(StaffMember)) == 1


async def test_a_closed_colleague_is_out_at_once(office: Portal) -> None:
    key = await office.add_member("ola@kommune.example")
    admin = office.client.cookies["ansatt"]
    office.client.cookies.clear()
    await office.log_in("ola@kommune.example")
    theirs = office.client.cookies["ansatt"]
    assert await office.lets_in(theirs)
    office.client.cookies.set("ansatt", admin)
    await office.post(f"/ansatt/medarbeidere/{key}/steng", page="/ansatt/medarbeidere")
    assert not await office.lets_in(theirs)
    assert (await office.log_in("ola@kommune.example")).status_code == 401


async def test_there_is_always_an_administrator(office: Portal) -> None:
    (me,) = await office.rows(StaffMember, role="admin")
    home = "/ansatt/medarbeidere"
    own = await office.post(f"{home}/{me.id}/steng", page=home)
    assert own.status_code == 409
    last = await office.post(f"{home}/{me.id}/rolle", {"rolle": "staff"}, page=home)
    assert last.status_code == 409
    assert "Dette er den eneste administratoren." in shown(last)
    other = await office.add_member("ola@kommune.example")
    await office.post(f"{home}/{other}/rolle", {"rolle": "admin"}, page=home)
    await office.post(f"{home}/{me.id}/rolle", {"rolle": "staff"}, page=home)
    assert (await office.get(home)).status_code == 403


async def test_the_log_page_tells_who_did_what(office: Portal) -> None:
    key = await office.book(await office.add_slot())
    await office.get(f"/ansatt/bestilling/{key}")
    text = shown(await office.get(f"/ansatt/logg?post={key}"))
    assert "Siri Sjef åpnet: time" in text
    assert "logget inn" not in text
    whole = shown(await office.get("/ansatt/logg"))
    assert "Siri Sjef logget inn" in whole
    assert "Kari Nordmann" not in whole
    assert len(await office.log("log_viewed")) == 2
