"""How often somebody may ask. Generous: a tired person presses twice, a library shares one address.

In memory for one process, in Redis for several. Only a digest of who asks is kept, for as long as
the window lasts.
"""

from collections.abc import Awaitable, Callable
from hashlib import sha256
from ipaddress import ip_address, ip_network

import structlog
from fastapi import Request
from limits import RateLimitItem, parse
from limits.aio.storage import Storage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.storage import storage_from_string

from api.errors import TooMany
from api.security import peer
from api.settings import Settings

log = structlog.get_logger(__name__)


class RateLimiter:
    """Counts for one process, or for all of them when there is a Redis."""

    def __init__(self, settings: Settings) -> None:
        """Off with `LAVTERSKEL_RATE_LIMITS=off`."""
        self.on = settings.rate_limits == "on"
        # `redis://` becomes `async+redis://`, the form that the library wants.
        address = f"async+{settings.redis_url}" if settings.redis_url else "async+memory://"
        options = {"implementation": "redispy"} if settings.redis_url else {}
        storage = storage_from_string(address, **options)
        assert isinstance(storage, Storage)  # noqa: S101 (an async address gives an async storage)
        self._window = MovingWindowRateLimiter(storage)

    async def hit(self, item: RateLimitItem, *who: str) -> None:
        """Count one; `TooMany` when it is one too many."""
        if not self.on:
            return
        key = sha256("\n".join(who).encode()).hexdigest()
        try:
            allowed = await self._window.hit(item, key)
        except Exception as error:  # a Redis that is away must not close the service
            log.warning("rate_limit_unavailable", error=type(error).__name__)
            return
        if not allowed:
            raise TooMany(retry_after=int(item.get_expiry()))


def network_of(request: Request) -> str:
    """The asker's address; of an IPv6 address the /64, which is one household."""
    try:
        address = ip_address(peer(request))
    except ValueError:
        return "unknown"
    if address.version == 6:
        return str(ip_network(f"{address}/64", strict=False))
    return str(address)


def limited(name: str, rate: str) -> Callable[[Request], Awaitable[None]]:
    """A dependency: `rate` (such as `30/minute`) for each address.

    Not by bearer token: one that nobody has checked yet costs nothing to make up.
    """
    item = parse(rate)

    async def check(request: Request) -> None:
        limiter: RateLimiter = request.app.state.limiter
        await limiter.hit(item, name, network_of(request))

    return check
