"""Renews the pictures in docs/images (`make screenshots`): a short conversation, phone and desktop.

Give the address of a running product. Without one the pages are served by the mock that the tests
use: same pages, scripted words. What was said is erased again at the end.
"""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import Browser, Page, Response, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"]
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
# A picture in a page that is read on a phone, too.
MOST_BYTES = 300_000
PATIENCE_MS, SETTLES_MS = 15_000, 400
# Understood by the product, and words that the mock's script knows.
CONCERN = "jeg sover så dårlig, og så drikker jeg litt for mye om kvelden"
FREE_TIMES = "jeg vil gjerne ha en ledig time hos rask psykisk helsehjelp"


@contextmanager
def mock_address() -> Iterator[str]:
    """Address of the mock server while the block runs."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "web")]
    from web_mock_server import create_mock  # noqa: PLC0415  found by the line above

    from api.web.build import build  # noqa: PLC0415

    build()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(create_mock()[0], port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise SystemExit("The mock server did not start.")
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(5)


def say(page: Page, text: str) -> None:
    """Write, send, and wait for the answer."""
    before = page.locator(".turn-assistant").count()
    page.get_by_label("Skriv med dine egne ord").fill(text)
    page.get_by_role("button", name="Send").click()
    page.locator(".turn-assistant").nth(before).wait_for()


def greeted(page: Page) -> None:
    """Wait until the assistant has said hello."""
    page.locator(".turn-assistant .message").first.wait_for()


def phone(page: Page) -> None:
    """The chat alone: the greeting, a concern, and what is asked next."""
    page.goto("/chat")
    greeted(page)
    say(page, CONCERN)


def desktop(page: Page) -> None:
    """The municipality's page with the chat opened on it: a concern, and free times."""
    page.goto("/")
    page.get_by_role("link", name="Snakk med oss").click()
    greeted(page)
    say(page, CONCERN)
    say(page, FREE_TIMES)


def take(browser: Browser, address: str, name: str, **context: Any) -> Path:
    """Hold the conversation of that name, picture it, erase it."""
    opened = browser.new_context(base_url=address, reduced_motion="reduce", **context)
    page = opened.new_page()
    page.set_default_timeout(PATIENCE_MS)
    started: list[dict[str, Any]] = []

    def note(response: Response) -> None:
        if response.request.method == "POST" and response.url.endswith("/api/conversations"):
            started.append(response.json())

    page.on("response", note)
    path = IMAGES / f"chat-{name}.png"
    try:
        {"phone": phone, "desktop": desktop}[name](page)
        # Not in the picture: the writing mark, and what still slides into place.
        page.evaluate("document.activeElement?.blur()")
        page.wait_for_timeout(SETTLES_MS)
        # The chat shows the answer's beginning; a picture wants the question, too.
        page.locator(".message-person").last.evaluate("one => one.scrollIntoView()")
        page.wait_for_timeout(SETTLES_MS)
        page.screenshot(path=path, animations="disabled")
    finally:
        for one in started:
            page.request.delete(
                f"/api/conversations/{one['id']}",
                headers={"Authorization": f"Bearer {one['token']}"},
            )
        opened.close()
    if path.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{path.name} has {path.stat().st_size} bytes, over {MOST_BYTES}.")
    return path


def pictures(address: str) -> None:
    """Both pictures from the product at `address`."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name, context in (
            ("phone", {"viewport": PHONE, "is_mobile": True, "has_touch": True}),
            ("desktop", {"viewport": DESKTOP}),
        ):
            path = take(browser, address, name, locale="nb-NO", **context)
            print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1000} kB")
        browser.close()


def main(arguments: list[str]) -> None:
    """The command: an address, or none for the mock."""
    if arguments:
        pictures(arguments[0].rstrip("/"))
        return
    with mock_address() as address:
        pictures(address)


if __name__ == "__main__":
    main(sys.argv[1:])
