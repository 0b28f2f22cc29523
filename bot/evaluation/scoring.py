"""The arithmetic of the evaluation: pure functions on gold and predicted labels."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.evaluation.lines import NONE

TIME_FIELDS = ("date_from", "date_to", "time_from", "time_to")


@dataclass(frozen=True)
class Pair:
    """One scored label: `gold` is the prediction where it is accepted, else the first accepted."""

    gold: str
    predicted: str

    @property
    def right(self) -> bool:
        """True when the prediction was accepted."""
        return self.gold == self.predicted


def pair_of(accepted: Sequence[str], predicted: str | None) -> Pair:
    """Pairs a prediction (None counts as "none") with the values that are right."""
    said = predicted or NONE
    return Pair(said if said in accepted else accepted[0], said)


def accuracy(pairs: Sequence[Pair]) -> float:
    """Share of right pairs; 0 for none."""
    return sum(pair.right for pair in pairs) / len(pairs) if pairs else 0.0


def macro_f1(pairs: Sequence[Pair]) -> float:
    """Mean F1 over every label that is gold or predicted at least once; 0 for no pairs."""
    labels = {pair.gold for pair in pairs} | {pair.predicted for pair in pairs}
    scores = [f1_of(*_counts(pairs, label)) for label in sorted(labels)]
    return sum(scores) / len(scores) if scores else 0.0


def f1_of(right: int, said: int, true: int) -> float:
    """F1 of `right` hits among `said` predictions and `true` gold labels; 0 without any."""
    return 2 * right / (said + true) if said + true else 0.0


def recall_and_precision(pairs: Sequence[Pair], label: str) -> dict[str, float | int | None]:
    """Recall, precision and number of gold lines of a label; None where there is no base."""
    right, said, true = _counts(pairs, label)
    return {
        "recall": _share(right, true),
        "precision": _share(right, said),
        "n": true,
    }


def detection(pairs: Sequence[Pair]) -> dict[str, float | int | None]:
    """The same for "any value at all", whichever it is."""
    reduced = [
        Pair(*("any" if label != NONE else NONE for label in (pair.gold, pair.predicted)))
        for pair in pairs
    ]
    return recall_and_precision(reduced, "any")


def _counts(pairs: Sequence[Pair], label: str) -> tuple[int, int, int]:
    """(right, predicted, gold) lines of one label."""
    right = sum(pair.right and pair.gold == label for pair in pairs)
    said = sum(pair.predicted == label for pair in pairs)
    return right, said, sum(pair.gold == label for pair in pairs)


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def topics_scores(pairs: Iterable[tuple[frozenset[str], frozenset[str]]]) -> dict[str, Any]:
    """F1 over sets of topics.

    Args:
        pairs: (gold, predicted), one a line.

    Returns:
        `accuracy` (sets equal), `f1`, `precision`, `recall` over all topics of all lines,
        `macro_f1` over topics, and `n`.
    """
    lines = list(pairs)
    right, said, true = Counter[str](), Counter[str](), Counter[str]()
    for gold, predicted in lines:
        right.update(gold & predicted)
        said.update(predicted)
        true.update(gold)
    names = sorted(set(said) | set(true))
    each = [f1_of(right[name], said[name], true[name]) for name in names]
    hits, guesses, golds = (sum(c.values()) for c in (right, said, true))
    return {
        "accuracy": rounded(sum(g == p for g, p in lines) / len(lines) if lines else 0.0),
        "macro_f1": rounded(sum(each) / len(each) if each else 0.0),
        "f1": rounded(f1_of(hits, guesses, golds)),
        "precision": _share(hits, guesses),
        "recall": _share(hits, golds),
        "n": len(lines),
    }


def time_is_right(expected: Any, found: dict[str, Any] | None) -> bool:
    """True when the four fields equal one of the alternatives; nothing found is all null."""
    said = {name: (found or {}).get(name) for name in TIME_FIELDS}
    alternatives = expected if isinstance(expected, list) else [expected]
    return any({n: other.get(n) for n in TIME_FIELDS} == said for other in alternatives)


def name_is_right(expected: str | None, found: str | None) -> bool:
    """Names must be letter for letter as they are shown; only the number of spaces is forgiven."""
    return _one_form(expected) == _one_form(found)


def _one_form(name: str | None) -> str:
    # "á" as one sign and as "a" with an accent after it look the same to everybody.
    return " ".join(unicodedata.normalize("NFC", name or "").split())


@dataclass(frozen=True)
class Bin:
    """Lines whose confidence lies between `low` and `high`: what was claimed and what was true."""

    low: float
    high: float
    n: int
    confidence: float
    accuracy: float


def reliability(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> list[Bin]:
    """Mean confidence and accuracy in bins of equal width; empty bins are left out.

    Args:
        confidences: from 0 to 1, one a line.
        right: whether the line was right, in the same order.
        bins: how many.
    """
    inside: dict[int, list[tuple[float, bool]]] = {}
    for confidence, hit in zip(confidences, right, strict=True):
        number = min(int(confidence * bins), bins - 1)
        inside.setdefault(number, []).append((confidence, hit))
    return [
        Bin(
            low=number / bins,
            high=(number + 1) / bins,
            n=len(found),
            confidence=sum(c for c, _ in found) / len(found),
            accuracy=sum(hit for _, hit in found) / len(found),
        )
        for number, found in sorted(inside.items())
    ]


def calibration_error(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error (Naeini and others 2015): gaps between confidence and accuracy,
    weighed by the lines in each bin; 0 for no lines."""
    gaps = sum(b.n * abs(b.confidence - b.accuracy) for b in reliability(confidences, right, bins))
    return gaps / len(confidences) if confidences else 0.0


def rounded(value: float) -> float:
    """Four decimals: enough for a tenth of a percent, and stable to compare."""
    return round(value, 4)
