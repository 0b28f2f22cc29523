"""A telephone number: entity `phone`, E.164."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.components.lazy_norwegian import find_function
from bot.components.messages import add_entity, text_of
from bot.components.text_reader import TextReader

PHONE = "phone"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PhoneExtractor(TextReader):
    """Sets the entity `phone` to a number that can be called; problems are the form's business."""

    def __init__(self, config: dict[str, Any]) -> None:
        """Finds the number reader once."""
        super().__init__(config)
        self._parse_phone = find_function("phones", "parse_phone")

    def read(self, message: Message) -> None:
        """Reads the number."""
        if self._parse_phone is None:
            return
        number = self._parse_phone(text_of(message)).number
        if number:
            add_entity(message, PHONE, number, type(self).__name__)
