"""The portal in a real browser, on a phone and at a desk: the whole way, axe on each page."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from api.db import Database
from api.main import create_app
from api.settings import Settings
from api.setup import service as setup
from tests.api.calendars import add_slot, next_weekday
from tests.api.staff.staff_portal import PASSWORD, SUMMARY
from tests.web.conftest import ARGUMENTS, CHROMIUM, axe  # noqa: F401 (a fixture)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="Chromium is not installed"),
]


@pytest.fixture
def address(settings: Settings) -> Iterator[str]:
    """The real application on a port of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(create_app(settings), port=port, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the application did not start"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(5)


async def prepare(settings: Settings) -> tuple[str, str]:
    """A free time, and the first administrator's one-time link."""
    database = Database(settings)
    async with database.transaction() as session:
        slot = await add_slot(session, next_weekday(hour=9))
        token = await setup.first_admin_token(session)
    await database.close()
    return slot.id, f"/ansatt/velkommen/{token}"


@pytest.mark.parametrize("size", [(390, 844), (1280, 800)], ids=["phone", "desk"])
def test_from_the_first_link_to_a_person_called(
    axe: Callable[[Page], list[str]],  # noqa: F811
    settings: Settings,
    address: str,
    size: tuple[int, int],
) -> None:
    slot, link = asyncio.run(prepare(settings))
    wish = {
        "client_id": "c-1", "slot_id": slot, "name": "Kari Nordmann", "phone": "412 34 567",
        "summary": SUMMARY, "language": "nn", "consent": True,
    }  # fmt: skip
    assert httpx2.post(f"{address}/api/bookings", json=wish, trust_env=False).status_code == 201
    # A browser of its own, gone when the test is: its loop would stop every asynchronous test.
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        walk(running, address, link, size, axe)
        running.close()


def walk(
    browser: Browser,
    address: str,
    link: str,
    size: tuple[int, int],
    axe: Callable[[Page], list[str]],  # noqa: F811
) -> None:
    """From the link to the logout, with every page looked at."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    page.set_default_timeout(8_000)

    def sound() -> None:
        assert axe(page) == []
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) <= 0

    page.goto(address + link)
    sound()
    page.get_by_label("Navnet ditt").fill("Siri Sjef")
    page.get_by_label("Passord", exact=True).fill(PASSWORD)
    page.get_by_label("Passordet en gang til").fill(PASSWORD)
    page.get_by_role("button", name="Lagre og gå inn").click()
    expect(page.get_by_text("drikk litt for mykje om kveldane")).to_be_visible()
    sound()
    page.get_by_role("link", name="Kari Nordmann").click()
    expect(page.get_by_role("link", name="Ring 412 34 567")).to_be_visible()
    sound()
    page.get_by_role("button", name="Ikke svar").click()
    expect(page.get_by_role("status")).to_have_text("Notert at du ringte uten å få svar.")
    sound()
    page.get_by_role("link", name="Avbestill timen").click()
    sound()
    for path in ("tider", "medarbeidere", "logg", "passord", "finnes-ikke", "?vis=tidligere"):
        page.goto(f"{address}/ansatt/{path}")
        sound()
    page.get_by_role("button", name="Logg ut").click()
    expect(page.get_by_role("heading", name="Logg inn")).to_be_visible()
    sound()
    context.close()
