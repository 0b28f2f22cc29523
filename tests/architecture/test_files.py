"""Ceilings, words that do not belong in the project, and identity numbers."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from bot.norwegian.identifiers import mask_identity_numbers

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES = 300
MOST_FUNCTION_LINES = 50
# Sums of digits that only look like a number of a person.
HASHED = re.compile(r"requirements.*\.txt$|package-lock\.json$")


@cache
def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


def python_files() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py"]


def text_of(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def test_no_python_file_is_over_its_ceiling() -> None:
    over = {
        str(path.relative_to(ROOT)): lines
        for path in python_files()
        if (lines := len(path.read_text().splitlines())) > MOST_LINES
    }
    assert over == {}


def test_no_function_is_over_its_ceiling() -> None:
    over = []
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > MOST_FUNCTION_LINES:
                    over.append(f"{path.relative_to(ROOT)}:{node.name} ({lines})")
    assert over == []


def test_nothing_looks_like_an_identity_number() -> None:
    found = []
    for path in tracked():
        text = text_of(path)
        if text is None or HASHED.search(path.name):
            continue
        # Eleven digits as they stand; a formula or a figure with spaces is not one.
        for number in re.findall(r"(?<![\d.,/-])\d{11}(?![\d.,/-])", text):
            if mask_identity_numbers(number)[1]:
                found.append(f"{path.relative_to(ROOT)}: {number[:4]}…")
    assert found == []


@pytest.mark.parametrize("pattern", [r"index-url\s*=?\s*https?://", r'"resolved":\s*"http'])
def test_no_registry_address_is_committed(pattern: str) -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path != Path(__file__) and (text := text_of(path)) and re.search(pattern, text)
    ]
    assert found == []


def test_no_package_is_called_utils() -> None:
    assert [path for path in python_files() if re.search(r"\butils?\b", str(path.stem))] == []
