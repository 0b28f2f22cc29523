"""Pages: from content, from the build, and without a build."""

from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI

from api.pages import endpoints as pages


@pytest.mark.parametrize(
    ("path", "lang", "heading"),
    [
        ("/personvern", "nb", "Personvern"),
        ("/personvern", "en", "Privacy"),
        ("/tilgjengelighet", "nb", "Tilgjengelighet"),
        ("/tilgjengelighet", "nn", "Tilgjenge"),
    ],
)
async def test_static_pages_come_from_content_in_each_language(
    client: httpx2.AsyncClient, path: str, lang: str, heading: str
) -> None:
    answer = await client.get(f"{path}?lang={lang}")
    assert answer.status_code == 200
    assert f'<h1 class="ds-heading">{heading}</h1>' in answer.text
    assert f'<html lang="{lang}">' in answer.text
    assert "<style" not in answer.text
    assert " style=" not in answer.text
    assert answer.text.count("<script") == answer.text.count('<script type="module" src=')


async def test_an_unknown_language_is_a_problem_and_not_a_fault(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/personvern?lang=xx")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")


async def test_a_missing_build_is_told_in_a_plain_sentence(tmp_path: Path) -> None:
    bare = FastAPI()
    pages.mount(bare, tmp_path)
    transport = httpx2.ASGITransport(app=bare)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        for path in ("/", "/chat", "/time/K7M-4PX"):
            answer = await client.get(path)
            assert answer.status_code == 503
            assert "113" in answer.text


async def test_only_the_chat_may_be_embedded(app: FastAPI, run) -> None:
    async with run(app) as client:
        for path, policy in (("/", "frame-ancestors 'none'"), ("/chat", "frame-ancestors *"),
                             ("/time/K7M-4PX", "frame-ancestors 'none'")):  # fmt: skip
            headers = (await client.get(path)).headers
            assert headers["Content-Security-Policy"].endswith(policy)
            assert ("X-Frame-Options" in headers) == (path != "/chat")
            assert headers["Referrer-Policy"] == "no-referrer"
