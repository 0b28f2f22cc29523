"""For shaking hands, weak eyes, screen readers, keyboards and small or enlarged screens."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import OpenPage, say

KINDS = ["krise", "usikker", "tilbud", "oppsummer", "ledig", "ring meg", "nummer", "nynorsk"]
BOOKING = "/time/K7M4XP#t=secret-token"
Axe = Callable[[Page], list[str]]


def settled(page: Page, path: str) -> None:
    """Waits until the page at `path` shows what it is for."""
    if path.startswith("/chat"):
        page.locator(".turn-assistant .message").first.wait_for()
    elif path.startswith("/time"):
        page.locator(".reference-value, .buttons").first.wait_for()


def overflow(page: Page) -> int:
    """How many pixels the page, or anything scrolling in it, is wider than its window."""
    return page.evaluate(
        "() => Math.max(0, ...['html', 'main', '.phone-bar', '.chat', '.chat-scroll', 'dialog']"
        ".flatMap(name => [...document.querySelectorAll(name)])"
        ".map(e => e.scrollWidth - e.clientWidth))"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/chat", BOOKING, "/time/GALT#t=feil", "/personvern"])
def test_no_page_violates_wcag_22_aa(open_page: OpenPage, axe: Axe, path: str, scheme: str) -> None:
    page = open_page(path, color_scheme=scheme)
    settled(page, path)
    assert axe(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_kind_of_message_violates_wcag_22_aa(open_page: OpenPage, axe: Axe, scheme: str) -> None:
    page = open_page("/chat", color_scheme=scheme)
    settled(page, "/chat")
    for words in KINDS:
        say(page, words)
    page.locator(".turn-assistant").last.scroll_into_view_if_needed()
    assert axe(page) == []


def test_no_dialog_violates_wcag_22_aa(open_page: OpenPage, axe: Axe) -> None:
    # Without motion: half faded in, nothing has the contrast that it ends with.
    page = open_page("/", reduced_motion="reduce")
    page.get_by_role("link", name="Snakk med oss").click()
    page.locator(".turn-assistant .message").wait_for()
    assert axe(page) == []
    page.get_by_role("button", name="Meny").click()
    assert axe(page) == []
    page.get_by_role("button", name="Slett samtalen").click()
    assert axe(page) == []


def test_the_offline_banner_does_not_violate_wcag_22_aa(
    open_page: OpenPage, axe: Axe, mock
) -> None:
    page = open_page("/chat")
    settled(page, "/chat")
    mock.fail_next = 1_000
    page.get_by_label("Skriv med dine egne ord").fill("hallo")
    page.get_by_role("button", name="Send").click()
    page.locator(".unsent").wait_for()
    assert axe(page) == []


@pytest.mark.parametrize("path", ["/", "/chat", BOOKING, "/personvern"])
def test_nothing_scrolls_sideways_at_320_pixels_or_400_percent_zoom(
    open_page: OpenPage, path: str
) -> None:
    page = open_page(path, width=320, height=568)
    settled(page, path)
    if path == "/chat":
        for words in KINDS:
            say(page, words)
    for height in (568, 256):
        page.set_viewport_size({"width": 320, "height": height})
        for size in ("0", "1", "2"):
            page.evaluate("size => { document.documentElement.dataset.text = size }", size)
            assert overflow(page) == 0, (height, size)


def test_at_400_percent_zoom_the_words_have_the_screen_to_themselves(open_page: OpenPage) -> None:
    page = open_page("/chat", width=320, height=256)
    settled(page, "/chat")
    say(page, "krise")
    call = page.locator("[data-kind=crisis] a").first
    call.scroll_into_view_if_needed()
    expect(call).to_be_in_viewport(ratio=1)
    # The bars have scrolled away with the rest.
    expect(page.locator(".phone-bar")).not_to_be_in_viewport()


def test_every_target_is_at_least_48_pixels_high(open_page: OpenPage) -> None:
    page = open_page("/chat")
    settled(page, "/chat")
    for words in KINDS:
        say(page, words)
    page.get_by_role("button", name="Meny").click()
    small = page.evaluate(
        "() => [...document.querySelectorAll('a, button, textarea')]"
        ".filter(e => !e.classList.contains('skip-link'))"
        ".map(e => [e.textContent, e.getBoundingClientRect()])"
        ".filter(([_, box]) => box.height < 48 || box.width < 48)"
        ".map(([text, box]) => `${text}: ${box.width} × ${box.height}`)"
    )
    assert small == []


def test_no_text_is_smaller_than_16_pixels(open_page: OpenPage) -> None:
    page = open_page("/chat")
    settled(page, "/chat")
    for words in KINDS:
        say(page, words)
    sizes = page.evaluate(
        "() => [...document.querySelectorAll('body *')].filter(e => [...e.childNodes]"
        ".some(n => n.nodeType === 3 && n.textContent.trim()))"
        ".map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 16
    assert page.evaluate("() => parseFloat(getComputedStyle(document.body).fontSize)") >= 18


def test_the_numbers_to_call_are_always_in_sight(open_page: OpenPage) -> None:
    page = open_page("/chat")
    settled(page, "/chat")
    for words in ("lang", "lang", "tilbud"):
        say(page, words)
    bar = page.get_by_role("navigation", name="Telefonnumre")
    assert [link.get_attribute("href") for link in bar.get_by_role("link").all()] == [
        "tel:113", "tel:116117", "tel:00000000",
    ]  # fmt: skip
    for link in bar.get_by_role("link").all():
        expect(link).to_be_in_viewport(ratio=1)


def test_the_whole_way_to_a_booking_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Gå til innholdet")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Snakk med oss")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator(".turn-assistant .message").wait_for()
    tab_to(page, "composer-text")
    page.keyboard.type("er det ledig")
    page.keyboard.press("Enter")
    page.locator(".slot").first.wait_for()
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("() => document.activeElement.classList.contains('slot')"):
            break
    page.keyboard.press("Enter")
    page.locator(".booking").wait_for()
    # The focus stays where it was, so the next Tab leads to the answer and not to the top.
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    focused = page.evaluate("() => document.activeElement.textContent")
    assert focused in {"Legg i kalenderen", "Endre eller avbestill", "Ingen av dem passer"}
    page.keyboard.press("Escape")
    expect(page.locator("dialog.chat-dialog")).not_to_be_visible()
    expect(page.get_by_role("link", name="Snakk med oss")).to_be_focused()


def tab_to(page: Page, identifier: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.id") == identifier:
            return
    pytest.fail(f"Tab never reaches {identifier}")


def test_shift_enter_makes_a_new_line_and_the_field_grows(open_page: OpenPage, mock) -> None:
    page = open_page("/chat")
    settled(page, "/chat")
    field = page.get_by_label("Skriv med dine egne ord")
    before = field.bounding_box()["height"]
    field.focus()
    for words in ("en", "to", "tre"):
        page.keyboard.type(words)
        page.keyboard.press("Shift+Enter")
    assert field.bounding_box()["height"] > before + 40
    assert mock.received == []
    page.keyboard.press("Enter")
    page.locator(".turn-assistant").nth(1).wait_for()
    assert mock.received[0]["text"] == "en\nto\ntre"
    assert field.bounding_box()["height"] == pytest.approx(before, abs=1)


def test_on_a_phone_enter_is_a_new_line(chat: Page, mock) -> None:
    chat.get_by_label("Skriv med dine egne ord").focus()
    chat.keyboard.type("først")
    chat.keyboard.press("Enter")
    chat.keyboard.type("så")
    expect(chat.get_by_label("Skriv med dine egne ord")).to_have_value("først\nså")
    assert mock.received == []


def test_news_is_read_aloud_once_and_says_who_speaks(chat: Page) -> None:
    log = chat.get_by_role("log", name="Samtalen")
    expect(log).to_have_attribute("aria-live", "polite")
    say(chat, "jeg sover dårlig")
    headings = [h.text_content() for h in log.get_by_role("heading", level=2).all()]
    assert headings == ["Svar fra assistenten", "Du skrev", "Svar fra assistenten"]


def test_waiting_is_said_in_words_and_a_repeated_sentence_is_new_to_a_screen_reader(
    chat: Page, mock
) -> None:
    mock.delay = 0.3
    status = chat.locator(".chat > [role=status]")
    said = []
    for number, words in enumerate(("en", "to")):
        chat.get_by_label("Skriv med dine egne ord").fill(words)
        chat.get_by_role("button", name="Send").click()
        expect(chat.locator(".typing")).to_contain_text("Skriver et svar")
        said.append(status.text_content())
        chat.locator(".turn-assistant").nth(number + 1).wait_for()
    assert said[0] != said[1]
    assert {one.strip("\u00a0") for one in said} == {"Skriver et svar"}
    expect(chat.locator(".typing")).to_be_hidden()


def test_nothing_moves_for_those_who_have_asked_for_that(open_page: OpenPage, mock) -> None:
    page = open_page("/chat", reduced_motion="reduce")
    settled(page, "/chat")
    mock.delay = 0.5
    page.get_by_label("Skriv med dine egne ord").fill("hei")
    page.get_by_role("button", name="Send").click()
    page.locator(".dots").wait_for()
    assert page.locator(".dots").evaluate(
        "e => getComputedStyle(e, '::after').animationName"
    ) == "none"  # fmt: skip


def test_larger_text_is_remembered_and_makes_everything_larger(chat: Page) -> None:
    def size() -> float:
        script = "e => parseFloat(getComputedStyle(e).fontSize)"
        return chat.locator(".message p").first.evaluate(script)

    before = size()
    chat.get_by_role("button", name="Meny").click()
    chat.get_by_role("button", name="Størst tekst").click()
    pressed = chat.locator("[aria-pressed=true]").first
    expect(pressed).to_have_text("Størst tekst")
    assert size() == pytest.approx(before * 1.5)
    chat.reload()
    chat.locator(".message p").first.wait_for()
    assert size() == pytest.approx(before * 1.5)


def test_without_scripts_the_numbers_can_still_be_called(browser, site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.address}/chat")
    for number in ("113", "116117", "00000000"):
        expect(page.locator(f"a[href='tel:{number}']")).to_be_visible()
    page.goto(f"{site.address}/")
    expect(page.get_by_role("link", name="Snakk med oss")).to_have_attribute(
        "href", "/chat?entry=chat"
    )
    context.close()
