import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.norwegian.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("jeg sover dårlig og vet ikke hva jeg skal gjøre", "nb"),
        ("hva koster det?", "nb"),
        ("trenger jeg henvisning", "nb"),
        ("eg søv dårleg og veit ikkje kva eg skal gjere", "nn"),
        ("kva kostar det?", "nn"),
        ("treng eg tilvising", "nn"),
        ("eg vil ikke", "nn"),
        ("æ veit ikkje kva æ ska gjøre", "nn"),
        ("æ vet ikke hva æ ska gjøre", "nb"),
        ("ka e det", "nb"),
        ("je veit itte", "nb"),
        ("I can't sleep", "en"),
        ("what does it cost?", "en"),
        ("do you speak English?", "en"),
        ("ja", None),
        ("41234567", None),
        ("Kari Nordmann", None),
        ("torsdag", None),
        ("", None),
    ],
)
def test_the_written_language_is_told_from_the_small_words(text: str, language: str | None) -> None:
    assert detect(text) == language


@given(st.text())
def test_any_text_gets_an_answer(text: str) -> None:
    assert detect(text) in {"nb", "nn", "en", None}


@given(st.sampled_from(["jeg sover ikke", "eg søv ikkje", "I need help", "hei"]))
def test_capitals_and_spaces_change_nothing(text: str) -> None:
    assert detect(f"  {text.upper()} ") == detect(text)


@pytest.mark.parametrize("text", ["det e ho Borghild her", "æ veit itj", "på ettermiddagen", "hm"])
def test_a_nynorsk_conversation_is_not_left_for_a_faint_sign(text: str) -> None:
    assert detect(text, "nn") in {"nn", None}


@pytest.mark.parametrize("text", ["jeg vet ikke hva jeg skal gjøre", "hvor mye koster det"])
def test_a_nynorsk_conversation_is_left_for_a_clear_sign(text: str) -> None:
    assert detect(text, "nn") == "nb"
