"""`make safety`: how many crisis lines the nets find, and how often they cry wolf.

Prints tables for the gateway's net and, when there is a trained model, for the engine and for both
together, and writes them to docs/safety.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.evaluation.lines import Line
from tests.safety.measure import (
    Count,
    Net,
    Sign,
    count,
    either,
    gateway,
    public_lines,
    threshold_lines,
    unseen_lines,
)
from tests.safety.text import page

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "safety.md"
OSLO = ZoneInfo("Europe/Oslo")

Tables = dict[str, tuple[dict[str, Count], dict[str, Count]]]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; always 0: the floors are held by the tests, not by the report."""
    options = _options(arguments)
    sets = {
        "unseen.jsonl": unseen_lines(),
        "thresholds.jsonl": threshold_lines(),
        "lines.jsonl": public_lines(),
    }
    engine = (
        None if options.gateway_only else _engine([x for lines in sets.values() for x in lines])
    )
    nets: dict[str, Net] = {"gateway": gateway}
    if engine is not None:
        nets |= {"engine": engine, "both": either(gateway, engine)}
    measured: dict[str, Tables] = {
        name: {net: count(lines, nets[net]) for net in nets} for name, lines in sets.items()
    }
    report = page(measured, options.date or datetime.now(tz=OSLO).date())
    sys.stdout.write(report)
    if not options.print_only:
        PAGE.write_text(report, encoding="utf-8")
    return 0


def _engine(lines: list[Line]) -> Net | None:
    """The engine's answers to all lines, or None when there is no trained model."""
    from bot.train import MODEL, quiet  # Rasa is slow to import

    if not MODEL.is_file():
        sys.stderr.write("No trained model: the engine is not measured (`make train` makes one).\n")
        return None
    quiet()
    from bot.evaluation.answers import answer_all

    signs: dict[str, Sign | None] = {}
    for line, answer in zip(lines, answer_all(lines, MODEL), strict=True):
        category = answer.understood["crisis"]
        certain = bool(answer.understood["crisis_certain"])
        signs[line.text] = Sign(category, certain) if category else None
    return lambda line: signs[line.text]


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.safety.report", description=__doc__)
    parser.add_argument("--gateway-only", action="store_true", help="do not load the model")
    parser.add_argument("--print-only", action="store_true", help="do not write docs/safety.md")
    parser.add_argument("--date", type=date.fromisoformat, help="the day that the page names")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
