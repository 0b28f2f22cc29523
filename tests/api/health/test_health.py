"""Health, metrics, and what surrounds every request."""

import json

import httpx2
import pytest
from fastapi import FastAPI

from api.main import NoSecret, create_app
from api.settings import Settings


async def test_live_asks_nobody(client: httpx2.AsyncClient) -> None:
    assert (await client.get("/health/live")).json() == {"status": "ok"}


async def test_ready_when_all_parts_answer(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "ok", "engine": "ok"}


async def test_an_engine_that_is_away_degrades_but_does_not_close(settings: Settings, run) -> None:
    def refuse(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("refused", request=request)

    async with run(create_app(settings, engine=httpx2.MockTransport(refuse))) as client:
        answer = await client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == {"status": "degraded", "database": "ok", "engine": "away"}


async def test_a_database_without_tables_is_not_ready(settings: Settings, run, engine) -> None:
    (settings.data_dir / "lavterskel.db").unlink()
    async with run(create_app(settings, engine=engine)) as client:
        answer = await client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["database"] == "not_migrated"


async def test_a_database_that_is_away_is_not_ready(settings: Settings, run, engine) -> None:
    away = settings.model_copy(
        update={"database_url": "postgresql+psycopg://nobody@127.0.0.1:1/none"}
    )
    async with run(create_app(away, engine=engine)) as client:
        answer = await client.get("/health/ready")
        assert (await client.get("/health/live")).status_code == 200
        assert (await client.get("/metrics")).status_code == 200
    assert (answer.status_code, answer.json()["database"]) == (503, "away")


async def test_metrics_count_by_template_and_never_by_address(client: httpx2.AsyncClient) -> None:
    await client.get("/health/live?phone=41234567")
    await client.get("/no/such/K7M-4PX")
    text = (await client.get("/metrics")).text
    assert 'route="/health/live",status="200"' in text
    assert 'route="unmatched",status="404"' in text
    assert "41234567" not in text
    assert "K7M" not in text


@pytest.mark.parametrize(
    ("host", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("127.0.0.1", {"X-Forwarded-For": "10.0.0.9"}, 401),
        ("127.0.0.1", {"Forwarded": "for=127.0.0.1"}, 401),
        ("10.0.0.9", {}, 401),
        ("10.0.0.9", {"X-Forwarded-For": "127.0.0.1"}, 401),
        ("10.0.0.9", {"Authorization": "Bearer wrong"}, 401),
        ("10.0.0.9", {"Authorization": "Bearer metrics-token-of-the-tests"}, 200),
    ],
)
async def test_metrics_are_for_this_machine_or_the_token(
    app: FastAPI, run, host: str, headers: dict[str, str], status: int
) -> None:
    async with run(app, host) as client:
        assert (await client.get("/metrics", headers=headers)).status_code == status


async def test_without_a_metrics_token_no_token_opens(settings: Settings, run, engine) -> None:
    closed = settings.model_copy(update={"metrics_token": ""})
    async with run(create_app(closed, engine=engine), "10.0.0.9") as client:
        for value in ("Bearer ", "Bearer", ""):
            answer = await client.get("/metrics", headers={"Authorization": value})
            assert answer.status_code == 401


async def test_every_answer_carries_the_headers_that_protect(client: httpx2.AsyncClient) -> None:
    for path in ("/health/live", "/no/such/page"):
        headers = (await client.get(path)).headers
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert len(headers["X-Request-Id"]) == 16


async def test_a_large_body_is_refused_whether_declared_or_not(app: FastAPI, run) -> None:
    @app.post("/echo")
    async def echo(body: dict[str, str]) -> dict[str, str]:
        return body

    async def chunks():
        for _ in range(40):
            yield b'{"a": "' + b"x" * 10_000

    async with run(app) as client:
        declared = await client.post("/echo", content=b"x" * (256 * 1024 + 1))
        streamed = await client.post("/echo", content=chunks())
    for answer in (declared, streamed):
        assert answer.status_code == 413
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["code"] == "too_large"


async def test_a_bug_is_a_plain_problem_and_its_message_is_not_logged(
    app: FastAPI, run, capsys: pytest.CaptureFixture[str]
) -> None:
    @app.get("/bug/{reference}")
    async def bug(reference: str) -> None:
        raise RuntimeError(f"about {reference} and 41234567")

    async with run(app) as client:
        answer = await client.get("/bug/K7M-4PX?token=hemmelig")
    assert answer.status_code == 500
    assert answer.json()["code"] == "error"
    assert "frame-ancestors" in answer.headers["Content-Security-Policy"]
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    errors = [line for line in lines if line["event"] == "unhandled"]
    assert [(e["error"], e["route"]) for e in errors] == [("RuntimeError", "/bug/{reference}")]
    assert errors[0]["request_id"] == answer.headers["X-Request-Id"]
    for secret in ("41234567", "K7M-4PX", "hemmelig"):
        assert secret not in json.dumps(lines)


async def test_the_request_log_holds_templates_only(
    settings: Settings, run, engine, capsys: pytest.CaptureFixture[str]
) -> None:
    talkative = settings.model_copy(update={"log_level": "INFO"})
    async with run(create_app(talkative, engine=engine)) as client:
        await client.get("/api/bookings/K7M-4PX.ics?token=hemmelig")
    (line,) = [
        json.loads(text) for text in capsys.readouterr().out.splitlines() if '"request"' in text
    ]
    assert line["status"] == 404
    assert {"method", "route", "ms", "request_id"} <= line.keys()
    assert "K7M" not in json.dumps(line)
    assert "hemmelig" not in json.dumps(line)


async def test_it_does_not_start_without_a_secret(settings: Settings, run, engine) -> None:
    with pytest.raises(NoSecret):
        async with run(create_app(settings.model_copy(update={"secret": ""}), engine=engine)):
            pass
