"""Asking for a time, and taking the answer: shared by booking and moving."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.api_client import ApiClient, ApiError, ApiUnavailable
from actions.base import say
from actions.choosing import choose
from actions.said import CRISIS, Said

Json = dict[str, Any]
OFFERED = 4
EARLIER = {"more": True}


async def offer_times(
    api: ApiClient, say_to: CollectingDispatcher, tracker: Tracker, offering: str
) -> list[EventType]:
    """Search within the wish and show up to four times, or say honestly that none is free."""
    wish: Json | None = tracker.get_slot("booking_when")
    problem = tracker.get_slot("form_problem")
    if problem:
        say(say_to, problem)
    if wish and wish.get("ambiguous"):
        say(say_to, "utter_which_day", alternatives=wish.get("alternatives") or [])
        return [SlotSet("form_problem", None)]
    found = await api.search_slots(offering, wish, OFFERED)
    slots: list[Json] = found.get("slots") or []
    if not slots:
        say(say_to, "utter_no_times", offering=offering)
        return [SlotSet("form_problem", None), SlotSet("offered_slots", None)]
    exact = found.get("match") == "exact"
    response = "utter_times" if exact or not wish else "utter_times_near"
    if wish and exact:
        response = "utter_times_wished"
    say(say_to, response, slots=slots, offering=offering)
    return [SlotSet("form_problem", None), SlotSet("offered_slots", slots)]


# A day or a clock time is an answer even in the dress of another question («har dere noe på
# mandag?»), but not when it is an order of another kind.
OTHER_ORDERS = frozenset({"stop", "restart", "start_over", "cancel_booking", "request_callback"})


def answers_time(said: Said) -> bool:
    """Whether the message is about the time that was asked for."""
    if said.answers("book", "reschedule_booking"):
        return True
    if said.intent in CRISIS | OTHER_ORDERS or said.is_button:
        return False
    return bool(said.when())


def read_time(said: Said, tracker: Tracker) -> Any:
    """A slot id, a wish as a dict, «other» when all offered are declined, or None."""
    if "slot_id" in said.entities:
        return said.entities["slot_id"]
    if "more" in said.entities:
        return dict(EARLIER)
    offered: list[Json] = tracker.get_slot("offered_slots") or []
    when = said.when()
    if picked := choose(said.text, when, offered):
        return picked["id"]
    if when:
        return when
    if said.intent == "affirm" and len(offered) == 1:
        return offered[0]["id"]
    return None


def narrowed(before: Json | None, wish: Json) -> Json:
    """A clock time alone narrows the day that was wished for before; a new day replaces it."""
    days = ("date_from", "date_to")
    if before and not any(wish.get(day) for day in days):
        return {**wish, **{day: before.get(day) for day in days}}
    return wish


async def settle_time(
    api: ApiClient, value: Any, tracker: Tracker, slot_name: str, *, hold: bool
) -> Json:
    """What to remember for a picked slot id or a new wish; holds the slot."""
    if isinstance(value, dict) and value.get("more"):
        offered: list[Json] = tracker.get_slot("offered_slots") or []
        later = {"date_from": _day_after(offered)} if offered else None
        return {slot_name: None, "booking_when": later}
    if isinstance(value, dict) and "id" not in value:
        return {slot_name: None, "booking_when": narrowed(tracker.get_slot("booking_when"), value)}
    if isinstance(value, dict):
        return {slot_name: value}
    offered = tracker.get_slot("offered_slots") or []
    known = next((slot for slot in offered if slot["id"] == value), {"id": value})
    if not hold:
        return {slot_name: known}
    try:
        held = await api.hold(tracker.sender_id, value)
    except ApiError as error:
        told = "utter_slot_past" if error.code == "slot_past" else "utter_slot_taken"
        return {slot_name: None, "form_problem": told}
    except ApiUnavailable:
        return {slot_name: None, "form_problem": "utter_trouble"}
    return {slot_name: held["slot"], "held_until": held.get("held_until")}


def _day_after(offered: list[Json]) -> str:
    last = max(datetime.fromisoformat(slot["start"]) for slot in offered)
    return (last + timedelta(days=1)).date().isoformat()
