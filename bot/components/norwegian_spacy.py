"""The spaCy pipeline behind Rasa's tokenizer, chosen by one setting in `config.yml`.

`model` is one of
- `nb_lavterskel`, our own pipeline for both written standards, packed in `bot/nlp/dist`;
- the name of an installed package, such as the official `nb_core_news_sm`, or a folder;
- `blank:nb`, spaCy's Norwegian tokenizer and language rules without trained parts.

`without` names parts of the pipeline that are not run, as each costs time at every message.
Rasa never runs the parser, whichever pipeline it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import spacy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.model import InvalidModelError
from rasa.nlu.utils.spacy_utils import SpacyModel, SpacyNLP
from spacy.language import Language

from bot.nlp.wheel import HASH, PACKAGE, DamagedWheelError, load_packed

_BLANK = "blank:"


@lru_cache(maxsize=1)
def _load_ours(without: tuple[str, ...]) -> Language:
    """Our pipeline, opened once a process: training and trying out follow each other there."""
    try:
        return load_packed(exclude=without)
    except DamagedWheelError as error:
        raise InvalidModelError(str(error)) from error


def _version(nlp: Language) -> str:
    """What tells two trainings of a pipeline apart."""
    return str(nlp.meta.get(HASH) or nlp.meta.get("version", ""))


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
        return {"model": PACKAGE, "case_sensitive": True, "without": []}

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
        return cls(cls.load_model(settings["model"], settings["without"]), settings)

    @staticmethod
    def load_model(spacy_model_name: str, without: Sequence[str] = ()) -> SpacyModel:
        """Loads the pipeline; version and parts are what Rasa's training cache compares.

        Raises:
            InvalidModelError: when no such package or folder exists, or ours is damaged.
        """
        if spacy_model_name.startswith(_BLANK):
            nlp = spacy.blank(spacy_model_name[len(_BLANK) :])
        elif spacy_model_name == PACKAGE:
            nlp = _load_ours(tuple(without))
        else:
            nlp = SpacyNLP.load_model(spacy_model_name).model
            for part in without:
                if part in nlp.pipe_names:
                    nlp.disable_pipe(part)
        return SpacyModel(nlp, f"{spacy_model_name}@{_version(nlp)}:{','.join(nlp.pipe_names)}")

    @staticmethod
    def ensure_proper_language_model(nlp: Language | None) -> None:
        """A blank pipeline has no folder, which Rasa takes for a broken one; only None is."""
        if nlp is None:
            raise InvalidModelError("No spaCy pipeline was loaded.")

    def _preprocess_text(self, text: str | None) -> str:
        """The text as spaCy reads it; one all in capitals is shouted, not a row of names."""
        text = super()._preprocess_text(text)
        if text.isupper() and " " in text.strip():
            lower = text.lower()
            # Places in the text must stay what they are; a few foreign letters grow.
            return lower if len(lower) == len(text) else text
        return text
