"""Trackers as the engine sends them, and what an action said and set."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher


def tracker(
    text: str,
    intent: str,
    *,
    confidence: float = 0.95,
    form: str | None = None,
    asked: str | None = None,
    entities: dict[str, Any] | None = None,
    understood: dict[str, Any] | None = None,
    **slots: Any,
) -> Tracker:
    """The state after a message; `asked` is the slot that the form has asked for."""
    message = {
        "text": text,
        "intent": {"name": intent, "confidence": confidence},
        "entities": [{"entity": key, "value": value} for key, value in (entities or {}).items()],
        "metadata": {"client_id": "c1", "understood": understood or {}},
    }
    return Tracker(
        sender_id="conversation",
        slots={"requested_slot": asked, **slots},
        latest_message=message,
        events=[],
        paused=False,
        followup_action=None,
        active_loop={"name": form} if form else {},
        latest_action_name="action_listen",
    )


async def act(action: Any, state: Tracker) -> tuple[list[str], dict[str, Any], list[str]]:
    """Names of the responses, slots that were set, and actions handed over to."""
    dispatcher = CollectingDispatcher()
    events = await action.run(dispatcher, state, {})
    said = [message["response"] for message in dispatcher.messages]
    slots = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    next_ = [event["name"] for event in events if event["event"] == "followup"]
    return said, slots, next_
