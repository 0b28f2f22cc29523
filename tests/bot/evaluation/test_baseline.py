"""What counts as worse than the stored baseline, and what does not."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from bot.evaluation import baseline
from bot.evaluation.baseline import changes, complaints, lines_hash, main, measure


@pytest.fixture
def stored() -> dict[str, Any]:
    intent = {"accuracy": 0.94, "macro_f1": 0.9, "n": 1000}
    return {
        "intents.jsonl": {
            "lines": 1000,
            "sha256": "0a1b2c3d4e",
            "fields": {"intent": intent, "topics": {"accuracy": 0.5, "f1": 0.85, "n": 400}},
            "by_tag": {
                "dialect": {"intent": {"accuracy": 0.9, "n": 250}},
                "typo": {"intent": {"accuracy": 0.9, "n": 99}},
            },
            "crisis": {"any": {"recall": 1.0, "precision": 0.5, "n": 49}},
            "calibration_error": 0.01,
        }
    }


def after(stored: dict[str, Any], value: float, *path: str) -> list[str]:
    """The complaints when one stored figure has become `value`."""
    measured = deepcopy(stored)
    place = measured["intents.jsonl"]
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return complaints(stored, measured)


def test_equal_and_better_figures_are_fine(stored: dict[str, Any]) -> None:
    assert complaints(stored, stored) == []
    assert after(stored, 0.99, "fields", "intent", "accuracy") == []


def test_a_field_may_fall_by_a_point_and_not_by_more(stored: dict[str, Any]) -> None:
    assert after(stored, 0.93, "fields", "intent", "accuracy") == []
    assert after(stored, 0.9299, "fields", "intent", "accuracy") == [
        "intents.jsonl: intent fell from 94.00 % to 92.99 % (points that it may fall: 1)"
    ]


def test_sets_of_topics_are_held_by_their_f1(stored: dict[str, Any]) -> None:
    assert after(stored, 0.1, "fields", "topics", "accuracy") == []
    (complaint,) = after(stored, 0.8, "fields", "topics", "f1")
    assert "topics fell from 85.00 % to 80.00 %" in complaint


def test_one_crisis_less_is_found(stored: dict[str, Any]) -> None:
    (complaint,) = after(stored, 0.98, "crisis", "any", "recall")
    assert "recall of any crisis fell" in complaint


def test_a_way_of_writing_may_fall_by_three_points_where_it_has_lines_enough(
    stored: dict[str, Any],
) -> None:
    assert after(stored, 0.87, "by_tag", "dialect", "intent", "accuracy") == []
    (complaint,) = after(stored, 0.86, "by_tag", "dialect", "intent", "accuracy")
    assert "intent in dialect fell from 90.00 % to 86.00 %" in complaint
    assert after(stored, 0.5, "by_tag", "typo", "intent", "accuracy") == []


def test_a_field_that_is_no_longer_measured_is_missed(stored: dict[str, Any]) -> None:
    measured = deepcopy(stored)
    del measured["intents.jsonl"]["fields"]["intent"]
    assert complaints(stored, measured) == ["intents.jsonl: intent is no longer measured"]


@pytest.mark.parametrize("sha256", ["", "ffffffffff"])
def test_figures_of_other_lines_are_not_compared(stored: dict[str, Any], sha256: str) -> None:
    (complaint,) = after(stored, sha256, "sha256")
    assert "make baseline" in complaint
    assert "make baseline" in complaints({}, stored)[0]


def test_whoever_renews_it_sees_what_has_moved(stored: dict[str, Any]) -> None:
    measured = deepcopy(stored)
    measured["intents.jsonl"]["fields"]["intent"]["accuracy"] = 0.925
    rows = changes(stored, measured)
    assert any(row.split() == ["intent", "92.5", "%", "-1.5"] for row in rows)
    assert any(row.split() == ["intent", "92.5", "%"] for row in changes({}, measured))


def test_the_command_keeps_what_it_measures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = json.dumps({"text": "412 34 567", "phone": "+4741234567", "tags": ["clean", "other"]})
    for name in baseline.FILES:
        (tmp_path / name).write_text(line + "\n", encoding="utf-8")
    monkeypatch.setattr(baseline, "measure", lambda model: measure(model, tmp_path))
    out = tmp_path / "baseline.json"
    assert main(["--model", str(tmp_path / "absent"), "--out", str(out)]) == 0
    kept = json.loads(out.read_text(encoding="utf-8"))["times.jsonl"]
    assert kept == {
        "lines": 1,
        "sha256": lines_hash(tmp_path / "times.jsonl"),
        "fields": {"phone": {"accuracy": 1.0, "n": 1}},
        "by_tag": {"clean": {"phone": {"accuracy": 1.0, "n": 1}}},
    }
    assert "phone" in capsys.readouterr().out


def test_without_a_model_nothing_is_kept(tmp_path: Path) -> None:
    out = tmp_path / "baseline.json"
    assert main(["--model", str(tmp_path / "absent"), "--out", str(out)]) == 2
    assert not out.exists()
