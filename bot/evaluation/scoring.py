"""The arithmetic of the evaluation: pure functions on gold and predicted labels."""

from __future__ import annotations

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
    """Names are compared without regard to case and to the number of spaces."""
    return _plain(expected) == _plain(found)


def _plain(name: str | None) -> str:
    return " ".join((name or "").casefold().split())


def calibration_error(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error: mean gap between confidence and accuracy over equal bins."""
    if not confidences:
        return 0.0
    gap = 0.0
    for number in range(bins):
        inside = [
            (confidence, hit)
            for confidence, hit in zip(confidences, right, strict=True)
            if min(int(confidence * bins), bins - 1) == number
        ]
        gap += abs(sum(c for c, _ in inside) - sum(r for _, r in inside))
    return gap / len(confidences)


def rounded(value: float) -> float:
    """Four decimals: enough for a tenth of a percent, and stable to compare."""
    return round(value, 4)
