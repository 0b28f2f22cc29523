"""The training data and the evaluation lines as they lie in the tree, read once a run."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Block:
    """One block of training lines with the labels that hold for each of them."""

    file: str
    intent: str
    labels: dict[str, Any]
    lines: list[str] = field(default_factory=list)

    def values(self, label: str) -> list[str]:
        """The values of a label as a list, also where one stands alone; empty without any."""
        value = self.labels.get(label)
        if value is None:
            return []
        return [str(v) for v in value] if isinstance(value, list) else [str(value)]

    def __str__(self) -> str:
        return f"{self.file}: {self.intent} {self.labels}"


def plain(text: str) -> str:
    """Lower case and no punctuation, so that "Hei!" and "hei" are one line; "??" stays itself."""
    return " ".join(re.findall(r"\w+", text.lower())) or text


def _read_blocks() -> list[Block]:
    blocks = []
    for path in sorted((ROOT / "data").rglob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu", []):
            if "intent" not in entry:  # a synonym list names an offering; it is not a line
                continue
            lines = [raw.strip().removeprefix("-").strip() for raw in entry["examples"].split("\n")]
            blocks.append(
                Block(
                    file=path.relative_to(ROOT).as_posix(),
                    intent=entry["intent"],
                    labels=entry.get("metadata") or {},
                    lines=[line for line in lines if line],
                )
            )
    return blocks


@pytest.fixture(scope="session")
def blocks() -> list[Block]:
    """Every block of training lines under `data/` that has an intent."""
    return _read_blocks()


@pytest.fixture(scope="session")
def plain_form() -> Callable[[str], str]:
    """The form in which two lines count as the same."""
    return plain


@pytest.fixture(scope="session")
def read_evaluation() -> Callable[[str], list[dict[str, Any]]]:
    """Reads the lines of a JSON Lines file, its path given from the root."""

    def read(path: str) -> list[dict[str, Any]]:
        text = (ROOT / path).read_text(encoding="utf-8")
        return [json.loads(line) for line in text.split("\n") if line.strip()]

    return read
