"""From Rasa's parse of a message to the contract's `understood` object.

Used by the channel and by the evaluation, so that what is measured is what people get.
"""

from __future__ import annotations

from typing import Any

from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME

from bot.components.crisis_guard import CRISIS_INTENT, DOUBT_INTENT
from bot.components.messages import ABOUT, ASPECT, CRISIS, OFFERING, TOPICS, UNDERSTOOD_INTENT

# Intents that steer the dialogue and are not in the taxonomy.
_INTERNAL = frozenset({CRISIS_INTENT, DOUBT_INTENT, DEFAULT_NLU_FALLBACK_INTENT_NAME})


# Only a question about an offering has a fact that it asks for; elsewhere the aspect is a guess.
_WITH_ASPECT = frozenset({"ask_offering_detail"})


def understood(parse: dict[str, Any]) -> dict[str, Any]:
    """The contract's fields.

    Args:
        parse: the result of Rasa's `parse_message`, of free text or of a button.

    Returns:
        `intent`, `topic` (the first of `topics`), `topics` (names, strongest first), `about`,
        `offering`, `aspect`, `crisis` (category), `crisis_certain`, `confidence` (of the intent,
        0 to 1). Missing ones are None, an empty list or False.
    """
    intent = _original_intent(parse)
    topics = _topics(parse)
    crisis = parse.get(CRISIS) or {}
    return {
        "intent": intent.get("name"),
        "topic": topics[0] if topics else None,
        "topics": topics,
        "about": parse.get(ABOUT) or _entity(parse, ABOUT),
        "offering": parse.get(OFFERING) or _entity(parse, OFFERING),
        "aspect": _aspect(parse, intent.get("name")),
        "crisis": crisis.get("category"),
        "crisis_certain": bool(crisis.get("certain", False)),
        "confidence": round(float(intent.get("confidence") or 0.0), 4),
    }


def _original_intent(parse: dict[str, Any]) -> dict[str, Any]:
    """The best intent of the taxonomy: before the crisis guard and below the fallback."""
    candidates = [
        parse.get(UNDERSTOOD_INTENT),
        parse.get("intent"),
        *(parse.get("intent_ranking") or []),
    ]
    for candidate in candidates:
        if candidate and candidate.get("name") and candidate["name"] not in _INTERNAL:
            found: dict[str, Any] = candidate
            return found
    return {"name": None, "confidence": 0.0}


def _aspect(parse: dict[str, Any], intent: str | None) -> str | None:
    chosen = _entity(parse, ASPECT)
    if chosen or intent not in _WITH_ASPECT:
        return chosen
    guess: str | None = parse.get(ASPECT)
    return guess


def _topics(parse: dict[str, Any]) -> list[str]:
    topics = [topic["name"] for topic in parse.get(TOPICS) or []]
    if topics:
        return topics
    chosen = _entity(parse, "topic")
    return [chosen] if chosen else []


def _entity(parse: dict[str, Any], name: str) -> str | None:
    """A button carries its values as entities of that name."""
    for entity in parse.get("entities") or []:
        if entity.get("entity") == name and isinstance(entity.get("value"), str):
            value: str = entity["value"]
            return value
    return None
