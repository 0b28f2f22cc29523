"""The evaluation's arithmetic, on cases small enough to count by hand."""

from __future__ import annotations

from random import Random

import pytest
from sklearn.metrics import accuracy_score, f1_score

from bot.evaluation.scoring import (
    Pair,
    accuracy,
    calibration_error,
    detection,
    macro_f1,
    name_is_right,
    pair_of,
    recall_and_precision,
    reliability,
    time_is_right,
    topics_scores,
)


def test_gold_is_the_prediction_where_it_is_accepted() -> None:
    assert pair_of(["sleep", "alcohol"], "alcohol") == Pair("alcohol", "alcohol")


def test_gold_is_the_first_accepted_value_otherwise() -> None:
    assert pair_of(["sleep", "alcohol"], "grief") == Pair("sleep", "grief")


def test_null_is_right_where_none_is_accepted_and_wrong_where_not() -> None:
    assert pair_of(["none"], None).right
    assert pair_of(["self", "none"], None).right
    assert not pair_of(["self"], None).right
    assert not pair_of(["none"], "self").right


def test_accuracy_counts_right_pairs() -> None:
    assert accuracy([Pair("a", "a"), Pair("a", "b"), Pair("b", "b"), Pair("c", "a")]) == 0.5
    assert accuracy([]) == 0.0


def test_macro_f1_is_the_mean_over_gold_and_predicted_labels() -> None:
    # a: 1 right, 2 predicted, 2 gold -> 1/2; b: 1, 2, 1 -> 2/3; c: 0, 0, 1 -> 0
    pairs = [Pair("a", "a"), Pair("a", "b"), Pair("b", "b"), Pair("c", "a")]
    assert macro_f1(pairs) == pytest.approx((1 / 2 + 2 / 3 + 0) / 3)


def test_a_label_that_is_only_predicted_counts_as_zero() -> None:
    assert macro_f1([Pair("a", "a"), Pair("a", "x")]) == pytest.approx((2 / 3 + 0) / 2)


def test_recall_and_precision_of_a_crisis_value() -> None:
    pairs = [
        Pair("suicide", "suicide"),
        Pair("suicide", "none"),
        Pair("none", "suicide"),
        Pair("overdose", "suicide"),
        Pair("none", "none"),
    ]
    figures = recall_and_precision(pairs, "suicide")
    assert figures == {"recall": 0.5, "precision": round(1 / 3, 4), "n": 2}


def test_precision_without_a_prediction_and_recall_without_gold_are_unknown() -> None:
    assert recall_and_precision([Pair("none", "none")], "suicide") == {
        "recall": None,
        "precision": None,
        "n": 0,
    }


def test_detection_forgives_the_wrong_category_but_not_silence() -> None:
    pairs = [
        Pair("overdose", "suicide"),
        Pair("suicide", "none"),
        Pair("none", "violence"),
        Pair("none", "none"),
    ]
    assert detection(pairs) == {"recall": 0.5, "precision": 0.5, "n": 2}


def test_topics_are_scored_as_sets() -> None:
    figures = topics_scores(
        [
            (frozenset({"sleep", "alcohol"}), frozenset({"alcohol", "sleep"})),
            (frozenset({"grief"}), frozenset({"grief", "sleep"})),
            (frozenset(), frozenset()),
            (frozenset({"memory"}), frozenset()),
        ]
    )
    # 3 right of 4 predicted and 4 gold
    assert figures["f1"] == pytest.approx(0.75)
    assert figures["accuracy"] == 0.5
    # alcohol 1, grief 1, memory 0, sleep 2/3
    assert figures["macro_f1"] == pytest.approx((1 + 1 + 0 + 2 / 3) / 4, abs=1e-4)


THURSDAY = {"date_from": "2026-11-26", "date_to": "2026-11-26", "time_from": None, "time_to": None}


def test_a_time_is_right_when_any_alternative_matches_in_all_four_fields() -> None:
    other = {**THURSDAY, "date_from": "2026-12-03", "date_to": "2026-12-03"}
    assert time_is_right([THURSDAY, other], other)
    assert time_is_right(THURSDAY, {**THURSDAY, "ambiguous": True})
    assert not time_is_right([THURSDAY], {**THURSDAY, "time_from": "10:00"})


def test_no_time_found_equals_four_nulls() -> None:
    assert time_is_right({"date_from": None}, None)
    assert not time_is_right(THURSDAY, None)


def test_names_are_right_letter_for_letter_whatever_the_spaces() -> None:
    assert name_is_right("Kari  Nordmann", "Kari Nordmann")
    assert name_is_right("M\u00e1rj\u00e1", "Ma\u0301rja\u0301")
    assert name_is_right(None, None)
    assert not name_is_right("Kari Nordmann", "kari Nordmann")
    assert not name_is_right("Kari", None)


def test_calibration_error_is_zero_when_confidence_is_frequency() -> None:
    assert calibration_error([0.75] * 4, [True, True, True, False]) == pytest.approx(0)
    assert calibration_error([0.95, 0.95], [False, True]) == pytest.approx(0.45)
    assert calibration_error([1.0], [True]) == pytest.approx(0)


def test_reliability_leaves_empty_bins_out_and_holds_every_line() -> None:
    low, high = reliability([0.05, 1.0, 0.95, 0.95], [False, True, True, False])
    assert (low.low, low.high, low.n, low.accuracy) == (0.0, 0.1, 1, 0.0)
    assert (high.n, high.confidence, high.accuracy) == (3, pytest.approx(2.9 / 3), 2 / 3)


@pytest.mark.parametrize("seed", range(20))
def test_accuracy_and_macro_f1_are_those_of_scikit_learn(seed: int) -> None:
    draw = Random(seed)
    pairs = [Pair(draw.choice("abcd"), draw.choice("abce")) for _ in range(draw.randint(1, 40))]
    gold, predicted = [pair.gold for pair in pairs], [pair.predicted for pair in pairs]
    expected = f1_score(gold, predicted, average="macro", zero_division=0)
    assert macro_f1(pairs) == pytest.approx(expected)
    assert accuracy(pairs) == pytest.approx(accuracy_score(gold, predicted))
