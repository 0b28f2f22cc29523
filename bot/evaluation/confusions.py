"""Which label is taken for which other, the weakest pairs first, with lines to look at."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from bot.evaluation.lines import LABEL_FIELDS, Line
from bot.evaluation.scoring import Pair, rounded

EXAMPLES = 2

Paired = dict[str, Sequence[tuple[Line, Pair]]]


def confusions(paired: Paired) -> dict[str, list[dict[str, Any]]]:
    """The confused pairs of each label field.

    Args:
        paired: for each field its scored lines, each with the expected and the predicted label.

    Returns:
        For each field with a wrong line: `expected`, `predicted`, `n` lines, `share` of all lines
        where `expected` is the gold value, and `examples` (`line`, `text`), at most two. The most
        frequent comes first; of equally frequent ones that which takes most of its label.
    """
    report = {}
    for field in LABEL_FIELDS:
        entries = _of_field(paired.get(field, ()))
        if entries:
            report[field] = entries
    return report


def _of_field(lines: Sequence[tuple[Line, Pair]]) -> list[dict[str, Any]]:
    gold = Counter(pair.gold for _, pair in lines)
    confused: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line, pair in lines:
        if not pair.right:
            confused[pair.gold, pair.predicted].append(line)
    entries = [
        {
            "expected": expected,
            "predicted": predicted,
            "n": len(found),
            "share": rounded(len(found) / gold[expected]),
            "examples": [{"line": line.number, "text": line.text} for line in found[:EXAMPLES]],
        }
        for (expected, predicted), found in confused.items()
    ]
    return sorted(entries, key=lambda e: (-e["n"], -e["share"], e["expected"], e["predicted"]))
