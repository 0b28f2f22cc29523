"""A real browser against the mock server: the built pages, real HTTP, the real security policy."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from web_mock_server import Mock, create_mock

from api.web.build import WEB, build

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic",
]  # fmt: skip
PHONE = {"width": 390, "height": 844}
# What the browser itself prints when a request fails; the chat must add nothing to it.
NETWORK = "Failed to load resource"

OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "open_page" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


class Site:
    """The running mock server."""

    def __init__(self, address: str, mock: Mock) -> None:
        self.address = address
        self.mock = mock


@pytest.fixture(scope="session")
def running_site() -> Iterator[Site]:
    build()
    app, mock = create_mock()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the mock server did not start"
        time.sleep(0.02)
    yield Site(f"http://127.0.0.1:{port}", mock)
    server.should_exit = True
    thread.join(5)


@pytest.fixture
def site(running_site: Site) -> Site:
    running_site.mock.reset()
    return running_site


@pytest.fixture
def mock(site: Site) -> Mock:
    return site.mock


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[OpenPage]:
    """Opens a page; whatever it does, it may print nothing, throw nothing and break no policy."""
    contexts, printed = [], []

    def note(message: ConsoleMessage) -> None:
        if NETWORK not in message.text:
            printed.append(message.text)

    def open_(path: str, *, width: int = 390, height: int = 844, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8_000)
        page.on("console", note)
        page.on("pageerror", lambda error: printed.append(str(error)))
        page.goto(site.address + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert printed == []


@pytest.fixture
def chat(open_page: OpenPage) -> Page:
    """The chat on a phone, greeted."""
    page = open_page("/chat", has_touch=True, is_mobile=True)
    page.locator(".turn-assistant .message").first.wait_for()
    return page


def say(page: Page, text: str) -> None:
    """Writes and sends, and waits until the answer stands there."""
    before = page.locator(".turn-assistant").count()
    page.get_by_label("Skriv med dine egne ord").fill(text)
    page.get_by_role("button", name="Send").click()
    page.locator(".turn-assistant").nth(before).wait_for()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """Violations of WCAG 2.2 A and AA on a page, as short sentences."""
    source = (WEB / "node_modules" / "axe-core" / "axe.min.js").read_text()
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

    def check(page: Page) -> list[str]:
        page.evaluate(source)
        found = page.evaluate(
            "tags => window.axe.run(document, {runOnly: {type: 'tag', values: tags}})", tags
        )
        return [
            f"{one['id']}: {node['html'][:120]} {node.get('failureSummary', '')[:160]}"
            for one in found["violations"]
            for node in one["nodes"]
        ]

    return check
