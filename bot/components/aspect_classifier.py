"""Which fact of an offering is asked for."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.components.label_head import LabelHead, Ranking
from bot.components.labels import NONE
from bot.components.messages import ASPECT


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class AspectClassifier(LabelHead):
    """Sets `aspect` to a label, and leaves it unset where "none" is most likely."""

    field = ASPECT

    def write(self, message: Message, ranking: Ranking) -> None:
        """The most likely label."""
        if ranking[0][0] != NONE:
            message.set(ASPECT, ranking[0][0], add_to_output=True)
