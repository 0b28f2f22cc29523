"""Who has the concern: the person herself or somebody near her."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.components.label_head import LabelHead, Ranking
from bot.components.labels import NONE
from bot.components.messages import ABOUT


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class AboutClassifier(LabelHead):
    """Sets `about` to a label, and leaves it unset where "none" is most likely."""

    field = ABOUT

    def write(self, message: Message, ranking: Ranking) -> None:
        """The most likely label."""
        if ranking[0][0] != NONE:
            message.set(ABOUT, ranking[0][0], add_to_output=True)
