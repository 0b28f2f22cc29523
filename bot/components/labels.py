"""Labels other than the intent, as the training blocks' metadata carries them.

A missing key means "not labelled" and the line is left out of that head's training; `none` means
"has none". Where the intent alone makes `none` certain, nobody has to write it down.
"""

from __future__ import annotations

from typing import Any

from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_EXAMPLE, METADATA_INTENT
from rasa.shared.nlu.training_data.message import Message

from bot.components.messages import ABOUT, ASPECT, CRISIS, TOPICS

NONE = "none"

_SMALL_TALK = frozenset(
    {
        *("greet", "goodbye", "thank", "affirm", "deny", "restart", "stop", "ask_repeat"),
        *("ask_capabilities", "ask_if_bot", "ask_privacy", "change_language", "out_of_scope"),
    }
)
_BOOKING = frozenset({"reschedule_booking", "cancel_booking", "ask_booking"})
_NONE_IS_CERTAIN: dict[str, frozenset[str]] = {
    TOPICS: _SMALL_TALK | _BOOKING | {"inform"},
    ABOUT: _SMALL_TALK,
    # Everything but ask_offering_detail: whoever asks what an offering is asks for no single fact.
    ASPECT: _SMALL_TALK
    | _BOOKING
    | {"inform", "concern", "ask_advice", "ask_offering", "list_offerings", "book"}
    | {"request_callback", "ask_human", "ask_helpline", "frustration"},
    CRISIS: _SMALL_TALK | _BOOKING | {"inform", "ask_offering_detail", "list_offerings"},
}


def labels_of(message: Message, field: str) -> list[str] | None:
    """The labels of a training line for `field`.

    Returns:
        The labels, strongest first; an empty list when the line certainly has none; None when
        nobody has said.
    """
    value = _metadata_value(message, field)
    if value is not None:
        values = value if isinstance(value, list) else [value]
        return [str(v) for v in values if v is not None and str(v) != NONE]
    if message.get(INTENT) in _NONE_IS_CERTAIN.get(field, frozenset()):
        return []
    return None


def _metadata_value(message: Message, field: str) -> Any:
    """The value in the example's own metadata, else in its block's."""
    metadata = message.get(METADATA)
    if not isinstance(metadata, dict):
        return None
    for level in (METADATA_EXAMPLE, METADATA_INTENT):
        of_level = metadata.get(level)
        if isinstance(of_level, dict) and field in of_level:
            return of_level[field]
    return None
