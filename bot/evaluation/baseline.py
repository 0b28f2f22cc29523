"""`python -m bot.evaluation.baseline`: measures the model on the project's own lines and keeps the
figures, so that the tests notice when understanding gets worse.

Whoever renews it says by that: these are the figures we now stand for. The command prints what has
become better and worse since the last one.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.evaluation.answers import Engine, MissingModelError, answer_all
from bot.evaluation.lines import EvaluationFileError, read_lines
from bot.evaluation.report import build_report
from bot.train import MODEL, ROOT, quiet

FOLDER = ROOT / "tests" / "nlu" / "evaluation"
BASELINE = FOLDER / "baseline.json"
FILES = ("intents.jsonl", "times.jsonl", "contacts.jsonl")
TAGS = ("bokmål", "nynorsk", "dialect", "typo", "clean")
RENEW = "make baseline"

# A field may fall by one point. A way of writing has a quarter of the lines, so three points of it
# are as many lines as one of the field; below a hundred lines three points are chance.
FIELD_MAY_FALL = 0.01
TAG_MAY_FALL = 0.03
TAG_LINES = 100
CALIBRATION_LIMIT = 0.05

Measured = dict[str, Any]


def measure(engine: Path | Engine, folder: Path = FOLDER) -> dict[str, Measured]:
    """The figures of each evaluation file, in the form that is stored.

    Returns:
        `{file: {"lines", "sha256", "fields", "by_tag", "crisis", "calibration_error"}}` with
        fields and tags as in the contract's report, shares from 0 to 1.

    Raises:
        EvaluationFileError: for a file that cannot be read.
        MissingModelError: when there is no model.
    """
    return {name: _measure_file(engine, folder / name) for name in FILES}


def _measure_file(engine: Path | Engine, path: Path) -> Measured:
    lines = read_lines(path)
    report = build_report(lines, answer_all(lines, engine))
    measured: Measured = {
        "lines": len(lines),
        "sha256": lines_hash(path),
        "fields": report["fields"],
        "by_tag": {tag: report["by_tag"][tag] for tag in TAGS if tag in report["by_tag"]},
    }
    if "any" in report["crisis"]:
        measured["crisis"] = {"any": report["crisis"]["any"]}
    if report["confidence"]:
        measured["calibration_error"] = report["confidence"]["calibration_error"]
    return measured


def lines_hash(path: Path) -> str:
    """The first ten hexadecimal digits of the file's sha256: enough to notice another text."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def figures_of(measured: Measured) -> Iterator[tuple[str, float, float]]:
    """Every guarded figure of a file: its name, its value (0 to 1) and how far it may fall.

    A field's figure is its accuracy; of the sets of topics it is F1, of crisis also the recall of
    any crisis at all.
    """
    for field, figures in measured["fields"].items():
        yield field, _main(figures), FIELD_MAY_FALL
    recall = measured.get("crisis", {}).get("any", {}).get("recall")
    if recall is not None:
        yield "recall of any crisis", recall, FIELD_MAY_FALL
    for tag, fields in measured["by_tag"].items():
        for field, figures in fields.items():
            if figures["n"] >= TAG_LINES:
                yield f"{field} in {tag}", _main(figures), TAG_MAY_FALL


def _main(figures: dict[str, Any]) -> float:
    return float(figures.get("f1", figures["accuracy"]))


def complaints(stored: dict[str, Measured], measured: dict[str, Measured]) -> list[str]:
    """What has become worse than it may, each as a sentence with both figures; empty when nothing.

    Another text of the lines is a complaint too: figures of different lines do not compare.
    """
    found = []
    for name, now in measured.items():
        before = stored.get(name)
        if before is None or before["sha256"] != now["sha256"]:
            found.append(f"{name}: the lines are not those of the baseline; renew it: {RENEW}")
            continue
        values = {figure: value for figure, value, _ in figures_of(now)}
        for figure, value, may_fall in figures_of(before):
            here = values.get(figure)
            if here is None:
                found.append(f"{name}: {figure} is no longer measured")
            # Figures are stored with four decimals; a fall of exactly the limit is allowed.
            elif round(value - here, 4) > may_fall:
                found.append(
                    f"{name}: {figure} fell from {100 * value:.2f} % to {100 * here:.2f} %"
                    f" (points that it may fall: {100 * may_fall:.0f})"
                )
    return found


def changes(stored: dict[str, Measured], measured: dict[str, Measured]) -> list[str]:
    """Every guarded figure with what it was before, for the person who renews the baseline."""
    rows = []
    for name, now in measured.items():
        before = {f: v for f, v, _ in figures_of(stored[name])} if name in stored else {}
        rows.append(f"{name}: {now['lines']} lines")
        for figure, value, _ in figures_of(now):
            was = before.get(figure)
            moved = "" if was is None else f"  {100 * (value - was):+5.1f}"
            rows.append(f"  {figure:24} {100 * value:5.1f} %{moved}")
        if "calibration_error" in now:
            rows.append(f"  {'calibration error':24} {now['calibration_error']:.3f}")
    return rows


def read_baseline(path: Path = BASELINE) -> dict[str, Measured]:
    """The stored figures; none where the file does not exist."""
    if not path.exists():
        return {}
    stored: dict[str, Measured] = json.loads(path.read_text(encoding="utf-8"))
    return stored


def main(arguments: list[str] | None = None) -> int:
    """The command; returns 0, or 2 when there is nothing to measure."""
    parser = argparse.ArgumentParser(prog="python -m bot.evaluation.baseline", description=__doc__)
    parser.add_argument("--model", type=Path, default=MODEL, help="the model to measure")
    parser.add_argument("--out", type=Path, default=BASELINE, help="where the figures are kept")
    options = parser.parse_args(arguments)
    quiet()
    try:
        measured = measure(options.model)
    except (EvaluationFileError, MissingModelError) as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(changes(read_baseline(options.out), measured)))
    text = json.dumps(measured, ensure_ascii=False, indent=1)
    options.out.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
