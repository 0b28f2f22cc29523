"""Asking to be called."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.base import SafeAction, active_form, back_to_form, clear, say, when_given
from actions.concern import SKIPPED, summary_lines, told
from actions.contact import ContactAnswers
from actions.said import Said
from bot.norwegian.names import parse_name
from bot.norwegian.phones import parse_phone

Json = dict[str, Any]


# A telephone that rings at the wrong moment can be dangerous here, so one asks when.
ASK_WHEN_SAFE = frozenset({"violence", "child_at_risk"})


class ActionStartCallback(SafeAction):
    """Begins a call-back request; a held time is kept until it runs out."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_start_callback"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """A number or a time said in the same breath is not asked for again."""
        if active_form(tracker) == "callback_form":
            return back_to_form(tracker)
        number = None if said.is_button else parse_phone(said.text).number
        wished = said.text if said.when() and not said.is_button else None
        crisis = tracker.get_slot("crisis_category")
        if crisis and crisis not in ASK_WHEN_SAFE:
            # Whoever is in danger is not asked when it would suit.
            wished = wished or SKIPPED
        events: list[EventType] = [
            ActiveLoop(None),
            *clear("callback_confirm", "form_problem", "pending", "requested_slot"),
            SlotSet("callback_when", wished),
            SlotSet("misses", 0),
        ]
        if not crisis or tracker.get_slot("paused_form") == "callback_form":
            # After a crisis what was laid aside still waits; else the call replaces it.
            events.append(SlotSet("paused_form", None))
        if number:
            events.append(SlotSet("contact_phone", number))
        if said.about:
            events.append(SlotSet("concern_about", said.about))
        return [*events, FollowupAction("callback_form")]


class ValidateCallbackForm(ContactAnswers, FormValidationAction):
    """Phone, when, name (may be passed over), and whether the summary goes along."""

    def name(self) -> str:
        """Name in the domain."""
        return "validate_callback_form"

    def extract_callback_when(
        self, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> Json:
        """Kept in the person's own words: a human reads it."""
        said = Said(tracker)
        if tracker.get_slot("requested_slot") != "callback_when":
            return {}
        if "answer" in said.entities or said.is_skip:
            return {"callback_when": said.entities.get("answer") or SKIPPED}
        if said.when() or said.answers("request_callback", "book"):
            return {"callback_when": said.text}
        return {}

    def extract_contact_name(
        self, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> Json:
        """A first name will do, and none will do too."""
        said = Said(tracker)
        if tracker.get_slot("requested_slot") != "contact_name":
            return {}
        if said.is_skip:
            return {"contact_name": SKIPPED}
        if said.is_button or not said.answers("greet"):
            return {}
        return {"contact_name": parse_name(said.text) or ""}

    def extract_callback_confirm(
        self, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> Json:
        """Yes, no, or what to change."""
        said = Said(tracker)
        if tracker.get_slot("requested_slot") != "callback_confirm":
            return {}
        if said.entities.get("change"):
            return {"callback_confirm": said.entities["change"]}
        if said.intent in {"affirm", "deny"}:
            return {"callback_confirm": "yes" if said.intent == "affirm" else "no"}
        return {}

    @when_given
    def validate_callback_when(
        self, value: Any, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> Json:
        """Any words."""
        return {"callback_when": str(value)[:300]}

    @when_given
    def validate_callback_confirm(
        self, value: Any, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> Json:
        """A no asks what to change."""
        changes = {"phone": "contact_phone", "name": "contact_name", "time": "callback_when"}
        if value in changes:
            return {"callback_confirm": None, changes[value]: None}
        if value == "no":
            return {"callback_confirm": None, "form_problem": "utter_what_to_change"}
        return {"callback_confirm": value}


class AskInCallback(SafeAction):
    """Base of the form's questions."""

    returns_to_form = False

    @property
    @abstractmethod
    def slot(self) -> str:
        """The slot that is asked for."""

    def name(self) -> str:
        """Name in the domain."""
        return f"action_ask_callback_form_{self.slot}"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """The problem's sentence instead, when there is one."""
        problem = tracker.get_slot("form_problem")
        about = tracker.get_slot("concern_about") or "self"
        say(
            say_to,
            problem or f"utter_ask_callback_{self.slot.removeprefix('callback_')}",
            about=about,
        )
        return [SlotSet("form_problem", None)]


class AskCallbackPhone(AskInCallback):
    """Which number."""

    slot = "contact_phone"


class AskCallbackWhen(AskInCallback):
    """When it suits."""

    slot = "callback_when"


class AskCallbackName(AskInCallback):
    """Whom to ask for."""

    slot = "contact_name"


class AskCallbackConfirm(SafeAction):
    """Reads the request back."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_ask_callback_form_callback_confirm"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """Number, time and name as they will be stored."""
        problem = tracker.get_slot("form_problem")
        if problem:
            say(say_to, problem)
            return [SlotSet("form_problem", None)]
        name, wished = tracker.get_slot("contact_name"), tracker.get_slot("callback_when")
        if told(tracker):
            say(say_to, "utter_callback_shows", lines=summary_lines(tracker))
        say(
            say_to,
            "utter_callback_read_back",
            phone=tracker.get_slot("contact_phone"),
            name=None if name == SKIPPED else name,
            wished=None if wished == SKIPPED else wished,
            shared=told(tracker),
            # Here the person agrees that it is said to be urgent.
            variant="urgent" if tracker.get_slot("crisis_category") else None,
        )
        return []


class ActionConfirmCallback(SafeAction):
    """Writes the request."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_confirm_callback"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """The read-back said whether the concern goes along."""
        name, wished = tracker.get_slot("contact_name"), tracker.get_slot("callback_when")
        urgent = bool(tracker.get_slot("crisis_category"))
        made = await self.api.request_callback(
            conversation_id=tracker.sender_id,
            client_id=said.client_id,
            phone=tracker.get_slot("contact_phone"),
            name=None if name == SKIPPED else name,
            when=None if wished == SKIPPED else wished,
            about=tracker.get_slot("concern_about"),
            topics=tracker.get_slot("concern_topics") or [],
            offering=tracker.get_slot("current_offering"),
            summary=summary_lines(tracker) if told(tracker) else None,
            urgent=urgent,
        )
        say(
            say_to,
            "utter_alert_made" if urgent else "utter_callback_made",
            reference=made["reference"],
            phone=tracker.get_slot("contact_phone"),
            wished=None if wished == SKIPPED else wished,
            variant="alerted" if made.get("alerted") else None,
        )
        waits = urgent and tracker.get_slot("paused_form")
        if waits:
            say(say_to, "utter_form_waits")
        return [
            *clear("callback_when", "callback_confirm", "pending"),
            SlotSet("paused_form", waits or None),
            SlotSet("contact_name", None if name == SKIPPED else name),
            SlotSet("misses", 0),
        ]
