"""The state of the parts."""

import asyncio
from typing import Literal

import httpx2
from prometheus_client import generate_latest
from sqlalchemy.exc import SQLAlchemyError

from api.db import Database
from api.health import metrics, repository
from api.health.schemas import Ready

DatabaseState = Literal["ok", "away", "not_migrated"]
# A health check that hangs is itself a fault.
PATIENCE_SECONDS = 2.0


async def database_state(database: Database) -> DatabaseState:
    """Whether the database answers and has its tables."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS), database.reading() as session:
            await repository.ping(session)
    except (SQLAlchemyError, OSError, TimeoutError):
        return "away"
    try:
        async with asyncio.timeout(PATIENCE_SECONDS), database.reading() as session:
            return "ok" if await repository.revision(session) else "not_migrated"
    except (SQLAlchemyError, OSError, TimeoutError):
        return "not_migrated"


async def engine_answers(engine: httpx2.AsyncClient) -> bool:
    """Whether the assistant's engine is there; keeps the gauge up to date."""
    try:
        answer = await engine.get("/webhooks/lavterskel/ready", timeout=PATIENCE_SECONDS)
        up = answer.is_success
    except httpx2.HTTPError:
        up = False
    metrics.ENGINE_UP.set(up)
    return up


async def readiness(database: Database, engine: httpx2.AsyncClient) -> Ready:
    """The state of all parts, asked at the same time."""
    state, up = await asyncio.gather(database_state(database), engine_answers(engine))
    status: Literal["ok", "degraded", "unavailable"] = "ok" if up else "degraded"
    if state != "ok":
        status = "unavailable"
    return Ready(status=status, database=state, engine="ok" if up else "away")


async def render_metrics(database: Database) -> bytes:
    """Prometheus's text format; without the database, what the process itself has counted."""
    try:
        async with database.reading() as session:
            for gauge, counts in (
                (metrics.BOOKINGS, await repository.booking_counts(session)),
                (metrics.CALLBACKS, await repository.callback_counts(session)),
                (metrics.OUTBOX, await repository.outbox_counts(session)),
            ):
                gauge.clear()
                for status, count in counts.items():
                    gauge.labels(status).set(count)
            metrics.ERASURES.set(await repository.erasure_count(session))
    except (SQLAlchemyError, OSError):
        for gauge in (metrics.BOOKINGS, metrics.CALLBACKS, metrics.OUTBOX):
            gauge.clear()
    return generate_latest(metrics.REGISTRY)
