"""Coming in and going out: passwords, one-time links, logins that end, forms that are ours."""

from datetime import timedelta

import httpx2
import pytest
import time_machine
from fastapi import FastAPI

from api.main import create_app
from api.models import StaffMember, StaffSession, utcnow
from api.settings import Settings
from api.staff import passwords
from api.staff.errors import PasswordRefused
from tests.api.conftest import client_of
from tests.api.staff.staff_portal import PASSWORD, Portal, first_link, shown

EMAIL = "ola@kommune.example"
WRONG = "E-posten eller passordet stemmer ikke."
NEW = "blå kaffe trapp 93"


def new_password(word: str = NEW, again: str | None = None) -> dict[str, str]:
    return {"nytt_passord": word, "nytt_passord_igjen": word if again is None else again}


async def test_the_first_link_sets_a_password_once_and_lets_in(portal: Portal) -> None:
    link = await first_link(portal)
    # Mail programs look at links before people do.
    for _ in range(2):
        assert "Velg passord" in shown(await portal.get(link))
    page = await portal.post(link, {"navn": "Siri Sjef", "epost": "Siri@Kommune.example",
                                    **new_password()})  # fmt: skip
    assert page.url.path == "/ansatt/"
    assert "Logget inn som Siri Sjef" in shown(page)
    again = await portal.get(link)
    assert again.status_code == 404
    assert "Denne lenken er brukt, eller den er for gammel." in shown(again)
    portal.client.cookies.clear()
    assert (await portal.log_in("siri@kommune.example ", NEW)).url.path == "/ansatt/"
    (admin,) = await portal.rows(StaffMember, role="admin")
    assert admin.password_hash.startswith("$argon2id$")


async def test_a_link_stops_working_after_a_week(portal: Portal) -> None:
    link = await first_link(portal)
    with time_machine.travel(utcnow() + timedelta(days=7, minutes=1)):
        assert (await portal.get(link)).status_code == 404
        sent = await portal.post(link, new_password(), page="/ansatt/logg-inn")
        assert sent.status_code == 404
    (admin,) = await portal.rows(StaffMember, role="admin")
    assert admin.password_hash is None


async def test_of_two_who_use_a_link_one_comes_in(portal: Portal) -> None:
    link = await first_link(portal)
    first = await portal.post(link, new_password())
    assert first.url.path == "/ansatt/"
    portal.client.cookies.clear()
    second = await portal.post(link, new_password("rød kaffe trapp 93"), page="/ansatt/logg-inn")
    assert second.status_code == 404


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("kort", "minst 12 tegn"),
        ("a" * 12, "lett å gjette"),
        ("123456789012", "lett å gjette"),
        ("abcdefghijklm", "lett å gjette"),
        ("Passord123456!", "lett å gjette"),
        ("Sommer2026Sommer", "lett å gjette"),
        ("velkommen2026!!", "lett å gjette"),
        ("ola.nordmann.2026", "lett å gjette"),
        ("x" * 129, "høyst 128 tegn"),
    ],
)
def test_a_password_that_can_be_guessed_is_refused_with_a_way_forward(word: str, says: str) -> None:
    with pytest.raises(PasswordRefused) as refused:
        passwords.require_strong(word, "Ola Nordmann", "ola.nordmann@kommune.example")
    assert says in refused.value.detail


def test_a_few_words_make_a_good_password() -> None:
    passwords.require_strong(PASSWORD, "Ola Nordmann", EMAIL)
    passwords.require_strong("korrekt hest batteri", "Ola Nordmann", EMAIL)


async def test_the_same_letter_from_another_keyboard_is_the_same_password() -> None:
    stored = await passwords.hashed("blå kaffe trapp 93")
    assert await passwords.verified("bla\u030a kaffe trapp 93", stored)
    assert not await passwords.verified("bla kaffe trapp 93", stored)


async def test_a_refused_password_leaves_the_link_and_what_was_typed(portal: Portal) -> None:
    link = await first_link(portal)
    page = await portal.post(link, {"navn": "Siri", "epost": "s@k.example",
                                    **new_password(NEW, "noe annet")})  # fmt: skip
    assert page.status_code == 422
    assert "De to passordene er ikke like." in shown(page)
    assert 'value="Siri"' in page.text
    assert NEW not in page.text
    assert (await portal.get(link)).status_code == 200


async def test_wrong_unknown_and_closed_are_told_alike(portal: Portal) -> None:
    await portal.add_member(EMAIL)
    await portal.add_member("stengt@kommune.example", active=False)
    for email, word in (
        (EMAIL, "feil passord her"),
        ("ukjent@kommune.example", PASSWORD),
        ("stengt@kommune.example", PASSWORD),
        (EMAIL, ""),
        (EMAIL, "x" * 100_000),
    ):
        page = await portal.log_in(email, word)
        assert page.status_code == 401
        assert WRONG in shown(page)
        assert f'value="{email}"' in page.text
    assert await portal.rows(StaffSession) == []


