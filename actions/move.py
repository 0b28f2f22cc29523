"""Moving a booking to another time; the old one stands until the new one is sure."""

from __future__ import annotations

from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.api_client import ApiError
from actions.base import SafeAction, clear, say, when_given
from actions.said import Said
from actions.times import answers_time, offer_times, read_time, settle_time

Json = dict[str, Any]


class ValidateMoveForm(FormValidationAction):
    """A new time, and a yes to it; the old one stands until then."""

    api = SafeAction.api

    def name(self) -> str:
        """Name in the domain."""
        return "validate_move_form"

    def extract_move_slot(self, _: CollectingDispatcher, tracker: Tracker, __: DomainDict) -> Json:
        """By button, ordinal, clock time or a new wish in words."""
        said = Said(tracker)
        if tracker.get_slot("requested_slot") != "move_slot":
            return {}
        if not answers_time(said):
            return {}
        found = read_time(said, tracker)
        return {} if found is None else {"move_slot": found}

    def extract_move_confirm(
        self, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> Json:
        """Yes or no."""
        said = Said(tracker)
        if tracker.get_slot("requested_slot") != "move_confirm":
            return {}
        if said.intent not in {"affirm", "deny"}:
            return {}
        return {"move_confirm": "yes" if said.intent == "affirm" else "no"}

    @when_given
    async def validate_move_slot(
        self, value: Any, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> Json:
        """Nothing is held: the move itself takes the new time or leaves the old."""
        return await settle_time(self.api, value, tracker, "move_slot", hold=False)

    @when_given
    def validate_move_confirm(
        self, value: Any, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> Json:
        """A no shows the times again."""
        if value == "no":
            return {"move_confirm": None, "move_slot": None, "booking_when": None}
        return {"move_confirm": value}


class AskMoveSlot(SafeAction):
    """Shows free times of the same offering."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_ask_move_form_move_slot"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """Within the wish, else the nearest."""
        booking = tracker.get_slot("managed_booking") or {}
        return await offer_times(self.api, say_to, tracker, booking["offering"])


class AskMoveConfirm(SafeAction):
    """Reads the new time back."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_ask_move_form_move_confirm"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """Old and new."""
        say(
            say_to,
            "utter_move_read_back",
            slot=tracker.get_slot("move_slot"),
            booking=tracker.get_slot("managed_booking"),
        )
        return []


class ActionMoveBooking(SafeAction):
    """Moves the booking."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_move_booking"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """A new time lost in the last moment: the old one stands, others are offered."""
        booking = tracker.get_slot("managed_booking")
        slot = tracker.get_slot("move_slot")
        try:
            moved = await self.api.move(
                booking["reference"],
                conversation_id=tracker.sender_id,
                slot_id=slot["id"],
                client_id=said.client_id,
            )
        except ApiError as error:
            told = "utter_slot_past" if error.code == "slot_past" else "utter_slot_taken"
            return [
                *clear("move_slot", "move_confirm"),
                SlotSet("form_problem", told),
                FollowupAction("move_form"),
            ]
        say(say_to, "utter_moved", booking=moved, offering=moved["offering"])
        return clear(
            "move_slot",
            "move_confirm",
            "booking_when",
            "offered_slots",
            "pending",
            "managed_booking",
            "manage_purpose",
        )
