"""The gateway's statistical net: a linear model in a file, read with the standard library alone.

Patterns know what was thought of beforehand; a hint («har gitt bort klokka til far») is found by
its likeness to others. The engine has a statistical net of its own with other features; this one
holds when the engine is away. ``bot.crisis_net`` trains it and writes the file; without a file
there are the patterns alone.

The file is a zip: ``net.json`` (labels, scale, thresholds, bias), ``terms.txt`` (a term a line),
``weights.bin`` (for each term a little-endian int16 a label, times its label's step) and
``idf.bin`` (a float32 a term).
"""

from __future__ import annotations

import json
import logging
import math
import re
import sys
import zipfile
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from bot.norwegian.concepts import concept_terms
from bot.norwegian.spelling import normalise

logger = logging.getLogger(__name__)

FILE = Path(__file__).resolve().parents[3] / "models" / "crisis_net.zip"
NONE = "none"
# What stands further on is left to the patterns, which read all of it.
LONGEST_TEXT = 3000
_WORD = re.compile(r"\w+|[?]")
_SHORTEST, _LONGEST = 2, 5


def word_terms(text: str) -> Iterator[str]:
    """Words and pairs of words of a normalised text."""
    words = _WORD.findall(text)
    yield from words
    for first, second in pairwise(words):
        yield f"{first} {second}"


def letter_terms(text: str) -> Iterator[str]:
    """Runs of two to five letters of a normalised text, across words, marked off from words."""
    for length in range(_SHORTEST, _LONGEST + 1):
        for start in range(len(text) - length + 1):
            yield f"|{text[start : start + length]}"


def families_of(text: str) -> tuple[Counter[str], ...]:
    """How often each term stands in a text, family by family; each family weighs the same."""
    text = text[:LONGEST_TEXT]
    level = normalise(text)
    concepts = (f"#{term}" for term in concept_terms(text))
    return Counter(word_terms(level)), Counter(letter_terms(level)), Counter(concepts)


@dataclass(frozen=True)
class Score:
    """The likeliest category, and how likely any crisis is (0 to 1)."""

    category: str
    chance: float


class CrisisNet:
    """Scores texts; built by `load`."""

    def __init__(self, labels: list[str], scale: float, doubt: float, certain: float) -> None:
        """``doubt`` and ``certain``: chances from which a person is asked, or answered at once."""
        self.labels, self.scale = labels, scale
        self.doubt, self.certain = doubt, certain
        self.bias: list[float] = []
        self._steps: list[float] = []
        self._rows: dict[str, int] = {}
        self._weights = array("h")
        self._idf = array("f")

    @classmethod
    def load(cls, path: Path) -> CrisisNet | None:
        """The net in the file; None when there is none.

        Raises:
            ValueError, KeyError, zipfile.BadZipFile: the file is not what it should be.
        """
        if not path.is_file():
            return None
        with zipfile.ZipFile(path) as folder:
            told = json.loads(folder.read("net.json"))
            net = cls(told["labels"], told["scale"], told["doubt"], told["certain"])
            net.bias, net._steps = told["bias"], told["steps"]
            terms = folder.read("terms.txt").decode().split("\n")
            net._rows = {term: row for row, term in enumerate(terms)}
            net._weights.frombytes(folder.read("weights.bin"))
            net._idf.frombytes(folder.read("idf.bin"))
        if sys.byteorder == "big":
            net._weights.byteswap()
            net._idf.byteswap()
        if len(net._idf) != len(terms) or len(net._weights) != len(terms) * len(net.labels):
            raise ValueError("the crisis net's parts are of different lengths")
        return net

    def score(self, text: str) -> Score | None:
        """The score of a text; None when it holds no known term."""
        count = len(self.labels)
        sums = [0.0] * count
        known = False
        for family in families_of(text):
            known_terms = [(self._rows.get(term), times) for term, times in family.items()]
            values = [
                (row, (1.0 + math.log(times)) * self._idf[row])
                for row, times in known_terms
                if row is not None
            ]
            length = math.sqrt(sum(value * value for _, value in values))
            known = known or bool(values)
            for row, value in values:
                start = row * count
                for label in range(count):
                    sums[label] += self._weights[start + label] * value / length
        if not known:
            return None
        scores = [
            self.scale * (total * step + bias)
            for total, step, bias in zip(sums, self._steps, self.bias, strict=True)
        ]
        return self._score(scores)

    def _score(self, scores: list[float]) -> Score:
        highest = max(scores)
        powers = [math.exp(score - highest) for score in scores]
        chances = {label: p / sum(powers) for label, p in zip(self.labels, powers, strict=True)}
        none = chances.pop(NONE, 0.0)
        return Score(max(chances, key=lambda label: chances[label]), 1.0 - none)


@cache
def crisis_net() -> CrisisNet | None:
    """The net of this process, loaded once; None without a file or with a broken one.

    A broken file must not silence the patterns.
    """
    try:
        return CrisisNet.load(FILE)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        logger.error("The crisis net's file can't be read: %s", type(error).__name__)
        return None
