"""When the assistant did not understand: first a question, then examples, then a human."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import SafeAction, active_form, say
from actions.said import Said

# Meanings that can be offered as buttons («Mente du …?»), with the button's payload.
OFFERED = {
    "concern",
    "ask_advice",
    "ask_offering",
    "list_offerings",
    "book",
    "cancel_booking",
    "reschedule_booking",
    "ask_booking",
    "request_callback",
    "ask_helpline",
    "ask_human",
    "ask_privacy",
    "ask_capabilities",
}
LIKELY = 0.12


class ActionClarify(SafeAction):
    """Two misses are repaired; the third offers a person."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_clarify"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """Counts misses in a row in the slot `misses`."""
        misses = int(tracker.get_slot("misses") or 0) + 1
        if misses > 2:
            say(say_to, "utter_offer_human")
        elif active_form(tracker):
            say(say_to, "utter_not_understood_in_form")
        elif misses == 1 and (meanings := self._meanings(said)):
            say(say_to, "utter_did_you_mean", meanings=meanings)
        else:
            say(say_to, "utter_not_understood" if misses == 1 else "utter_not_understood_again")
        return [SlotSet("misses", misses)]

    @staticmethod
    def _meanings(said: Said) -> list[dict[str, str]]:
        """The likeliest meanings, at most two, each with what its button sends."""
        found = []
        for guess in said.ranking:
            name = guess.get("name") or ""
            if name in OFFERED and float(guess.get("confidence") or 0) >= LIKELY:
                payload = name
                if name == "ask_offering":
                    payload = f"ask_offering?offering={said.offering}" if said.offering else ""
                if payload:
                    found.append({"intent": name, "payload": payload})
        return found[:2]
