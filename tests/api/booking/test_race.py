"""Forty people want ten times at once, from a real server; and what happens without the index."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import httpx2
import pytest
from calendars import add_slots, next_weekday
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from api.booking.service import Bookings
from api.db import Database
from api.models import Booking, StaffCell, new_id
from api.settings import Settings

PEOPLE, TIMES = 40, 10
ROOT = Path(__file__).parents[3]


@contextmanager
def server(settings: Settings) -> Iterator[str]:
    """A real uvicorn process on a port of its own; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **{k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")},
        "DATA_DIR": str(settings.data_dir),
        "LAVTERSKEL_SECRET": settings.secret,
        "LAVTERSKEL_INTERNAL_TOKEN": settings.internal_token,
        "LAVTERSKEL_RATE_LIMITS": "off",
        "LAVTERSKEL_LOG_LEVEL": "ERROR",
        "LAVTERSKEL_DATABASE_URL": settings.sqlalchemy_url(),
    }
    command = [sys.executable, "-m", "uvicorn", "api.main:app", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 60
        while True:
            assert process.poll() is None, "the server ended"
            assert time.monotonic() < deadline, "the server did not start"
            try:
                httpx2.get(f"{address}/health/live", trust_env=False, timeout=1)
                break
            except httpx2.HTTPError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(20)


@asynccontextmanager
async def database_of(settings: Settings) -> AsyncIterator[Database]:
    database = Database(settings)
    try:
        yield database
    finally:
        await database.close()


async def slots_for(database: Database) -> list[str]:
    """Ten times of one member of staff, one after the other."""
    async with database.transaction() as session:
        starts = [next_weekday(1 + n // 5, hour=9 + n % 5) for n in range(TIMES)]
        return [slot.id for slot in await add_slots(session, starts)]


async def test_forty_people_and_ten_times_make_ten_bookings(either: Settings) -> None:
    async with database_of(either) as database:
        ids = await slots_for(database)
        with server(either) as address:
            async with httpx2.AsyncClient(base_url=address, trust_env=False, timeout=60) as client:

                async def book(person: int) -> httpx2.Response:
                    body = {"client_id": f"person-{person}", "slot_id": ids[person % TIMES],
                            "name": "Kari", "phone": "41234567", "consent": True}  # fmt: skip
                    return await client.post("/api/bookings", json=body)

                answers = await asyncio.gather(*(book(person) for person in range(PEOPLE)))
        assert Counter(answer.status_code for answer in answers) == {201: TIMES, 409: 30}
        assert {a.json()["code"] for a in answers if a.status_code == 409} == {"slot_taken"}
        async with database.transaction() as session:
            booked = list(await session.scalars(select(Booking)))
            cells = list(await session.scalars(select(StaffCell)))
    assert Counter(one.slot_id for one in booked) == dict.fromkeys(ids, 1)
    assert {one.status for one in booked} == {"confirmed"}
    assert len(cells) == TIMES * 3


async def test_without_the_index_the_double_booking_does_happen(either: Settings) -> None:
    """The control: shows that the index refuses, and not some reading in Python before it."""
    async with database_of(either) as database:
        (slot_id, *_) = await slots_for(database)
        async with database.transaction() as session:
            await session.execute(text("DROP INDEX uq_bookings_active_seat"))
        for _ in range(2):
            async with database.transaction() as session:
                await Bookings(session, either).hold(new_id(), slot_id)
        async with database.transaction() as session:
            held = list(await session.scalars(select(Booking)))
    assert [(one.slot_id, one.seat) for one in held] == [(slot_id, 0)] * 2


@pytest.mark.parametrize("status", ["held", "confirmed"])
async def test_the_index_refuses_whatever_python_does(either: Settings, status: str) -> None:
    async with database_of(either) as database:
        (slot_id, *_) = await slots_for(database)

        async def both() -> None:
            async with database.transaction() as session:
                for _ in range(2):
                    session.add(Booking(id=new_id(), slot_id=slot_id, seat=0, status=status))

        with pytest.raises(IntegrityError):
            await both()
