"""Serves what Vite has built: the pages, filled with the municipality's facts, and their files.

The pages in ``dist/`` are Jinja templates so that telephone numbers stand in the HTML itself: they
can be read and dialled before any script has run, and on a phone where no script ever runs.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

DIST: Final = Path(__file__).parent / "dist"
PageName = Literal["index", "chat", "time"]

_HASHED: Final = re.compile(r"-[\w-]{8}\.\w+$")


@dataclass(frozen=True, slots=True)
class PageValues:
    """What the pages say about the municipality, in bokmål, as plain text.

    ``phone`` as it is shown, ``tel`` as it is dialled. ``notice`` is the line on top of a demo
    («Oppdiktet kommune …»), empty elsewhere. ``exit_address`` is the neutral page that «Forlat
    siden raskt» goes to.
    """

    name: str
    phone: str
    tel: str
    notice: str = ""
    phone_note: str = ""
    address: str = ""
    exit_address: str = "https://www.yr.no/"


@lru_cache
def _templates(dist: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader(dist), autoescape=True, undefined=StrictUndefined, auto_reload=True
    )


def render_page(page: PageName, values: PageValues, dist: Path = DIST) -> str:
    """One built page with the municipality's facts, escaped."""
    return _templates(dist).get_template(f"{page}.html").render(municipality=values)


class _Assets(StaticFiles):
    """Files with a hash in their name never change; the others are asked for again each time."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        hashed = response.status_code in {200, 304} and _HASHED.search(path)
        response.headers["Cache-Control"] = (
            "public, max-age=31536000, immutable" if hashed else "no-cache"
        )
        return response


def mount_web(app: FastAPI, values: Callable[[], PageValues], dist: Path = DIST) -> None:
    """Adds ``/``, ``/chat``, ``/time/{reference}`` and ``/assets`` to ``app``.

    ``values`` is asked for each page, so that a text changed by staff shows at once.
    """

    def page(name: PageName) -> HTMLResponse:
        # The policy and the other headers of safety are the middleware's, for every answer alike.
        headers = {"Cache-Control": "no-store"}
        return HTMLResponse(render_page(name, values(), dist), headers=headers)

    @app.get("/", response_class=HTMLResponse, include_in_schema=False)
    def index() -> HTMLResponse:
        return page("index")

    @app.get("/chat", response_class=HTMLResponse, include_in_schema=False)
    def chat() -> HTMLResponse:
        return page("chat")

    # The reference is read by the page's own script; the server needs nothing of it here.
    @app.get("/time/{reference}", response_class=HTMLResponse, include_in_schema=False)
    def time(reference: str) -> HTMLResponse:
        return page("time")

    app.mount("/assets", _Assets(directory=dist / "assets"), name="assets")
