"""The questions of the booking form."""

from __future__ import annotations

import contextlib
from abc import abstractmethod
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.api_client import ApiError
from actions.base import SafeAction, say
from actions.concern import summary_lines
from actions.said import Said
from actions.times import offer_times

Json = dict[str, Any]


class AskBookingOffering(SafeAction):
    """Which offering it is to be."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_ask_booking_form_booking_offering"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """Those that fit the concern, else all that are booked as a time."""
        catalogue = await self.api.offerings()
        bookable = [entry["slug"] for entry in catalogue if entry["bookable"]]
        topics = tracker.get_slot("concern_topics") or []
        about = tracker.get_slot("concern_about")
        fitting = await self.api.suggestions(topics, about) if topics else []
        shown = [entry for entry in fitting if entry["slug"] in bookable][:3]
        if not shown:
            shown = [{"slug": slug, "topics": []} for slug in bookable]
        say(say_to, "utter_ask_booking_offering", offerings=shown, topics=topics)
        return []


class AskBookingSlot(SafeAction):
    """Shows free times."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_ask_booking_form_booking_slot"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """Within the wish, else the nearest."""
        offering = tracker.get_slot("booking_offering")
        return await offer_times(self.api, say_to, tracker, offering)


class AskInBooking(SafeAction):
    """Base of the plain questions: the problem's sentence instead, when there is one."""

    returns_to_form = False

    @property
    @abstractmethod
    def slot(self) -> str:
        """The slot that is asked for."""

    def name(self) -> str:
        """Name in the domain."""
        return f"action_ask_booking_form_{self.slot}"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """One message, not two."""
        problem = tracker.get_slot("form_problem")
        values: Json = {"about": tracker.get_slot("concern_about") or "self"}
        if slot := tracker.get_slot("booking_slot"):
            values["slot"] = slot
        if problem:
            say(say_to, problem, **values)
        else:
            say(say_to, f"utter_ask_{self.slot}", **values)
        return [SlotSet("form_problem", None)]


class AskPersonName(AskInBooking):
    """Whom to ask for."""

    slot = "contact_name"


class AskPersonPhone(AskInBooking):
    """Where to reach the person."""

    slot = "contact_phone"


class AskBookingShare(SafeAction):
    """Whether the summary goes along, shown exactly as staff will see it."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_ask_booking_form_booking_share"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """Nothing goes along without a yes."""
        say(say_to, "utter_ask_booking_share", lines=summary_lines(tracker))
        return []


class AskBookingConfirm(SafeAction):
    """Reads everything back, with weekday and date."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_ask_booking_form_booking_confirm"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """The hold is renewed while the person reads."""
        problem = tracker.get_slot("form_problem")
        if problem:
            say(say_to, problem)
            return [SlotSet("form_problem", None)]
        slot = tracker.get_slot("booking_slot") or {}
        if slot.get("id"):
            # Taken meanwhile: the confirmation will say so and offer others.
            with contextlib.suppress(ApiError):
                await self.api.hold(tracker.sender_id, slot["id"])
        say(
            say_to,
            "utter_booking_read_back",
            offering=tracker.get_slot("booking_offering"),
            slot=slot,
            name=tracker.get_slot("contact_name"),
            phone=tracker.get_slot("contact_phone"),
            about=tracker.get_slot("concern_about"),
            shared=tracker.get_slot("booking_share") == "yes",
        )
        return []
