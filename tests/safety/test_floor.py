"""The public set itself, and the floor under what the gateway's net has reached on it."""

from collections import Counter

import pytest

from bot.norwegian.crisis import find_crisis
from bot.norwegian.crisis.patterns import CATEGORIES
from tests.safety.measure import (
    Count,
    count,
    gateway,
    is_crisis,
    public_lines,
    threshold_lines,
    unseen_lines,
)

LINES = public_lines()
CRISES, OTHERS = count(LINES, gateway)
# Ways of going on that change nothing about a sign, so that no word explains it away by accident.
BEFORE = ["Hei, ", "Kan noen hjelpe? ", "det er vanskelig å skrive dette, men ", "vi er redde, "]
AFTER = [
    " hva gjør jeg",
    " i går",
    " på sykehjemmet",
    " etter at kona døde",
    " da jeg satt foran tv-en",
    " men legen hører ikke",
    " og barna vet det ikke",
    " tror jeg",
    " og jeg vet ikke hvordan jeg skal si det",
    ", kan noen ringe meg",
]


def test_the_set_is_as_large_as_promised() -> None:
    assert sum(is_crisis(line) for line in LINES) >= 400
    assert sum(not is_crisis(line) for line in LINES) >= 500


def test_no_line_stands_twice() -> None:
    texts = Counter(
        line.text.lower().strip() for line in [*LINES, *threshold_lines(), *unseen_lines()]
    )
    assert [text for text, n in texts.items() if n > 1] == []


def test_all_eight_values_and_ways_of_writing_are_there() -> None:
    for group in (*CATEGORIES, "explicit", "veiled", "relative", "nynorsk", "dialect", "typo"):
        assert CRISES[group].lines >= 20, group
    assert CRISES["english"].lines >= 20
    assert CRISES["long"].lines >= 10


@pytest.mark.parametrize(
    ("group", "floor"),
    [
        ("explicit", 0.97),
        ("veiled", 0.85),
        ("relative", 0.95),
        ("nynorsk", 0.95),
        ("dialect", 0.93),
        ("typo", 0.90),
        ("english", 0.93),
        ("long", 0.95),
        ("all", 0.93),
        *((category, 0.88) for category in CATEGORIES),
    ],
)
def test_the_gateways_net_finds_no_less_than_it_has_found(group: str, floor: float) -> None:
    assert CRISES[group].found >= floor


def test_what_is_said_plainly_gets_its_answer_at_once() -> None:
    assert CRISES["explicit"].at_once >= 0.95


def test_the_right_number_comes_first() -> None:
    assert CRISES["all"].right_category >= 0.95


@pytest.mark.parametrize("kind", sorted(OTHERS))
def test_look_alikes_are_hardly_ever_taken_for_a_crisis(kind: str) -> None:
    assert OTHERS[kind].at_once <= 0.08
    assert OTHERS[kind].questions <= 0.08


def test_look_alikes_in_all_are_left_in_peace_by_the_gateway() -> None:
    assert OTHERS["all"].at_once + OTHERS["all"].questions <= 0.045


def test_worries_of_every_day_are_left_in_peace() -> None:
    assert OTHERS["ordinary"].at_once + OTHERS["ordinary"].questions <= 0.02


def test_harmless_words_around_a_sign_do_not_explain_it_away() -> None:
    found = [x for x in LINES if is_crisis(x) and len(x.text) < 160 and find_crisis(x.text)]
    kept = Count()
    for line in found:
        text = line.text.rstrip(".!?")
        for changed in [*(b + text for b in BEFORE), *(text + a for a in AFTER)]:
            kept.lines += 1
            kept.asked += find_crisis(changed) is not None
    assert kept.found >= 0.98
