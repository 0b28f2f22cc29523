"""After the crisis reply: somebody there or not, a call from the municipality, and the way back."""

import pytest

from actions.api_client import ApiClient
from actions.callback import ActionConfirmCallback, ActionStartCallback, AskCallbackConfirm
from actions.crisis import ActionCrisis, ActionCrisisCompany, ActionCrisisNo, ActionCrisisQuestion
from actions.flow import ActionNo, ActionYes
from tests.actions.conversation import act, tracker

SLOT = {"id": "s1", "start": "2026-11-24T13:00:00+01:00", "offering": "x"}


def in_crisis(text, intent, **slots):
    return tracker(text, intent, crisis_category="suicide", crisis_about="self", **slots)


async def test_the_reply_offers_a_call_and_keeps_the_question_open():
    state = tracker("jeg vil dø", "crisis", understood={"crisis": "suicide", "about": "self"})
    said, slots, _ = await act(ActionCrisis(), state)
    assert said == ["utter_crisis", "utter_crisis_contact"]
    assert slots["pending"] == "crisis_company"
    assert slots["crisis_category"] == "suicide"


@pytest.mark.parametrize("category", ["overdose", "medical_emergency"])
async def test_where_only_113_counts_nothing_else_is_offered(category):
    state = tracker("hun våkner ikke", "crisis", understood={"crisis": category})
    assert (await act(ActionCrisis(), state))[0] == ["utter_crisis"]


async def test_the_offer_is_not_repeated_with_every_sign():
    state = in_crisis("jeg vil dø", "crisis", pending="crisis_company", paused_form="booking_form")
    assert (await act(ActionCrisis(), state))[0] == ["utter_crisis"]


@pytest.mark.parametrize(("action", "intent"), [(ActionYes(), "affirm"), (ActionNo(), "deny")])
async def test_yes_and_no_to_somebody_being_there_are_answers_to_that(action, intent):
    _, _, next_ = await act(action, in_crisis("…", intent, pending="crisis_company"))
    assert next_ == ["action_crisis_company"]


@pytest.mark.parametrize(
    ("intent", "told"), [("affirm", "utter_company_yes"), ("deny", "utter_company_no")]
)
async def test_the_answer_is_followed_by_what_was_laid_aside(intent, told):
    state = in_crisis("…", intent, pending="crisis_company", paused_form="booking_form")
    said, slots, _ = await act(ActionCrisisCompany(), state)
    assert said == [told, "utter_form_waits"]
    assert slots["pending"] is None
    assert "paused_form" not in slots


async def test_a_denied_doubt_makes_no_later_call_urgent_but_is_not_forgotten():
    asked = tracker("alt er håpløst", "crisis_doubt", understood={"crisis": "suicide"})
    _, slots, _ = await act(ActionCrisisQuestion(), asked)
    _, after, _ = await act(ActionCrisisNo(), tracker("nei", "crisis_no", **slots))
    assert after["crisis_category"] is None
    assert "crisis_doubts" not in after


async def test_a_doubt_of_the_same_kind_after_a_crisis_is_not_asked_about_again():
    state = tracker(
        "alle hadde hatt det bedre uten meg",
        "crisis_doubt",
        understood={"crisis": "suicide"},
        crisis_category="suicide",
    )
    assert (await act(ActionCrisisQuestion(), state))[2] == ["action_crisis"]


async def test_whoever_is_in_danger_is_not_asked_when_it_would_suit():
    _, slots, next_ = await act(ActionStartCallback(), in_crisis("", "request_callback"))
    assert slots["callback_when"] == "-"
    assert next_ == ["callback_form"]


@pytest.mark.parametrize("category", ["violence", "child_at_risk"])
async def test_where_a_ringing_telephone_may_be_dangerous_one_asks_when(category):
    state = tracker("", "request_callback", crisis_category=category)
    assert (await act(ActionStartCallback(), state))[1]["callback_when"] is None


async def test_a_call_after_a_crisis_leaves_the_booking_where_it_was(monkeypatch):
    sent = {}

    async def call(self, **fields):
        sent.update(fields)
        return {"reference": "ABC123", "alerted": True}

    monkeypatch.setattr(ApiClient, "request_callback", call)
    slots = {"paused_form": "booking_form", "booking_slot": SLOT}
    _, started, _ = await act(ActionStartCallback(), in_crisis("", "request_callback", **slots))
    assert "paused_form" not in started
    state = in_crisis("ja", "affirm", contact_phone="+4741234567", callback_when="-", **slots)
    said, after, _ = await act(ActionConfirmCallback(), state)
    assert said == ["utter_alert_made", "utter_form_waits"]
    assert after["paused_form"] == "booking_form"
    assert sent["urgent"] is True


async def test_an_ordinary_call_is_not_urgent_and_replaces_what_waited(monkeypatch):
    async def call(self, **fields):
        assert fields["urgent"] is False
        return {"reference": "ABC123", "alerted": False}

    monkeypatch.setattr(ApiClient, "request_callback", call)
    _, started, _ = await act(
        ActionStartCallback(), tracker("", "request_callback", paused_form="booking_form")
    )
    assert started["paused_form"] is None
    state = tracker("ja", "affirm", contact_phone="+4741234567", callback_when="-")
    assert (await act(ActionConfirmCallback(), state))[0] == ["utter_callback_made"]


async def test_the_person_agrees_that_it_is_said_to_be_urgent():
    from rasa_sdk.executor import CollectingDispatcher

    for state, variant in (
        (in_crisis("", "inform", contact_phone="+4741234567"), "urgent"),
        (tracker("", "inform", contact_phone="+4741234567"), None),
    ):
        told = CollectingDispatcher()
        await AskCallbackConfirm().run(told, state, {})
        assert told.messages[-1]["custom"].get("variant") == variant
