"""The table in docs/operations.md is the code's settings, with the code's defaults."""

import re
from functools import cache
from pathlib import Path

import pytest

from api.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| `(?P<name>[A-Z_]+)` \| (?P<default>none|`[^`]+`) \|", re.MULTILINE)
# Read outside of Settings, in Python: the name, and a default when there is one.
READ = re.compile(r'environ\.get\(\s*"(?P<name>[A-Z_]+)"(?:,\s*"(?P<default>[^"]*)")?\s*\)')
NAMED = re.compile(r"\bLAVTERSKEL_[A-Z][A-Z_]*[A-Z]\b")
NONE = "none"


@cache
def table() -> dict[str, str]:
    """Default by name; `none` for no default."""
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    rows = ROW.findall(text)
    assert len(rows) == len(dict(rows)), "a setting stands twice in the table"
    return {name: default.strip("`") for name, default in rows}


def fields() -> dict[str, str]:
    """Field of Settings by the name of its variable."""
    prefix = Settings.model_config["env_prefix"]
    return {
        str(field.validation_alias or f"{prefix}{name}".upper()): name
        for name, field in Settings.model_fields.items()
    }


@cache
def sources() -> str:
    """Everything that reads the environment: Python, and the engine's YAML."""
    files = [
        *(path for folder in ("api", "bot", "actions") for path in (ROOT / folder).rglob("*.py")),
        *(ROOT / "bot").glob("*.yml"),
    ]
    return "\n".join(
        path.read_text(encoding="utf-8") for path in files if "node_modules" not in path.parts
    )


@pytest.mark.parametrize("name", fields())
def test_every_setting_stands_in_the_table_with_its_default(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in fields():
        monkeypatch.delenv(variable, raising=False)
    default = getattr(Settings(_env_file=None), fields()[name])
    assert name in table(), f"{name} is missing in docs/operations.md"
    if table()[name] == NONE:
        assert default in (None, "")
        return
    # Read as an operator's own: also proves that the value is written as it has to be.
    monkeypatch.setenv(name, table()[name])
    assert getattr(Settings(_env_file=None), fields()[name]) == default


def test_every_variable_that_the_code_names_stands_in_the_table_and_the_reverse() -> None:
    named = set(NAMED.findall(sources()))
    assert table().keys() == named | fields().keys()


def test_defaults_of_variables_read_elsewhere_are_those_of_the_table() -> None:
    read = {(name, default) for name, default in READ.findall(sources()) if default}
    mine = {(name, default) for name, default in read if name in table()}
    assert {"LAVTERSKEL_HOST", "LAVTERSKEL_ENGINE_PORT", "PORT"} <= {name for name, _ in mine}
    assert {(name, table()[name]) for name, _ in mine} == mine
