"""A staff portal with somebody in it."""

from typing import Any

import httpx2
import pytest

from tests.api.staff.staff_portal import Portal


@pytest.fixture
async def portal(served: httpx2.AsyncClient) -> Portal:
    """Nobody is logged in; SQLite, then PostgreSQL."""
    return Portal(served)


@pytest.fixture
async def visitor(client: httpx2.AsyncClient, app: Any) -> Portal:
    """Nobody is logged in; SQLite only, for what does not depend on the database."""
    client.app = app  # type: ignore[attr-defined]
    return Portal(client)


@pytest.fixture
async def desk(portal: Portal) -> Portal:
    """A colleague is logged in, on either database."""
    await portal.add_member("ola@kommune.example")
    answer = await portal.log_in("ola@kommune.example")
    assert answer.status_code == 200
    return portal


@pytest.fixture
async def office(portal: Portal) -> Portal:
    """An administrator is logged in, on either database."""
    await portal.add_member("sjef@kommune.example", role="admin", name="Siri Sjef")
    await portal.log_in("sjef@kommune.example")
    return portal
