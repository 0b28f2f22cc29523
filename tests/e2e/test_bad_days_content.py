"""Content files are broken, one or all, at start or under a running api: numbers all the same."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.bad_engine import bad_engine
from tests.e2e.danger import ALWAYS, DANGERS, LONGEST_SECONDS, all_numbers_in_time, numbers_in_time
from tests.e2e.lone_api import api_alone, copy_of_the_code, logged, migrate
from tests.e2e.product import ROOT, Product, running

pytestmark = pytest.mark.e2e

NO_YAML = "utter_crisis: {nb: [\n\t: -\n"
# No file is valid UTF-8 that begins like this.
NO_TEXT = bytes(range(128, 256))
# What the gateway's own nets are made of.
PATTERNS = "bot/norwegian/crisis/patterns.json"
STATISTICS = "models/crisis_net.zip"
Break = Callable[[Path], object]


def cut_response(name: str, file: str) -> Break:
    """The file as it stands, without this response."""

    def cut(texts: Path) -> None:
        path = texts / "responses" / file
        before, found, after = path.read_text().partition(f"\n{name}:")
        assert found
        lines = after.splitlines(keepends=True)[1:]
        rest = next(n for n, line in enumerate(lines) if line[:1] not in {" ", "\n", "#"})
        path.write_text(before + "\n" + "".join(lines[rest:]))

    return cut


def unreadable(path: Path) -> None:
    """A folder where the file was: opening it fails, for root too."""
    path.unlink()
    path.mkdir()


def break_all(texts: Path) -> None:
    for number, path in enumerate(sorted(texts.rglob("*.yml"))):
        [
            lambda file: file.write_text(NO_YAML),
            lambda file: file.write_bytes(NO_TEXT),
            lambda file: file.write_text(""),
            unreadable,
        ][number % 4](path)


def renumbered(texts: Path) -> None:
    """Somebody has changed the emergency numbers themselves."""
    path = texts / "helplines.yml"
    found = path.read_text()
    path.write_text(
        found.replace('phone: "113"', 'phone: "31"')
        .replace('tel: "113"', 'tel: "31"')
        .replace('phone: "112"', 'phone: "11"')
        .replace("enabled: true", "enabled: false")
        .replace('suicide: ["113"', 'suicide: ["112"')
    )


BROKEN: dict[str, Break] = {
    "a slip in the crisis texts": lambda texts: (texts / "responses/crisis.yml").write_text(
        NO_YAML
    ),
    "no crisis text": cut_response("utter_crisis", "crisis.yml"),
    "no direct question": cut_response("utter_crisis_question", "crisis.yml"),
    "help lines that cannot be read": lambda texts: unreadable(texts / "helplines.yml"),
    "help lines in no encoding": lambda texts: (texts / "helplines.yml").write_bytes(NO_TEXT),
    "help lines renumbered": renumbered,
    "no municipality": lambda texts: (texts / "municipality.yml").unlink(),
    "no vocabulary": lambda texts: (texts / "vocabulary.yml").write_text("- en liste\n"),
    "no fragments": lambda texts: (texts / "fragments.yml").write_text(""),
    "every file": break_all,
    "no files": shutil.rmtree,
}


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_the_code(tmp_path_factory.mktemp("content") / "code")


@pytest.fixture
def texts(code: Path) -> Iterator[Path]:
    """The content folder of a checkout; whole again afterwards."""
    folder = code / "api" / "content" / "texts"
    kept = folder.with_name("kept")
    shutil.copytree(folder, kept)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
    kept.rename(folder)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("data")
    migrate(made)
    return made


def numbers_for_all(api: Product) -> None:
    for language in ("nb", "nn", "en"):
        person = api.person(language=language)
        all_numbers_in_time(person)
        person.writes("hei")
        assert {line["phone"] for line in person.data("helplines")["helplines"]} >= ALWAYS
        for line in person.data("helplines")["helplines"]:
            assert line["name"].strip()
            assert line["tel"] == line["phone"].replace(" ", "")
    status, body = api.call("GET", "/api/helplines")
    assert status == 200
    assert {line["phone"] for line in body["helplines"]} >= ALWAYS
    for page in ("/", "/chat"):
        status, shown = api.call("GET", page)
        assert status == 200, page
        assert 'href="tel:113"' in shown
        assert 'href="tel:116117"' in shown
    assert "unhandled" not in logged(api)


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_content_at_start_never_keeps_the_numbers_back(
    code: Path, texts: Path, data: Path, kind: str
) -> None:
    BROKEN[kind](texts)
    with api_alone(data, root=code) as api:
        numbers_for_all(api)


def test_content_broken_under_a_running_api_changes_nothing(
    code: Path, texts: Path, data: Path
) -> None:
    """The texts are read once, at start: what was whole then is what people are told."""
    with api_alone(data, root=code) as api:
        for before_it_is_first_used in (break_all, shutil.rmtree):
            before_it_is_first_used(texts)
            numbers_for_all(api)
            person = api.person()
            numbers_in_time(person, *DANGERS[0])
            assert "Er det noen hos deg nå?" in person.said()
            lines = api.call("GET", "/api/helplines")[1]["helplines"]
            assert "mental-helse" in {line["slug"] for line in lines}


def test_the_whole_product_starts_on_broken_content(
    code: Path, texts: Path, tmp_path: Path
) -> None:
    break_all(texts)
    with running(tmp_path, root=code) as product:
        assert len(product.pids("api.worker")) == 1
        numbers_for_all(product)
        # It was the broken copy that started.
        assert "en tekst har en feil" in product.log.read_text()


@pytest.fixture
def nets(code: Path) -> Iterator[list[Path]]:
    """The two files that the gateway's own nets are made of; whole again afterwards."""
    broken = [code / PATTERNS, code / STATISTICS]
    whole = [(path, path.read_bytes()) for path in broken]
    for path, _ in whole:
        path.write_bytes(b"{")
    yield broken
    for path, kept in whole:
        path.write_bytes(kept)


@pytest.mark.parametrize("statistics_too", [True, False])
def test_a_gateway_whose_patterns_are_broken_shows_numbers_with_every_reply(
    code: Path, data: Path, nets: list[Path], statistics_too: bool
) -> None:
    if not statistics_too:
        nets[1].write_bytes((ROOT / STATISTICS).read_bytes())
    with bad_engine() as engine, api_alone(data, root=code, engine=engine.url) as api:
        person = api.person()
        for text in ("jeg vil ta livet mitt", "hei"):
            began = time.monotonic()
            person.writes(text)
            assert time.monotonic() - began < LONGEST_SECONDS
            shown = [line for one in person.messages for line in one["data"].get("helplines", [])]
            assert shown[0]["phone"] == "113"
            assert ALWAYS & {line["phone"] for line in shown} >= {"113", "116 117"}
        assert "crisis_net_deaf" in logged(api)


def test_the_patterns_hear_alone_when_the_statistical_net_is_broken(
    code: Path, data: Path, nets: list[Path]
) -> None:
    nets[0].write_bytes((ROOT / PATTERNS).read_bytes())
    with bad_engine() as engine, api_alone(data, root=code, engine=engine.url) as api:
        all_numbers_in_time(api.person())
        assert "crisis_net_deaf" not in logged(api)
