"""From what was sent to what is stored, shown and understood. Pure functions.

The person's words stay as they are, but for identity numbers. What the engine gets is tamer: no
control characters, never a leading «/» (an order to the engine), no more than it can use.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from api.chat.errors import EmptyMessage, MessageTooLong, TextOrChoice
from api.chat.schemas import MessageIn
from bot.norwegian.identifiers import mask_identity_numbers

# Nothing to see: controls, formats (zero-width, direction marks), unassigned and private use.
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})
_ORDER: Final = re.compile(r"^[\s/\uff0f\u2044]+")
# Stands for a message of slashes only, so that the engine has something to not understand.
_NOTHING: Final = "-"


@dataclass(frozen=True)
class Incoming:
    """One message: a text with identity numbers masked, or the payload of a button."""

    client_id: str
    text: str | None = field(repr=False)
    payload: str | None
    masked: int = 0


def read(message: MessageIn, max_chars: int) -> Incoming:
    """The message, or what is wrong with it."""
    if (message.text is None) == (message.choice is None):
        raise TextOrChoice
    if message.choice is not None:
        return Incoming(message.client_id, None, message.choice)
    text = message.text or ""
    if len(text) > max_chars:
        raise MessageTooLong(limit=max_chars)
    if all(unicodedata.category(character) in _INVISIBLE for character in text):
        raise EmptyMessage
    masked, count = mask_identity_numbers(text.replace("\x00", ""))
    return Incoming(message.client_id, masked, None, count)


def for_engine(text: str, max_chars: int) -> str:
    """The text as the engine gets it; never empty, never an order."""
    tame = "".join(map(_tamed, text))
    return _ORDER.sub("", tame)[:max_chars].strip() or _NOTHING


def _tamed(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    return " " if category == "Cc" and character != "\n" else character
