"""The offering that a message names, by any of its names.

The names are the synonyms of the training data (`- synonym: rask-psykisk-helsehjelp`), so that
content people can add one without touching code.
"""

from __future__ import annotations

import json
from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.aliases import AliasIndex
from bot.components.messages import OFFERING, text_of
from bot.components.text_reader import TextReader

_FILE = "aliases.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class OfferingMatcher(TextReader):
    """Sets `offering` to the slug whose alias stands in the text."""

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        """Starts without aliases; `train` or `load` brings them."""
        super().__init__(config)
        self._model_storage = model_storage
        self._resource = resource
        self._index = AliasIndex({})

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> OfferingMatcher:
        """Creates a matcher without aliases."""
        return cls({**cls.get_default_config(), **config}, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> OfferingMatcher:
        """Loads the aliases of the training."""
        matcher = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            matcher._index = AliasIndex(json.loads((folder / _FILE).read_text(encoding="utf-8")))
        return matcher

    def train(self, training_data: TrainingData) -> Resource:
        """Stores the synonyms of the training data; a slug is an alias of itself."""
        aliases = dict(training_data.entity_synonyms)
        for slug in sorted(set(aliases.values())):
            aliases.setdefault(slug.replace("-", " "), slug)
        self._index = AliasIndex(aliases)
        with self._model_storage.write_to(self._resource) as folder:
            (folder / _FILE).write_text(
                json.dumps(aliases, ensure_ascii=False, sort_keys=True), encoding="utf-8"
            )
        return self._resource

    def read(self, message: Message) -> None:
        """Looks for a name of an offering."""
        match = self._index.find(text_of(message))
        if match is not None:
            message.set(OFFERING, match.value, add_to_output=True)
