"""Who may speak SQL, who may commit, and that what the engine says has a text."""

import re
from pathlib import Path

import yaml

from api.content.service import load_texts

ROOT = Path(__file__).resolve().parents[2]
API = ROOT / "api"
# Where statements are written besides the repositories: tables, migrations, the session itself.
MAY_SPEAK_SQL = {"repository.py", "db.py"}
SQL = re.compile(r"from sqlalchemy import [^\n]*\b(select|update|delete|insert|text)\b")
COMMIT = re.compile(r"\.commit\(\)")


def sources() -> list[Path]:
    return [
        path
        for path in API.rglob("*.py")
        if not {"models", "migrations", "node_modules"} & set(path.relative_to(API).parts)
    ]


def test_only_repositories_speak_sql() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in sources()
        if path.name not in MAY_SPEAK_SQL and SQL.search(path.read_text())
    ]
    assert found == []


def test_only_the_edge_commits() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in sources()
        if path.name != "db.py" and COMMIT.search(path.read_text())
    ]
    assert found == []


def domain() -> dict[str, dict[str, object]]:
    loaded: dict[str, dict[str, object]] = yaml.safe_load((ROOT / "domain.yml").read_text())
    return loaded


def test_all_texts_load_without_a_problem() -> None:
    assert load_texts().problems == ()


def test_every_response_of_the_domain_has_a_text_in_every_language() -> None:
    texts = load_texts()
    for name in domain()["responses"]:
        for language in ("nb", "nn", "en"):
            assert texts.response(name, language).text, (name, language)


def test_every_response_that_an_action_names_is_in_the_domain() -> None:
    known = set(domain()["responses"])
    for path in (ROOT / "actions").glob("*.py"):
        for name in re.findall(r'"(utter_[a-z_]+)"', path.read_text()):
            assert name in known, (path.name, name)


def test_slots_filled_from_text_carry_conditions() -> None:
    for name, slot in domain()["slots"].items():
        for mapping in slot["mappings"]:  # type: ignore[index]
            assert mapping["type"] != "from_text" or mapping.get("conditions"), name
