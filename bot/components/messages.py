"""Reading and writing Rasa messages: the names of our properties and small accessors."""

from __future__ import annotations

from typing import Any

from rasa.shared.nlu.constants import ENTITIES, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

NORMALISED = "normalised"
TOPICS = "topics"
ABOUT = "about"
ASPECT = "aspect"
OFFERING = "offering"
CRISIS = "crisis"
CRISIS_SCORE = "crisis_score"
UNDERSTOOD_INTENT = "understood_intent"

# Longer texts are cut for the statistics only; the crisis patterns read all of it.
LONGEST_TEXT = 4000


def text_of(message: Message) -> str:
    """The message's text, an empty string when it has none."""
    text = message.get(TEXT)
    return text if isinstance(text, str) else ""


def is_command(message: Message) -> bool:
    """True for a button, which reaches the engine as a Rasa command such as `/book`."""
    return text_of(message).lstrip().startswith("/")


def metadata_of(message: Message) -> dict[str, Any]:
    """The metadata that came with a person's message; empty when there is none."""
    metadata = message.get(METADATA)
    return metadata if isinstance(metadata, dict) else {}


def add_entity(message: Message, name: str, value: Any, extractor: str) -> None:
    """Adds an entity that stands for the whole text to the message's entities."""
    entity = {
        "entity": name,
        "value": value,
        "start": 0,
        "end": len(text_of(message)),
        "confidence_entity": 1.0,
        "extractor": extractor,
    }
    message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)
