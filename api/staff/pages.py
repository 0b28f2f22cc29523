"""Turns values into pages, and refusals into pages that show a way forward."""

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.content.service import get_texts
from api.errors import LavterskelError
from api.security import get_app_settings, new_token
from api.staff import sessions
from api.staff.errors import FormStale, LoginNeeded, PageRefused
from api.staff.sessions import Visit
from api.staff.wording import words

TEMPLATES = Path(__file__).parent / "templates"
LOGIN = "/ansatt/logg-inn"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page in the portal's frame; `values` for its template."""
    visit: Visit | None = getattr(request.state, "visit", None)
    settings = get_app_settings(request)
    frame: dict[str, Any] = {
        "municipality": get_texts().municipality,
        "visit": visit,
        "words": words(),
        "path": request.url.path,
        "said": words()["said"].get(request.query_params.get("sagt", "")),
        "csrf": visit.csrf if visit else "",
    }
    cookie = ""
    if visit is None:
        cookie = sessions.read_cookie(request, settings, sessions.FORM) or new_token()
        frame["csrf"] = sessions.form_token(settings, cookie)
    html = _environment().get_template(template).render(**(frame | values))
    response = HTMLResponse(html, status, headers={"Cache-Control": "no-store"})
    if cookie:
        sessions.set_cookie(response, request, settings, sessions.FORM, cookie)
    return response


def go(path: str, said: str | None = None) -> RedirectResponse:
    """On to a page of the portal, which then says what was done."""
    mark = "&" if "?" in path else "?"
    address = f"{path}{mark}{urlencode({'sagt': said})}" if said else path
    return RedirectResponse(address, 303, headers={"Cache-Control": "no-store"})


async def refused(request: Request, raised: Exception) -> Response:
    """The page for a refusal. What was not meant to happen is logged as everywhere else."""
    assert isinstance(raised, PageRefused)  # noqa: S101 (registered for this type alone)
    error = raised.error
    if isinstance(error, LoginNeeded):
        query = {"neste": str(error.extra.get("back", "/ansatt/"))}
        if error.extra.get("returning"):
            query["sagt"] = "utlogget"
        return go(f"{LOGIN}?{urlencode(query)}")
    if type(error) is LavterskelError and raised.__cause__ is not error:
        await request.app.exception_handlers[Exception](request, raised.__cause__)
    if isinstance(error, FormStale):
        return stale(request, error)
    return page(
        request,
        "refused.html",
        status=error.status,
        heading=words()["refused"].get(error.status, words()["refused"]["other"]),
        detail=words()["details"].get(error.code, error.detail),
        back=request.url.path.rsplit("/", 1)[0] if request.method == "POST" else None,
    )


def stale(request: Request, error: FormStale) -> HTMLResponse:
    """The same form once more, filled in, with a token that holds; never with a password."""
    given = dict(error.extra.get("fields") or {})
    kept = {name: value for name, value in given.items() if "passord" not in name}
    visit: Visit | None = getattr(request.state, "visit", None)
    return page(
        request,
        "stale.html",
        status=error.status,
        detail=error.detail,
        fields=kept,
        # Where a password was typed it has to be typed again, on its own page.
        again=visit is not None and len(kept) == len(given),
        action=request.url.path,
    )
