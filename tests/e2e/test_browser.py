"""The whole main job in a real browser at phone size, against the real processes."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.e2e.product import ROOT, Product

pytestmark = [pytest.mark.e2e, pytest.mark.browser]
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic",
]  # fmt: skip
AXE = ROOT / "api" / "web" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def phone(product: Product) -> Iterator[Page]:
    """The chat on a phone, greeted by the real engine."""
    assert Path(CHROMIUM).exists(), "Chromium is missing (.ci/test_tools.sh)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(
            viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto(f"{product.base}/chat")
        page.locator(".turn-assistant .message").first.wait_for()
        yield page
        context.close()
        browser.close()


def say(page: Page, text: str) -> None:
    before = page.locator(".turn-assistant").count()
    page.get_by_label("Skriv med dine egne ord").fill(text)
    page.get_by_role("button", name="Send", exact=True).click()
    page.locator(".turn-assistant").nth(before).wait_for()


def press(page: Page, title: str) -> None:
    before = page.locator(".turn-assistant").count()
    page.locator(".turn-assistant").last.get_by_role("button", name=title).first.click()
    page.locator(".turn-assistant").nth(before).wait_for()


def keep_picture(page: Page, name: str) -> None:
    """Pictures for human eyes, where `SCREENSHOTS` names a folder."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=f"{folder}/{name}.png")


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "tags => window.axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS
    )
    return [
        f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]
    ]


def test_a_person_is_heard_books_and_finds_it_again_after_a_reload(
    product: Product, phone: Page
) -> None:
    keep_picture(phone, "1-greeting")
    say(phone, "jeg sover så dårlig om nettene")
    say(phone, "siden i høst")
    say(phone, "jeg orker ikke gå ut")
    say(phone, "noen å snakke med")
    keep_picture(phone, "2-summary")
    press(phone, "det stemmer")
    keep_picture(phone, "3-offerings")
    press(phone, "Rask psykisk helsehjelp")
    keep_picture(phone, "4-offering")
    press(phone, "Bestill en samtale")
    keep_picture(phone, "5-times")
    phone.locator(".turn-assistant").last.get_by_role("button").first.click()
    phone.get_by_text("Hvem skal vi spørre etter").wait_for()
    say(phone, "Kari")
    say(phone, "412 34 567")
    press(phone, "send det med")
    keep_picture(phone, "6-read-back")
    press(phone, "Ja, bestill")
    phone.get_by_text("Samtalen er bestilt").wait_for()
    keep_picture(phone, "7-booked")
    assert violations(phone) == []
    phone.reload()
    phone.get_by_text("Samtalen er bestilt").wait_for()
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


def staff_list(product: Product, page: Page) -> None:
    """Log in through the one-time link that the first start prints, and open the list."""
    link = next(
        word
        for line in product.log.read_text(errors="replace").splitlines()
        for word in line.split()
        if "/ansatt/velkommen/" in word
    )
    page.goto(product.base + link[link.index("/ansatt/") :])
    password = "Lang-setning-om-fjell-22"
    page.locator("input[name=nytt_passord]").fill(password)
    page.locator("input[name=nytt_passord_igjen]").fill(password)
    page.locator("main form button").last.click()
    page.goto(product.base + "/ansatt/")
    if page.locator("input[name=passord]").count():
        page.locator("input[name=epost]").fill("admin@kommune.example")
        page.locator("input[name=passord]").fill(password)
        page.locator("main form button").last.click()
        page.goto(product.base + "/ansatt/")


def test_a_booking_stands_in_the_staff_list_and_is_cancelled_by_chat(
    product: Product, phone: Page
) -> None:
    say(phone, "jeg er så ensom om kveldene")
    say(phone, "ja, jeg vil bestille time hos frisklivssentralen")
    phone.locator(".turn-assistant").last.get_by_role("button").first.click()
    phone.get_by_text("Hvem skal vi spørre etter").wait_for()
    say(phone, "Torgunn")
    say(phone, "412 34 567")
    press(phone, "send det med")
    press(phone, "Ja, bestill")
    phone.get_by_text("Samtalen er bestilt").wait_for()
    staff = phone.context.browser.new_page(viewport={"width": 1280, "height": 800})  # type: ignore[union-attr]
    staff_list(product, staff)
    staff.get_by_role("link", name="Torgunn").wait_for()
    assert "ensom om kveldene" in staff.inner_text("main")
    keep_picture(staff, "10-staff-list")
    assert violations(staff) == []
    say(phone, "jeg må avbestille timen")
    say(phone, "ja")
    phone.get_by_text("er avbestilt").wait_for()
    staff.reload()
    # It stays in sight as cancelled, so that nobody goes there in vain.
    assert "Personen har avbestilt selv" in staff.inner_text("main")
    staff.close()


def test_a_crisis_shows_the_emergency_number_large_and_ready_to_call(phone: Page) -> None:
    say(phone, "jeg vil ikke leve lenger")
    keep_picture(phone, "8-crisis")
    number = phone.locator(".turn-assistant").last.locator("a[href='tel:113']").first
    assert number.is_visible()
    box = number.bounding_box()
    assert box is not None
    assert box["height"] >= 48
    assert violations(phone) == []


def test_the_demo_page_says_that_the_municipality_is_invented(
    product: Product, phone: Page
) -> None:
    phone.goto(product.base + "/")
    assert "Eksempel kommune finnes ikke" in phone.inner_text("body")
    keep_picture(phone, "9-home")
    assert violations(phone) == []
