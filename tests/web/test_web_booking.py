"""A person's own booking: seen, moved and cancelled with the link alone."""

import re

from playwright.sync_api import Page, expect

from tests.web.conftest import OpenPage

PATH = "/time/K7M4XP#t=secret-token"


def own(open_page: OpenPage) -> Page:
    page = open_page(PATH)
    page.locator(".reference-value").wait_for()
    return page


def test_it_shows_what_when_how_and_the_reference(open_page: OpenPage) -> None:
    page = own(open_page)
    for words in ("Rask psykisk helsehjelp", "klokka 13.00 til 13.45", "telefon", "K7M4XP"):
        expect(page.locator(".booking")).to_contain_text(words)
    assert re.search(r"dag \d{1,2}\. [a-z]+", page.locator(".when-day").inner_text())


def test_the_token_is_never_part_of_an_address_that_is_sent(open_page: OpenPage, site) -> None:
    page = open_page("/weather")
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url.partition("#")[0]))
    page.goto(site.address + PATH)
    page.locator(".reference-value").wait_for()
    assert addresses
    assert not [one for one in addresses if "secret-token" in one]


def test_cancelling_asks_first(open_page: OpenPage, mock) -> None:
    page = own(open_page)
    page.get_by_role("button", name="Avbestill timen").click()
    page.get_by_role("button", name="Nei, behold timen").click()
    assert mock.booking["status"] == "confirmed"
    page.get_by_role("button", name="Avbestill timen").click()
    page.get_by_role("button", name="Ja, avbestill").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Timen er avbestilt")
    expect(heading).to_be_focused()
    assert mock.booking["status"] == "cancelled"
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Timen er avbestilt")


def test_moving_keeps_the_old_time_until_the_new_one_is_certain(open_page: OpenPage, mock) -> None:
    page = own(open_page)
    page.get_by_role("button", name="Bytt til en annen tid").click()
    expect(page.locator("main")).to_contain_text("Du beholder den tiden du har")
    page.locator(".slot").first.click()
    page.get_by_role("button", name="Nei, gå tilbake").click()
    assert mock.booking["id"] == "slot-0"
    page.locator(".slot").first.click()
    page.get_by_role("button", name="Ja, bytt tid").click()
    expect(page.locator(".news")).to_have_text("Timen er flyttet.")
    expect(page.locator(".booking")).to_contain_text("klokka 14.00 til 14.45")
    assert mock.booking["id"] == "slot-1"


def test_a_time_that_was_just_taken_gives_others_and_keeps_the_booking(
    open_page: OpenPage, mock
) -> None:
    mock.slot_taken = True
    page = own(open_page)
    page.get_by_role("button", name="Bytt til en annen tid").click()
    page.locator(".slot").first.click()
    page.get_by_role("button", name="Ja, bytt tid").click()
    expect(page.locator("main")).to_contain_text("tatt av en annen")
    expect(page.locator("main")).to_contain_text("Du har fortsatt den gamle timen din")
    expect(page.locator(".slot")).to_have_count(2)
    page.get_by_role("button", name="Behold tiden jeg har").click()
    expect(page.locator(".booking")).to_contain_text("klokka 13.00")
    assert mock.booking["id"] == "slot-0"


def test_a_wrong_or_cut_off_link_is_met_with_a_number_to_call(open_page: OpenPage) -> None:
    for path in ("/time/K7M4XP", "/time/K7M4XP#t=feil", "/time/FINNESIKKE#t=secret-token"):
        page = open_page(path)
        expect(page.locator("main")).to_contain_text("Vi finner ikke denne timen")
        expect(page.locator("main").get_by_role("link", name="Ring 00 00 00 00")).to_be_visible()


def test_a_server_that_is_away_is_not_a_lost_booking(open_page: OpenPage, mock) -> None:
    mock.fail_next = 1
    page = open_page(PATH)
    expect(page.locator("main")).to_contain_text("Den er ikke borte")
    page.get_by_role("button", name="Prøv igjen nå").click()
    expect(page.locator(".reference-value")).to_have_text("K7M4XP")


def test_a_long_list_of_times_is_given_in_portions(open_page: OpenPage, mock) -> None:
    mock.many_slots = 20
    page = own(open_page)
    page.get_by_role("button", name="Bytt til en annen tid").click()
    expect(page.locator(".slot")).to_have_count(8)
    page.get_by_role("button", name="Vis flere tider").click()
    expect(page.locator(".slot")).to_have_count(16)
    expect(page.locator(".slot").nth(8)).to_be_focused()
