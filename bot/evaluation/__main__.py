"""`python -m bot.evaluation FILE [--out report.json] [--train other/nlu.yml]`."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from bot.evaluation.answers import MissingModelError, answer_all
from bot.evaluation.lines import EvaluationFileError, read_lines
from bot.evaluation.report import build_report
from bot.evaluation.text import readable
from bot.train import MODEL, quiet, train_model


def main(arguments: list[str] | None = None) -> int:
    """The command; returns 0, or 2 when there is nothing to measure."""
    options = _options(arguments)
    try:
        lines = read_lines(options.file)
    except EvaluationFileError as error:
        print(error, file=sys.stderr)
        return 2
    if options.train is not None and not options.train.exists():
        print(f"{options.train} does not exist.", file=sys.stderr)
        return 2
    quiet()
    from rasa.shared.exceptions import RasaException  # noqa: PLC0415  only after quiet()

    with tempfile.TemporaryDirectory(prefix="lavterskel-evaluation-") as folder:
        model = options.model
        try:
            if options.train is not None:
                model = Path(folder) / "model.tar.gz"
                train_model(options.train, model)
            report = build_report(lines, answer_all(lines, model))
        except (MissingModelError, RasaException, RuntimeError) as error:
            print(error, file=sys.stderr)
            return 2
    print(readable(report))
    if options.out is not None:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(
            json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.evaluation", description=__doc__)
    parser.add_argument("file", type=Path, help="evaluation lines, JSON Lines")
    parser.add_argument("--out", type=Path, help="write the report as JSON")
    parser.add_argument("--train", type=Path, help="first train the pipeline on this NLU data")
    parser.add_argument("--model", type=Path, default=MODEL, help="the model to measure")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