async def test_an_unknown_address_costs_as_much_work_as_a_known_one(
    visitor: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    await visitor.add_member(EMAIL)
    checked: list[str] = []
    real = passwords._HASHER.verify

    class Counting:
        def verify(self, password: str, stored: str) -> bool:
            checked.append(stored.rsplit("$", 2)[0])
            return bool(real(password, stored))

        hash = passwords._HASHER.hash

    monkeypatch.setattr(passwords, "_HASHER", Counting())
    await visitor.log_in(EMAIL, "feil passord her")
    await visitor.log_in("ukjent@kommune.example", "feil passord her")
    assert len(checked) == 2
    assert checked[0] == checked[1]


async def test_login_takes_a_new_token_and_ends_the_old_one(desk: Portal) -> None:
    old = desk.client.cookies["ansatt"]
    await desk.log_in(EMAIL)
    new = desk.client.cookies["ansatt"]
    assert new != old
    assert len(await desk.rows(StaffSession)) == 1
    assert not await desk.lets_in(old)
    assert await desk.lets_in(new)


async def test_the_cookie_is_kept_from_scripts_and_other_sites(portal: Portal) -> None:
    await portal.add_member(EMAIL)
    csrf = await portal.csrf("/ansatt/logg-inn")
    data = {"csrf": csrf, "epost": EMAIL, "passord": PASSWORD}
    answer = await portal.client.post("/ansatt/logg-inn", data=data)
    cookie = next(one for one in answer.headers.get_list("set-cookie") if "ansatt=" in one)
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    (row,) = await portal.rows(StaffSession)
    assert row.token_hash not in cookie
    assert len(row.token_hash) == 64


async def test_with_https_the_cookie_has_the_host_prefix(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"public_url": "https://hjelp.kommune.example"}))
    async with client_of(app) as client:
        answer = await client.get("/ansatt/logg-inn")
    (cookie,) = answer.headers.get_list("set-cookie")
    assert cookie.startswith("__Host-ansatt-skjema=")
    assert "Secure" in cookie
    assert "Domain" not in cookie


async def test_logout_ends_the_login(desk: Portal) -> None:
    token = desk.client.cookies["ansatt"]
    page = await desk.post("/ansatt/logg-ut", page="/ansatt/")
    assert "Du er logget ut." in shown(page)
    assert await desk.rows(StaffSession) == []
    assert not await desk.lets_in(token)


async def test_a_login_ends_after_an_hour_without_use_and_comes_back_to_the_page(
    desk: Portal,
) -> None:
    now = utcnow()
    with time_machine.travel(now + timedelta(minutes=50)):
        assert (await desk.client.get("/ansatt/")).status_code == 200
    with time_machine.travel(now + timedelta(minutes=109)):
        assert (await desk.client.get("/ansatt/")).status_code == 200
    with time_machine.travel(now + timedelta(minutes=170)):
        page = await desk.get("/ansatt/tider")
        assert "Du har vært borte en stund" in shown(page)
        assert 'name="neste" value="/ansatt/tider"' in page.text


async def test_a_login_ends_after_eight_hours_however_busy(desk: Portal) -> None:
    now = utcnow()
    for minutes in range(45, 8 * 60, 45):
        with time_machine.travel(now + timedelta(minutes=minutes)):
            assert (await desk.client.get("/ansatt/")).status_code == 200
    with time_machine.travel(now + timedelta(hours=8, seconds=1)):
        assert (await desk.client.get("/ansatt/")).status_code == 303


async def test_a_new_password_ends_every_other_login(desk: Portal) -> None:
    phone = desk.client.cookies["ansatt"]
    desk.client.cookies.clear()
    await desk.log_in(EMAIL)
    wrong = await desk.post("/ansatt/passord", {"passord": "feil", **new_password()})
    assert "Det nåværende passordet stemmer ikke." in shown(wrong)
    page = await desk.post("/ansatt/passord", {"passord": PASSWORD, **new_password()})
    assert "Passordet er byttet." in shown(page)
    assert len(await desk.rows(StaffSession)) == 1
    assert not await desk.lets_in(phone)
    desk.client.cookies.clear()
    assert (await desk.log_in(EMAIL)).status_code == 401
    assert (await desk.log_in(EMAIL, NEW)).status_code == 200


@pytest.mark.parametrize(
    "elsewhere", ["https://ond.example/", "//ond.example", "/chat", "/ansatt\\x"]
)
async def test_a_login_never_leads_out_of_the_portal(visitor: Portal, elsewhere: str) -> None:
    await visitor.add_member(EMAIL)
    page = await visitor.client.get("/ansatt/logg-inn", params={"neste": elsewhere})
    assert 'name="neste" value="/ansatt/"' in page.text
    data = {"epost": EMAIL, "passord": PASSWORD, "neste": elsewhere}
    landed = await visitor.post("/ansatt/logg-inn", data)
    assert landed.url.path == "/ansatt/"


@pytest.fixture
async def limited(settings: Settings, engine: httpx2.MockTransport) -> FastAPI:
    return create_app(settings.model_copy(update={"rate_limits": "on"}), engine=engine)


async def test_many_tries_wait_longer_and_longer(limited: FastAPI) -> None:
    async with client_of(limited) as client:
        client.app = limited  # type: ignore[attr-defined]
        portal = Portal(client)
        await portal.add_member(EMAIL)
        now = utcnow()
        waits = []
        with time_machine.travel(now, tick=False) as clock:
            for _ in range(21):
                page = await portal.log_in(EMAIL, "feil passord her")
                while page.status_code == 429:
                    text = shown(page)
                    assert "Vent inntil" in text
                    waits.append(text.split("Vent inntil ")[1].split(",")[0])
                    clock.shift(timedelta(minutes=1))
                    page = await portal.log_in(EMAIL, "feil passord her")
                    if len(waits) > 60:
                        break
        assert waits[0] == "ett minutt"
        assert "15 minutter" in waits
        assert "6 timer" in waits
        with time_machine.travel(now, tick=False):
            other = await portal.log_in("annen@kommune.example", "feil passord her")
            assert other.status_code == 401
