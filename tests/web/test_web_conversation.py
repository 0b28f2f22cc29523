"""What happens when the screen locks, the net goes, the hand shakes or the server forgets."""

import time

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import OpenPage, say


def texts_received(mock) -> list[str]:
    return [one.get("text") or one["choice"] for one in mock.received]


def test_a_reload_goes_on_where_the_conversation_was(chat: Page, mock) -> None:
    say(chat, "jeg sover dårlig")
    chat.reload()
    expect(chat.locator(".message-person")).to_have_text("jeg sover dårlig")
    expect(chat.locator(".turn-assistant")).to_have_count(2)
    assert len(mock.started) == 1
    # Only what came after her last words can still be answered.
    expect(chat.get_by_role("button", name="Det gjelder meg selv")).to_be_disabled()
    expect(chat.get_by_role("button", name="Noen uker")).to_be_enabled()


def test_a_new_tab_goes_on_with_the_same_conversation(chat: Page, mock, site) -> None:
    say(chat, "jeg sover dårlig")
    second = chat.context.new_page()
    second.goto(f"{site.address}/chat")
    expect(second.locator(".message-person")).to_have_text("jeg sover dårlig")
    assert len(mock.started) == 1


def test_an_erased_conversation_starts_anew_with_a_kind_word(chat: Page, mock) -> None:
    mock.conversations.clear()
    chat.reload()
    expect(chat.locator(".notice")).to_contain_text("Vi begynner på nytt")
    expect(chat.locator(".turn-assistant")).to_have_count(1)
    assert len(mock.started) == 2


def test_words_written_into_an_erased_conversation_are_said_in_the_new_one(
    chat: Page, mock
) -> None:
    mock.conversations.clear()
    chat.get_by_label("Skriv med dine egne ord").fill("krise")
    chat.get_by_role("button", name="Send").click()
    expect(chat.locator("[data-kind=crisis]")).to_be_visible()
    assert len(mock.started) == 2


def test_a_double_click_sends_once(chat: Page, mock) -> None:
    mock.delay = 0.3
    chat.get_by_label("Skriv med dine egne ord").fill("jeg er lei meg")
    chat.get_by_role("button", name="Send").dblclick()
    expect(chat.locator(".turn-assistant")).to_have_count(2)
    assert texts_received(mock) == ["jeg er lei meg"]
    chat.get_by_role("button", name="Noen uker").dblclick()
    expect(chat.locator(".turn-assistant")).to_have_count(3)
    assert len(mock.received) == 2


def test_used_choices_can_be_read_but_not_pressed(chat: Page) -> None:
    say(chat, "jeg sover dårlig")
    old = chat.get_by_role("button", name="Det gjelder meg selv")
    expect(old).to_be_visible()
    expect(old).to_be_disabled()
    assert old.evaluate("e => getComputedStyle(e).opacity") == "1"


def test_offline_is_said_plainly_and_the_words_are_sent_when_the_net_is_back(
    chat: Page, mock
) -> None:
    chat.context.set_offline(True)
    chat.get_by_label("Skriv med dine egne ord").fill("er det noen der")
    chat.get_by_role("button", name="Send").click()
    expect(chat.locator(".banner")).to_contain_text("Du er uten nett akkurat nå")
    expect(chat.locator(".banner")).to_contain_text("00 00 00 00")
    expect(chat.locator(".unsent")).to_have_text("Ikke sendt ennå. Det sendes av seg selv.")
    expect(chat.locator(".unsent")).to_be_in_viewport(ratio=1)
    chat.context.set_offline(False)
    expect(chat.locator(".turn-assistant")).to_have_count(2)
    expect(chat.locator(".banner")).to_be_hidden()
    expect(chat.locator(".unsent")).to_have_count(0)
    assert texts_received(mock) == ["er det noen der"]


def test_a_lost_answer_is_asked_for_again_with_the_same_client_id(chat: Page, mock) -> None:
    mock.lose_answer = True
    say(chat, "jeg drikker for mye")
    assert len(mock.received) == 2
    assert mock.received[0]["client_id"] == mock.received[1]["client_id"]
    expect(chat.locator(".message-person")).to_have_count(1)
    expect(chat.locator(".turn-assistant")).to_have_count(2)


def test_a_server_that_is_away_is_tried_again_with_growing_pauses(chat: Page, mock) -> None:
    mock.fail_next = 2
    began = time.monotonic()
    say(chat, "hallo")
    assert 2.5 < time.monotonic() - began < 15
    assert texts_received(mock) == ["hallo"]


def test_the_person_can_try_again_at_once(chat: Page, mock) -> None:
    mock.fail_next = 4
    chat.get_by_label("Skriv med dine egne ord").fill("hallo")
    chat.get_by_role("button", name="Send").click()
    expect(chat.locator(".banner")).to_contain_text("Vi får ikke kontakt akkurat nå")
    mock.fail_next = 0
    began = time.monotonic()
    chat.get_by_role("button", name="Prøv igjen nå").click()
    expect(chat.locator(".turn-assistant")).to_have_count(2)
    # Wide, since the browser shares the machine; a lost click would wait for the next own attempt.
    assert time.monotonic() - began < 4


def test_words_that_were_never_sent_survive_a_reload(chat: Page, mock) -> None:
    mock.fail_next = 1_000
    chat.get_by_label("Skriv med dine egne ord").fill("ikke gå")
    chat.get_by_role("button", name="Send").click()
    expect(chat.locator(".unsent")).to_be_visible()
    chat.reload()
    mock.fail_next = 0
    expect(chat.locator(".message-person")).to_have_text("ikke gå")
    expect(chat.locator(".turn-assistant")).to_have_count(2)
    assert texts_received(mock) == ["ikke gå"]


