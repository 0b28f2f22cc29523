"""The topics that a message names, strongest first."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.components.label_head import LabelHead, Ranking
from bot.components.linear import LinearSettings
from bot.components.messages import TOPICS


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicsClassifier(LabelHead):
    """Sets `topics`: a list of {name, confidence}, all that reach the threshold of training."""

    field = TOPICS
    several = True

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Unbalanced: each topic is its own yes-or-no question, and no is nearly always right."""
        return asdict(LinearSettings(balanced=False))

    def write(self, message: Message, ranking: Ranking) -> None:
        """Keeps the topics that are likely enough."""
        threshold = self.model.threshold if self.model else 1.0
        topics = [
            {"name": name, "confidence": confidence}
            for name, confidence in ranking
            if confidence >= threshold
        ]
        message.set(TOPICS, topics, add_to_output=True)
