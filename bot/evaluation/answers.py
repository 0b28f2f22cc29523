"""What the trained model and the closed grammars answer to the lines of an evaluation.

Whatever imports Rasa is imported where it is used: it is slow, and `bot.train.quiet` comes first.
"""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.components.lazy_norwegian import find_function
from bot.evaluation.lines import LABEL_FIELDS, Line


@dataclass(frozen=True)
class Answer:
    """All that was found in one line; `found` holds time, name, phone and valid where scored."""

    understood: dict[str, Any]
    found: dict[str, Any] = field(default_factory=dict)


class MissingModelError(Exception):
    """There is no trained model to measure."""


class Engine:
    """A trained model in memory: loaded once (about 3 s), asked as often as one likes."""

    def __init__(self, model: Path) -> None:
        """Loads the model.

        Raises:
            MissingModelError: when it does not exist.
        """
        if not model.is_file():
            raise MissingModelError(f"{model} does not exist; `make train` makes it.")
        from rasa.core.agent import Agent  # noqa: PLC0415

        with warnings.catch_warnings():
            # Said at every load of a domain whose slots bear the names of entities, as ours do.
            warnings.filterwarnings("ignore", message=".*Slot auto-fill has been removed.*")
            self._agent = Agent.load(str(model))

    async def parse(self, text: str) -> dict[str, Any]:
        """Rasa's parse of one message.

        A leading "/" would be a command to Rasa; the gateway never lets free text start with one.
        """
        parsed: dict[str, Any] = await self._agent.parse_message(text.lstrip("/ "))
        return parsed

    def parse_all(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """The parses of many messages, in their order."""

        async def each() -> list[dict[str, Any]]:
            return [await self.parse(text) for text in texts]

        return asyncio.run(each())


def answer_all(lines: Sequence[Line], model: Path | Engine) -> list[Answer]:
    """Answers in the order of the lines.

    A path is loaded only when a line asks for the model; times, names and phones need none.

    Raises:
        MissingModelError: when it is needed and does not exist.
    """
    from bot.components.understood import understood  # noqa: PLC0415

    asked = [line.text for line in lines if _needs_model(line)]
    parses: Iterator[dict[str, Any]] = iter(())
    if asked:
        engine = model if isinstance(model, Engine) else Engine(model)
        parses = iter(engine.parse_all(asked))
    readers = _Readers()
    return [
        Answer(understood(next(parses) if _needs_model(line) else {}), readers.read(line))
        for line in lines
    ]


def _needs_model(line: Line) -> bool:
    return any(line.data.get(name) is not None for name in (*LABEL_FIELDS, "topics"))


class _Readers:
    """The closed grammars of `bot.norwegian`; one that is not installed finds nothing."""

    def __init__(self) -> None:
        self._when = find_function("dates", "parse_when")
        self._name = find_function("names", "parse_name")
        self._phone = find_function("phones", "parse_phone")

    def read(self, line: Line) -> dict[str, Any]:
        """Time, name, phone and valid, as far as the line scores them."""
        from bot.components.when_extractor import json_of  # noqa: PLC0415

        found: dict[str, Any] = {}
        if "expect" in line.data:
            when = self._when(line.text, line.now) if self._when else None
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
