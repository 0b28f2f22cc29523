"""Erasure on wish and on time, and a worker that goes on when one job fails."""

import asyncio
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from calendars import add_slot, next_weekday
from sqlalchemy import func, select, update

from api import worker
from api.booking.service import Bookings
from api.content.service import get_texts
from api.models import (
    AccessEntry,
    Booking,
    Callback,
    Conversation,
    Erasure,
    Message,
    OutboxItem,
    Slot,
    StaffCell,
    Turn,
    new_id,
    utcnow,
)
from api.notifications.mail import FileMailer
from api.privacy import service as privacy
from api.setup import service as setup


async def conversation(client: httpx2.AsyncClient) -> str:
    """A conversation with a turn, a message, and a held time."""
    async with client.app.state.database.transaction() as session:
        key, turn = new_id(), new_id()
        session.add(Conversation(id=key, token_hash="0" * 64))
        await session.flush()
        session.add(Turn(id=turn, conversation_id=key, client_id="m"))
        await session.flush()
        session.add(Message(id=new_id(), conversation_id=key, turn_id=turn, seq=1, role="person",
                            lang="nb", text="noe"))  # fmt: skip
        slot = await add_slot(session, next_weekday())
        await Bookings(session, client.app.state.settings).hold(key, slot.id)
    return key


async def count(client: httpx2.AsyncClient, *models: Any) -> list[int]:
    async with client.app.state.database.transaction() as session:
        return [
            (await session.execute(select(func.count()).select_from(model))).scalar_one()
            for model in models
        ]


async def test_an_erased_conversation_is_gone_and_its_held_time_free(
    served: httpx2.AsyncClient,
) -> None:
    state = served.app.state
    key = await conversation(served)
    for _ in range(2):
        async with state.database.transaction() as session:
            await privacy.erase_conversation(session, state.settings, key)
    assert await count(served, Conversation, Turn, Message, Booking, StaffCell) == [0] * 5
    assert await count(served, Erasure) == [1]


async def test_a_booking_outlives_its_conversation_without_a_trace_of_it(
    served: httpx2.AsyncClient, internal: dict[str, str]
) -> None:
    state = served.app.state
    key = await conversation(served)
    body = {"conversation_id": key, "client_id": "m", "name": "Kari", "phone": "41234567"}
    made = (await served.post("/internal/v1/bookings", json=body, headers=internal)).json()
    async with state.database.transaction() as session:
        await privacy.erase_conversation(session, state.settings, key)
        (booking,) = await session.scalars(select(Booking))
    assert (booking.status, booking.name) == ("confirmed", "Kari")
    assert key not in str(vars(booking))
    headers = {"Authorization": f"Bearer {made['manage_token']}"}
    own = await served.get(f"/api/bookings/{made['reference']}", headers=headers)
    assert own.status_code == 200


async def test_the_engine_is_told_to_erase_and_then_the_note_goes(
    served: httpx2.AsyncClient, engine_calls: list[httpx2.Request]
) -> None:
    state = served.app.state
    key = await conversation(served)
    async with state.database.transaction() as session:
        await privacy.erase_conversation(session, state.settings, key)
    assert await privacy.erase_in_engine(state.database, state.engine_http) == 1
    (call,) = engine_calls
    assert (call.method, call.url.path) == ("DELETE", f"/webhooks/lavterskel/conversations/{key}")
    assert call.headers["Authorization"] == f"Bearer {state.settings.engine_token}"
    assert await count(served, Erasure) == [0]


@pytest.mark.parametrize(("status", "left"), [(204, 0), (404, 0), (500, 1), (401, 1)])
async def test_an_erasure_waits_until_the_engine_has_done_it(
    client: httpx2.AsyncClient, app: Any, status: int, left: int
) -> None:
    client.app = app  # type: ignore[attr-defined]
    key = await conversation(client)
    async with app.state.database.transaction() as session:
        await privacy.erase_conversation(session, app.state.settings, key)
    transport = httpx2.MockTransport(lambda _: httpx2.Response(status))
    async with httpx2.AsyncClient(transport=transport, base_url="http://engine") as engine:
        await privacy.erase_in_engine(app.state.database, engine)
    assert await count(client, Erasure) == [left]


async def test_only_quiet_conversations_are_erased(served: httpx2.AsyncClient) -> None:
    state = served.app.state
    async with state.database.transaction() as session:
        for hours in (0, 23, 25, 49):
            last = utcnow() - timedelta(hours=hours)
            session.add(Conversation(id=new_id(), token_hash="0" * 64, last_message_at=last))
    assert await privacy.erase_quiet_conversations(state.database, state.settings) == 2
    assert await count(served, Conversation, Erasure) == [2, 2]


