"""`python -m bot.evaluation.speed [FILE]`: processor time to understand one message, one core.

Ends with 1 when the 95th percentile is above `LIMIT_MS`.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.evaluation.answers import Engine, MissingModelError
from bot.evaluation.lines import EvaluationFileError, read_lines
from bot.train import MODEL, ROOT, quiet

LINES = ROOT / "tests" / "nlu" / "evaluation" / "intents.jsonl"
LIMIT_MS = 15.0
_MESSAGES = 200
_ROUNDS = 3


@dataclass(frozen=True)
class Speed:
    """Milliseconds of processor time for a message: median, 95th percentile and slowest of `n`."""

    p50: float
    p95: float
    slowest: float
    n: int

    def __str__(self) -> str:
        return (
            f"{self.n} messages, processor time: median {self.p50:.1f} ms,"
            f" p95 {self.p95:.1f} ms, slowest {self.slowest:.1f} ms"
        )


def measure(
    engine: Engine, texts: Sequence[str], messages: int = _MESSAGES, rounds: int = _ROUNDS
) -> Speed:
    """The time that each of at most `messages` texts, spread evenly over all, takes.

    Processor time, not the clock, and of every message the fastest of `rounds` rounds: a busy
    machine empties caches and slows its processor down, and that is not the message's doing.

    Raises:
        ValueError: without any text.
    """
    if not texts:
        raise ValueError("nothing to measure")
    sample = texts[:: math.ceil(len(texts) / messages)]
    fastest = [math.inf] * len(sample)

    async def one_round() -> None:
        for number, text in enumerate(sample):
            started = time.process_time()
            await engine.parse(text)
            fastest[number] = min(fastest[number], time.process_time() - started)

    for _ in range(rounds):
        asyncio.run(one_round())
    return _speed_of(fastest)


def _speed_of(seconds: Sequence[float]) -> Speed:
    """Nearest-rank percentiles, so that each is a time that a message really took."""
    ordered = sorted(1000 * second for second in seconds)

    def rank(share: float) -> float:
        return ordered[math.ceil(share * len(ordered)) - 1]

    return Speed(rank(0.5), rank(0.95), ordered[-1], len(ordered))


def main(arguments: list[str] | None = None) -> int:
    """The command; 0 within the limit, 1 above it, 2 when there is nothing to measure."""
    parser = argparse.ArgumentParser(prog="python -m bot.evaluation.speed", description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=LINES, help="evaluation lines")
    parser.add_argument("--model", type=Path, default=MODEL, help="the model to measure")
    options = parser.parse_args(arguments)
    quiet()
    # One core, whatever libraries would spread over several.
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    try:
        texts = [line.text for line in read_lines(options.file)]
        speed = measure(Engine(options.model), texts)
    except (EvaluationFileError, MissingModelError) as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{speed} (limit for p95: {LIMIT_MS:.0f} ms)")
    return 0 if speed.p95 <= LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
