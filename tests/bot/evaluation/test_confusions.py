"""Which label is taken for which, in an order and with lines that help to mend it."""

from __future__ import annotations

from bot.evaluation.confusions import confusions
from bot.evaluation.lines import Line
from bot.evaluation.scoring import Pair


def lines(*pairs: str) -> list[tuple[Line, Pair]]:
    """From "ab" the line that was expected to be a and was taken for b."""
    return [(Line(n, f"text {n}", {}), Pair(*pair)) for n, pair in enumerate(pairs, 1)]


def test_the_most_frequent_confusion_comes_first() -> None:
    found = confusions({"intent": lines("ab", "cd", "cd", "aa")})["intent"]
    assert [(e["expected"], e["predicted"], e["n"]) for e in found] == [
        ("c", "d", 2),
        ("a", "b", 1),
    ]


def test_of_equally_frequent_ones_that_which_takes_most_of_its_label() -> None:
    found = confusions({"topic": lines("ab", "aa", "aa", "cd")})["topic"]
    assert [(e["expected"], e["share"]) for e in found] == [("c", 1.0), ("a", 0.3333)]


def test_two_lines_stand_beside_each_pair() -> None:
    (entry,) = confusions({"about": lines("ab", "aa", "ab", "ab")})["about"]
    assert entry["n"] == 3
    assert entry["examples"] == [{"line": 1, "text": "text 1"}, {"line": 3, "text": "text 3"}]


def test_a_field_without_wrong_lines_has_no_entry() -> None:
    assert confusions({"intent": lines("aa"), "topic": []}) == {}
