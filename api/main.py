"""The application: what is mounted where, and what lives as long as the process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
from fastapi import FastAPI

from api import errors, log
from api.booking import endpoints as booking
from api.booking import internal
from api.chat import endpoints as chat
from api.content import endpoints as content
from api.db import Database
from api.health import endpoints as health
from api.middleware import RequestFrame
from api.pages import endpoints as pages
from api.rate_limits import RateLimiter
from api.settings import Settings, get_settings
from api.staff import endpoints as staff


class NoSecret(RuntimeError):
    """The service cannot sign anything."""


def create_app(
    settings: Settings | None = None, engine: httpx2.AsyncBaseTransport | None = None
) -> FastAPI:
    """Build the application; `engine` replaces the network towards the assistant's engine."""
    settings = settings or get_settings()
    app = FastAPI(
        title="Lavterskel",
        lifespan=_lifespan,
        # The interactive pages load scripts from elsewhere, which our policy forbids.
        docs_url=None,
        redoc_url=None,
    )
    app.state.settings = settings
    app.state.engine_transport = engine
    app.state.limiter = RateLimiter(settings)
    app.add_middleware(RequestFrame)
    errors.install(app)
    for part in (content, chat, booking, internal, health, pages):
        app.include_router(part.router)
    staff.mount(app)
    pages.mount(app)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    log.configure(settings.log_level)
    if not settings.secret:
        raise NoSecret("LAVTERSKEL_SECRET is not set; `make run` makes one")
    app.state.database = Database(settings)
    app.state.engine_http = httpx2.AsyncClient(
        base_url=settings.engine_url,
        headers={"Authorization": f"Bearer {settings.engine_token}"},
        timeout=settings.engine_timeout.total_seconds(),
        transport=app.state.engine_transport,
        # The engine is on loopback: no proxy of the environment has any business there.
        trust_env=False,
    )
    try:
        yield
    finally:
        await app.state.engine_http.aclose()
        await app.state.database.close()


app = create_app()
