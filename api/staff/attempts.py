"""How often somebody may try a password: the more tries, the longer the wait.

By account and address together, so that a stranger elsewhere cannot easily shut a colleague out;
by account alone and by address alone more generously, against many machines and many names.
"""

from fastapi import Request
from limits import RateLimitItem, parse

from api.rate_limits import RateLimiter, network_of

TOGETHER = ("5/minute", "10/15 minutes", "20/6 hours")
ACCOUNT = ("60/hour",)
ADDRESS = ("60/15 minutes",)


def _items(rates: tuple[str, ...]) -> tuple[RateLimitItem, ...]:
    return tuple(parse(rate) for rate in rates)


_TOGETHER, _ACCOUNT, _ADDRESS = _items(TOGETHER), _items(ACCOUNT), _items(ADDRESS)


async def count_login(request: Request, email: str) -> None:
    """Count one try before it is made; `TooMany` with `retry_after` in seconds."""
    limiter: RateLimiter = request.app.state.limiter
    account, address = email.strip().casefold(), network_of(request)
    for item in _TOGETHER:
        await limiter.hit(item, "staff-login", account, address)
    for item in _ADDRESS:
        await limiter.hit(item, "staff-login-address", address)
    for item in _ACCOUNT:
        await limiter.hit(item, "staff-login-account", account)
