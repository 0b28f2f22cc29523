"""Name and telephone number, judged in the same way by every form."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.base import when_given
from actions.said import Said
from bot.norwegian.phones import parse_phone

Json = dict[str, Any]


def judged(slot: str, value: Any) -> Json:
    """The number for a slot, as +47 and eight digits, or what is wrong with it."""
    result = parse_phone(str(value))
    if result.number:
        return {slot: result.number}
    return {slot: None, "form_problem": f"utter_phone_{result.problem or 'missing'}"}


class ContactAnswers:
    """For form validators: how a number is read, and how number and name are judged."""

    def extract_contact_phone(
        self, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> Json:
        """Any Norwegian way of writing it."""
        said = Said(tracker)
        if tracker.get_slot("requested_slot") != "contact_phone" or said.is_button:
            return {}
        if parse_phone(said.text).number or said.answers("greet"):
            return {"contact_phone": said.text}
        return {}

    @when_given
    def validate_contact_phone(
        self, value: Any, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> Json:
        """Stored as +47 and eight digits; what is wrong with another is said."""
        return judged("contact_phone", value)

    @when_given
    def validate_contact_name(
        self, value: Any, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> Json:
        """A sentence, a refusal or a number is no name: asked again, kindly."""
        if not value:
            return {"contact_name": None, "form_problem": "utter_name_unclear"}
        return {"contact_name": value}
