"""The database is read-only, the disk is full, a lock is never let go: numbers all the same."""

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e.bad_engine import bad_engine
from tests.e2e.danger import ALWAYS, all_numbers_in_time, numbers_in_time
from tests.e2e.lone_api import api_alone, logged, migrate
from tests.e2e.product import Person, Product, running, wait_for

pytestmark = pytest.mark.e2e


def read_only(folder: Path) -> str:
    """The same file, which SQLite refuses to write to: «attempt to write a readonly database»."""
    path = (folder / "var" / "lavterskel.db").resolve()
    return f"sqlite+aiosqlite:///file:{path}?mode=ro&uri=true"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("database")
    migrate(made)
    return made


@pytest.fixture(scope="module")
def api(folder: Path) -> Iterator[Product]:
    """With an engine that is well, so that nothing but the database is at fault."""
    with bad_engine() as engine, api_alone(folder, engine=engine.url) as started:
        yield started


@contextmanager
def full_disk(api: Product) -> Iterator[None]:
    """The kernel lets the running process write to no file, as when nothing is left of the disk."""
    _, hard = resource.prlimit(api.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(api.process.pid, resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.prlimit(api.process.pid, resource.RLIMIT_FSIZE, (hard, hard))


@contextmanager
def held_lock(folder: Path) -> Iterator[sqlite3.Connection]:
    """Another process has begun to write and does not end."""
    other = sqlite3.connect(folder / "var" / "lavterskel.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield other
    finally:
        other.close()


def numbers_for_all(api: Product, person: Person) -> None:
    """To somebody in the middle of a conversation, and to somebody who comes now."""
    all_numbers_in_time(person)
    assert person.kinds() == ["crisis", "text", "helplines"], "the database was well"
    somebody_new = api.person(entry="relative")
    assert {line["phone"] for line in somebody_new.data("helplines")["helplines"]} >= ALWAYS
    numbers_in_time(somebody_new)
    somebody_new.writes("hei, jeg sover dårlig")
    assert {line["phone"] for line in somebody_new.data("helplines")["helplines"]} >= ALWAYS
    status, body = api.call("GET", "/api/helplines")
    assert status == 200
    assert {line["phone"] for line in body["helplines"]} >= ALWAYS
    assert "unhandled" not in logged(api)


def goes_on(api: Product, person: Person) -> None:
    """The database is back: the conversation is kept again, and nothing is told in vain."""
    numbers_in_time(person)
    _, history = api.call("GET", f"/api/conversations/{person.id}", token=person.token)
    assert history["messages"][-1] in person.messages


def test_a_read_only_database_never_keeps_the_numbers_back(api: Product, folder: Path) -> None:
    person = api.person()
    with bad_engine() as engine:
        address = {"LAVTERSKEL_DATABASE_URL": read_only(folder)}
        with api_alone(folder / "reader", engine=engine.url, **address) as reader:
            person.product = reader
            numbers_for_all(reader, person)
    person.product = api
    goes_on(api, person)


def test_a_full_disk_never_keeps_the_numbers_back(api: Product) -> None:
    person = api.person()
    with full_disk(api):
        numbers_for_all(api, person)
        somebody_new = api.person()
        numbers_in_time(somebody_new)
    goes_on(api, person)
    goes_on(api, somebody_new)


def test_a_lock_that_is_never_let_go_never_keeps_the_numbers_back(
    api: Product, folder: Path
) -> None:
    person = api.person()
    with held_lock(folder):
        numbers_for_all(api, person)
        somebody_new = api.person()
    goes_on(api, person)
    goes_on(api, somebody_new)


def test_the_product_starts_on_a_database_that_cannot_be_used_and_mends_itself(
    tmp_path: Path,
) -> None:
    """The supervisor itself starts everything, people get numbers, and then it goes on as usual."""
    migrate(tmp_path)
    with held_lock(tmp_path) as other, running(tmp_path, until="pages are up") as product:
        assert "THE DATABASE CANNOT BE USED" in product.log.read_text()
        person = product.person()
        all_numbers_in_time(person)
        other.execute("ROLLBACK")
        wait_for(product, "nye ledige timer")
        goes_on(product, person)
