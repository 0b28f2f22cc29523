"""Trains the gateway's statistical crisis net (`bot/norwegian/crisis/net.py`) on the training data.

Runs beside the training of the Rasa model (`python -m bot.train`), in a process of its own. The
terms come from the reader itself, so that what is learnt and what is read can't drift apart;
scikit-learn is needed here only.
"""

from __future__ import annotations

import argparse
import json
import sys
import zipfile
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse
from numpy.typing import NDArray
from rasa.shared.data import get_data_files, is_nlu_file
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.crisis_classifier import crisis_gold
from bot.components.labels import NONE
from bot.components.linear import LinearModel, LinearSettings, fit_one
from bot.components.messages import text_of
from bot.norwegian.crisis.net import families_of
from bot.train import quiet

# Chosen on lines that were never trained on; docs/decisions/0010-two-statistical-nets.md.
DOUBT = 0.8
CERTAIN = 0.9
# A term in one line only teaches that line.
_RAREST = 2
# Terms that move no label's score by more than this are left out of the file.
_LEAST = 0.004


class _Reader(RasaYAMLReader):
    """Does not check the file's form: Rasa has just trained on it, and the check takes longest."""

    def validate(self, string: str) -> None:
        """Nothing."""


class Features:
    """Turns texts into rows as `CrisisNet.score` reads them: tf-idf, each family of length 1."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Learns terms and weights from the training texts."""
        counted = [families_of(text) for text in texts]
        often: dict[str, int] = {}
        for families in counted:
            for family in families:
                for term in family:
                    often[term] = often.get(term, 0) + 1
        self.terms = sorted(term for term, times in often.items() if times >= _RAREST)
        self._column = {term: i for i, term in enumerate(self.terms)}
        self.idf = np.array(
            [np.log((1 + len(texts)) / (1 + often[term])) + 1 for term in self.terms], np.float32
        )
        self.rows = self._matrix(counted)

    def _matrix(self, counted: Sequence[Any]) -> scipy.sparse.csr_matrix:
        columns: list[int] = []
        values: list[float] = []
        ends = [0]
        for families in counted:
            for family in families:
                known = [(self._column[t], n) for t, n in family.items() if t in self._column]
                weighed = [(c, (1 + np.log(n)) * self.idf[c]) for c, n in known]
                length = float(np.sqrt(sum(v * v for _, v in weighed))) or 1.0
                columns.extend(c for c, _ in weighed)
                values.extend(v / length for _, v in weighed)
            ends.append(len(columns))
        rows = scipy.sparse.csr_matrix(
            (np.array(values, np.float32), np.array(columns), np.array(ends)),
            shape=(len(counted), len(self.terms)),
        )
        rows.sum_duplicates()
        return rows


def read_lines(data: Path) -> list[Message]:
    """The training lines of a folder or file, as Rasa reads them."""
    files = sorted(get_data_files([str(data)], is_nlu_file))
    read = [_Reader().reads(Path(file).read_text(encoding="utf-8")) for file in files]
    return TrainingData().merge(*read).training_examples


def train(messages: Sequence[Message], target: Path) -> None:
    """Trains on Rasa's training messages and writes the file, atomically."""
    labelled = [(text_of(m), crisis_gold(m)) for m in messages if text_of(m).strip()]
    kept = [(text, gold) for text, gold in labelled if gold is not None]
    if not any(gold for _, gold in kept):
        return
    features = Features([text for text, _ in kept])
    model = fit_one(features.rows, [next(iter(gold), NONE) for _, gold in kept], LinearSettings())
    write(target, model, features.terms, features.idf)


def write(target: Path, model: LinearModel, terms: Sequence[str], idf: NDArray[np.float32]) -> None:
    """Writes the net's file; small weights are left out, the others are rounded to 16 bits."""
    kept = np.abs(model.weights * idf[:, None]).max(axis=1) >= _LEAST
    weights = model.weights[kept]
    steps = np.abs(weights).max(axis=0) / 32767
    steps[steps == 0] = 1.0
    told = {
        "labels": model.labels,
        "scale": model.scale,
        "doubt": DOUBT,
        "certain": CERTAIN,
        "bias": [float(value) for value in model.bias],
        "steps": [float(value) for value in steps],
    }
    half = target.with_suffix(".half")
    with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("net.json", json.dumps(told))
        folder.writestr("terms.txt", "\n".join(np.array(terms, dtype=object)[kept]))
        folder.writestr("weights.bin", np.rint(weights / steps).astype("<i2").tobytes())
        folder.writestr("idf.bin", array("f", idf[kept].tolist()).tobytes())
    half.replace(target)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command, `python -m bot.crisis_net DATA TARGET`; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot.crisis_net", description=__doc__)
    parser.add_argument("data", type=Path, help="folder or file of training lines")
    parser.add_argument("target", type=Path, help="the file to write")
    options = parser.parse_args(arguments)
    train(read_lines(options.data), options.target)
    return 0


if __name__ == "__main__":
    quiet()
    sys.exit(main())
