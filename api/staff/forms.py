"""Who is there, and whether a form is ours: the guards of every route."""

import re
from collections.abc import Awaitable, Callable, Coroutine
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, Path, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from api.db import WriteSession
from api.errors import BadInput, LavterskelError
from api.security import SettingsDep, same
from api.settings import Settings
from api.staff import sessions
from api.staff.errors import (
    AdminsOnly,
    FormStale,
    LoginNeeded,
    OtherOrigin,
    PageRefused,
    RecordNotFound,
)
from api.staff.sessions import Visit

MAX_FIELDS = 20
CSRF = "csrf"
# Only places of our own, so that a link cannot send somebody elsewhere after the login.
_OWN_PLACE = re.compile(r"/ansatt/[\w/-]*(?:\?[\w=&-]*)?", re.ASCII)

Fields = dict[str, str]
RecordKey = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]


class StaffRoute(APIRoute):
    """Turns every refusal into `PageRefused`, for which there is a page; see `pages.refused`.

    Raised, not answered here: only an exception makes the request's transaction roll back.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The ordinary handler, wrapped."""
        handle = super().get_route_handler()

        async def handle_page(request: Request) -> Response:
            try:
                return await handle(request)
            except LavterskelError as error:
                raise PageRefused(error) from error
            except RequestValidationError as error:
                # Forms are read by hand; what FastAPI checks are keys in addresses.
                raise PageRefused(RecordNotFound()) from error
            except HTTPException as error:
                raise PageRefused(BadInput()) from error
            except Exception as error:
                raise PageRefused(LavterskelError()) from error

        return handle_page


async def require_staff(request: Request, session: WriteSession, settings: SettingsDep) -> Visit:
    """Who is logged in; `LoginNeeded` otherwise."""
    token = sessions.read_cookie(request, settings, sessions.LOGIN)
    visit = await sessions.find(session, token)
    if visit is None:
        raise LoginNeeded(returning=bool(token), back=_way_back(request))
    request.state.visit = visit
    return visit


Staff = Annotated[Visit, Depends(require_staff)]


async def require_admin(visit: Staff) -> Visit:
    """An administrator; `AdminsOnly` otherwise."""
    if not visit.is_admin:
        raise AdminsOnly()
    return visit


Admin = Annotated[Visit, Depends(require_admin)]


async def staff_form(request: Request, visit: Staff, settings: SettingsDep) -> Fields:
    """The fields of a form from one of our own pages, opened in this login."""
    require_own_origin(request, settings)
    fields = await _fields(request)
    if not same(fields.pop(CSRF, ""), visit.csrf):
        raise FormStale(fields=fields)
    return fields


async def open_form(request: Request, settings: SettingsDep) -> Fields:
    """The fields of a form that comes before the login (login, first password)."""
    require_own_origin(request, settings)
    fields = await _fields(request)
    cookie = sessions.read_cookie(request, settings, sessions.FORM)
    given = fields.pop(CSRF, "")
    if not cookie or not same(given, sessions.form_token(settings, cookie)):
        raise FormStale(fields={})
    return fields


Form = Annotated[Fields, Depends(staff_form)]
OpenForm = Annotated[Fields, Depends(open_form)]
Guard = Callable[..., Awaitable[Visit]]


def require_own_origin(request: Request, settings: Settings) -> None:
    """`OtherOrigin` when the browser says that another site sent this.

    A client that says nothing is no browser of today; then the form's token decides alone.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        if site not in {"same-origin", "none"}:
            raise OtherOrigin()
        return
    origin = request.headers.get("origin")
    if origin is None:
        return
    own = {request.headers.get("host", ""), urlsplit(settings.public_url or "").netloc}
    if urlsplit(origin).netloc not in own - {""}:
        raise OtherOrigin()


def own_place(path: str | None) -> str:
    """A place in the portal to go on to; the list unless it is one."""
    return path if path and _OWN_PLACE.fullmatch(path) else "/ansatt/"


async def _fields(request: Request) -> Fields:
    """Text fields, each once, without signs that a database cannot hold; no files."""
    async with request.form(max_files=0, max_fields=MAX_FIELDS) as form:
        return {
            name: value.replace("\x00", "")
            for name, value in form.items()
            if isinstance(value, str)
        }


def _way_back(request: Request) -> str:
    """Where to go after the login: this page, or the one whose form this was."""
    path = request.url.path
    if request.method == "POST":
        return own_place(path.rsplit("/", 1)[0] or None)
    return own_place(f"{path}?{request.url.query}" if request.url.query else path)
