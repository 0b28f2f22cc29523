"""How the time of one message is measured."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from bot.evaluation.answers import Engine
from bot.evaluation.speed import Speed, measure


class Working(Engine):
    """Works for as many milliseconds as the text says; ten more at the first of all messages."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    async def parse(self, text: str) -> dict[str, Any]:
        self.heard.append(text)
        seconds = float(text) / 1000 + (0.01 if len(self.heard) == 1 else 0)
        until = time.process_time() + seconds
        while time.process_time() < until:
            pass
        return {}


class Sleeping(Engine):
    """Waits, and works not at all."""

    def __init__(self) -> None:
        pass

    async def parse(self, text: str) -> dict[str, Any]:
        await asyncio.sleep(0.02)
        return {}


def test_percentiles_are_times_that_messages_took_without_the_cold_start() -> None:
    speed = measure(Working(), ["1"] * 18 + ["4", "8"], rounds=2)
    assert speed.n == 20
    assert speed.p50 == pytest.approx(1, abs=0.8)
    assert speed.p95 == pytest.approx(4, abs=1.5)
    assert speed.slowest == pytest.approx(8, abs=2)


def test_waiting_is_no_work() -> None:
    assert measure(Sleeping(), ["hei"] * 3, rounds=1).slowest < 10


def test_the_sample_is_spread_over_all_lines_and_never_larger_than_asked_for() -> None:
    engine = Working()
    speed = measure(engine, [str(n / 1000) for n in range(25)], messages=10, rounds=1)
    assert speed.n == len(engine.heard) == 9
    assert engine.heard[-1] == "0.024"


def test_nothing_to_measure_is_an_error() -> None:
    with pytest.raises(ValueError, match="nothing to measure"):
        measure(Working(), [])


def test_a_speed_is_printed_with_its_unit() -> None:
    assert "p95 12.5 ms" in str(Speed(p50=8.0, p95=12.5, slowest=20.0, n=200))