async def test_personal_fields_go_ninety_days_after_the_contact(
    served: httpx2.AsyncClient,
) -> None:
    state = served.app.state
    async with state.database.transaction() as session:
        slot_id = (await add_slot(session, next_weekday())).id
    who = {"client_id": "c", "name": "Kari", "phone": "41234567", "consent": True}
    more = {"email": "kari@kommune.example", "note": "noe", "summary": ["noe"]}
    body = {**who, **more, "slot_id": slot_id, "interpreter": "urdu"}
    made = (await served.post("/api/bookings", json=body)).json()
    await served.post("/api/callbacks", json={**who, "when": "nå"})
    end = next_weekday() + timedelta(minutes=45)
    for days, blank in ((89, False), (91, True)):
        done = await privacy.blank_old_records(
            state.database, state.settings, end + timedelta(days=days)
        )
        assert done["bookings"] == int(blank)
    async with state.database.transaction() as session:
        (booking,) = await session.scalars(select(Booking))
        (callback,) = await session.scalars(select(Callback))
    for field in ("name", "phone", "email", "note", "summary", "interpreter", "about",
                  "client_id", "request_hash", "conversation_id"):  # fmt: skip
        assert getattr(booking, field) is None, field
    for field in ("name", "phone", "when_text", "summary", "request_hash"):
        assert getattr(callback, field) is None, field
    assert booking.reference == made["reference"]
    again = await privacy.blank_old_records(
        state.database, state.settings, end + timedelta(days=92)
    )
    assert again["bookings"] == again["callbacks"] == 0


async def test_the_access_log_and_old_mail_have_their_time(served: httpx2.AsyncClient) -> None:
    state = served.app.state
    async with state.database.transaction() as session:
        for years in (4, 6):
            at = utcnow() - timedelta(days=365 * years)
            session.add(AccessEntry(id=new_id(), action="read", at=at))
        for days, status in ((31, "sent"), (31, "waiting"), (1, "sent")):
            session.add(OutboxItem(id=new_id(), channel="email", recipient="", template="x",
                                   status=status,
                                   created_at=utcnow() - timedelta(days=days)))  # fmt: skip
    await privacy.blank_old_records(state.database, state.settings)
    assert await count(served, AccessEntry, OutboxItem) == [1, 2]


async def test_one_job_that_fails_does_not_stop_the_others() -> None:
    ran: list[str] = []

    async def fail() -> None:
        ran.append("bad")
        raise RuntimeError("41234567")

    async def good() -> int:
        ran.append("good")
        return 1

    jobs = [worker.Job("bad", 5, fail), worker.Job("good", 5, good)]
    for now in (0.0, 1.0, 5.0):
        await worker.run_due(jobs, now)
    assert ran == ["bad", "good", "bad", "good"]


async def test_every_job_runs_on_an_empty_database(
    served: httpx2.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    state = served.app.state
    mailer = FileMailer(state.settings.data_dir / "mail")
    tools = worker.Tools(state.database, state.settings, get_texts(), state.engine_http, mailer)
    for job in worker.jobs_of(tools):
        await job.run()
    (slots,) = await count(served, Slot)
    assert slots > 500  # the demo's calendar has been filled


async def test_the_demo_calendar_grows_with_the_days_and_keeps_what_staff_changed(
    served: httpx2.AsyncClient,
) -> None:
    database = served.app.state.database

    async def top_up(days: int) -> int:
        async with database.transaction() as session:
            return await setup.top_up_demo(session, get_texts(), utcnow() + timedelta(days=days))

    assert await top_up(0) > 500
    assert await top_up(0) == 0
    async with database.transaction() as session:
        assert not await setup.needs_top_up(session)
        assert await setup.needs_top_up(session, utcnow() + timedelta(days=14))
        closed = (await session.scalars(select(Slot.id).limit(1))).one()
        await session.execute(update(Slot).where(Slot.id == closed).values(status="closed"))
    assert await top_up(14) > 0
    async with database.transaction() as session:
        assert (await session.get(Slot, closed)).status == "closed"
        offered = set(await session.scalars(select(Slot.offering).distinct()))
    assert offered == {slug for slug, one in get_texts().offerings.items() if one.bookable}


async def test_the_first_administrators_link_works_until_there_is_a_password(
    served: httpx2.AsyncClient,
) -> None:
    from api.models import StaffMember

    async with served.app.state.database.transaction() as session:
        first, second = [await setup.first_admin_token(session) for _ in range(2)]
        assert first
        assert first != second
        (admin,) = await session.scalars(select(StaffMember).where(StaffMember.role == "admin"))
        assert second not in str(vars(admin))
        admin.password_hash = "set"
        await session.flush()
        assert await setup.first_admin_token(session) is None


def test_sigterm_ends_the_worker_cleanly(settings: Any) -> None:
    environment = {
        **os.environ,
        "DATA_DIR": str(settings.data_dir),
        "LAVTERSKEL_SECRET": "x",
        "LAVTERSKEL_ENGINE_URL": "http://127.0.0.1:1",
        "LAVTERSKEL_LOG_LEVEL": "INFO",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "api.worker"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
        env=environment,
    )
    try:
        assert process.stdout is not None
        seen = ""
        while "worker_started" not in seen:
            line = process.stdout.readline()
            assert line, "the worker ended before it began"
            seen += line
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 0
    assert "worker_stopped" in rest


async def test_a_worker_stops_between_jobs(settings: Any) -> None:
    stop = asyncio.Event()
    stop.set()
    await asyncio.wait_for(worker.work(settings, stop), 10)
