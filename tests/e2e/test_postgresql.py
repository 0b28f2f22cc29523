"""The whole product on a real PostgreSQL: both the api's tables and the engine's events."""

from collections.abc import Iterator

import psycopg
import pytest
from postgres import binaries, cluster

from tests.e2e.product import Product, running

pytestmark = [pytest.mark.e2e, pytest.mark.postgres]


@pytest.fixture(scope="module")
def socket_folder() -> Iterator[str]:
    assert binaries() is not None, "PostgreSQL's programs are missing (.ci/test_tools.sh)"
    with cluster() as folder:
        yield folder


@pytest.fixture(scope="module")
def on_postgresql(
    socket_folder: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Product]:
    with psycopg.connect(
        f"host={socket_folder} user=lavterskel dbname=postgres", autocommit=True
    ) as admin:
        admin.execute("CREATE DATABASE product")
    url = f"postgresql+psycopg://lavterskel@/product?host={socket_folder}"
    folder = tmp_path_factory.mktemp("on-postgresql")
    with running(folder, LAVTERSKEL_DATABASE_URL=url) as started:
        yield started


def engine_events(socket_folder: str, sender: str) -> list[str]:
    with psycopg.connect(f"host={socket_folder} user=lavterskel dbname=product") as reader:
        rows = reader.execute("SELECT data FROM engine.events WHERE sender_id = %s", [sender])
        return [row[0] for row in rows]


def test_a_booking_is_made_and_cancelled_and_the_talk_erased(
    on_postgresql: Product, socket_folder: str
) -> None:
    person = on_postgresql.person()
    person.writes("jeg er så ensom om dagen")
    person.writes("jeg vil bestille time hos frisklivssentralen")
    person.presses("slot_id")
    person.writes("Åse")
    person.writes("412 34 567")
    while "booking" not in person.kinds():
        person.presses("affirm")
    person.writes("avbestill timen min")
    person.presses("affirm")
    assert "avbestilt" in person.said()
    stored = engine_events(socket_folder, person.id)
    assert stored
    assert not any("ensom" in event for event in stored)
    path = f"/api/conversations/{person.id}"
    assert on_postgresql.call("DELETE", path, token=person.token)[0] == 204
    assert engine_events(socket_folder, person.id) == []
