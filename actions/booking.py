"""Booking a contact: which offering, when, name, phone, what goes along, read back, confirm."""

from __future__ import annotations

from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.api_client import ApiError
from actions.base import SafeAction, active_form, back_to_form, clear, say, when_given
from actions.concern import summary_lines, told
from actions.contact import ContactAnswers
from actions.said import Said
from actions.times import answers_time, read_time, settle_time
from bot.norwegian.names import parse_name
from bot.norwegian.phones import parse_phone

Json = dict[str, Any]
NOT_ASKED = "-"
CHANGES = {"time": "booking_slot", "name": "contact_name", "phone": "contact_phone"}


class ActionStartBooking(SafeAction):
    """Begins a booking with whatever is known already; never asks for it again."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_start_booking"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """What cannot be booked as a time leads to a call-back or to the application."""
        when = said.when()
        if active_form(tracker) in {"booking_form", "move_form"}:
            if when is None:
                return back_to_form(tracker)
            return [SlotSet("booking_when", when), *back_to_form(tracker)]
        catalogue = {entry["slug"]: entry for entry in await self.api.offerings()}
        slug = said.offering or tracker.get_slot("current_offering")
        entry = catalogue.get(slug or "")
        if entry is not None and entry["access"] != "slot":
            say(say_to, f"utter_not_by_slot_{entry['access']}", offering=slug)
            return [
                SlotSet("current_offering", slug),
                SlotSet("pending", "callback"),
                ActiveLoop(None),
            ]
        about = said.about or tracker.get_slot("concern_about")
        share = None if told(tracker) else NOT_ASKED
        return [
            ActiveLoop(None),
            *clear(
                "booking_slot",
                "booking_confirm",
                "offered_slots",
                "form_problem",
                "pending",
                "requested_slot",
                "paused_form",
            ),
            SlotSet("booking_offering", slug if entry else None),
            SlotSet("current_offering", slug if entry else None),
            SlotSet("booking_when", when),
            SlotSet("booking_share", share),
            SlotSet("concern_about", about),
            SlotSet("misses", 0),
            FollowupAction("booking_form"),
        ]


class ValidateBookingForm(ContactAnswers, FormValidationAction):
    """Takes answers, holds the time as soon as it is picked."""

    api = SafeAction.api

    def name(self) -> str:
        """Name in the domain."""
        return "validate_booking_form"

    @staticmethod
    def _asked(tracker: Tracker) -> str | None:
        return tracker.get_slot("requested_slot")

    def extract_booking_offering(
        self, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> Json:
        """By button or by any of its names."""
        said = Said(tracker)
        if self._asked(tracker) != "booking_offering":
            return {}
        if said.offering and (said.answers("book") or said.intent == "ask_offering"):
            return {"booking_offering": said.offering}
        return {}

    def extract_booking_slot(
        self, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> Json:
        """By button, ordinal, clock time or a new wish in words; also later, as a correction."""
        said = Said(tracker)
        if "slot_id" in said.entities:
            return {"booking_slot": said.entities["slot_id"]}
        if self._asked(tracker) != "booking_slot":
            return {}
        if not answers_time(said):
            return {}
        found = read_time(said, tracker)
        if found is None and said.intent in {"inform", "deny"}:
            return {"booking_slot": {"more": True} if said.intent == "deny" else "?"}
        return {} if found is None else {"booking_slot": found}

    def extract_contact_name(
        self, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> Json:
        """As people answer; a phone number in the same line is taken along."""
        said = Said(tracker)
        if self._asked(tracker) != "contact_name" or said.is_button:
            return {}
        if not said.answers("greet"):
            return {}
        if said.intent in {"affirm", "deny"}:
            return {"contact_name": ""}
        found: Json = {"contact_name": parse_name(said.text) or ""}
        phone = parse_phone(said.text)
        if found["contact_name"] and phone.number:
            found["contact_phone"] = said.text
        return found

    def extract_booking_share(
        self, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> Json:
        """Whether the summary goes along."""
        said = Said(tracker)
        if self._asked(tracker) != "booking_share" or said.intent not in {"affirm", "deny"}:
            return {}
        return {"booking_share": "yes" if said.intent == "affirm" else "no"}

    def extract_booking_confirm(
        self, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> Json:
        """Yes, no, or what to change."""
        said = Said(tracker)
        if self._asked(tracker) != "booking_confirm":
            return {}
        if said.intent == "affirm" and "change" not in said.entities:
            return {"booking_confirm": "yes"}
        if said.entities.get("change") in CHANGES:
            return {"booking_confirm": said.entities["change"]}
        return {"booking_confirm": "no"} if said.intent == "deny" else {}

    @when_given
    def validate_booking_offering(
        self, value: Any, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> Json:
        """Whether it can be booked shows when its times are looked up."""
        return {"booking_offering": value, "current_offering": value}

    @when_given
    async def validate_booking_slot(
        self, value: Any, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> Json:
        """Holds the picked time for ten minutes."""
        if value == "?":
            return {"booking_slot": None, "form_problem": "utter_time_unclear"}
        return await settle_time(self.api, value, tracker, "booking_slot", hold=True)

    @when_given
    def validate_booking_share(
        self, value: Any, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> Json:
        """Only a clear yes sends the summary."""
        return {"booking_share": value}

    @when_given
    def validate_booking_confirm(
        self, value: Any, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> Json:
        """A no asks what to change; a named field is asked for again."""
        if value in CHANGES:
            return {"booking_confirm": None, CHANGES[value]: None, "booking_when": None}
        if value == "no":
            return {"booking_confirm": None, "form_problem": "utter_what_to_change"}
        return {"booking_confirm": value}


class ActionConfirmBooking(SafeAction):
    """Writes the booking; says it stands only when it does."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_confirm_booking"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """A time lost in the last moment leads back to choosing, with all else kept."""
        share = tracker.get_slot("booking_share") == "yes"
        lines = summary_lines(tracker) if share else None
        try:
            booking = await self.api.book(
                conversation_id=tracker.sender_id,
                client_id=said.client_id,
                name=tracker.get_slot("contact_name"),
                phone=tracker.get_slot("contact_phone"),
                about=tracker.get_slot("concern_about") or "self",
                summary=lines,
            )
        except ApiError as error:
            message = "utter_slot_past" if error.code == "slot_past" else "utter_slot_taken"
            if error.code not in {"slot_taken", "slot_past", "slot_closed", "hold_gone"}:
                message = "utter_trouble"
            return [
                *clear("booking_slot", "booking_confirm"),
                SlotSet("form_problem", message),
                FollowupAction("booking_form"),
            ]
        say(say_to, "utter_booked", booking=booking, offering=booking["offering"])
        return [
            *clear(
                "booking_slot",
                "booking_confirm",
                "booking_when",
                "offered_slots",
                "pending",
                "paused_form",
            ),
            SlotSet("misses", 0),
            SlotSet("booking_reference", booking["reference"]),
        ]
