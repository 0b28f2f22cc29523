"""Times that are told and not wished for, taken by something else, or pointed back at.

Seen from Monday 23 November 2026.
"""

import json
import time
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.norwegian.dates import When, parse_when

NOW = datetime.fromisoformat("2026-11-23T09:10")
EVALUATION = Path(__file__).parents[2] / "nlu/evaluation"
PARTS = st.sampled_from(
    ["tannlege i dag", "men", "så", "etter det", "dagen etter", "helgen etter", "nei", "torsdag",
     ",", "ikke", "men neste", "uka etter", "kl 10", "han drikker hver kveld",
     "født 1944", "før jul"]
)  # fmt: skip


def fields(text: str) -> tuple[str | None, ...]:
    when = parse_when(text, NOW) or When()
    return when.date_from, when.date_to, when.time_from, when.time_to


@pytest.mark.parametrize(
    "text",
    [
        "Han drikker hver fredag kveld",
        "mor våkner klokka fire og gråter",
        "ho døydde i mars",
        "han blei innlagt før jul",
        "eg er fødd 12. mars 1944",
        "født 03.12.1941",
        "to flasker vin i uka",
        "tre ganger denne uka har han falt",
        "takk for i dag",
        "dårligere fra uke til uke",
        "det er verst om kvelden",
        "hva koster det i måneden",
    ],
)
def test_a_time_in_a_story_is_no_wish(text: str) -> None:
    assert fields(text) == (None, None, None, None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Jeg har tannlege i dag, men torsdag kan jeg", "2026-11-26"),
        ("skal til legen onsdag, så fredag", "2026-11-27"),
        ("ikkje onsdag, men fredag", "2026-11-27"),
        ("tirsdag er umulig, onsdag går", "2026-11-25"),
        ("heller fredag enn torsdag", "2026-11-27"),
        ("tirsdag, nei vent, torsdag", "2026-11-26"),
        ("kan ikke tirsdag, men dagen etter går fint", "2026-11-25"),
        ("Han drikker hver kveld, så kan jeg få time på torsdag", "2026-11-26"),
    ],
)
def test_the_day_that_is_wanted_is_taken(text: str, day: str) -> None:
    assert fields(text)[:2] == (day, day)


def test_after_that_begins_where_the_errand_ends() -> None:
    assert fields("jeg jobber til tre, så etter det") == (None, None, "15:00", None)
    assert fields("på jobb til ett på fredag, så ring etter det") == (
        "2026-11-27", "2026-11-27", "13:00", None,
    )  # fmt: skip


def test_not_this_week_but_the_next_is_the_next() -> None:
    assert fields("ikkje denne veka, men neste")[:2] == ("2026-11-30", "2026-12-06")


def test_the_latest_day_with_a_clock_time_counts_itself() -> None:
    assert fields("senest torsdag kl 12") == (None, "2026-11-26", None, "12:00")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("lille julaften", "2026-12-23"),
        ("litle julaftan", "2026-12-23"),
        ("andre juledag", "2026-12-26"),
        ("tredje søndag i advent", "2026-12-13"),
        ("skjærtorsdag", "2027-03-25"),
        ("andre påskedag", "2027-03-29"),
        ("Kristi himmelfartsdag", "2027-05-06"),
        ("dagen etter 17. mai", "2027-05-18"),
        ("tirsdag etter påske", "2027-03-30"),
        ("siste fredag i november", "2026-11-27"),
        ("sankthans", "2027-06-23"),
        ("desember den 15", "2026-12-15"),
        ("femtende i tolvte", "2026-12-15"),
    ],
)
def test_a_day_with_a_name_is_that_day(text: str, day: str) -> None:
    assert fields(text)[:2] == (day, day)


@pytest.mark.parametrize("text", ["anten måndag", "enten mandag"])
def test_either_is_no_evening(text: str) -> None:
    assert fields(text)[2:] == (None, None)


@pytest.mark.parametrize(
    "slip",
    ["i morgenn", "i mrogen", "i morgonn", "imorgen", "i måra", "tirdag", "tisdag", "tirsdg"],
)  # fmt: skip
def test_a_slip_is_read_as_what_was_meant(slip: str) -> None:
    assert fields(slip)[0] == "2026-11-24"


@pytest.mark.parametrize("word", ["moren", "mora", "moro", "match", "vekt", "free", "nattens"])
def test_a_word_near_to_a_time_is_no_time(word: str) -> None:
    assert fields(word) == (None, None, None, None)


@given(st.lists(PARTS, max_size=9).map(" ".join))
def test_reading_back_never_fails_and_never_looks_behind_today(text: str) -> None:
    for day in fields(text)[:2]:
        assert day is None or day >= "2026-11-23"


def test_worries_hardly_ever_look_like_a_wish_for_a_time() -> None:
    lines = [json.loads(line) for line in (EVALUATION / "intents.jsonl").open(encoding="utf-8")]
    worries = [line["text"] for line in lines if line.get("intent") == "concern"]
    assert len(worries) > 300
    taken = [text for text in worries if any(fields(text))]
    assert len(taken) <= 0.03 * len(worries), taken


def test_a_message_is_read_in_a_few_milliseconds() -> None:
    lines = [json.loads(line) for line in (EVALUATION / "times.jsonl").open(encoding="utf-8")]
    start = time.process_time()
    for line in lines:
        parse_when(line["text"], NOW)
    assert (time.process_time() - start) / len(lines) < 0.005
