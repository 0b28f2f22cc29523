"""Ground of the api's tests: real databases, the real application, no network."""

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from uuid import uuid4

import httpx2
import psycopg
import pytest
from fastapi import FastAPI
from postgres import binaries, cluster

from api.main import create_app
from api.migrations import service as migrations
from api.settings import Settings
from bot.norwegian.crisis import net

# Helpers of these tests lie beside this file: calendars.py, postgres.py.
INTERNAL_TOKEN = "internal-token-of-the-tests"
ENGINE_TOKEN = "engine-token-of-the-tests"


def make_settings(data_dir: Path, **changes: object) -> Settings:
    """Settings of a test; nothing is read from the environment's `.env`."""
    values: dict[str, object] = {
        "data_dir": data_dir,
        "secret": "secret-of-the-tests",
        "internal_token": INTERNAL_TOKEN,
        "engine_token": ENGINE_TOKEN,
        "metrics_token": "metrics-token-of-the-tests",
        "rate_limits": "off",
        "log_level": "WARNING",
    }
    return Settings(_env_file=None, **(values | changes))  # type: ignore[call-arg,arg-type]


@asynccontextmanager
async def client_of(app: FastAPI, host: str = "127.0.0.1") -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the running application, seen as coming from `host`."""
    async with app.router.lifespan_context(app):
        transport = httpx2.ASGITransport(app=app, client=(host, 40000))
        async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
            yield client


@pytest.fixture(autouse=True)
def patterns_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """The trained net has tests of its own; what the api does must not hang on a training."""
    monkeypatch.setattr(net, "FILE", tmp_path / "no_net.zip")
    net.crisis_net.cache_clear()
    yield
    net.crisis_net.cache_clear()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty, migrated SQLite file, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("migrated")
    migrations.upgrade(make_settings(folder))
    return folder / "lavterskel.db"


@pytest.fixture
def settings(tmp_path: Path, migrated_file: Path) -> Settings:
    """Settings with a data folder and a migrated database of their own."""
    shutil.copy(migrated_file, tmp_path / "lavterskel.db")
    return make_settings(tmp_path)


@pytest.fixture(scope="session")
def postgres_socket() -> Iterator[str]:
    """The socket folder of a PostgreSQL with a migrated database called `migrated`."""
    if binaries() is None:
        pytest.skip("PostgreSQL is not installed")
    with cluster() as socket:
        with psycopg.connect(host=socket, user="lavterskel", dbname="postgres") as admin:
            admin.autocommit = True
            admin.execute("CREATE DATABASE migrated")
        url = postgres_url(socket, "migrated")
        migrations.upgrade(make_settings(Path(socket) / "state", database_url=url))
        yield socket


def postgres_url(socket: str, name: str) -> str:
    """Address of a database of the tests' server."""
    return f"postgresql+psycopg://lavterskel@/{name}?host={socket}"


@pytest.fixture
def postgres_settings(postgres_socket: str, tmp_path: Path) -> Iterator[Settings]:
    """Settings with a migrated PostgreSQL database of their own."""
    name = f"test_{uuid4().hex}"
    with psycopg.connect(host=postgres_socket, user="lavterskel", dbname="postgres") as admin:
        admin.autocommit = True
        admin.execute(f"CREATE DATABASE {name} TEMPLATE migrated")
        yield make_settings(tmp_path, database_url=postgres_url(postgres_socket, name))
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def either(request: pytest.FixtureRequest) -> Settings:
    """Settings on SQLite, then on PostgreSQL: for whatever depends on the database."""
    name = "settings" if request.param == "sqlite" else "postgres_settings"
    chosen: Settings = request.getfixturevalue(name)
    return chosen


@pytest.fixture
async def served(
    either: Settings, engine: httpx2.MockTransport
) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the application on either database; `served.app` is the application."""
    app = create_app(either, engine=engine)
    async with client_of(app) as client:
        client.app = app  # type: ignore[attr-defined]
        yield client


@pytest.fixture
def engine_calls() -> list[httpx2.Request]:
    """What was sent to the engine."""
    return []


@pytest.fixture
def engine(engine_calls: list[httpx2.Request]) -> httpx2.MockTransport:
    """An engine that is well and accepts everything; tests of the chat replace it."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        engine_calls.append(request)
        return httpx2.Response(204 if request.method == "DELETE" else 200, json={})

    return httpx2.MockTransport(answer)


@pytest.fixture
def app(settings: Settings, engine: httpx2.MockTransport) -> FastAPI:
    """The whole application."""
    return create_app(settings, engine=engine)


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    """A client on loopback, with the application started; `app.state.database` is open."""
    async with client_of(app) as client:
        yield client


@pytest.fixture
def internal() -> dict[str, str]:
    """Headers of the assistant's actions."""
    return {"Authorization": f"Bearer {INTERNAL_TOKEN}"}


@pytest.fixture
def run() -> Callable[..., AbstractAsyncContextManager[httpx2.AsyncClient]]:
    """`run(app, host)`: a client of an application that the test has built itself."""
    return client_of
