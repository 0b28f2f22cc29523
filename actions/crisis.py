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


class ActionCrisis(SafeAction):
    """The crisis reply. Nothing is asked of the person but to stay."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_crisis"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """The gateway renders the numbers; a form that was going on waits."""
        category = said.crisis or tracker.get_slot("crisis_category") or "suicide"
        about = said.about or "self"
        say(say_to, "utter_crisis", category=category, about=about)
        paused = await pause(self, tracker)
        if paused or tracker.get_slot("paused_form"):
            say(say_to, "utter_form_waits")
        return [*paused, SlotSet("crisis_category", category), SlotSet("pending", None)]


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
        if tracker.get_slot("crisis_doubts"):
            return [SlotSet("crisis_category", category), FollowupAction("action_crisis")]
        say(say_to, "utter_crisis_question", category=category, about=said.about or "self")
        paused = await pause(self, tracker)
        return [
            *paused,
            SlotSet("crisis_category", category),
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
        """What was going on goes on."""
        say(say_to, "utter_crisis_no")
        form = tracker.get_slot("paused_form")
        if form:
            return [*clear("pending", "paused_form"), FollowupAction(form)]
        if tracker.get_slot("concern_topics"):
            return [*clear("pending"), FollowupAction("concern_form")]
        return clear("pending")
