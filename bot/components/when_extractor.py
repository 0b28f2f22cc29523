"""Dates and times: entity `when`, a dict of ISO dates and clock times."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.components.lazy_norwegian import find_function
from bot.components.messages import add_entity, metadata_of, text_of
from bot.components.text_reader import TextReader

WHEN = "when"
_OSLO = ZoneInfo("Europe/Oslo")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class WhenExtractor(TextReader):
    """Sets the entity `when` to the fields of `bot.norwegian.dates.When`."""

    def __init__(self, config: dict[str, Any]) -> None:
        """Finds the grammar once."""
        super().__init__(config)
        self._parse_when = find_function("dates", "parse_when")

    def read(self, message: Message) -> None:
        """Reads the time expression, counted from now in Europe/Oslo."""
        if self._parse_when is None:
            return
        found = self._parse_when(text_of(message), now_of(message))
        if found is not None:
            add_entity(message, WHEN, json_of(found), type(self).__name__)


def now_of(message: Message) -> datetime:
    """Local time without offset; a `now` (ISO) in the message's metadata replaces the clock."""
    now = metadata_of(message).get("now")
    if isinstance(now, str):
        moment = datetime.fromisoformat(now)
        return moment.astimezone(_OSLO).replace(tzinfo=None) if moment.tzinfo else moment
    return datetime.now(_OSLO).replace(tzinfo=None)


def json_of(found: Any) -> dict[str, Any]:
    """The fields of a `When` as JSON-able values, alternatives included."""
    fields: dict[str, Any] = _plain(dataclasses.asdict(found))
    return fields


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted(_plain(item) for item in value)
    return value.isoformat() if hasattr(value, "isoformat") else value
