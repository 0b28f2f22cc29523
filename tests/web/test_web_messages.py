"""Every kind of message of the contract, as a person sees it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import say


def last(page: Page):
    return page.locator(".turn-assistant").last.locator(".message").first


def test_a_text_keeps_its_paragraphs_and_offers_its_choices(chat: Page) -> None:
    expect(last(chat).locator("p")).to_have_count(2)
    expect(last(chat).get_by_role("button")).to_have_count(3)


def test_a_crisis_shows_a_kind_sentence_and_then_the_number_to_call_without_scrolling(
    chat: Page,
) -> None:
    say(chat, "krise")
    crisis = chat.locator("[data-kind=crisis]")
    call = crisis.get_by_role("link").first
    assert call.get_attribute("href") == "tel:113"
    expect(call).to_be_in_viewport(ratio=1)
    assert call.bounding_box()["height"] >= 64
    assert "Du skal ikke være alene" in crisis.locator("p").first.inner_text()
    expect(crisis.get_by_role("link", name="Ring 116 123")).to_have_attribute("href", "tel:116123")


def test_a_line_that_is_closed_says_so(chat: Page) -> None:
    say(chat, "nummer")
    expect(last(chat).locator(".line").last).to_contain_text("Stengt nå")
    expect(last(chat).locator(".line").nth(1)).to_contain_text("Åpent nå")


def test_a_crisis_question_has_numbers_and_an_answer_for_those_who_will_not_answer(
    chat: Page,
) -> None:
    say(chat, "usikker")
    question = last(chat)
    expect(question.get_by_role("link").first).to_have_attribute("href", "tel:113")
    assert question.locator("button").all_inner_texts() == ["Ja", "Nei", "Jeg vil ikke svare"]


def test_offerings_are_cards_that_say_why_what_it_costs_and_how_to_get_in_touch(
    chat: Page, mock
) -> None:
    say(chat, "hvilke tilbud")
    cards = last(chat).locator(".card")
    expect(cards).to_have_count(2)
    for words in ("Fordi du skrev", "gratis", "henvisning", "Ventetiden", "bestille en samtale"):
        expect(cards.first).to_contain_text(words)
    cards.first.get_by_role("button", name="Fortell meg mer: Rask psykisk helsehjelp").click()
    expect(chat.locator("[data-kind=offering]")).to_contain_text("Rask psykisk helsehjelp")
    assert mock.received[-1]["choice"] == "ask_offering?offering=rask-psykisk-helsehjelp"
    expect(chat.locator(".message-person").last).to_have_text("Rask psykisk helsehjelp")


def test_a_summary_shows_the_persons_own_words_and_prints_them_alone(chat: Page) -> None:
    say(chat, "oppsummer")
    card = last(chat).locator(".summary")
    expect(card.get_by_role("listitem")).to_have_count(3)
    chat.evaluate("() => { window.print = () => { window.printed = true } }")
    card.get_by_role("button", name="Skriv ut").click()
    assert chat.evaluate("() => window.printed && document.documentElement.dataset.print") == "card"
    chat.emulate_media(media="print")
    expect(card).to_be_visible()
    expect(chat.locator(".turn-person").last).not_to_be_visible()
    chat.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    assert chat.evaluate("() => document.documentElement.dataset.print") is None


def test_slots_are_large_buttons_under_their_day_in_words(chat: Page, mock) -> None:
    say(chat, "er det ledig")
    days = last(chat).locator(".slot-day")
    expect(days).to_have_count(3)
    heading = days.first.locator("h4").inner_text()
    assert re.fullmatch(r"(Man|Tirs|Ons|Tors|Fre|Lør|Søn)dag \d{1,2}\. [a-z]+( \d{4})?", heading)
    slots = last(chat).locator(".slot")
    expect(slots).to_have_count(6)
    assert all(box["height"] >= 56 for box in (one.bounding_box() for one in slots.all()))
    expect(slots.first).to_contain_text("Samtale på telefon")
    expect(slots.first).not_to_contain_text("Helsehuset")
    expect(slots.nth(1)).to_contain_text("Helsehuset")
    expect(last(chat).get_by_role("button", name="Ingen av dem passer")).to_be_visible()

    slots.nth(1).click()
    booking = chat.locator("[data-kind=booking]")
    expect(booking).to_contain_text("klokka 14.00 til 14.45")
    assert mock.received[-1]["choice"] == "inform?slot_id=slot-1"
    expect(chat.locator(".message-person").last).to_have_text(f"{heading} klokka 14.00")


def test_a_booking_shows_reference_day_calendar_and_the_way_to_change_it(chat: Page) -> None:
    say(chat, "er det ledig")
    chat.locator(".slot").first.click()
    booking = chat.locator("[data-kind=booking]")
    reference = booking.locator(".reference-value")
    expect(reference).to_have_text("K7M4XP")
    assert float(reference.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")) >= 24
    expect(booking.get_by_role("link", name="Legg i kalenderen")).to_have_attribute(
        "href", re.compile(r"/api/bookings/K7M4XP\.ics\?token=")
    )
    booking.get_by_role("link", name="Endre eller avbestill").click()
    expect(chat.get_by_role("heading", level=1)).to_have_text("Timen din")
    chat.locator(".reference-value").wait_for()


def test_a_callback_shows_its_reference(chat: Page) -> None:
    say(chat, "ring meg")
    expect(last(chat)).to_contain_text("R2D9QT")


@pytest.mark.parametrize(("word", "words"), [("ukjent", "Dette er en ny slags melding."),
                                             ("merkelig", "Disse tidene finnes.")])  # fmt: skip
def test_what_is_not_understood_is_shown_as_its_text(chat: Page, word: str, words: str) -> None:
    say(chat, word)
    expect(last(chat)).to_have_text(words)


def test_markup_from_the_server_or_the_person_stays_text(chat: Page) -> None:
    say(chat, "kode <script>document.title='tatt'</script>")
    expect(last(chat)).to_contain_text("<img src=x onerror=")
    assert chat.locator(".log img, .log b, .log script").count() == 0
    assert chat.title() != "tatt"


def test_each_message_carries_its_language(chat: Page) -> None:
    say(chat, "nynorsk")
    expect(last(chat)).to_have_attribute("lang", "nn")
    assert chat.locator("html").get_attribute("lang") == "nb"


def test_a_long_answer_is_shown_from_its_beginning(chat: Page) -> None:
    say(chat, "lang")
    expect(last(chat).locator("p").first).to_be_in_viewport()
    expect(last(chat).locator("p").last).not_to_be_in_viewport()
