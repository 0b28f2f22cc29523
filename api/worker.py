"""The worker: what has to be done though nobody asks just now.

Each job runs on its own: one that fails is logged by the type of its error and tried again at its
next time, and the others go on. SIGTERM ends the work after the job that is running.
"""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import httpx2
import structlog

from api import log as logs
from api.booking.service import Bookings
from api.content.service import Texts, get_texts
from api.db import Database
from api.notifications import service as notifications
from api.notifications.mail import Mailer, mailer_of
from api.privacy import service as privacy
from api.settings import Settings, get_settings
from api.setup import service as setup

log = structlog.get_logger(__name__)

TICK_SECONDS = 1.0
# A job that takes longer than this is stuck; the next ones must not wait for it.
JOB_SECONDS = 120.0


@dataclass
class Job:
    """Something done every so many seconds."""

    name: str
    every: float
    run: Callable[[], Awaitable[object]]
    due: float = field(default=0.0)


@dataclass(frozen=True)
class Tools:
    """What the jobs work with."""

    database: Database
    settings: Settings
    texts: Texts
    engine: httpx2.AsyncClient
    mailer: Mailer


def jobs_of(tools: Tools) -> list[Job]:
    """All jobs; seconds between two runs of each."""
    database, settings = tools.database, tools.settings

    async def expire_holds() -> int:
        async with database.transaction() as session:
            return await Bookings(session, settings).expire_holds()

    async def top_up() -> int:
        async with database.reading() as session:
            if not await setup.needs_top_up(session):
                return 0
        async with database.transaction() as session:
            return await setup.top_up_demo(session, tools.texts)

    jobs = [
        Job("expire_holds", 5, expire_holds),
        Job("send_outbox", 5, lambda: notifications.send_due(
            database, settings, tools.texts, tools.mailer)),
        Job("erase_in_engine", 10, lambda: privacy.erase_in_engine(database, tools.engine)),
        Job("erase_quiet_conversations", 300, lambda: privacy.erase_quiet_conversations(
            database, settings)),
        # What readers kept in the log at the moment of an erasure goes a little later.
        Job("forget_deleted", 60, database.forget),
        Job("blank_old_records", 3600, lambda: privacy.blank_old_records(database, settings)),
    ]  # fmt: skip
    if settings.environment == "demo":
        jobs.append(Job("top_up_demo", 3600, top_up))
    return jobs


async def run_due(jobs: Sequence[Job], now: float) -> None:
    """Run each job whose time has come (`now` in seconds of any steady clock)."""
    for job in jobs:
        if job.due > now:
            continue
        job.due = now + job.every
        try:
            async with asyncio.timeout(JOB_SECONDS):
                done = await job.run()
        except Exception as error:  # one job's trouble is not the others'
            log.error("job_failed", job=job.name, error=type(error).__name__)
        else:
            if any(done.values()) if isinstance(done, dict) else done:
                log.info("job_done", job=job.name, done=done)


async def work(settings: Settings, stop: asyncio.Event) -> None:
    """Work until `stop` is set."""
    database = Database(settings)
    engine = httpx2.AsyncClient(
        base_url=settings.engine_url,
        headers={"Authorization": f"Bearer {settings.engine_token}"},
        trust_env=False,
    )
    tools = Tools(database, settings, get_texts(), engine, mailer_of(settings))
    jobs = jobs_of(tools)
    clock = asyncio.get_running_loop().time
    log.info("worker_started", jobs=[job.name for job in jobs])
    try:
        while not stop.is_set():
            await run_due(jobs, clock())
            try:
                await asyncio.wait_for(stop.wait(), TICK_SECONDS)
            except TimeoutError:
                continue
    finally:
        await engine.aclose()
        await database.close()
        log.info("worker_stopped")


async def _main() -> None:
    settings = get_settings()
    logs.configure(settings.log_level)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    await work(settings, stop)


if __name__ == "__main__":
    asyncio.run(_main())
