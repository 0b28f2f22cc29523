"""The chat with a real engine server, a real database and the real texts."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI

from api.main import create_app
from api.settings import Settings
from tests.api.chat.fake_engine import FakeEngine
from tests.api.conftest import client_of


@pytest.fixture
def fake() -> Iterator[FakeEngine]:
    """An engine that is well."""
    engine = FakeEngine()
    engine.start()
    yield engine
    engine.die()


def build(settings: Settings, fake: FakeEngine, **changes: Any) -> FastAPI:
    """The application with this engine behind it."""
    return create_app(settings.model_copy(update={"engine_url": fake.url, **changes}))


@pytest.fixture
def app(settings: Settings, fake: FakeEngine) -> FastAPI:
    """Replaces the common application: its engine is a server."""
    return build(settings, fake)


@dataclass
class Person:
    """Somebody with the chat open."""

    client: httpx2.AsyncClient
    id: str
    token: str
    opening: list[dict[str, Any]] = field(default_factory=list)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def path(self) -> str:
        return f"/api/conversations/{self.id}"

    async def send(self, body: dict[str, Any]) -> httpx2.Response:
        body = {"client_id": uuid4().hex} | body
        return await self.client.post(f"{self.path}/messages", json=body, headers=self.headers)

    async def send_raw(self, body: str | bytes) -> httpx2.Response:
        headers = self.headers | {"Content-Type": "application/json"}
        return await self.client.post(f"{self.path}/messages", content=body, headers=headers)

    async def write(self, text: str, **more: Any) -> dict[str, Any]:
        response = await self.send({"text": text, **more})
        assert response.status_code == 200, response.text
        return response.json()

    async def choose(self, payload: str) -> dict[str, Any]:
        response = await self.send({"choice": payload})
        assert response.status_code == 200, response.text
        return response.json()

    async def history(self) -> list[dict[str, Any]]:
        response = await self.client.get(self.path, headers=self.headers)
        assert response.status_code == 200, response.text
        return response.json()["messages"]


async def arrive(client: httpx2.AsyncClient, **wish: Any) -> Person:
    """Open the chat."""
    response = await client.post("/api/conversations", json=wish)
    assert response.status_code == 201, response.text
    body = response.json()
    return Person(client, body["id"], body["token"], body["messages"])


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the running application."""
    async with client_of(app) as client:
        yield client


@pytest.fixture
async def person(client: httpx2.AsyncClient) -> Person:
    """Somebody who has just opened the chat."""
    return await arrive(client)


def kinds(reply: dict[str, Any]) -> list[str]:
    """Kinds of a reply's messages, in order."""
    return [message["kind"] for message in reply["messages"]]


async def timed(
    write: Callable[[], Awaitable[dict[str, Any]]],
) -> tuple[dict[str, Any], float]:
    """A reply and its seconds; of two when the first took long, since the machine may stall."""
    for _ in range(2):
        started = time.monotonic()
        reply = await write()
        seconds = time.monotonic() - started
        if seconds < 3.0:
            break
    return reply, seconds
