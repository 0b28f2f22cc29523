"""The intent: what the person wants right now."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.components.label_head import LabelHead, Ranking
from bot.components.messages import is_command

_RANKING_LENGTH = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class NgramIntentClassifier(LabelHead):
    """Sets `intent` and `intent_ranking` in Rasa's form."""

    field = INTENT

    def gold(self, message: Message) -> list[str] | None:
        """The intent that the training block is about."""
        intent = message.get(INTENT)
        return [intent] if intent else None

    def process(self, messages: list[Message]) -> list[Message]:
        """Classifies; a text without a single known n-gram is left with confidence 0.

        A button gets a placeholder with confidence 1, so that the fallback leaves it to Rasa's own
        reader of commands, which runs last.
        """
        for message in messages:
            confidence = 1.0 if is_command(message) else 0.0
            _set(message, {"name": None, "confidence": confidence}, [])
        return super().process(messages)

    def write(self, message: Message, ranking: Ranking) -> None:
        """Best intent and the runners-up."""
        entries = [
            {"name": name, "confidence": confidence}
            for name, confidence in ranking[:_RANKING_LENGTH]
        ]
        _set(message, entries[0], entries)


def _set(message: Message, intent: dict[str, Any], ranking: list[dict[str, Any]]) -> None:
    message.set(INTENT, intent, add_to_output=True)
    message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
