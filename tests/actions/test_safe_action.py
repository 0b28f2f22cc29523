"""An action always answers, and a side question leads back to the form."""

import pytest

from actions.api_client import ApiClient, ApiError, ApiUnavailable
from actions.base import SafeAction
from actions.booking import ActionConfirmBooking
from actions.clarify import ActionClarify
from actions.crisis import ActionCrisis, ActionCrisisQuestion
from actions.flow import ActionNo, ActionYes
from actions.questions import ActionAnswer
from tests.actions.conversation import act, tracker

SLOT = {"id": "s1", "start": "2026-11-26T12:00:00+01:00"}


class Failing(SafeAction):
    """Fails in the way that it is told to."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error

    def name(self) -> str:
        return "action_failing"

    async def perform(self, say_to, tracker, said):
        raise self.error or ValueError


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ApiUnavailable("away"), "utter_trouble"),
        (ApiError("slot_taken", {}), "utter_slot_taken"),
        (ApiError("never_heard_of", {}), "utter_trouble"),
        (KeyError("a bug"), "utter_trouble"),
    ],
)
async def test_every_error_becomes_a_sentence(error, told):
    said, _, _ = await act(Failing(error), tracker("hei", "greet"))
    assert said == [told]


async def test_an_error_says_nothing_of_the_person_in_the_log(caplog):
    await act(Failing(ValueError("mor drikker")), tracker("mor drikker", "concern"))
    assert "mor" not in caplog.text


async def test_a_side_question_leads_back_to_the_form():
    state = tracker("hvem leser dette?", "ask_privacy", form="booking_form", asked="contact_name")
    said, _, next_ = await act(ActionAnswer(), state)
    assert said == ["utter_ask_privacy"]
    assert next_ == ["booking_form"]


async def test_outside_a_form_it_is_the_persons_turn():
    _, _, next_ = await act(ActionAnswer(), tracker("takk", "thank"))
    assert next_ == ["action_listen"]


async def test_a_crisis_lays_the_form_aside_and_renews_the_held_time(monkeypatch):
    held = []

    async def hold(self, conversation, slot_id):
        held.append((conversation, slot_id))
        return {"slot": SLOT}

    monkeypatch.setattr(ApiClient, "hold", hold)
    state = tracker(
        "jeg vil dø",
        "crisis",
        form="booking_form",
        asked="contact_name",
        understood={"crisis": "suicide"},
        booking_slot=SLOT,
    )
    said, slots, _ = await act(ActionCrisis(), state)
    assert said[0] == "utter_crisis"
    assert slots["paused_form"] == "booking_form"
    assert "booking_slot" not in slots
    assert held == [("conversation", "s1")]


async def test_a_crisis_is_answered_when_the_api_is_away(monkeypatch):
    async def hold(self, conversation, slot_id):
        raise ApiUnavailable("away")

    monkeypatch.setattr(ApiClient, "hold", hold)
    state = tracker("jeg vil dø", "crisis", form="booking_form", booking_slot=SLOT)
    said, _, _ = await act(ActionCrisis(), state)
    assert said[0] == "utter_crisis"


async def test_a_doubt_that_returns_is_met_as_danger():
    first = tracker("alt er håpløst", "crisis_doubt", understood={"crisis": "suicide"})
    said, slots, _ = await act(ActionCrisisQuestion(), first)
    assert said == ["utter_crisis_question"]
    second = tracker("ingen ville savnet meg", "crisis_doubt", crisis_doubts=slots["crisis_doubts"])
    _, _, next_ = await act(ActionCrisisQuestion(), second)
    assert next_ == ["action_crisis"]


async def test_yes_and_no_belong_to_the_open_question():
    _, _, yes = await act(ActionYes(), tracker("ja", "affirm", pending="cancel"))
    assert yes == ["action_cancel_booking"]
    _, _, no = await act(ActionNo(), tracker("nei", "deny", pending="crisis_question"))
    assert no == ["action_crisis_no"]


async def test_the_third_miss_offers_a_person():
    said = [
        (await act(ActionClarify(), tracker("xyzzy", "nlu_fallback", misses=misses)))[0]
        for misses in (0, 1, 2)
    ]
    assert said == [["utter_not_understood"], ["utter_not_understood_again"], ["utter_offer_human"]]


async def test_a_time_lost_in_the_last_moment_leads_back_with_the_rest_kept(monkeypatch):
    async def book(self, **fields):
        raise ApiError("slot_taken", {})

    monkeypatch.setattr(ApiClient, "book", book)
    state = tracker("ja", "affirm", contact_name="Kari", contact_phone="+4741234567")
    said, slots, next_ = await act(ActionConfirmBooking(), state)
    assert said == []
    assert slots["form_problem"] == "utter_slot_taken"
    assert slots["booking_slot"] is None
    assert "contact_name" not in slots
    assert next_ == ["booking_form"]
