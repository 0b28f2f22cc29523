"""From lines and answers to the report: the contract's JSON and a text that a person can read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from bot.evaluation.answers import Answer
from bot.evaluation.lines import LABEL_FIELDS, NONE, Line
from bot.evaluation.scoring import (
    Pair,
    accuracy,
    calibration_error,
    detection,
    macro_f1,
    name_is_right,
    pair_of,
    recall_and_precision,
    rounded,
    time_is_right,
    topics_scores,
)

Scored = Sequence[tuple[Line, Answer]]
_EXACT_FIELDS: dict[str, tuple[str, Callable[[Any, Any], bool]]] = {
    "time": ("expect", time_is_right),
    "name": ("name", name_is_right),
    "phone": ("phone", lambda gold, found: bool(gold == found)),
    "valid": ("valid", lambda gold, found: bool(gold == found)),
}


def build_report(lines: Sequence[Line], answers: Sequence[Answer]) -> dict[str, Any]:
    """The report of the contract, with `confusions`, `confidence` and `lines` besides."""
    scored = list(zip(lines, answers, strict=True))
    by_tag: dict[str, list[tuple[Line, Answer]]] = defaultdict(list)
    for line, answer in scored:
        for tag in line.tags:
            by_tag[tag].append((line, answer))
    return {
        "lines": len(lines),
        "fields": _fields(scored),
        "crisis": _crisis(scored),
        "by_tag": {tag: _fields(group) for tag, group in sorted(by_tag.items())},
        "confidence": _confidence(scored),
        "confusions": _confusions(scored),
        "wrong": [wrong for line, answer in scored for wrong in _wrong(line, answer)],
    }


def _pairs(scored: Scored, field: str) -> list[Pair]:
    pairs = []
    for line, answer in scored:
        accepted = line.accepted(field)
        if accepted is not None:
            pairs.append(pair_of(accepted, answer.understood[field]))
    return pairs


def _fields(scored: Scored) -> dict[str, dict[str, Any]]:
    """Figures of every field that at least one line scores."""
    fields: dict[str, dict[str, Any]] = {}
    for field in LABEL_FIELDS:
        pairs = _pairs(scored, field)
        if pairs:
            fields[field] = {
                "accuracy": rounded(accuracy(pairs)),
                "macro_f1": rounded(macro_f1(pairs)),
                "n": len(pairs),
            }
    sets = [
        (gold, frozenset(answer.understood["topics"]))
        for line, answer in scored
        if (gold := line.topics()) is not None
    ]
    if sets:
        fields["topics"] = topics_scores(sets)
    for field, (key, is_right) in _EXACT_FIELDS.items():
        hits = [
            is_right(line.data[key], answer.found[field])
            for line, answer in scored
            if field in answer.found
        ]
        if hits:
            fields[field] = {"accuracy": rounded(sum(hits) / len(hits)), "n": len(hits)}
    return fields


def _crisis(scored: Scored) -> dict[str, dict[str, Any]]:
    """Recall and precision of each category, and of any crisis at all under "any"."""
    pairs = _pairs(scored, "crisis")
    if not pairs:
        return {}
    categories = {label for pair in pairs for label in (pair.gold, pair.predicted)} - {NONE}
    report = {name: recall_and_precision(pairs, name) for name in sorted(categories)}
    return {**report, "any": detection(pairs)}


def _confidence(scored: Scored) -> dict[str, Any]:
    """How well the intent's confidence says how often it is right."""
    confidences, right = [], []
    for line, answer in scored:
        accepted = line.accepted("intent")
        if accepted is not None:
            confidences.append(float(answer.understood["confidence"]))
            right.append(pair_of(accepted, answer.understood["intent"]).right)
    if not right:
        return {}
    return {"calibration_error": rounded(calibration_error(confidences, right)), "n": len(right)}


def _confusions(scored: Scored) -> dict[str, list[dict[str, Any]]]:
    """For each label field: expected, predicted, how often; most frequent first."""
    report = {}
    for field in LABEL_FIELDS:
        counts = Counter(
            (pair.gold, pair.predicted) for pair in _pairs(scored, field) if not pair.right
        )
        if counts:
            report[field] = [
                {"expected": gold, "predicted": predicted, "n": n}
                for (gold, predicted), n in sorted(counts.items(), key=lambda c: (-c[1], c[0]))
            ]
    return report


def _wrong(line: Line, answer: Answer) -> list[dict[str, Any]]:
    """One entry for each field of the line that is not right."""

    def entry(field: str, expected: Any, predicted: Any) -> dict[str, Any]:
        return {
            "line": line.number,
            "text": line.text,
            "field": field,
            "expected": expected,
            "predicted": predicted,
            "confidence": answer.understood["confidence"],
            "tags": line.tags,
        }

    wrong = []
    for field in LABEL_FIELDS:
        accepted = line.accepted(field)
        if accepted is not None:
            pair = pair_of(accepted, answer.understood[field])
            if not pair.right:
                wrong.append(entry(field, accepted, pair.predicted))
    gold = line.topics()
    if gold is not None and gold != frozenset(answer.understood["topics"]):
        wrong.append(entry("topics", sorted(gold), answer.understood["topics"]))
    for field, (key, is_right) in _EXACT_FIELDS.items():
        if field in answer.found and not is_right(line.data[key], answer.found[field]):
            wrong.append(entry(field, line.data[key], answer.found[field]))
    return wrong
