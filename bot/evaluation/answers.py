"""What the trained model and the closed grammars answer to the lines of an evaluation."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.components.lazy_norwegian import find_function
from bot.components.understood import understood
from bot.components.when_extractor import json_of
from bot.evaluation.lines import LABEL_FIELDS, Line


@dataclass(frozen=True)
class Answer:
    """All that was found in one line; `found` holds time, name, phone and valid where scored."""

    understood: dict[str, Any]
    found: dict[str, Any] = field(default_factory=dict)


class MissingModelError(Exception):
    """There is no trained model to measure."""


def answer_all(lines: list[Line], model: Path) -> list[Answer]:
    """Answers in the order of the lines.

    The model is loaded only when a line asks for it; times, names and phones need none.

    Raises:
        MissingModelError: when it is needed and does not exist.
    """
    parses: list[dict[str, Any]] = [{}] * len(lines)
    if any(_needs_model(line) for line in lines):
        if not model.is_file():
            raise MissingModelError(f"{model} does not exist; `make train` makes it.")
        parses = asyncio.run(_parse(lines, model))
    readers = _Readers()
    return [
        Answer(understood(p), readers.read(line)) for p, line in zip(parses, lines, strict=True)
    ]


def _needs_model(line: Line) -> bool:
    return any(line.data.get(name) is not None for name in (*LABEL_FIELDS, "topics"))


async def _parse(lines: list[Line], model: Path) -> list[dict[str, Any]]:
    from rasa.core.agent import Agent  # noqa: PLC0415  slow; only where a model is needed

    agent = Agent.load(str(model))
    # A leading "/" would be a command to Rasa; the gateway never lets free text start with one.
    texts = [line.text.lstrip("/ ") for line in lines]
    return [
        await agent.parse_message(text) if _needs_model(line) else {}
        for text, line in zip(texts, lines, strict=True)
    ]


class _Readers:
    """The closed grammars of `bot.norwegian`; one that is not installed finds nothing."""

    def __init__(self) -> None:
        self._when = find_function("dates", "parse_when")
        self._name = find_function("names", "parse_name")
        self._phone = find_function("phones", "parse_phone")

    def read(self, line: Line) -> dict[str, Any]:
        """Time, name, phone and valid, as far as the line scores them."""
        found: dict[str, Any] = {}
        if "expect" in line.data:
            now = datetime.fromisoformat(line.data["now"])
            when = self._when(line.text, now) if self._when else None
            found["time"] = json_of(when) if when is not None else None
        if "name" in line.data:
            found["name"] = self._name(line.text) if self._name else None
        if "phone" in line.data:
            found["phone"] = self._phone(line.text).number if self._phone else None
        if "valid" in line.data:
            found["valid"] = self._is_usable(line)
        return found

    def _is_usable(self, line: Line) -> bool:
        """True when nothing has to be asked again.

        A line that scores a number alone needs a right number. One that scores a name is usable
        with a name, unless a number stands in it that is not right.
        """
        phone = self._phone(line.text) if self._phone else None
        if phone is not None and phone.number is not None:
            return True
        if "name" not in line.data and "phone" in line.data:
            return False
        no_number_tried = phone is None or phone.problem == "missing"
        return no_number_tried and bool(self._name and self._name(line.text))
