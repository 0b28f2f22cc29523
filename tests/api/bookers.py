"""What tests of public bookings do again and again."""

from datetime import datetime
from typing import Any

import httpx2
from calendars import add_slot
from sqlalchemy import select


def wish(slot_id: str, client_id: str = "c-1", **changes: Any) -> dict[str, Any]:
    """A whole booking as a page sends it."""
    return {
        "client_id": client_id,
        "slot_id": slot_id,
        "name": "Kari Nordmann",
        "phone": "412 34 567",
        "consent": True,
        **changes,
    }


async def slots(client: httpx2.AsyncClient, *starts: datetime, **kw: Any) -> list[str]:
    """Slots with a member of staff each."""
    async with client.app.state.database.transaction() as session:
        return [(await add_slot(session, start, **kw)).id for start in starts]


async def rows(client: httpx2.AsyncClient, model: Any) -> list[Any]:
    """All rows of a table."""
    async with client.app.state.database.transaction() as session:
        return list(await session.scalars(select(model)))


def token(made: dict[str, Any]) -> dict[str, str]:
    """Headers of the booking's owner."""
    return {"Authorization": f"Bearer {made['manage_token']}"}
