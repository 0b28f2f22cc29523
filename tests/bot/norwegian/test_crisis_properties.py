"""Any text at all: the net never fails, never changes its mind, and stays quick."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.norwegian.crisis import CrisisFinding, find_crisis

CHATTER = (
    "Hei, og takk for at dere svarer så fint. Jeg heter Kari, er 82 år og bor alene i et hus med "
    "stor hage. Datteren min kommer innom på søndager, og da drikker vi kaffe på trappa. "
)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
def test_no_text_makes_it_fail(text: str) -> None:
    finding = find_crisis(text)
    assert finding is None or isinstance(finding, CrisisFinding)


WORDS = [
    *("jeg", "han", "mor", "ikke", "aldri", "vil", "dø", "leve", "slår", "meg", "tatt", "mange"),
    *("tabletter", "stemmer", "barna", ".", ",", "?", "å", "på"),
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_no_mix_of_telling_words_makes_it_fail_or_changes_between_readings(
    words: list[str],
) -> None:
    text = " ".join(words)
    assert find_crisis(text) == find_crisis(text)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(CHATTER.split()), max_size=30))
def test_friendly_words_around_a_cry_never_hide_it(words: list[str]) -> None:
    assert find_crisis(" ".join(words) + ". Jeg vil dø.") is not None


def best_of(times: int, text: str) -> float:
    """Milliseconds of the fastest reading: a busy machine must not fail the test."""
    fastest = float("inf")
    for _ in range(times):
        # Processor time: what else runs on the machine is not the net's doing.
        start = time.process_time()
        find_crisis(text)
        fastest = min(fastest, time.process_time() - start)
    return fastest * 1000


def test_a_message_of_300_letters_is_read_in_a_few_milliseconds() -> None:
    # Twice the promise: a slow machine is not a slow net, a quadratic one is far beyond.
    assert best_of(20, CHATTER[:300]) < 4


@pytest.mark.parametrize(
    "text",
    [
        CHATTER * 120,
        "jeg vil ikke " * 2300,
        "mor har tatt for ikke skal drepe barna redd " * 680,
        "a" * 30_000,
        "vil " * 7500,
        "." * 30_000,
        "jeg " * 7500,
    ],
)
def test_a_text_of_30000_letters_is_read_in_a_tenth_of_a_second(text: str) -> None:
    assert best_of(5, text[:30_000]) < 100
