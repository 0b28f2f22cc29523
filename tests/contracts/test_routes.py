"""Every route authenticates, or stands here with the reason why it does not."""

import re
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from api.errors import LavterskelError
from api.main import create_app
from api.security import require_bearer, require_internal, require_metrics
from api.settings import Settings
from api.staff.forms import require_staff

GUARDS = {require_bearer, require_internal, require_metrics, require_staff}

OPEN = {
    "GET /": "the municipal page",
    "GET /chat": "the chat's page; the conversation itself needs its token",
    "GET /time/{reference}": "an empty page; its script asks with the token in the fragment",
    "GET /assets": "scripts and styles",
    "GET /personvern": "everybody may read how privacy is kept",
    "GET /tilgjengelighet": "the law wants it open",
    "GET /openapi.json": "describes the public interface",
    "GET /health/live": "says only that the process runs",
    "GET /health/ready": "says only which parts answer",
    "GET /api/offerings": "what the municipality offers is public",
    "GET /api/offerings/{slug}": "what the municipality offers is public",
    "GET /api/offerings/{slug}/slots": "free times are public, who has the others is not",
    "GET /api/helplines": "nobody shall have to log in to find a help line",
    "POST /api/conversations": "a conversation begins without a name; it answers with its token",
    "POST /api/bookings": "no login to ask for help; it answers with the booking's token",
    "POST /api/callbacks": "no login to ask for help; nothing can be read with it",
    "GET /ansatt/logg-inn": "the login itself",
    "POST /ansatt/logg-inn": "the login itself; counted, and the form has a token",
    "GET /ansatt/velkommen/{token}": "the one-time link is the key",
    "POST /ansatt/velkommen/{token}": "the one-time link is the key",
    "GET /ansatt/static/staff.css": "the login page is styled too",
    "GET /api/bookings/{reference}.ics": "calendar programs send no headers: token in the query",
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    settings = Settings(_env_file=None, data_dir=tmp_path_factory.mktemp("x"), secret="x")
    return create_app(settings)


def routes(app: FastAPI) -> Iterator[tuple[str, Any]]:
    """`METHOD /path` of every route, those of included routers too, and what it depends on."""
    for context in iter_route_contexts(app.routes):
        for method in sorted((context.methods or {"GET"}) - {"HEAD"}):
            yield f"{method} {context.path}", getattr(context, "dependant", None)


def calls(dependant: Dependant) -> set[Any]:
    found = {dependant.call}
    for inner in dependant.dependencies:
        found |= calls(inner)
    return found


def errors(kind: type[LavterskelError] = LavterskelError) -> Iterator[type[LavterskelError]]:
    """Every error of the tree."""
    for child in kind.__subclasses__():
        yield child
        yield from errors(child)


def test_every_route_authenticates_or_stands_in_the_list(app: FastAPI) -> None:
    unguarded = {
        name
        for name, dependant in routes(app)
        if dependant is None or not calls(dependant) & GUARDS
    }
    assert unguarded - OPEN.keys() == set()


def test_the_list_names_no_route_that_is_gone_or_guarded(app: FastAPI) -> None:
    guarded = {name for name, d in routes(app) if d is not None and calls(d) & GUARDS}
    assert OPEN.keys() - {name for name, _ in routes(app)} == set()
    assert OPEN.keys() & guarded == set()


def test_the_internal_doors_ask_for_the_internal_token_and_for_nothing_less(app: FastAPI) -> None:
    internal = {name: d for name, d in routes(app) if "/internal/" in name}
    assert len(internal) >= 10
    assert all(require_internal in calls(dependant) for dependant in internal.values())


async def test_no_guarded_route_answers_without_a_token(app: FastAPI) -> None:
    """What the list above says of the code, seen from outside."""
    transport = httpx2.ASGITransport(app=app, client=("10.0.0.9", 40000))
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://test") as client,
    ):
        for name, _ in routes(app):
            if name in OPEN:
                continue
            method, path = name.split(" ")
            answer = await client.request(method, re.sub(r"{[\w:]+}", "x", path))
            if path.startswith("/ansatt"):
                # A person is shown the login instead of a problem.
                assert answer.status_code == 303, name
                assert answer.headers["location"].startswith("/ansatt/logg-inn"), name
                continue
            assert answer.status_code in {401, 403}, name
            assert answer.json()["code"] in {"not_authenticated", "loopback_only"}, name


def test_every_error_has_a_code_and_a_sentence_of_its_own(app: FastAPI) -> None:
    for error in errors():
        if not error.__module__.startswith("api."):
            continue
        assert re.fullmatch(r"[a-z][a-z_]+", error.code), error
        assert error.detail.strip().endswith((".", "no")), error
        assert "!" not in error.detail, error
        assert 400 <= error.status < 600, error


def test_no_public_operation_lacks_a_description(app: FastAPI) -> None:
    for path, operations in app.openapi()["paths"].items():
        for method, operation in operations.items():
            assert operation.get("description"), f"{method} {path}"
