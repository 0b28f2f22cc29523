"""Ground of the api's tests: real databases, the real application, no network."""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI

from api.main import create_app
from api.migrations import service as migrations
from api.settings import Settings

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
