"""The common base of components that read a message's text by rules and learn nothing."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.training_data.message import Message

from bot.components.messages import is_command, text_of
from bot.components.sources import source_fingerprint


class TextReader(GraphComponent, EntityExtractorMixin):
    """Calls `read` for each message with a text that is not a button."""

    def __init__(self, config: dict[str, Any]) -> None:
        """Keeps the settings."""
        self.config = config

    def read(self, message: Message) -> None:
        """Reads the text and writes what it found on the message."""
        raise NotImplementedError

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """No settings unless a subclass has some."""
        return {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TextReader:
        """Creates the component with its defaults filled in."""
        return cls({**cls.get_default_config(), **config})

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """The rules live outside this class; a change in them must reach the training."""
        return source_fingerprint()

    def process(self, messages: list[Message]) -> list[Message]:
        """Reads each message."""
        for message in messages:
            if text_of(message).strip() and not is_command(message):
                self.read(message)
        return messages
