"""The trained model understands as well as when the baseline was stored, says truly how sure it
is, and is quick.

All evaluation lines are read by the model in `models/`, which `make test` has brought up to date.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.evaluation.answers import Engine
from bot.evaluation.baseline import (
    CALIBRATION_LIMIT,
    FILES,
    FOLDER,
    RENEW,
    complaints,
    measure,
    read_baseline,
)
from bot.evaluation.speed import LIMIT_MS
from bot.evaluation.speed import measure as measure_speed
from bot.train import MODEL, fingerprint, is_current, quiet

pytestmark = pytest.mark.engine

# Processors differ and other tests run beside this one. The limit itself is for a quiet machine
# (`python -m bot.evaluation.speed`); this notices what makes a message twice as dear.
SLOWEST_MACHINE = 2.5


@pytest.fixture(scope="session")
def engine() -> Engine:
    quiet()
    return Engine(MODEL)


@pytest.fixture(scope="session")
def measured(engine: Engine) -> dict[str, Any]:
    return measure(engine)


def stale() -> str:
    if is_current(fingerprint()):
        return ""
    return "\nThe model is older than what it is made of: `make train` first."


def test_no_field_is_understood_worse_than_in_the_baseline(measured: dict[str, Any]) -> None:
    worse = complaints(read_baseline(), measured)
    assert not worse, (
        "\n".join(worse)
        + f"\nWhat is confused: `make eval FILE=tests/nlu/evaluation/{FILES[0]}`."
        + f"\nIf it is meant to be so, renew the baseline and say why in the commit: `{RENEW}`."
        + stale()
    )


def test_confidence_says_how_often_the_intent_is_right(measured: dict[str, Any]) -> None:
    error = measured["intents.jsonl"]["calibration_error"]
    assert error <= CALIBRATION_LIMIT, (
        f"The expected calibration error of the intent is {error:.3f},"
        f" at most {CALIBRATION_LIMIT} is allowed." + stale()
    )


def test_one_message_is_understood_in_time(engine: Engine) -> None:
    lines = (FOLDER / "intents.jsonl").read_text(encoding="utf-8").splitlines()
    speed = measure_speed(engine, [json.loads(line)["text"] for line in lines], messages=100)
    assert speed.p95 <= SLOWEST_MACHINE * LIMIT_MS, f"{speed}; `python -m bot.evaluation.speed`"
