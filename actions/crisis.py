"""Life and safety first: the reply, the direct question, and the way back afterwards."""

from __future__ import annotations

import contextlib

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.api_client import ApiError, ApiUnavailable
from actions.base import SafeAction, active_form, clear, say
from actions.said import Said


async def pause(action: SafeAction, tracker: Tracker) -> list[EventType]:
    """Lay a form aside with all its answers; a held time is renewed."""
    form = active_form(tracker)
    if form is None:
        return []
    slot = tracker.get_slot("booking_slot")
    if slot and slot.get("id"):
        with contextlib.suppress(ApiError, ApiUnavailable):
            await action.api.hold(tracker.sender_id, slot["id"])
    return [ActiveLoop(None), SlotSet("requested_slot", None), SlotSet("paused_form", form)]


# «Er det noen hos deg nå?» is open: a yes or no answers that (actions/flow.py).
COMPANY = "crisis_company"
# Here only 113 counts; a call from the municipality would take minutes that there are not.
AT_ONCE = frozenset({"overdose", "medical_emergency"})


class ActionCrisis(SafeAction):
    """The crisis reply, which asks whether somebody is there. Nothing is moved on."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_crisis"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """The gateway renders the numbers; a form that was going on waits."""
        category = said.crisis or tracker.get_slot("crisis_category") or "suicide"
        about = said.about or tracker.get_slot("crisis_about") or "self"
        say(say_to, "utter_crisis", category=category, about=about)
        repeated = tracker.get_slot("pending") == COMPANY
        if category not in AT_ONCE and not repeated:
            say(say_to, "utter_crisis_contact", category=category)
        paused = await pause(self, tracker)
        if paused or (tracker.get_slot("paused_form") and not repeated):
            say(say_to, "utter_form_waits")
        return [
            *paused,
            SlotSet("crisis_category", category),
            SlotSet("crisis_about", about),
            SlotSet("pending", COMPANY),
        ]


class ActionCrisisQuestion(SafeAction):
    """When in doubt, ask directly and kindly."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_crisis_question"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """A doubt that comes back after a no is weighed as a sign."""
        category = said.crisis or "suicide"
        about = said.about or "self"
        # The same kind of sign after a crisis reply is no new question either.
        known = tracker.get_slot("crisis_category") == category
        if tracker.get_slot("crisis_doubts") or known:
            return [SlotSet("crisis_category", category), FollowupAction("action_crisis")]
        say(say_to, "utter_crisis_question", category=category, about=about)
        paused = await pause(self, tracker)
        return [
            *paused,
            SlotSet("crisis_category", category),
            SlotSet("crisis_about", about),
            SlotSet("crisis_doubts", 1),
            SlotSet("pending", "crisis_question"),
        ]


class ActionCrisisNo(SafeAction):
    """A no to the direct question: thanks, numbers at hand, the conversation goes on."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_crisis_no"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """What was going on goes on; that there was a doubt is kept in `crisis_doubts`."""
        say(say_to, "utter_crisis_no")
        form = tracker.get_slot("paused_form")
        denied = clear("pending", "crisis_category", "crisis_about")
        if form:
            return [*denied, SlotSet("paused_form", None), FollowupAction(form)]
        if tracker.get_slot("concern_topics"):
            return [*denied, FollowupAction("concern_form")]
        return denied


class ActionCrisisCompany(SafeAction):
    """The answer to «Er det noen hos deg nå?»; what was laid aside is offered again."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_crisis_company"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """Only a plain yes counts as somebody being there."""
        answer = "utter_company_yes" if said.intent == "affirm" else "utter_company_no"
        say(
            say_to,
            answer,
            category=tracker.get_slot("crisis_category"),
            about=tracker.get_slot("crisis_about"),
        )
        if tracker.get_slot("paused_form"):
            say(say_to, "utter_form_waits")
        return clear("pending")
