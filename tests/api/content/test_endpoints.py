"""The content over HTTP, in each language, with problems told as RFC 9457."""

from collections.abc import AsyncIterator

import httpx2
import pytest
from fastapi import FastAPI

from api import errors
from api.content.endpoints import router
from api.content.taxonomy import SLUGS


@pytest.fixture
async def content() -> AsyncIterator[httpx2.AsyncClient]:
    """The content endpoints alone, without a database."""
    app = FastAPI()
    errors.install(app)
    app.include_router(router)
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


async def test_all_offerings_are_listed_with_what_decides(content: httpx2.AsyncClient) -> None:
    body = (await content.get("/api/offerings")).json()
    assert sorted(item["slug"] for item in body["offerings"]) == sorted(SLUGS)
    assert "finnes ikke" in body["notice"]
    by_slug = {item["slug"]: item for item in body["offerings"]}
    prompt = by_slug["rask-psykisk-helsehjelp"]
    assert (prompt["cost"], prompt["access"], prompt["bookable"]) == (
        "Det er gratis.",
        "slot",
        True,
    )
    assert by_slug["botilbud"]["access"] == "application"
    assert by_slug["botilbud"]["bookable"] is False


@pytest.mark.parametrize(
    ("lang", "title"),
    [("nb", "Pårørendestøtte"), ("nn", "Pårørandestøtte"), ("en", "Support for relatives")],
)
async def test_an_offering_comes_in_the_language_asked_for(
    content: httpx2.AsyncClient, lang: str, title: str
) -> None:
    body = (await content.get("/api/offerings/parorendestotte", params={"lang": lang})).json()
    assert body["title"] == title
    assert len(body["aspects"]) == 13
    assert body["sources"]
    assert body["reviewed"] == "2026-11-21"
    assert body["demo"] is True


async def test_an_unknown_offering_is_a_problem_with_a_norwegian_detail(
    content: httpx2.AsyncClient,
) -> None:
    answer = await content.get("/api/offerings/finnes-ikke")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "offering_not_found"
    assert answer.json()["detail"] == "Vi fant ikke dette tilbudet."


async def test_an_unknown_language_is_refused(content: httpx2.AsyncClient) -> None:
    answer = await content.get("/api/offerings", params={"lang": "tlh"})
    assert answer.status_code == 422
    assert answer.json()["code"] == "invalid_request"


async def test_help_lines_say_whether_they_are_open_now(content: httpx2.AsyncClient) -> None:
    lines = (await content.get("/api/helplines", params={"lang": "nn"})).json()["helplines"]
    assert [line["slug"] for line in lines[:3]] == ["113", "112", "116117"]
    assert all(line["open_now"] for line in lines[:3])
    by_slug = {line["slug"]: line for line in lines}
    assert by_slug["mental-helse"]["hours"] == "Ope heile døgnet"
    assert by_slug["mental-helse"]["notice"] == "Ikkje kontrollert av kommunen enno"
    assert by_slug["113"]["notice"] is None
    assert by_slug["parorendesenteret"]["open_now"] is None
    assert "rusinfo" not in by_slug


async def test_help_lines_can_be_asked_for_by_need(content: httpx2.AsyncClient) -> None:
    lines = (await content.get("/api/helplines", params={"need": "violence"})).json()["helplines"]
    assert [line["phone"] for line in lines[:2]] == ["112", "116 006"]
