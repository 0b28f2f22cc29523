"""The whole graph of config.yml, trained on a small file, stored and loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rasa.core.agent import Agent

from bot.components.understood import understood

Parse = Callable[..., Any]


async def test_topics_and_about_come_out_of_the_parse(parse: Parse) -> None:
    result = await parse("eg søv dårleg og drikk for mykje")
    assert result["intent"]["name"] == "concern"
    assert {topic["name"] for topic in result["topics"]} == {"sleep", "alcohol"}
    assert result["about"] == "self"


async def test_a_relative_is_told_from_oneself(parse: Parse) -> None:
    assert (await parse("mannen min drikker hver kveld"))["about"] == "relative"


async def test_aspect_is_set_for_a_detail_only(parse: Parse) -> None:
    assert (await parse("koster det noe"))["aspect"] == "cost"
    assert "aspect" not in await parse("jeg sover så dårlig om natten")


async def test_an_offering_is_found_by_alias(parse: Parse) -> None:
    result = await parse("kva er friskliv sentralen for noko")
    assert result["offering"] == "frisklivssentral"


async def test_small_talk_has_no_topic_no_crisis_and_nobody(parse: Parse) -> None:
    result = understood(await parse("hei hei"))
    assert result["intent"] == "greet"
    assert (result["topic"], result["about"], result["crisis"]) == (None, None, None)


async def test_a_crisis_goes_before_the_intent_that_was_understood(parse: Parse) -> None:
    result = await parse("jeg tenker på å ta livet mitt, jeg vil ikke leve lenger")
    assert result["intent"]["name"] in {"crisis", "crisis_doubt"}
    assert result["crisis"]["category"] == "suicide"
    assert understood(result)["intent"] == "concern"


async def test_the_gateways_certain_hint_makes_any_text_a_crisis(parse: Parse) -> None:
    result = await parse("ja takk", crisis="overdose", crisis_certain=True)
    assert result["intent"]["name"] == "crisis"
    assert result["crisis"] == {"category": "overdose", "certain": True, "source": "gateway"}
    assert understood(result)["intent"] == "affirm"


async def test_the_gateways_uncertain_hint_becomes_a_question(parse: Parse) -> None:
    result = await parse("ja takk", crisis="violence", crisis_certain=False)
    assert result["intent"]["name"] == "crisis_doubt"
    assert understood(result)["crisis_certain"] is False


@pytest.mark.parametrize("text", ["", "   ", "😀😀", "qzqzqz"])
async def test_a_text_without_meaning_falls_back(parse: Parse, text: str) -> None:
    result = await parse(text)
    assert result["intent"]["name"] == "nlu_fallback"
    assert result.get("topics", []) == []


async def test_a_button_is_understood_as_its_intent_and_values(parse: Parse) -> None:
    result = understood(await parse('/ask_offering{"offering": "frisklivssentral"}'))
    assert result["intent"] == "ask_offering"
    assert result["offering"] == "frisklivssentral"
    assert result["confidence"] == 1.0


async def test_name_and_phone_are_entities(parse: Parse) -> None:
    pytest.importorskip("bot.norwegian.phones")
    found = {e["entity"]: e["value"] for e in (await parse("412 34 567"))["entities"]}
    assert found["phone"] == "+4741234567"


async def test_a_model_that_is_loaded_again_gives_the_same_answers(
    agent: Agent, model: Path
) -> None:
    again = Agent.load(str(model))
    for text in ("eg søv ikkje", "mor drikker", "hva koster det", "hei", "frisklivssentral"):
        assert await again.parse_message(text) == await agent.parse_message(text)


async def test_a_foreign_training_file_is_understood_without_our_labels(
    unlabelled_model: Path,
) -> None:
    result = await Agent.load(str(unlabelled_model)).parse_message("vekk meg klokka seks")
    assert understood(result)["intent"] == "alarm"
    assert not {"topics", "about", "aspect", "offering", "crisis"} & set(result)
