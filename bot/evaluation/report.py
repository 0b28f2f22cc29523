"""From lines and answers to the report: the contract's JSON and a text that a person can read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from bot.evaluation.answers import Answer
from bot.evaluation.confusions import confusions
from bot.evaluation.distances import distances
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
    reliability,
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
    """The contract's report, with `lines`, `distances`, `confidence` and `confusions` besides."""
    scored = list(zip(lines, answers, strict=True))
    groups: dict[str, list[tuple[Line, Answer]]] = defaultdict(list)
    for line, answer in scored:
        for tag in dict.fromkeys(line.tags):
            groups[tag].append((line, answer))
    by_tag = {tag: _fields(group) for tag, group in sorted(groups.items())}
    return {
        "lines": len(lines),
        "fields": _fields(scored),
        "crisis": _crisis(scored),
        "by_tag": by_tag,
        "distances": distances(by_tag),
        "confidence": _confidence(scored),
        "confusions": confusions({field: _paired(scored, field) for field in LABEL_FIELDS}),
        "wrong": [wrong for line, answer in scored for wrong in _wrong(line, answer)],
    }


def _paired(scored: Scored, field: str) -> list[tuple[Line, Pair]]:
    """The lines that score a label field, each with its expected and predicted label."""
    return [
        (line, pair_of(accepted, answer.understood[field]))
        for line, answer in scored
        if (accepted := line.accepted(field)) is not None
    ]


def _pairs(scored: Scored, field: str) -> list[Pair]:
    return [pair for _, pair in _paired(scored, field)]


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
    return {
        "calibration_error": rounded(calibration_error(confidences, right)),
        "n": len(right),
        "bins": [
            {name: rounded(value) for name, value in asdict(found).items()}
            for found in reliability(confidences, right)
        ],
    }


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
