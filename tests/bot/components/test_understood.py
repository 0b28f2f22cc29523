"""From Rasa's parse to the contract's object."""

from __future__ import annotations

from typing import Any

from bot.components.understood import understood

CONCERN = {"name": "concern", "confidence": 0.8}
FALLBACK = {"name": "nlu_fallback", "confidence": 0.3}


def test_an_empty_parse_has_every_field() -> None:
    assert understood({}) == {
        "intent": None,
        "topic": None,
        "topics": [],
        "about": None,
        "offering": None,
        "aspect": None,
        "crisis": None,
        "crisis_certain": False,
        "confidence": 0.0,
    }


def test_the_topic_is_the_first_of_the_topics() -> None:
    topics = [{"name": "alcohol", "confidence": 0.9}, {"name": "sleep", "confidence": 0.5}]
    result = understood({"intent": CONCERN, "topics": topics})
    assert (result["topic"], result["topics"]) == ("alcohol", ["alcohol", "sleep"])


def test_the_intent_before_the_crisis_is_shown_with_its_confidence() -> None:
    crisis = {"name": "crisis", "confidence": 1.0}
    result = understood(
        {
            "intent": crisis,
            "intent_ranking": [crisis],
            "understood_intent": CONCERN,
            "crisis": {"category": "suicide", "certain": True, "source": "pattern"},
        }
    )
    assert (result["intent"], result["confidence"]) == ("concern", 0.8)
    assert (result["crisis"], result["crisis_certain"]) == ("suicide", True)


def test_the_best_real_intent_stands_below_the_fallback() -> None:
    unsure = {"name": "greet", "confidence": 0.2}
    result = understood({"intent": FALLBACK, "intent_ranking": [FALLBACK, unsure]})
    assert (result["intent"], result["confidence"]) == ("greet", 0.2)


def test_internal_intents_are_never_shown() -> None:
    for name in ("crisis", "crisis_doubt", "nlu_fallback"):
        assert understood({"intent": {"name": name, "confidence": 1.0}})["intent"] is None


def test_a_crisis_in_a_text_without_meaning_has_no_intent() -> None:
    parse: dict[str, Any] = {
        "intent": {"name": "crisis_doubt", "confidence": 1.0},
        "understood_intent": {"name": None, "confidence": 0.0},
        "crisis": {"category": "violence", "certain": False, "source": "gateway"},
    }
    assert understood(parse)["intent"] is None
    assert understood(parse)["crisis"] == "violence"


def test_a_buttons_values_are_its_entities() -> None:
    entities = [
        {"entity": "offering", "value": "likeperson"},
        {"entity": "topic", "value": "grief"},
        {"entity": "about", "value": "relative"},
    ]
    result = understood({"intent": {"name": "book", "confidence": 1.0}, "entities": entities})
    assert result["offering"] == "likeperson"
    assert (result["topic"], result["topics"], result["about"]) == ("grief", ["grief"], "relative")
