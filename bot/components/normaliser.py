"""Writes one normal form of the text on the message, for the classifiers alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.lazy_norwegian import find_function
from bot.components.messages import LONGEST_TEXT, NORMALISED, is_command, text_of
from bot.components.sources import source_fingerprint


def load_normalise() -> Callable[[str], str]:
    """`bot.norwegian.spelling.normalise`, or lower-casing where that module is not installed."""
    return find_function("spelling", "normalise") or str.lower


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Normaliser(GraphComponent):
    """Sets the message property `normalised`; what the person wrote stays as it is."""

    def __init__(self) -> None:
        """Finds the normalising function once."""
        self._normalise = load_normalise()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Normaliser:
        """Creates the component; it has no settings."""
        return cls()

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """The rules live outside this class; a change in them must reach the training."""
        return source_fingerprint()

    def process(self, messages: list[Message]) -> list[Message]:
        """Normalises each message that is not a button."""
        for message in messages:
            if not is_command(message):
                message.set(NORMALISED, self._normalise(text_of(message)[:LONGEST_TEXT]))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Normalises the training lines."""
        self.process(training_data.training_examples)
        return training_data