def test_half_written_words_survive_a_reload(chat: Page) -> None:
    chat.get_by_label("Skriv med dine egne ord").fill("jeg vet ikke helt hvordan jeg")
    chat.reload()
    expect(chat.get_by_label("Skriv med dine egne ord")).to_have_value(
        "jeg vet ikke helt hvordan jeg"
    )


def test_what_the_server_refuses_comes_back_into_the_field(chat: Page) -> None:
    chat.get_by_label("Skriv med dine egne ord").fill("alt for langt")
    chat.get_by_role("button", name="Send").click()
    expect(chat.locator(".notice")).to_contain_text("Prøv å dele det opp")
    expect(chat.get_by_label("Skriv med dine egne ord")).to_have_value("alt for langt")
    expect(chat.locator(".message-person")).to_have_count(0)
    expect(chat.get_by_role("button", name="Det gjelder meg selv")).to_be_enabled()


def test_two_messages_in_a_hurry_arrive_in_order(chat: Page, mock) -> None:
    mock.delay = 0.4
    for words in ("først", "så"):
        chat.get_by_label("Skriv med dine egne ord").fill(words)
        chat.get_by_role("button", name="Send").click()
    expect(chat.locator(".turn-assistant .message")).to_have_count(3)
    assert texts_received(mock) == ["først", "så"]


def test_deleting_asks_first_and_then_erases_everywhere(chat: Page, mock) -> None:
    say(chat, "dette skal bort")
    chat.get_by_role("button", name="Meny").click()
    chat.get_by_role("button", name="Slett samtalen").click()
    chat.keyboard.press("Enter")  # the safe answer has the focus
    expect(chat.locator(".message-person")).to_be_visible()
    assert mock.conversations
    chat.get_by_role("button", name="Meny").click()
    chat.get_by_role("button", name="Slett samtalen").click()
    chat.get_by_role("button", name="Ja, slett alt").click()
    expect(chat.locator(".ended")).to_contain_text("Samtalen er slettet")
    assert mock.conversations == {}
    assert "dette skal bort" not in chat.content()
    assert chat.evaluate("() => localStorage.length + sessionStorage.length") == 0
    chat.get_by_role("button", name="Begynn en ny samtale").click()
    expect(chat.locator(".turn-assistant")).to_have_count(1)


def test_a_delete_that_fails_says_so_and_keeps_the_conversation(chat: Page, mock) -> None:
    mock.fail_next = 1
    chat.get_by_role("button", name="Meny").click()
    chat.get_by_role("button", name="Slett samtalen").click()
    chat.get_by_role("button", name="Ja, slett alt").click()
    expect(chat.locator(".notice")).to_contain_text("Vi fikk ikke slettet samtalen nå")
    assert mock.conversations


def test_the_quick_exit_leaves_no_trace(chat: Page) -> None:
    say(chat, "jeg er redd hjemme")
    chat.get_by_role("button", name="Forlat siden raskt").click()
    chat.wait_for_url("**/weather")
    assert chat.evaluate("() => localStorage.length + sessionStorage.length") == 0
    chat.go_back()
    assert "redd hjemme" not in chat.content()


def test_another_language_before_a_word_is_said_gives_a_greeting_in_it(chat: Page, mock) -> None:
    chat.get_by_role("button", name="Meny").click()
    chat.get_by_role("button", name="Nynorsk").click()
    expect(chat.locator(".turn-assistant .message")).to_have_text("Hei. Kva ligg på hjartet?")
    expect(chat.get_by_label("Skriv med dine eigne ord")).to_be_visible()
    assert [one["language"] for one in mock.started] == ["nb", "nn"]
    assert len(mock.conversations) == 1


@pytest.mark.parametrize("refuse", [False, True])
def test_another_language_in_the_middle_is_told_to_the_assistant(
    chat: Page, mock, refuse: bool
) -> None:
    mock.refuse_language = refuse
    say(chat, "jeg sover dårlig")
    chat.get_by_role("button", name="Meny").click()
    chat.get_by_role("button", name="Nynorsk").click()
    expect(chat.locator(".turn-assistant")).to_have_count(3)
    assert texts_received(mock)[1] == "change_language?language=nn"
    # An assistant that does not know the button is told in words.
    assert texts_received(mock)[2:] == (["Kan du skrive nynorsk?"] if refuse else [])
    expect(chat.get_by_label("Skriv med dine eigne ord")).to_be_visible()


def test_the_entry_is_told_when_a_relative_comes(open_page: OpenPage, mock) -> None:
    page = open_page("/chat?entry=relative")
    page.locator(".turn-assistant .message").wait_for()
    assert mock.started == [{"language": "nb", "entry": "relative"}]


def test_it_works_without_random_uuid_as_on_plain_http(open_page: OpenPage, mock, site) -> None:
    page = open_page("/weather")
    page.add_init_script("delete Crypto.prototype.randomUUID")
    page.goto(f"{site.address}/chat")
    page.locator(".turn-assistant .message").wait_for()
    say(page, "hei")
    identifier = mock.received[0]["client_id"]
    assert len(identifier) == 36
    assert identifier[14] == "4"


def test_it_works_where_the_browser_forbids_storage(open_page: OpenPage, site) -> None:
    page = open_page("/weather")
    page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, {get() { throw new Error('forbidden') }})"
    )
    page.goto(f"{site.address}/chat")
    page.locator(".turn-assistant .message").wait_for()
    say(page, "hei")
