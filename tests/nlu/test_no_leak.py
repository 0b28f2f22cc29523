"""A figure is worth something only for lines that the model was never trained on.

`times.jsonl` and `contacts.jsonl` score closed grammars that learn nothing, so a line of theirs
may well be an example of `inform`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.norwegian.spelling import normalise

ROOT = Path(__file__).resolve().parents[2]
SAFETY = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("tests/safety/*.jsonl"))
SETS = ["tests/nlu/evaluation/intents.jsonl", *SAFETY]
Read = Callable[[str], list[dict[str, Any]]]


def levelled(text: str) -> str:
    """What the classifier sees: dialect, nynorsk and misspellings levelled, no punctuation."""
    return " ".join(re.findall(r"\w+", normalise(text.lower()))) or text


@pytest.fixture(scope="module")
def trained_on(blocks: list[Any]) -> dict[str, str]:
    """From the levelled form of each training line to the file that it stands in."""
    return {levelled(line): block.file for block in blocks for line in block.lines}


@pytest.mark.parametrize("path", SETS)
def test_no_evaluation_line_is_in_the_training_data(
    path: str, trained_on: dict[str, str], read_evaluation: Read
) -> None:
    leaked = [
        f"{line['text']!r} is in {trained_on[levelled(line['text'])]}"
        for line in read_evaluation(path)
        if levelled(line["text"]) in trained_on
    ]
    assert not leaked, f"{len(leaked)} lines of {path}:\n" + "\n".join(leaked)


def test_no_intent_line_is_counted_twice(read_evaluation: Read) -> None:
    seen: dict[str, str] = {}
    twice = []
    for line in read_evaluation(SETS[0]):
        form = levelled(line["text"])
        if form in seen:
            twice.append((seen[form], line["text"]))
        seen[form] = line["text"]
    assert not twice


def test_a_leak_is_seen_through_dialect_capitals_and_punctuation() -> None:
    assert levelled("Eg søv ikkje!") == levelled("jeg sover ikke")
