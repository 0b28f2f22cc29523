"""`/personvern`, `/tilgjengelighet`, and the pages of the built web chat."""

from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse, PlainTextResponse

from api.content.endpoints import Content
from api.content.taxonomy import Language
from api.pages import service
from api.web.pages import DIST, mount_web

router = APIRouter(include_in_schema=False)


@router.get("/personvern", response_class=HTMLResponse)
def privacy(texts: Content, lang: Language = "nb") -> HTMLResponse:
    """Privacy in plain words."""
    return HTMLResponse(service.render("personvern", texts, lang))


@router.get("/tilgjengelighet", response_class=HTMLResponse)
def accessibility(texts: Content, lang: Language = "nb") -> HTMLResponse:
    """The accessibility statement."""
    return HTMLResponse(service.render("tilgjengelighet", texts, lang))


def mount(app: FastAPI, dist: Path = DIST) -> None:
    """Put the built web chat in its place; one that is not built says so in a plain sentence."""
    if all((dist / part).exists() for part in ("index.html", "chat.html", "time.html", "assets")):
        mount_web(app, service.municipality_values, dist)
        return
    for path in ("/", "/chat", "/time/{reference}"):
        app.add_api_route(path, not_built, include_in_schema=False)


def not_built() -> PlainTextResponse:
    """What to do when the web assets are missing."""
    return PlainTextResponse(service.label("not_built", "nb"), status_code=503)
