"""The statistical crisis net; `crisis_guard` joins it with the patterns and the gateway's net."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.components.label_head import LabelHead, Ranking
from bot.components.labels import NONE
from bot.components.messages import CRISIS, CRISIS_SCORE


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CrisisClassifier(LabelHead):
    """Sets the internal property `crisis_score`: likeliest category, and how likely any is."""

    field = CRISIS

    def write(self, message: Message, ranking: Ranking) -> None:
        """The chance of any crisis is what decides; the category is the strongest one."""
        categories = [(name, chance) for name, chance in ranking if name != NONE]
        any_crisis = sum(chance for _, chance in categories)
        message.set(CRISIS_SCORE, {"category": categories[0][0], "confidence": any_crisis})
