"""From names and values to messages, with the real texts."""

from datetime import UTC, datetime
from typing import Any

import pytest
from structlog.testing import capture_logs

from api.chat.payloads import parse
from api.content import placeholders
from api.content.errors import ContentMissing
from api.content.formatting import PLACEHOLDER
from api.content.fragments import get_fragments
from api.content.rendering import render, render_crisis
from api.content.scene import Scene, slot_ids
from api.content.service import get_texts
from api.content.taxonomy import CRISES, INTENTS, LANGUAGES

NIGHT = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
SLOT = {
    "id": "8c1",
    "offering": "rask-psykisk-helsehjelp",
    "start": "2026-11-26T13:00:00+01:00",
    "end": "2026-11-26T13:45:00+01:00",
    "location": "Helsehuset",
    "channel": "phone",
}
BOOKING = SLOT | {"reference": "K7M-2QX", "status": "confirmed", "manage_token": "hem/melig"}
# Everything that any text may want.
FULL: dict[str, Any] = {
    "offering": "rask-psykisk-helsehjelp",
    "offerings": [{"slug": "rask-psykisk-helsehjelp", "topics": ["sleep", "alcohol"]}],
    "aspect": "cost",
    "topics": ["sleep", "alcohol"],
    "about": "self",
    "slot": SLOT,
    "slots": [SLOT],
    "booking": BOOKING,
    "name": "Kari",
    "phone": "+4741234567",
    "reference": "K7M-2QX",
    "wished": "etter lunsj",
    "shared": True,
    "lines": [
        {"key": "about", "about": "self"},
        {"key": "topics", "topics": ["sleep"]},
        {"key": "words", "text": "eg søv så dårleg"},
        {"key": "since", "text": "i haust"},
    ],
    "meanings": [{"intent": "book", "payload": "book"}],
    "alternatives": [{"date_from": "2026-11-26", "date_to": "2026-11-26"}],
}


def scene(lang: str = "nb", **slots: Any) -> Scene:
    return Scene(get_texts(), get_fragments(), lang, NIGHT, slots)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", sorted(get_texts().responses))
def test_every_response_can_be_said_whole(name: str, lang: str) -> None:
    with capture_logs() as logged:
        made = render(scene(lang), name, FULL)
    assert logged == []
    assert made.text
    assert not PLACEHOLDER.search(made.text)
    for choice in made.choices:
        parse(choice.payload)
        assert choice.title


@pytest.mark.parametrize("name", sorted(get_texts().responses))
def test_no_response_raises_or_shows_a_gap_without_values(name: str) -> None:
    made = render(scene(), name, {})
    assert not PLACEHOLDER.search(made.text)


def test_a_missing_word_is_logged_by_name() -> None:
    with capture_logs() as logged:
        render(scene(), "utter_booked", {})
    assert [(entry["event"], entry["response"]) for entry in logged] == [
        ("placeholder_missing", "utter_booked")
    ]
    assert "when" in logged[0]["placeholders"]


def test_an_unknown_name_is_for_the_caller_to_handle() -> None:
    with pytest.raises(ContentMissing):
        render(scene(), "utter_nothing", {})


def test_offerings_are_cards_with_a_reason_and_a_button() -> None:
    made = render(scene(), "utter_suggestions", FULL)
    card = made.data["offerings"][0]
    assert set(card) == {
        "slug", "title", "short", "why", "cost", "referral", "waiting", "contact", "access",
    }  # fmt: skip
    assert card["why"] == "Fordi du skrev at det handler om søvnen og alkohol"
    assert made.choices[0].payload == "ask_offering?offering=rask-psykisk-helsehjelp"
    assert made.choices[0].title == card["title"]


def test_one_offering_is_a_card_with_its_description_as_text() -> None:
    made = render(scene("nn"), "utter_offering", FULL)
    offering = get_texts().offering("rask-psykisk-helsehjelp")
    assert made.text == offering.description.nn
    assert made.data["offering"]["cost"] == offering.aspects["cost"].nn


@pytest.mark.parametrize("slots", [[SLOT], ["8c1"]])
def test_slots_are_buttons_with_the_day_and_the_hour(slots: list[Any]) -> None:
    values = {"slots": slots, "offering": SLOT["offering"]}
    known = {"8c1": SLOT} if slot_ids(values) else {}
    made = render(scene(**known), "utter_times", values)
    assert (made.choices[0].title, made.choices[0].payload) == (
        "torsdag 26. nov. kl. 13.00, på telefon",
        "inform?slot_id=8c1",
    )
    assert made.data["slots"][0]["start"] == SLOT["start"]


def test_a_booking_carries_its_addresses_quoted() -> None:
    made = render(scene(), "utter_booked", {"booking": BOOKING})
    assert "torsdag 26. november klokka 13.00" in made.text
    assert made.data["ics_url"] == "/api/bookings/K7M-2QX.ics?token=hem%2Fmelig"
    assert made.data["manage_url"] == "/time/K7M-2QX#t=hem%2Fmelig"
    assert "manage_token" not in made.data


def test_a_move_names_the_new_time() -> None:
    old = BOOKING | {"start": "2026-11-24T09:00:00+01:00"}
    made = render(scene(), "utter_move_read_back", {"slot": SLOT, "booking": old})
    assert "26. november" in made.text
    assert "24. november" not in made.text


def test_a_summary_is_in_the_persons_own_words() -> None:
    made = render(scene("nn"), "utter_summary", FULL)
    assert made.data["lines"] == [
        "Det gjeld meg sjølv",
        "Det handlar om søvnen",
        "«eg søv så dårleg»",
        "Kor lenge: i haust",
    ]


def test_a_call_back_is_read_back_with_what_is_known_only() -> None:
    known = render(scene(), "utter_callback_read_back", FULL).text
    assert "412 34 567 og spørre etter Kari, helst «etter lunsj»." in known
    bare = render(scene(), "utter_callback_read_back", {"phone": "+4741234567"}).text
    assert "ringe 412 34 567." in bare


def test_help_lines_begin_with_the_emergency_number_and_one_is_open_at_night() -> None:
    lines = render(scene(), "utter_helplines", {"topics": ["alcohol"]}).data["helplines"]
    assert lines[0]["slug"] == "113"
    assert any(line["open_now"] for line in lines[1:])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("certain", [True, False])
@pytest.mark.parametrize("category", [*CRISES, "ukjent"])
def test_every_crisis_has_words_and_an_emergency_number(
    category: str, certain: bool, lang: str
) -> None:
    for about, child in (("self", False), ("relative", False), (None, True)):
        made = render_crisis(scene(lang), category, certain=certain, about=about, child=child)
        assert made.text
        assert made.data["helplines"][0]["phone"] in {"113", "112", "116 117"}
        assert any(line["open_now"] for line in made.data["helplines"])
        assert len(made.choices) == (0 if certain else 3)


def test_the_crisis_reply_to_a_relative_has_words_of_its_own() -> None:
    own = render_crisis(scene(), "suicide", certain=True, about="self")
    relative = render_crisis(scene(), "suicide", certain=True, about="relative")
    assert own.text != relative.text


def test_the_fragments_are_whole() -> None:
    fragments = get_fragments()
    assert fragments.problems == ()
    for intent in ("concern", "book", "cancel_booking", "ask_human"):
        assert intent in INTENTS
        assert fragments.find(f"meaning_{intent}", "nn")


def test_every_placeholder_of_the_texts_is_known() -> None:
    used = {name for response in get_texts().responses.values() for name in response.placeholders()}
    plain = {"name", "wished"}
    assert {name for name in used if not name.endswith("_clause")} <= placeholders.KNOWN | plain
