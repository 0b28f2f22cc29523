"""Side questions: each answered by the text that bears its name."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import SafeAction, active_form, say
from actions.said import Said

# Intents whose whole answer is one response.
PLAIN = {
    "greet": "utter_greet_back",
    "goodbye": "utter_goodbye",
    "thank": "utter_thank",
    "ask_privacy": "utter_ask_privacy",
    "ask_capabilities": "utter_ask_capabilities",
    "ask_if_bot": "utter_ask_if_bot",
    "ask_human": "utter_ask_human",
    "change_language": "utter_change_language",
    "frustration": "utter_frustration",
}


WANTS_A_PERSON = frozenset({"ask_human", "frustration"})


class ActionAnswer(SafeAction):
    """Answers small talk and questions about the assistant itself."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_answer"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """One response by intent; inside a form the form's question follows."""
        if said.intent == "goodbye" and active_form(tracker):
            say(say_to, "utter_goodbye_in_form")
            return []
        if said.intent == "out_of_scope":
            # Three times beside the point: perhaps it is the assistant that does not understand.
            misses = int(tracker.get_slot("misses") or 0) + 1
            say(say_to, "utter_offer_human" if misses > 2 else "utter_out_of_scope")
            return [SlotSet("misses", misses)]
        say(say_to, PLAIN.get(said.intent, "utter_not_understood"))
        if said.intent not in WANTS_A_PERSON:
            return [SlotSet("misses", 0)]
        # Asking on would be deaf: the form waits, and a yes means the call.
        events: list[EventType] = [SlotSet("misses", 0), SlotSet("pending", "callback")]
        if form := active_form(tracker):
            say(say_to, "utter_form_waits")
            events += [ActiveLoop(None), SlotSet("requested_slot", None)]
            events.append(SlotSet("paused_form", form))
        return events


class ActionGreet(SafeAction):
    """Opens the conversation; the gateway sends the entry with the start."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_open"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """Greets by entry: for oneself, as a relative, or straight to booking."""
        entry = said.entities.get("entry") or "chat"
        names = {"relative": "utter_greet_relative", "book": "utter_greet_book"}
        say(say_to, names.get(entry, "utter_greet"))
        return [SlotSet("concern_about", "relative")] if entry == "relative" else []


class ActionHelplines(SafeAction):
    """Shows help lines that fit what was said."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_helplines"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """The lines themselves are looked up by the gateway."""
        topics = said.topics or tracker.get_slot("concern_topics") or []
        say(say_to, "utter_helplines", topics=topics)
        return []


class ActionAdvice(SafeAction):
    """One thing to try and one way on, for the topic that was named."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_advice"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """General, non-medical advice, and offerings that fit."""
        topics = said.topics or tracker.get_slot("concern_topics") or []
        about = said.about or tracker.get_slot("concern_about") or "self"
        say(say_to, "utter_advice", topics=topics, about=about)
        if not active_form(tracker):
            found = (await self.api.suggestions(topics, about))[:3]
            say(say_to, "utter_advice_offerings", offerings=found, topics=topics, about=about)
        return [SlotSet("concern_topics", topics or None)]


class ActionRepeat(SafeAction):
    """Says the last answer again, more simply."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_repeat"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """The gateway knows what was last shown; inside a form the question follows."""
        say(say_to, "utter_repeat")
        return []
