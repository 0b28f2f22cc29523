"""Puts the n-gram features on each message, once for all classifiers."""

from __future__ import annotations

import logging
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.messages import LONGEST_TEXT, NORMALISED, is_command, text_of
from bot.components.ngrams import NgramChannel, Ngrams
from bot.components.sources import source_fingerprint

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class NgramFeaturizer(SparseFeaturizer, GraphComponent):
    """Adds one sparse sentence feature with all families of n-grams from the configuration."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The families, as `NgramChannel` fields; chosen in docs/decisions/0003-classifiers.md."""
        return {
            **SparseFeaturizer.get_default_config(),
            "channels": [
                {"source": "normalised", "analyzer": "word", "longest": 2, "rarest": 2},
                {
                    "source": "normalised",
                    "analyzer": "char_wb",
                    "shortest": 2,
                    "longest": 5,
                    "rarest": 2,
                },
                {
                    "source": "normalised",
                    "analyzer": "char",
                    "shortest": 3,
                    "longest": 5,
                    "rarest": 4,
                },
                {"source": "raw", "analyzer": "concepts", "rarest": 2},
                {"source": "raw", "analyzer": "people", "rarest": 2},
            ],
        }

    def __init__(
        self,
        config: dict[str, Any],
        name: str,
        model_storage: ModelStorage,
        resource: Resource,
        ngrams: Ngrams | None = None,
    ) -> None:
        """Keeps the place to store; `ngrams` is None until trained or loaded."""
        super().__init__(name, config)
        self._model_storage = model_storage
        self._resource = resource
        self._ngrams = ngrams

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Raises TypeError when a family has unknown or missing fields."""
        for channel in config.get("channels", []):
            NgramChannel(**channel)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NgramFeaturizer:
        """Creates an untrained featurizer."""
        settings = {**cls.get_default_config(), **config}
        return cls(settings, execution_context.node_name, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> NgramFeaturizer:
        """Loads a trained featurizer; an empty one when training had no text."""
        featurizer = cls.create(config, model_storage, resource, execution_context)
        try:
            with model_storage.read_from(resource) as folder:
                featurizer._ngrams = Ngrams.load(folder)
        except (ValueError, FileNotFoundError):
            logger.warning("No n-grams were stored; messages get no features.")
        return featurizer

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Helpers live outside this class; a change in them must reach the training."""
        return source_fingerprint()

    @staticmethod
    def required_packages() -> list[str]:
        """Python packages that the component needs."""
        return ["sklearn"]

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the vocabulary from all lines that have a text."""
        pairs = [_pair(m) for m in training_data.nlu_examples if text_of(m).strip()]
        if pairs:
            ngrams = Ngrams([NgramChannel(**c) for c in self._config["channels"]])
            ngrams.fit(pairs)
            self._ngrams = ngrams
            with self._model_storage.write_to(self._resource) as folder:
                ngrams.save(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds features to the training lines."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds features to every message that is not a button."""
        wanted = [m for m in messages if text_of(m) and not is_command(m)]
        if self._ngrams is None or not wanted:
            return messages
        rows = self._ngrams.transform([_pair(m) for m in wanted])
        for i, message in enumerate(wanted):
            row = rows[i] if len(wanted) > 1 else rows
            message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
        return messages


def _pair(message: Message) -> tuple[str, str]:
    """(raw, normalised); lower-cased where no normaliser ran before."""
    text = text_of(message)[:LONGEST_TEXT]
    normalised = message.get(NORMALISED)
    return text, normalised if isinstance(normalised, str) else text.lower()
