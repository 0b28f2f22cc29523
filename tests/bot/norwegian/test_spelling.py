import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.norwegian.spelling import normalise
from bot.norwegian.spelling.words import other_forms
from bot.norwegian.tables import read_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Eg søv så dårleg om nettene", "jeg sover så dårlig om nettene"),
        ("æ veit ikkje ka æ ska gjær", "jeg vet ikke hva jeg skal gjøre"),
        ("je veit itte å je ska gjøra", "jeg vet ikke og jeg skal gjøre"),
        ("mannen min drikk for mykje", "mannen min drikker for mye"),
        ("gubben min drekk førr mykje", "mannen min drikker for mye"),
        ("kostar det noko?", "koster det noe?"),
        ("e det gratis", "er det gratis"),
        ("e søv ikkje", "jeg sover ikke"),
        ("jeg er saa troett", "jeg er så trøtt"),
        ("jeg er såååå trøøøtt", "jeg er så trøtt"),
        ("eg vil snakka med nokon", "jeg vil snakke med noen"),
        ("æ vil snakk med nån", "jeg vil snakke med noen"),
        ("lege vakta", "legevakta"),
        ("sove tabletter", "sovetabletter"),
        ("jeg vil prate imorgen", "jeg vil prate i morgen"),
        ("einsemd", "ensomhet"),
        ("sjukepleiar", "sykepleier"),
        ("pårørande", "pårørende"),
        ("alkohlo", "alkohol"),
        ("legevatka", "legevakta"),
        ("efter", "etter"),
    ],
)
def test_two_ways_of_writing_become_one(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("jeg vil leve", "jeg vil ikke leve"),
        ("sønnen min", "datteren min"),
        ("han slår meg", "jeg slår ham"),
        ("angst", "anger"),
        ("moren min", "faren min"),
        ("legevakt", "fastlege"),
        ("hvor er det", "hva er det"),
        ("svar", "svær"),
    ],
)
def test_what_means_different_things_stays_apart(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


def test_a_question_stays_a_question() -> None:
    assert normalise("koster det??!") == "koster det ?"


def test_every_listed_form_becomes_its_target_or_what_that_becomes() -> None:
    for form, target in other_forms().items():
        assert normalise(form) in {normalise(target), "jeg", "er"}, form


def test_no_form_is_the_target_of_another() -> None:
    targets = set(other_forms().values())
    assert not targets & set(other_forms())


WORDS = sorted(
    {*other_forms(), *read_words("spelling_vocabulary"), "e", "å", "kan", "lege", "vakt", "?"}
)


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))
def test_norwegian_text_is_level_after_one_go(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text())
def test_any_text_is_level_after_one_go(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text(st.sampled_from("abdegikkrstøåæoe '?-"), max_size=40))
def test_typed_nonsense_is_level_after_one_go(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
