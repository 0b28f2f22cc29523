"""SafeAction: an action that always answers, and hands back to a form that it interrupted."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.api_client import ApiClient, ApiError, ApiUnavailable
from actions.said import Said

log = logging.getLogger(__name__)

# Forms whose question an answered side question returns to.
FORMS = ("concern_form", "booking_form", "callback_form", "manage_form", "move_form")


def say(dispatcher: CollectingDispatcher, response: str, **values: Any) -> None:
    """Utter a named response; `values` are ids and facts, the wording is the api's."""
    kept = {key: value for key, value in values.items() if value is not None}
    dispatcher.utter_message(response=response, json_message=kept or {"_": True})


def active_form(tracker: Tracker) -> str | None:
    """Name of the form that is asking something now."""
    name = (tracker.active_loop or {}).get("name")
    return name if name in FORMS else None


def back_to_form(tracker: Tracker) -> list[EventType]:
    """Let the form repeat its question after a side question was answered."""
    form = active_form(tracker)
    return [FollowupAction(form)] if form else []


def trouble(error: Exception) -> tuple[str, dict[str, Any]]:
    """The response, with values, that tells a person of an error."""
    if isinstance(error, ApiError) and error.code in TOLD:
        return TOLD[error.code], {}
    return "utter_trouble", {}


TOLD = {
    "slot_taken": "utter_slot_taken",
    "slot_closed": "utter_slot_taken",
    "slot_past": "utter_slot_past",
    "hold_gone": "utter_slot_taken",
    "booking_not_found": "utter_booking_not_found",
    "phone_invalid": "utter_phone_wrong",
}


class SafeAction(Action, ABC):
    """An action whose errors become a kind sentence with a way forward, never silence."""

    api = ApiClient()
    # Whether a form that was interrupted repeats its question afterwards.
    returns_to_form = True

    @abstractmethod
    def name(self) -> str:
        """Name in the domain."""

    @abstractmethod
    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """The action itself."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Perform; on trouble say so and keep the conversation going."""
        try:
            events = await self.perform(dispatcher, tracker, Said(tracker))
        except (ApiError, ApiUnavailable) as error:
            log.warning("%s: %s", self.name(), error)
            response, values = trouble(error)
            say(dispatcher, response, **values)
            return []
        except Exception as error:
            # Not its message: that may quote what the person wrote.
            log.error("%s failed: %s", self.name(), type(error).__name__)
            say(dispatcher, "utter_trouble")
            return []
        kinds = {event.get("event") for event in events}
        if self.returns_to_form and not kinds & {"followup", "active_loop"}:
            events = [*events, *back_to_form(tracker)]
            kinds = {event.get("event") for event in events}
        if "followup" in kinds or self.name().startswith("action_ask_"):
            return events
        # No rule knows what follows an action that another one handed over to: it is the person.
        return [*events, FollowupAction("action_listen")]


def when_given(validate: Callable[..., Any]) -> Callable[..., Any]:
    """For `validate_<slot>` methods: a slot that was only emptied is no answer to judge."""
    if iscoroutinefunction(validate):

        @wraps(validate)
        async def later(form: Any, value: Any, *rest: Any) -> dict[str, Any]:
            return {} if value is None else await validate(form, value, *rest)

        return later

    @wraps(validate)
    def now(form: Any, value: Any, *rest: Any) -> dict[str, Any]:
        return {} if value is None else validate(form, value, *rest)

    return now


def clear(*slots: str) -> list[EventType]:
    """Empty these slots."""
    return [SlotSet(slot, None) for slot in slots]
