"""The statistical crisis net; `crisis_guard` joins it with the patterns and the gateway's net."""

from __future__ import annotations

from functools import lru_cache

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.components.label_head import LabelHead, Ranking
from bot.components.labels import NONE, labels_of
from bot.components.messages import CRISIS, CRISIS_SCORE, TOPICS, text_of
from bot.norwegian.crisis import find_crisis

# Topics so near to a crisis that "nobody labelled it" does not mean "it is none".
_NEAR_CRISIS = frozenset({"violence"})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CrisisClassifier(LabelHead):
    """Sets the internal property `crisis_score`: likeliest category, and how likely any is."""

    field = CRISIS

    def gold(self, message: Message) -> list[str] | None:
        """The labelled category; see `crisis_gold`."""
        return crisis_gold(message)

    def write(self, message: Message, ranking: Ranking) -> None:
        """The chance of any crisis is what decides; the category is the strongest one."""
        categories = [(name, chance) for name, chance in ranking if name != NONE]
        any_crisis = sum(chance for _, chance in categories)
        message.set(CRISIS_SCORE, {"category": categories[0][0], "confidence": any_crisis})


def crisis_gold(message: Message) -> list[str] | None:
    """The labelled category; an unlabelled line is none unless a sign speaks against it.

    Ordinary worries are the examples that keep a net like this from crying wolf, and nobody
    writes `crisis: none` on each of them.
    """
    labels = labels_of(message, CRISIS)
    if labels is not None:
        return labels
    if _NEAR_CRISIS & set(labels_of(message, TOPICS) or ()):
        return None
    return None if _shows_a_sign(text_of(message)) else []


# Both nets ask of the same lines; used in training only, so no person's words are kept.
@lru_cache(maxsize=65536)
def _shows_a_sign(text: str) -> bool:
    return find_crisis(text) is not None
