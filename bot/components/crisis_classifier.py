"""The statistical crisis net; `crisis_guard` joins it with the patterns and the gateway's net."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message

from bot.components.label_head import LabelHead, Ranking
from bot.components.labels import NONE, labels_of
from bot.components.lazy_norwegian import find_function
from bot.components.linear import LinearModel
from bot.components.messages import CRISIS, CRISIS_SCORE, TOPICS, text_of

# Topics so near to a crisis that "nobody labelled it" does not mean "it is none".
_NEAR_CRISIS = frozenset({"violence"})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CrisisClassifier(LabelHead):
    """Sets the internal property `crisis_score`: likeliest category, and how likely any is."""

    field = CRISIS

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: LinearModel | None = None,
    ) -> None:
        """Finds the patterns, which watch over what counts as "no crisis" in training."""
        super().__init__(config, model_storage, resource, model)
        self._find_crisis = find_function("crisis", "find_crisis")

    def gold(self, message: Message) -> list[str] | None:
        """The labelled category; an unlabelled line is none unless a sign speaks against it.

        Ordinary worries are the examples that keep a net like this from crying wolf, and nobody
        writes `crisis: none` on each of them.
        """
        labels = labels_of(message, CRISIS)
        if labels is not None:
            return labels
        if _NEAR_CRISIS & set(labels_of(message, TOPICS) or ()):
            return None
        if self._find_crisis is not None and self._find_crisis(text_of(message)) is not None:
            return None
        return []

    def write(self, message: Message, ranking: Ranking) -> None:
        """The chance of any crisis is what decides; the category is the strongest one."""
        categories = [(name, chance) for name, chance in ranking if name != NONE]
        any_crisis = sum(chance for _, chance in categories)
        message.set(CRISIS_SCORE, {"category": categories[0][0], "confidence": any_crisis})
