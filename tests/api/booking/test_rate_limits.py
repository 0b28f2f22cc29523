"""Limits: wide enough for people, there for machines, and never a reason to be closed."""

import httpx2
import pytest
from limits import parse

from api.errors import TooMany
from api.main import create_app
from api.rate_limits import RateLimiter
from api.settings import Settings


@pytest.fixture
def limited(settings: Settings) -> Settings:
    return settings.model_copy(update={"rate_limits": "on"})


async def test_a_flood_from_one_address_is_slowed_and_others_are_not(
    limited: Settings, run, engine: httpx2.MockTransport
) -> None:
    app = create_app(limited, engine=engine)
    body = {"client_id": "x", "phone": "1", "consent": True}
    async with run(app, "10.0.0.9") as client:
        answers = [await client.post("/api/callbacks", json=body) for _ in range(61)]
        made_up = {"Authorization": "Bearer made-up"}
        assert (await client.post("/api/callbacks", json=body, headers=made_up)).status_code == 429
        transport = httpx2.ASGITransport(app=app, client=("10.0.0.10", 1))
        async with httpx2.AsyncClient(transport=transport, base_url="http://test") as other:
            assert (await other.post("/api/callbacks", json=body)).status_code == 422
    assert {answer.status_code for answer in answers[:60]} == {422}
    assert answers[60].status_code == 429
    assert answers[60].json()["code"] == "too_many_requests"


async def test_one_household_is_one_asker_on_ipv6(limited: Settings, run, engine) -> None:
    app = create_app(limited, engine=engine)
    async with run(app):
        for n in range(61):
            transport = httpx2.ASGITransport(app=app, client=(f"2001:db8::{n:x}", 1))
            async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
                answer = await client.post("/api/callbacks", json={})
    assert answer.status_code == 429


async def test_a_store_that_is_away_lets_everybody_in(
    limited: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    limiter = RateLimiter(limited)

    async def away(*_: object) -> bool:
        raise ConnectionError

    monkeypatch.setattr(limiter._window, "hit", away)
    await limiter.hit(parse("1/minute"), "x")


async def test_off_is_off(settings: Settings) -> None:
    limiter = RateLimiter(settings)
    for _ in range(10):
        await limiter.hit(parse("1/minute"), "x")
    limiter.on = True
    await limiter.hit(parse("1/minute"), "x")
    with pytest.raises(TooMany):
        await limiter.hit(parse("1/minute"), "x")
