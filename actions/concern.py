"""Putting a concern into words: one question at a time, then a summary to confirm."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.base import SafeAction, clear, say, when_given
from actions.said import FEW_WORDS, Said

SKIPPED = "-"
QUESTIONS = ("concern_about", "concern_since", "concern_effect", "concern_hope")
MOST_WORDS = 6


def merged(known: list[str] | None, new: list[str]) -> list[str]:
    """Topics so far and new ones, first named first."""
    return list(dict.fromkeys([*(known or []), *new]))


def remember(tracker: Tracker, said: Said) -> list[EventType]:
    """What this message adds to the concern: topics, whose it is, the person's own words."""
    events: list[EventType] = []
    topics = merged(tracker.get_slot("concern_topics"), said.topics)
    if topics:
        events.append(SlotSet("concern_topics", topics))
    if said.about:
        events.append(SlotSet("concern_about", said.about))
    if said.text and not said.is_button:
        words = [*(tracker.get_slot("concern_words") or []), said.text]
        events.append(SlotSet("concern_words", words[-MOST_WORDS:]))
    return events


class ActionConcern(SafeAction):
    """Takes a concern in, and begins (or goes on) asking."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_concern"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """After a summary was wrong, the new words are added and it is shown again."""
        events = remember(tracker, said)
        topics = merged(tracker.get_slot("concern_topics"), said.topics)
        if said.is_button and not topics and not tracker.get_slot("concern_words"):
            # A button says that something is difficult, not what.
            say(say_to, "utter_tell", about=said.about or "self")
            return [*events, SlotSet("pending", "tell")]
        if tracker.get_slot("pending") == "summary_fix":
            return [*events, FollowupAction("action_concern_summary")]
        answered = tracker.get_slot("concern_since") is not None
        if answered and tracker.get_slot("concern_hope") is not None:
            # Already told once: nothing is asked twice.
            return [*events, FollowupAction("action_concern_summary")]
        about = said.about or tracker.get_slot("concern_about")
        say(say_to, "utter_concern_heard", topics=topics, about=about or "self")
        return [
            *events,
            SlotSet("misses", 0),
            SlotSet("pending", None),
            FollowupAction("concern_form"),
        ]


class ValidateConcernForm(FormValidationAction):
    """Takes answers in the person's own words; every question can be passed over."""

    def name(self) -> str:
        """Name in the domain."""
        return "validate_concern_form"

    @staticmethod
    def _answer(slot: str, tracker: Tracker, *also: str) -> dict[str, Any]:
        said = Said(tracker)
        if tracker.get_slot("requested_slot") != slot:
            return {}
        if not said.answers("concern", "thank", *also):
            return {}
        if said.intent == "affirm" and len(said.text.split()) <= FEW_WORDS:
            # A bare yes tells nothing about how long, what, or which help.
            return {}
        if said.is_skip:
            return {slot: SKIPPED}
        if said.is_button:
            return {slot: said.entities.get("answer", SKIPPED)}
        return {slot: said.text}

    def extract_concern_about(
        self, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> dict[str, Any]:
        """Whose concern it is, by button or in words."""
        said = Said(tracker)
        if tracker.get_slot("requested_slot") != "concern_about" or not said.answers("concern"):
            return {}
        if said.about:
            return {"concern_about": said.about}
        text = f" {said.text.lower()} "
        if any(word in text for word in (" meg", " eg ", " jeg ", " æ ", " mæ", " me ", " myself")):
            return {"concern_about": "self"}
        return {"concern_about": "self"} if said.is_skip else {"concern_about": "relative"}

    def extract_concern_since(
        self, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> dict[str, Any]:
        """Since when."""
        return self._answer("concern_since", tracker)

    def extract_concern_effect(
        self, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> dict[str, Any]:
        """What it does to the days and nights."""
        return self._answer("concern_effect", tracker)

    def extract_concern_hope(
        self, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> dict[str, Any]:
        """What the person hopes for."""
        # «noen å snakke med», «råd» are wishes here, not orders.
        return self._answer("concern_hope", tracker, "ask_human", "ask_advice")

    @when_given
    def validate_concern_about(
        self, value: Any, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> dict[str, Any]:
        """Known values only."""
        return {"concern_about": value if value in {"self", "relative"} else None}

    def _with_topics(self, slot: str, value: Any, tracker: Tracker) -> dict[str, Any]:
        said = Said(tracker)
        if said.is_button or value == SKIPPED:
            return {slot: value}
        # «eg sør så lite, og så drikk eg» as an answer may name something new.
        topics = merged(tracker.get_slot("concern_topics"), said.topics)
        return {slot: value, "concern_topics": topics or None}

    @when_given
    def validate_concern_since(
        self, value: Any, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> dict[str, Any]:
        """Any words will do."""
        return {"concern_since": value}

    @when_given
    def validate_concern_effect(
        self, value: Any, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> dict[str, Any]:
        """Any words will do."""
        return self._with_topics("concern_effect", value, tracker)

    @when_given
    def validate_concern_hope(
        self, value: Any, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> dict[str, Any]:
        """Any words will do."""
        return self._with_topics("concern_hope", value, tracker)


class AskConcern(SafeAction):
    """Base of the form's questions: one response for oneself, a variant for a relative."""

    returns_to_form = False

    @property
    @abstractmethod
    def slot(self) -> str:
        """The slot that is asked for."""

    def name(self) -> str:
        """Name in the domain."""
        return f"action_ask_concern_form_{self.slot}"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """Only the question; what was heard has been said already."""
        about = tracker.get_slot("concern_about") or "self"
        say(
            say_to, f"utter_ask_{self.slot}", about=about, topics=tracker.get_slot("concern_topics")
        )
        return []


class AskConcernAbout(AskConcern):
    """Who is it about."""

    slot = "concern_about"


class AskConcernSince(AskConcern):
    """Since when."""

    slot = "concern_since"


class AskConcernEffect(AskConcern):
    """What does it do."""

    slot = "concern_effect"


class AskConcernHope(AskConcern):
    """What would be good."""

    slot = "concern_hope"


def summary_lines(tracker: Tracker) -> list[dict[str, Any]]:
    """The concern as lines of `{key, text}` or `{key, topics}`; labels are content."""
    lines: list[dict[str, Any]] = []
    if about := tracker.get_slot("concern_about"):
        lines.append({"key": "about", "about": about})
    if topics := tracker.get_slot("concern_topics"):
        lines.append({"key": "topics", "topics": topics})
    words = tracker.get_slot("concern_words") or []
    lines.extend({"key": "words", "text": text} for text in words)
    for slot in ("concern_since", "concern_effect", "concern_hope"):
        text = tracker.get_slot(slot)
        if text and text != SKIPPED:
            lines.append({"key": slot.removeprefix("concern_"), "text": text})
    return lines


def told(tracker: Tracker) -> bool:
    """Whether there is anything that could go along with a booking."""
    return bool(tracker.get_slot("concern_topics") or tracker.get_slot("concern_words"))


class ActionConcernSummary(SafeAction):
    """Shows the concern in the person's own words, to confirm."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_concern_summary"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """Nothing is added to what the person wrote."""
        lines = summary_lines(tracker)
        say(say_to, "utter_summary", lines=lines)
        return [SlotSet("pending", "summary"), SlotSet("summary_lines", lines)]


class ActionSummaryFix(SafeAction):
    """Adds a correction to the summary and shows it again."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_inform"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """Free words outside a form: a correction, a reference, or the start of a concern."""
        if tracker.get_slot("pending") == "summary_fix":
            return [*remember(tracker, said), FollowupAction("action_concern_summary")]
        if tracker.get_slot("pending") == "tell" and said.text and not said.is_button:
            return [FollowupAction("action_concern")]
        if "offering" in said.entities:
            return [FollowupAction("action_show_offering")]
        if said.topics:
            return [FollowupAction("action_concern")]
        if said.when() and tracker.get_slot("current_offering"):
            return [FollowupAction("action_start_booking")]
        return [FollowupAction("action_clarify")]


class ActionForgetConcern(SafeAction):
    """Begins the concern anew, when asked to."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_forget_concern"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """Only the concern; a booking going on stands."""
        say(say_to, "utter_tell_again")
        return [
            ActiveLoop(None),
            *clear(*QUESTIONS, "concern_topics", "concern_words", "summary_lines", "pending"),
        ]
