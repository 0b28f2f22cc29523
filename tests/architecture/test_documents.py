"""What the documents point to is there: files, pictures, commands."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"""\]\((?!https?:|#|mailto:)([^)#\s]+)|src="(?!https?:)([^"]+)\"""")
COMMAND = re.compile(r"(?:^|`)make ([a-z][a-z-]*)", re.MULTILINE)
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
MODULE = re.compile(r"\bpython -m ((?:api|bot|actions)(?:\.\w+)*)")
MOST_PICTURE_BYTES = 300_000


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_command_and_module_of_a_document_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    links = {first or second for first, second in LINK.findall(text)}
    targets = set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    modules = {name: ROOT.joinpath(*name.split(".")) for name in MODULE.findall(text)}
    assert {link for link in links if not (path.parent / link).exists()} == set()
    assert set(COMMAND.findall(text)) - targets == set()
    assert [
        name
        for name, place in modules.items()
        if not (place.with_suffix(".py").exists() or (place / "__main__.py").exists())
    ] == []


def test_the_readme_shows_pictures_that_a_phone_can_load() -> None:
    shown = re.findall(r'src="([^"]+\.png)"', (ROOT / "README.md").read_text(encoding="utf-8"))
    assert shown
    assert {name for name in shown if (ROOT / name).stat().st_size > MOST_PICTURE_BYTES} == set()
