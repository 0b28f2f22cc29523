"""What counts as an answer to a form's question, and what never does."""

import pytest

from actions.booking import ValidateBookingForm
from actions.callback import ValidateCallbackForm
from actions.concern import ValidateConcernForm
from tests.actions.conversation import tracker

BOOKING = ValidateBookingForm()


def name_from(text: str, intent: str, confidence: float = 0.95) -> dict:
    state = tracker(text, intent, confidence=confidence, form="booking_form", asked="contact_name")
    return BOOKING.extract_contact_name(None, state, {})


@pytest.mark.parametrize("intent", ["crisis", "crisis_doubt"])
def test_a_sign_of_danger_is_never_a_name(intent):
    assert name_from("jeg orker ikke mer", intent, confidence=0.2) == {}


@pytest.mark.parametrize(
    "intent", ["ask_privacy", "ask_offering_detail", "stop", "ask_helpline", "request_callback"]
)
def test_a_question_or_an_order_is_never_a_name(intent):
    assert name_from("hvem kan lese dette", intent) == {}


def test_a_greeting_with_a_name_is_a_name():
    assert name_from("hei det er Borghild", "greet") == {"contact_name": "Borghild"}


def test_a_refusal_asks_again_instead_of_becoming_a_name():
    found = name_from("jeg vil helst ikke si det", "inform")
    assert found == {"contact_name": ""}
    told = BOOKING.validate_contact_name("", None, tracker("", "inform"), {})
    assert told == {"contact_name": None, "form_problem": "utter_name_unclear"}


def test_a_number_in_the_same_line_as_the_name_is_taken_along():
    found = name_from("Kari Nordmann, 412 34 567", "inform")
    assert found["contact_name"] == "Kari Nordmann"
    assert "412 34 567" in found["contact_phone"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [("412 34 56", "utter_phone_too_short"), ("jeg har ikke", "utter_phone_missing")],
)
def test_what_is_wrong_with_a_number_is_told(text, problem):
    told = BOOKING.validate_contact_phone(text, None, tracker(text, "inform"), {})
    assert told == {"contact_phone": None, "form_problem": problem}


def test_a_number_is_stored_in_one_form():
    told = BOOKING.validate_contact_phone("0047 412 34 567", None, tracker("", "inform"), {})
    assert told == {"contact_phone": "+4741234567"}


def test_an_emptied_slot_is_not_judged():
    assert BOOKING.validate_contact_phone(None, None, tracker("", "inform"), {}) == {}


def test_a_day_in_the_dress_of_a_question_is_a_wish():
    state = tracker(
        "har dere noe på mandag?", "list_offerings", form="booking_form", asked="booking_slot"
    )
    found = BOOKING.extract_booking_slot(None, state, {})
    assert found["booking_slot"]["date_from"]


def test_a_crisis_is_no_wish_for_a_time():
    state = tracker(
        "i kveld gjør jeg slutt på alt", "crisis", form="booking_form", asked="booking_slot"
    )
    assert BOOKING.extract_booking_slot(None, state, {}) == {}


def test_only_a_clear_yes_sends_the_summary():
    state = tracker("tja", "inform", form="booking_form", asked="booking_share")
    assert BOOKING.extract_booking_share(None, state, {}) == {}


def test_a_slot_of_another_question_is_left_alone():
    state = tracker("412 34 567", "inform", form="callback_form", asked="callback_when")
    assert ValidateCallbackForm().extract_contact_phone(None, state, {}) == {}


def test_every_question_about_the_concern_can_be_passed_over():
    form = ValidateConcernForm()
    state = tracker("vet ikke", "inform", form="concern_form", asked="concern_since")
    assert form.extract_concern_since(None, state, {}) == {"concern_since": "-"}


def test_a_new_topic_in_an_answer_is_kept():
    state = tracker(
        "eg drikk for å sove",
        "concern",
        form="concern_form",
        asked="concern_effect",
        understood={"topics": ["alcohol"]},
        concern_topics=["sleep"],
    )
    told = ValidateConcernForm().validate_concern_effect("eg drikk for å sove", None, state, {})
    assert told["concern_topics"] == ["sleep", "alcohol"]
