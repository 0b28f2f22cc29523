"""Joins the three crisis nets and lets a crisis go before every other intent.

The nets are the patterns of `bot.norwegian.crisis`, what the gateway's own net found (it comes in
the message's metadata) and the statistical head. A certain sign from any of them is enough; an
uncertain one becomes a kind, direct question. Never passed over in silence.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.components.lazy_norwegian import find_function
from bot.components.messages import (
    ABOUT,
    CRISIS,
    CRISIS_SCORE,
    UNDERSTOOD_INTENT,
    metadata_of,
    text_of,
)
from bot.components.text_reader import TextReader

CRISIS_INTENT = "crisis"
DOUBT_INTENT = "crisis_doubt"


@dataclass(frozen=True)
class Sign:
    """One net's finding: `source` is "pattern", "gateway" or "statistics"."""

    category: str
    certain: bool
    source: str


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class CrisisGuard(TextReader):
    """Sets `crisis` and replaces the intent that policies see by `crisis` or `crisis_doubt`.

    The original intent stays in `understood_intent`. The ranking is replaced too: a likely
    runner-up would otherwise make Rasa's fallback call the crisis ambiguous.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        """Finds the patterns once."""
        super().__init__(config)
        self._find_crisis = find_function("crisis", "find_crisis")
        self._find_denied = find_function("crisis", "find_denied")

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Chance of any crisis from which the statistics ask (`doubt`) or are sure (`certain`).

        Statistics barely hear a denial («jeg har ikke tanker om å ta livet mitt»): where the
        patterns find one, they only ask, and only from `denied`.
        """
        return {"doubt": 0.4, "certain": 0.85, "denied": 0.9}

    def read(self, message: Message) -> None:
        """Joins the nets' signs and acts on the strongest."""
        finding = self._find_crisis(text_of(message)) if self._find_crisis else None
        signs = [
            Sign(finding.category, finding.certain, "pattern") if finding else None,
            self._sign_of_gateway(message),
            self._sign_of_statistics(message),
        ]
        sign = strongest([s for s in signs if s is not None])
        if sign is None:
            return
        about = getattr(finding, "about", None)
        if about and not message.get(ABOUT):
            message.set(ABOUT, about, add_to_output=True)
        _put_first(message, sign)

    @staticmethod
    def _sign_of_gateway(message: Message) -> Sign | None:
        metadata = metadata_of(message)
        category = metadata.get("crisis")
        if not isinstance(category, str) or not category:
            return None
        return Sign(category, bool(metadata.get("crisis_certain")), "gateway")

    def _sign_of_statistics(self, message: Message) -> Sign | None:
        score = message.get(CRISIS_SCORE)
        if not score or score["confidence"] < self.config["doubt"]:
            return None
        certain = score["confidence"] >= self.config["certain"]
        if self._find_denied and self._find_denied(text_of(message)):
            if score["confidence"] < self.config["denied"]:
                return None
            certain = False
        return Sign(score["category"], certain, "statistics")


def strongest(signs: list[Sign]) -> Sign | None:
    """The first certain sign, else the first one; the order of the nets breaks ties."""
    certain = [sign for sign in signs if sign.certain]
    return next(iter(certain + signs), None)


def _put_first(message: Message, sign: Sign) -> None:
    message.set(CRISIS, asdict(sign), add_to_output=True)
    message.set(UNDERSTOOD_INTENT, message.get(INTENT), add_to_output=True)
    name = CRISIS_INTENT if sign.certain else DOUBT_INTENT
    intent = {"name": name, "confidence": 1.0}
    message.set(INTENT, intent, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [intent], add_to_output=True)
