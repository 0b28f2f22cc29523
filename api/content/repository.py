"""Reads content files: YAML in, validated models out; file, line and field for each fault."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from api.content.errors import ContentProblem

# The C parser is ten times as fast; where it is missing the other does the same.
if TYPE_CHECKING or not yaml.__with_libyaml__:
    from yaml import SafeLoader as _Parser
else:
    from yaml import CSafeLoader as _Parser

TEXTS: Final = Path(__file__).parent / "texts"
M = TypeVar("M", bound=BaseModel)

_NORWEGIAN: Final = {
    "missing": "mangler",
    "extra_forbidden": "ukjent felt (skrivefeil?)",
    "string_too_short": "er tom",
    "string_type": "skal være tekst; sett tall i anførselstegn",
    "bool_type": "skal være true eller false",
    "int_type": "skal være et helt tall",
    "date_from_datetime_parsing": "skal være en dato som 2026-11-21",
    "date_parsing": "skal være en dato som 2026-11-21",
    "date_type": "skal være en dato som 2026-11-21",
    "tuple_type": "skal være en liste",
    "dict_type": "skal ha underfelt",
    "model_type": "skal ha underfelt",
    "too_short": "har for få innslag",
    "too_long": "har for mange innslag",
}


class _Loader(_Parser):
    """As YAML 1.2: ``11:00`` and dates stay text, ``no`` is no boolean, and no key comes twice."""

    # A table of our own: the parent's belongs to every user of the library.
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """As the parent's, but a key given twice is an error, not a silent loss."""
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"feltet «{key.value}» står to ganger", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


for _tag, _pattern, _first in (
    ("null", r"^(null|~|)$", ["n", "~", ""]),
    ("bool", r"^(true|false)$", list("tf")),
    ("int", r"^-?(0|[1-9]\d*)$", list("-0123456789")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _first)


@dataclass(frozen=True, slots=True)
class ContentFile:
    """One file as read. ``data`` holds JSON values; ``root`` knows the line of each of them."""

    name: str
    data: Any
    root: yaml.Node | None

    def line(self, path: Sequence[int | str]) -> int | None:
        """Line (from 1) of the innermost part of ``path`` that is in the file."""
        node = self.root
        if node is None:
            return None
        line = node.start_mark.line
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            line, node = found
        return int(line) + 1


def _child(node: yaml.Node, step: int | str) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child = node.value[step]
        return child.start_mark.line, child
    return None


def read(path: Path, root: Path) -> ContentFile | ContentProblem:
    """One YAML file, or what is wrong with it as YAML."""
    name = path.relative_to(root).as_posix()
    try:
        text = path.read_text(encoding="utf-8")
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            data = loader.construct_document(node) if node else None
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        return ContentProblem(name, mark.line + 1 if mark else None, "", _yaml_told(error))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        return ContentProblem(name, None, "", f"kan ikke leses ({type(error).__name__})")
    if not isinstance(data, dict):
        return ContentProblem(name, 1, "", "skal ha felt på formen «navn: verdi»")
    return ContentFile(name, data, node)


def _yaml_told(error: yaml.MarkedYAMLError) -> str:
    if "expected ',' or '}'" in (error.problem or ""):
        return "tekst med , ? eller : mellom {krøllparenteser} må stå i anførselstegn"
    if "mapping values are not allowed" in (error.problem or ""):
        return "tekst med kolon må stå i anførselstegn"
    return f"kan ikke leses som YAML: {error.problem}"


def files_in(folder: Path) -> Iterator[Path]:
    """YAML files of a folder in a fixed order."""
    return iter(sorted(folder.glob("*.yml")))


def build(
    model: type[M], file: ContentFile, data: Any, at: Sequence[int | str] = ()
) -> M | list[ContentProblem]:
    """Validate ``data``, which stands at ``at`` in the file. Strict JSON mode: no coercion."""
    try:
        return model.model_validate_json(json.dumps(data))
    except ValidationError as error:
        return [_problem(file, at, item) for item in error.errors()]


def _problem(file: ContentFile, at: Sequence[int | str], item: ErrorDetails) -> ContentProblem:
    # Pydantic marks a bad key of a mapping with "[key]"; the place is the key itself.
    path = [*at, *(part for part in item["loc"] if part != "[key]")]
    field = ".".join(str(part) for part in path)
    return ContentProblem(file.name, file.line(path), field, _told(item))


def _told(item: ErrorDetails) -> str:
    if item["type"] == "literal_error":
        return f"skal være en av {item['ctx']['expected']}"
    if item["type"] == "value_error":
        return str(item["ctx"]["error"])
    return _NORWEGIAN.get(item["type"], item["msg"])
