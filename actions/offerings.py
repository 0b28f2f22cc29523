"""Offerings: which fit, what one is, and its details one by one."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import SafeAction, active_form, say
from actions.said import Said

SHOWN = 3


def reasons(tracker: Tracker, topics: list[str], fitting: list[str]) -> list[str]:
    """The person's own topics that an offering fits, for «fordi du skrev at …»."""
    return [topic for topic in topics if topic in fitting]


class ActionSuggest(SafeAction):
    """Offerings that fit the concern, each with why."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_suggest"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """The first is the one that a plain yes means."""
        topics = tracker.get_slot("concern_topics") or []
        about = tracker.get_slot("concern_about")
        found = (await self.api.suggestions(topics, about))[:SHOWN]
        if not found:
            say(say_to, "utter_no_suggestion")
            return [SlotSet("pending", "callback")]
        say(say_to, "utter_suggestions", offerings=found, topics=topics, about=about)
        return [
            SlotSet("pending", "suggestions"),
            SlotSet("misses", 0),
            SlotSet("current_offering", found[0]["slug"]),
        ]


class ActionListOfferings(SafeAction):
    """What help there is, for a topic or at all."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_list_offerings"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """With topics known the fitting ones, else the whole catalogue."""
        topics = said.topics or tracker.get_slot("concern_topics") or []
        about = said.about or tracker.get_slot("concern_about")
        if topics:
            found = (await self.api.suggestions(topics, about))[:5]
            say(say_to, "utter_offerings_for_topics", offerings=found, topics=topics, about=about)
        else:
            everything = await self.api.offerings()
            listed = [{"slug": entry["slug"], "topics": []} for entry in everything]
            say(say_to, "utter_all_offerings", offerings=listed)
        return [SlotSet("misses", 0)]


class ActionShowOffering(SafeAction):
    """One offering explained, and how to go on with it."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_show_offering"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """The named one, else the one last spoken of; none known: the list."""
        slug = said.offering
        if slug is None and said.intent != "ask_offering":
            slug = tracker.get_slot("current_offering")
        if slug is None:
            return [FollowupAction("action_list_offerings")]
        catalogue = {entry["slug"]: entry for entry in await self.api.offerings()}
        entry = catalogue.get(slug)
        if entry is None:
            return [FollowupAction("action_list_offerings")]
        topics = tracker.get_slot("concern_topics") or []
        say(
            say_to,
            "utter_offering",
            offering=slug,
            about=tracker.get_slot("concern_about"),
            topics=reasons(tracker, topics, entry.get("topics") or []),
        )
        events: list[EventType] = [SlotSet("current_offering", slug), SlotSet("misses", 0)]
        if active_form(tracker):
            return events
        say(say_to, f"utter_offering_way_in_{entry['access']}", offering=slug)
        return [*events, SlotSet("pending", "offering")]


class ActionOfferingDetail(SafeAction):
    """One fact of an offering: cost, referral, waiting …"""

    def name(self) -> str:
        """Name in the domain."""
        return "action_offering_detail"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """The named offering, else the one last spoken of or being booked."""
        slug = said.offering or tracker.get_slot("current_offering")
        if slug is None:
            say(say_to, "utter_detail_of_which", **await self._likely(tracker))
            return []
        if said.aspect is None:
            return [SlotSet("current_offering", slug), FollowupAction("action_show_offering")]
        say(say_to, "utter_offering_detail", offering=slug, aspect=said.aspect)
        events: list[EventType] = [SlotSet("current_offering", slug), SlotSet("misses", 0)]
        if not active_form(tracker):
            events.append(SlotSet("pending", "offering"))
        return events

    async def _likely(self, tracker: Tracker) -> dict[str, Any]:
        topics = tracker.get_slot("concern_topics") or []
        if topics:
            found = (await self.api.suggestions(topics, tracker.get_slot("concern_about")))[:4]
        else:
            found = [
                {"slug": entry["slug"], "topics": []}
                for entry in await self.api.offerings()
                if entry["bookable"]
            ]
        return {"offerings": found}
