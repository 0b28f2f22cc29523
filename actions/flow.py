"""Stop, start over, go on; and yes or no to what was last offered."""

from __future__ import annotations

import contextlib

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, AllSlotsReset, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.api_client import ApiError, ApiUnavailable
from actions.base import SafeAction, active_form, clear, say
from actions.said import Said

BOOKING_SLOTS = (
    "booking_slot",
    "booking_when",
    "booking_share",
    "booking_confirm",
    "offered_slots",
    "form_problem",
)
STOPPED = (
    *BOOKING_SLOTS,
    "callback_when",
    "callback_confirm",
    "move_slot",
    "move_confirm",
    "manage_purpose",
    "pending",
    "paused_form",
    "requested_slot",
)


class ActionStop(SafeAction):
    """Ends what is going on, keeps what was told, gives a held time back."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_stop"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """A held slot that cannot be given back now runs out by itself."""
        if tracker.get_slot("booking_slot"):
            with contextlib.suppress(ApiError, ApiUnavailable):
                await self.api.release(tracker.sender_id)
        say(say_to, "utter_stopped")
        return [ActiveLoop(None), *clear(*STOPPED)]


class ActionStartOver(SafeAction):
    """Forgets what was told in this conversation; bookings stand."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_start_over"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """All slots are emptied."""
        if tracker.get_slot("booking_slot"):
            with contextlib.suppress(ApiError, ApiUnavailable):
                await self.api.release(tracker.sender_id)
        say(say_to, "utter_start_over")
        return [ActiveLoop(None), AllSlotsReset()]


class ActionResume(SafeAction):
    """Goes on with the form that a crisis interrupted."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_resume"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """The form asks its open question again; what was answered stands."""
        form = tracker.get_slot("paused_form")
        if not form:
            say(say_to, "utter_nothing_to_resume")
            return [SlotSet("pending", None)]
        return [*clear("paused_form", "pending"), FollowupAction(form)]


YES = {
    "summary": "action_suggest",
    "suggestions": "action_show_offering",
    "offering": "action_start_booking",
    "cancel": "action_cancel_booking",
    "callback": "action_start_callback",
    "resume": "action_resume",
    "crisis_question": "action_crisis",
    "crisis_company": "action_crisis_company",
    "concern": "action_concern",
}
NO_LEADS_TO = {
    "crisis_question": "action_crisis_no",
    "crisis_company": "action_crisis_company",
}
NO = {
    "summary": "utter_summary_wrong",
    "suggestions": "utter_declined_suggestions",
    "offering": "utter_declined_offering",
    "cancel": "utter_cancel_declined",
    "callback": "utter_declined_callback",
    "resume": "utter_declined_resume",
    "concern": "utter_declined_offering",
}


class ActionYes(SafeAction):
    """A yes belongs to what was last offered."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_yes"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """The slot `pending` names the open question."""
        step = YES.get(tracker.get_slot("pending") or "")
        if active_form(tracker) or step is None:
            say(say_to, "utter_yes_to_what")
            return []
        return [FollowupAction(step)]


class ActionNo(SafeAction):
    """A no belongs to what was last offered."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_no"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """Declining is always fine, and there is always a way on."""
        pending = tracker.get_slot("pending") or ""
        if pending in NO_LEADS_TO:
            return [FollowupAction(NO_LEADS_TO[pending])]
        say(say_to, NO.get(pending, "utter_no_to_what"))
        if pending == "summary":
            return [SlotSet("pending", "summary_fix")]
        return [SlotSet("pending", None)]
