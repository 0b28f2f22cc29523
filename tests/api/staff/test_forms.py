"""Forms are only taken from our own pages, in the login that they were opened in."""

import re

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from api.main import create_app
from api.models import ContactAttempt
from api.settings import Settings
from api.staff.forms import open_form, require_admin, require_staff, staff_form
from tests.api.staff.staff_portal import Portal, shown

# Open on purpose, with the reason.
OPEN = {
    ("GET", "/ansatt/logg-inn"): "the login itself",
    ("POST", "/ansatt/logg-inn"): "the login itself",
    ("GET", "/ansatt/velkommen/{token}"): "the one-time link is the key",
    ("POST", "/ansatt/velkommen/{token}"): "the one-time link is the key",
    ("GET", "/ansatt/static/staff.css"): "the login page is styled too",
}
KEY = "0" * 32


def guards(dependant: Dependant) -> set[object]:
    """Every dependency of a route, however deep."""
    found: set[object] = {dependant.call}
    for inner in dependant.dependencies:
        found |= guards(inner)
    return found


ROUTES = [
    (method, str(route.path), guards(route.dependant))
    for route in iter_route_contexts(create_app(Settings(_env_file=None, secret="x")).routes)
    if str(route.path).startswith("/ansatt")
    for method in sorted(route.methods or {})
]
EACH = pytest.mark.parametrize(
    ("method", "path", "have"), ROUTES, ids=[f"{method} {path}" for method, path, _ in ROUTES]
)


def test_the_portal_has_its_routes() -> None:
    assert len(ROUTES) >= 22


@EACH
def test_every_route_wants_a_login_and_every_form_a_token(
    method: str, path: str, have: set[object]
) -> None:
    if (method, path) in OPEN:
        assert method == "GET" or open_form in have
        return
    assert require_staff in have
    assert method == "GET" or staff_form in have


@EACH
async def test_nobody_sees_or_does_anything_without_a_login(
    visitor: Portal, method: str, path: str, have: set[object]
) -> None:
    if (method, path) in OPEN:
        return
    path = path.replace("{kind}", "bestilling").replace("{key}", KEY)
    answer = await visitor.client.request(method, path.replace("{rest:path}", "noe"))
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/ansatt/logg-inn?neste=%2Fansatt%2F")
    assert answer.headers["cache-control"] == "no-store"


async def test_what_is_for_administrators_is_closed_to_others(visitor: Portal) -> None:
    await visitor.add_member("ola@kommune.example")
    await visitor.log_in("ola@kommune.example")
    closed = [(method, path) for method, path, have in ROUTES if require_admin in have]
    assert len(closed) == 7
    for method, path in closed:
        page = await visitor.client.request(method, path.replace("{key}", KEY))
        assert page.status_code == 403, path
        assert "for administratorer" in shown(page)


@pytest.mark.parametrize("token", [None, "", "feil", "å" * 43])
async def test_a_form_without_its_token_does_nothing_and_can_be_sent_again(
    desk: Portal, token: str | None
) -> None:
    key = await desk.ask_for_call()
    data = {"hva": "no_answer", "sett": "0"} | ({} if token is None else {"csrf": token})
    path = f"/ansatt/oppringing/{key}/kontakt"
    page = await desk.client.post(path, data=data)
    assert page.status_code == 403
    assert "Siden var åpen for lenge" in shown(page)
    assert await desk.rows(ContactAttempt) == []
    # What was filled in stands there with a token that holds: one press more is enough.
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.text.split("<main", 1)[1]))
    assert fields["hva"] == "no_answer"
    again = await desk.client.post(path, data=fields, follow_redirects=True)
    assert "Notert at du ringte" in shown(again)
    assert len(await desk.rows(ContactAttempt)) == 1


async def test_the_token_of_another_login_does_not_hold(desk: Portal) -> None:
    key = await desk.ask_for_call()
    old = await desk.csrf(f"/ansatt/oppringing/{key}")
    await desk.log_in("ola@kommune.example")
    data = {"hva": "done", "sett": "0", "csrf": old}
    assert (
        await desk.client.post(f"/ansatt/oppringing/{key}/kontakt", data=data)
    ).status_code == 403
    assert await desk.rows(ContactAttempt) == []


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"origin": "http://test"}, True),
        ({"origin": "https://ond.example"}, False),
        ({"origin": "http://test.ond.example"}, False),
        ({"origin": "null"}, False),
        # What the browser says of the site goes before the origin, which it may hide.
        ({"origin": "null", "sec-fetch-site": "same-origin"}, True),
        ({"origin": "http://test", "sec-fetch-site": "cross-site"}, False),
    ],
)
async def test_a_form_from_another_site_does_nothing_even_with_the_token(
    visitor: Portal, headers: dict[str, str], taken: bool
) -> None:
    await visitor.add_member("ola@kommune.example")
    await visitor.log_in("ola@kommune.example")
    key = await visitor.ask_for_call()
    path = f"/ansatt/oppringing/{key}"
    data = {"hva": "done", "sett": "0"}
    page = await visitor.post(f"{path}/kontakt", data, page=path, headers=headers)
    assert page.status_code == (200 if taken else 403)
    assert len(await visitor.rows(ContactAttempt)) == taken
    if not taken:
        assert "Dette ble ikke sendt fra våre sider" in shown(page)
        assert 'name="hva"' not in page.text


async def test_a_password_is_never_written_back_into_a_page(desk: Portal) -> None:
    data = {"passord": "hemmelig ord her", "nytt_passord": "enda et ord her", "csrf": "feil"}
    page = await desk.client.post("/ansatt/passord", data=data)
    assert page.status_code == 403
    assert "ord her" not in page.text
    assert "Ingenting ble endret." in shown(page)


@pytest.mark.parametrize("path", ["/ansatt/logg-inn", "/ansatt/velkommen/" + "a" * 43])
async def test_forms_before_the_login_have_a_token_as_well(visitor: Portal, path: str) -> None:
    data = {"epost": "ola@kommune.example", "passord": "x"}
    assert (await visitor.client.post(path, data=data)).status_code == 403
    cross = {"sec-fetch-site": "cross-site"}
    page = await visitor.post(path, data, page="/ansatt/logg-inn", headers=cross)
    assert page.status_code == 403


async def test_a_broken_form_is_told_on_a_page(desk: Portal) -> None:
    key = await desk.ask_for_call()
    path = f"/ansatt/oppringing/{key}"
    for data in ({"hva": "noe annet", "sett": "0"}, {"sett": "0"}):
        page = await desk.post(f"{path}/kontakt", data, page=path)
        assert page.status_code == 422
        assert "Noe i skjemaet mangler" in shown(page)
    broken = await desk.client.post(
        f"{path}/kontakt", content=b"--x\r\nbad", headers={"content-type": "multipart/form-data"}
    )
    assert broken.status_code in {400, 422}
    assert "text/html" in broken.headers["content-type"]


async def test_every_page_is_kept_from_frames_caches_and_foreign_scripts(desk: Portal) -> None:
    for path in ("/ansatt/", "/ansatt/tider", "/ansatt/passord", "/ansatt/logg-inn", "/ansatt/x"):
        page = await desk.get(path)
        policy = page.headers["content-security-policy"]
        assert page.headers["cache-control"] == "no-store"
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert page.headers["x-content-type-options"] == "nosniff"
        assert "<script" not in page.text
        assert " style=" not in page.text
        assert re.findall(r'(?:src|href)="(?:https?:)?//', page.text) == []
