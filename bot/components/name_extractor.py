"""A person's name: entity `person_name`, as it is to be shown."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from bot.components.lazy_norwegian import find_function
from bot.components.messages import add_entity, text_of
from bot.components.text_reader import TextReader

PERSON_NAME = "person_name"
# A name is read from an answer or a greeting, never from somebody's worry.
_MAY_HOLD_A_NAME = frozenset({"inform", "greet", "book", "request_callback", "affirm", None})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class NameExtractor(TextReader):
    """Sets the entity `person_name` where the intent lets a name be expected."""

    def __init__(self, config: dict[str, Any]) -> None:
        """Finds the name reader once."""
        super().__init__(config)
        self._parse_name = find_function("names", "parse_name")

    def read(self, message: Message) -> None:
        """Reads the name."""
        intent = (message.get(INTENT) or {}).get("name")
        if self._parse_name is None or intent not in _MAY_HOLD_A_NAME:
            return
        name = self._parse_name(text_of(message))
        if name:
            add_entity(message, PERSON_NAME, name, type(self).__name__)
