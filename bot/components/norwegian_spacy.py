"""The spaCy pipeline behind Rasa's tokenizer, chosen by one setting in `config.yml`.

`model` is a package name (`nb_core_news_sm`), a folder, or `blank:nb`, spaCy's Norwegian tokenizer
and language rules without trained parts. Rasa's own `SpacyNLP` cannot use the last one, as it asks
for a folder on disk; here it is made in memory, so training, evaluation and serving share it
without any download or build step.
"""

from __future__ import annotations

from typing import Any

import spacy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.model import InvalidModelError
from rasa.nlu.utils.spacy_utils import SpacyModel, SpacyNLP
from spacy.language import Language

_BLANK = "blank:"


@DefaultV1Recipe.register(
    [
        DefaultV1Recipe.ComponentType.MODEL_LOADER,
        DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER,
    ],
    is_trainable=False,
    model_from="NorwegianSpacy",
)
class NorwegianSpacy(SpacyNLP):
    """Provides the Norwegian spaCy model and writes its documents on the messages."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Case is kept: a pipeline that has learned names from capitals needs them."""
        return {"model": f"{_BLANK}nb", "case_sensitive": True}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NorwegianSpacy:
        """Loads the model that the configuration names."""
        settings = {**cls.get_default_config(), **config}
        return cls(cls.load_model(settings["model"]), settings)

    @staticmethod
    def load_model(spacy_model_name: str) -> SpacyModel:
        """Loads the pipeline; its version is part of what Rasa's training cache compares.

        Raises:
            InvalidModelError: when no such package or folder exists.
        """
        if spacy_model_name.startswith(_BLANK):
            nlp = spacy.blank(spacy_model_name[len(_BLANK) :])
        else:
            nlp = SpacyNLP.load_model(spacy_model_name).model
        return SpacyModel(nlp, f"{spacy_model_name}@{nlp.meta.get('version', '')}")

    @staticmethod
    def ensure_proper_language_model(nlp: Language | None) -> None:
        """A blank pipeline has no folder, which Rasa takes for a broken one; only None is."""
        if nlp is None:
            raise InvalidModelError("No spaCy pipeline was loaded.")
