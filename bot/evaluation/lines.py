"""Reading an evaluation file: one JSON object a line, checked before anything is measured."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

LABEL_FIELDS = ("intent", "topic", "about", "offering", "aspect", "crisis")
NONE = "none"


class EvaluationFileError(Exception):
    """The file cannot be used; the message names the line and what is wrong with it."""


@dataclass(frozen=True)
class Line:
    """One line: its number in the file, the text, and everything else that stands in it."""

    number: int
    text: str
    data: dict[str, Any]

    @property
    def tags(self) -> list[str]:
        """The groups that the line is counted in."""
        return [str(tag) for tag in self.data.get("tags") or []]

    @property
    def now(self) -> datetime:
        """The moment that a time is counted from, local and without offset.

        Raises:
            KeyError, AttributeError, ValueError: where the line has none, or it is not in ISO form.
        """
        # Python 3.10 does not read the "Z" that some programs write after any time.
        moment = datetime.fromisoformat(self.data["now"].removesuffix("Z"))
        return moment.replace(tzinfo=None)

    def accepted(self, field: str) -> list[str] | None:
        """The right values of a label field, "none" for null; None when it is not scored."""
        value = self.data.get(field)
        if value is None:
            return None
        return [str(v) for v in value] if isinstance(value, list) else [str(value)]

    def topics(self) -> frozenset[str] | None:
        """The set of topics, empty where none is right; None when it is not scored."""
        value = self.data.get("topics")
        if value is None:
            return None
        values = value if isinstance(value, list) else [value]
        return frozenset(str(v) for v in values if str(v) != NONE)


def read_lines(path: Path) -> list[Line]:
    """All lines of the file; empty ones are skipped.

    Raises:
        EvaluationFileError: for a missing file, bad JSON or a field of the wrong form.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationFileError(f"{path}: cannot be read ({error})") from error
    lines = [
        _read_line(path, number, raw)
        for number, raw in enumerate(content.split("\n"), 1)
        if raw.strip()
    ]
    if not lines:
        raise EvaluationFileError(f"{path}: holds no lines")
    return lines


def _read_line(path: Path, number: int, raw: str) -> Line:
    def wrong(what: str) -> EvaluationFileError:
        return EvaluationFileError(f"{path}, line {number}: {what}")

    try:
        data = json.loads(raw)
    except json.JSONDecodeError as error:
        raise wrong(f"not JSON ({error.msg})") from error
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise wrong('an object with a "text" is needed')
    for field in (*LABEL_FIELDS, "topics"):
        value = data.get(field)
        values = value if isinstance(value, list) else [value]
        if value is not None and not all(isinstance(v, str) for v in values):
            raise wrong(f'"{field}" must be a name, a list of names or null')
        if value == [] and field != "topics":
            raise wrong(f'"{field}" is an empty list, so no answer could be right')
    if not isinstance(data.get("tags") or [], list):
        raise wrong('"tags" must be a list')
    line = Line(number, data["text"], data)
    if "expect" in data:
        _check_time(line, wrong)
    return line


def _check_time(line: Line, wrong: Callable[[str], EvaluationFileError]) -> None:
    expected = line.data["expect"]
    alternatives = expected if isinstance(expected, list) else [expected]
    if not alternatives or not all(isinstance(a, dict) for a in alternatives):
        raise wrong('"expect" must be an object or a list of objects')
    try:
        _ = line.now
    except (KeyError, AttributeError, TypeError, ValueError) as error:
        raise wrong('"expect" needs "now", a local time in ISO form') from error
