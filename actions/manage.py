"""Finding, cancelling and moving a booking."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.api_client import ApiError
from actions.base import SafeAction, active_form, clear, say, when_given
from actions.contact import judged
from actions.said import Said

Json = dict[str, Any]
PURPOSES = {"cancel_booking": "cancel", "reschedule_booking": "move", "ask_booking": "show"}


class ActionManageBooking(SafeAction):
    """Cancel, move or show: the booking of this conversation, else asked for."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_manage_booking"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """In the middle of booking, these words are about the booking in progress."""
        purpose = PURPOSES.get(said.intent) or tracker.get_slot("manage_purpose") or "show"
        if active_form(tracker) == "booking_form":
            if purpose == "cancel":
                return [FollowupAction("action_stop")]
            if purpose == "move":
                return [
                    *clear("booking_slot"),
                    SlotSet("booking_when", said.when()),
                    FollowupAction("booking_form"),
                ]
        booking = await self.api.booking_of(tracker.sender_id)
        events: list[EventType] = [
            ActiveLoop(None),
            SlotSet("manage_purpose", purpose),
            SlotSet("booking_when", said.when()),
            *clear("requested_slot", "form_problem", "offered_slots"),
        ]
        if booking is None:
            return [
                *events,
                *clear("manage_reference", "manage_phone"),
                FollowupAction("manage_form"),
            ]
        return [
            *events,
            SlotSet("managed_booking", booking),
            FollowupAction("action_go_on_managing"),
        ]


class ValidateManageForm(FormValidationAction):
    """Reference and phone number together prove whose booking it is."""

    def name(self) -> str:
        """Name in the domain."""
        return "validate_manage_form"

    def extract_manage_reference(
        self, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> Json:
        """Letters and digits as written down."""
        said = Said(tracker)
        if tracker.get_slot("requested_slot") != "manage_reference" or said.is_button:
            return {}
        words = [word.strip(".,:;!?") for word in said.text.upper().replace("-", "").split()]
        joined = "".join(word for word in words if any(sign.isdigit() for sign in word))
        if joined:
            return {"manage_reference": joined}
        return {"manage_reference": ""} if said.answers() else {}

    def extract_manage_phone(
        self, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> Json:
        """The number that was given when booking."""
        said = Said(tracker)
        if tracker.get_slot("requested_slot") != "manage_phone" or said.is_button:
            return {}
        return {"manage_phone": said.text} if said.answers() else {}

    @when_given
    def validate_manage_reference(
        self, value: Any, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> Json:
        """Nothing that could be a reference: asked again, with a way out."""
        if not value:
            return {"manage_reference": None, "form_problem": "utter_reference_unclear"}
        return {"manage_reference": value}

    @when_given
    def validate_manage_phone(
        self, value: Any, _: CollectingDispatcher, tracker: Tracker, __: DomainDict
    ) -> Json:
        """What is wrong with a number is said."""
        return judged("manage_phone", value)


class AskInManage(SafeAction):
    """Base of the form's questions."""

    returns_to_form = False

    @property
    @abstractmethod
    def slot(self) -> str:
        """The slot that is asked for."""

    def name(self) -> str:
        """Name in the domain."""
        return f"action_ask_manage_form_{self.slot}"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """The problem's sentence instead, when there is one."""
        say(say_to, tracker.get_slot("form_problem") or f"utter_ask_{self.slot}")
        return [SlotSet("form_problem", None)]


class AskManageReference(AskInManage):
    """Which booking."""

    slot = "manage_reference"


class AskManagePhone(AskInManage):
    """Proof that it is one's own."""

    slot = "manage_phone"


class ActionFindBooking(SafeAction):
    """Looks the booking up after the form."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_find_booking"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """A wrong reference and a wrong number are told apart to nobody."""
        try:
            booking = await self.api.find_booking(
                tracker.get_slot("manage_reference"), tracker.get_slot("manage_phone")
            )
        except ApiError:
            say(say_to, "utter_booking_not_found")
            return [
                *clear("manage_reference", "manage_phone", "managed_booking"),
                SlotSet("pending", "callback"),
            ]
        return [SlotSet("managed_booking", booking), FollowupAction("action_go_on_managing")]


class ActionGoOnManaging(SafeAction):
    """Shows the booking and does, or asks, what was wanted."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_go_on_managing"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """Cancelling is confirmed first; moving goes on to the times."""
        booking = tracker.get_slot("managed_booking")
        purpose = tracker.get_slot("manage_purpose")
        if purpose == "move":
            return [*clear("move_slot", "move_confirm"), FollowupAction("move_form")]
        if purpose == "cancel":
            say(say_to, "utter_cancel_sure", booking=booking, offering=booking["offering"])
            return [SlotSet("pending", "cancel")]
        say(say_to, "utter_your_booking", booking=booking, offering=booking["offering"])
        return [SlotSet("pending", None)]


class ActionCancelBooking(SafeAction):
    """Cancels, and says so only when it is done."""

    returns_to_form = False

    def name(self) -> str:
        """Name in the domain."""
        return "action_cancel_booking"

    async def perform(
        self, say_to: CollectingDispatcher, tracker: Tracker, said: Said
    ) -> list[EventType]:
        """The time is free for somebody else at once."""
        booking = tracker.get_slot("managed_booking")
        await self.api.cancel(booking["reference"], said.client_id)
        say(say_to, "utter_cancelled", booking=booking, offering=booking["offering"])
        return clear(
            "pending",
            "managed_booking",
            "manage_reference",
            "manage_phone",
            "manage_purpose",
            "booking_reference",
        )
