"""Dates, lists, numbers and filled sentences, in three forms."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.content import formatting
from api.content.formatting import CalendarWords
from api.content.service import get_texts

# 13.00 in Oslo, winter time.
MOMENT = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
SUMMER = datetime(2027, 5, 17, 22, 30, tzinfo=UTC)


def words(lang: str) -> CalendarWords:
    return CalendarWords.of(get_texts().vocabulary, lang)


@pytest.mark.parametrize(
    ("lang", "long", "short"),
    [
        ("nb", "torsdag 26. november klokka 13.00", "torsdag 26. nov. kl. 13.00"),
        ("nn", "torsdag 26. november klokka 13.00", "torsdag 26. nov. kl. 13.00"),
        ("en", "Thursday 26 November at 13:00", "Thursday 26 Nov at 13:00"),
    ],
)
def test_a_moment_is_told_in_norwegian_time(lang: str, long: str, short: str) -> None:
    assert formatting.when(MOMENT, words(lang)) == long
    assert formatting.when_short(MOMENT, words(lang)) == short


def test_after_midnight_in_oslo_is_the_next_day() -> None:
    assert formatting.when(SUMMER, words("nn")) == "tysdag 18. mai klokka 00.30"


def test_short_months_are_not_cut() -> None:
    shown = {
        m: formatting.day_short(MOMENT.replace(month=m, day=1), words("nb")) for m in (3, 6, 9)
    }
    assert [text.split(". ", 1)[1] for text in shown.values()] == ["mars", "juni", "sep."]


@pytest.mark.parametrize(
    ("items", "lang", "told"),
    [
        ([], "nb", ""),
        (["søvn"], "nb", "søvn"),
        (["søvn", "alkohol"], "nn", "søvn og alkohol"),
        (["a", "b", "c"], "en", "a, b and c"),
    ],
)
def test_lists(items: list[str], lang: str, told: str) -> None:
    assert formatting.join_words(items, lang) == told


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("+4741234567", "412 34 567"),
        ("41234567", "412 34 567"),
        ("+4722400040", "22 40 00 40"),
        ("80030196", "800 30 196"),
        ("+46 8 123 456 78", "+46 8 123 456 78"),
        ("ikke et nummer", "ikke et nummer"),
        ("", ""),
    ],
)
def test_phone_numbers_are_grouped(number: str, told: str) -> None:
    assert formatting.phone(number) == told


def test_a_sentence_that_lacks_a_word_is_left_out_whole() -> None:
    template = "Fint. Du er velkommen {when}. Ta med {thing}.\n\nHilsen {who}."
    text, missing = formatting.fill(template, {"thing": "kaffe"}.get)
    assert text == "Fint. Ta med kaffe."
    assert missing == ("when", "who")


def test_an_empty_part_is_no_loss() -> None:
    assert formatting.fill("Ring {phone}{name_clause}.", {"phone": "1", "name_clause": ""}.get) == (
        "Ring 1.",
        (),
    )


@given(st.text(max_size=30), st.text(max_size=30))
def test_braces_in_a_persons_words_stay_what_they_are(name: str, other: str) -> None:
    text, missing = formatting.fill("{name}|{other}", {"name": name, "other": other}.get)
    assert (text, missing) == (f"{name}|{other}", ())


@given(st.text(max_size=60))
def test_no_template_raises(template: str) -> None:
    formatting.fill(template, lambda _: None)
