"""Routes for administrators: colleagues, and the access log."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.audit import service as audit
from api.booking.errors import EmailInvalid, NameInvalid
from api.content.endpoints import Content
from api.db import WriteSession
from api.models import utcnow
from api.security import SettingsDep
from api.staff import pages
from api.staff.colleagues import Colleagues
from api.staff.errors import EmailTaken
from api.staff.forms import Admin, Fields, Form, RecordKey, StaffRoute
from api.staff.schemas import PATHS, Invitation
from api.staff.wording import Wording

router = APIRouter(route_class=StaffRoute, include_in_schema=False)
HOME = "/ansatt/medarbeidere"


def with_colleagues(session: WriteSession, visit: Admin) -> Colleagues:
    """What an administrator may do, within this request's transaction."""
    return Colleagues(session, visit)


AsAdmin = Annotated[Colleagues, Depends(with_colleagues)]


@router.get("/medarbeidere")
async def everybody(request: Request, colleagues: AsAdmin) -> Response:
    """Who is there, and the form to let somebody in."""
    return await _page(request, colleagues, {}, None)


@router.post("/medarbeidere")
async def invite(
    request: Request, colleagues: AsAdmin, settings: SettingsDep, fields: Form
) -> Response:
    """Let somebody in; the answer shows the link, once."""
    try:
        name, token = await colleagues.invite(fields)
    except (EmailInvalid, NameInvalid, EmailTaken) as error:
        return await _page(request, colleagues, fields, error.detail, error.status)
    return _link(request, settings.public_url, name, token)


@router.post("/medarbeidere/{key}/lenke")
async def new_link(
    request: Request, colleagues: AsAdmin, settings: SettingsDep, _: Form, key: RecordKey
) -> Response:
    """Another link; the one before stops working."""
    name, token = await colleagues.new_link(key)
    return _link(request, settings.public_url, name, token)


@router.post("/medarbeidere/{key}/steng")
async def close(colleagues: AsAdmin, _: Form, key: RecordKey) -> Response:
    """Shut somebody out."""
    await colleagues.close(key)
    return pages.go(HOME, "deactivated")


@router.post("/medarbeidere/{key}/apne")
async def reopen(colleagues: AsAdmin, _: Form, key: RecordKey) -> Response:
    """Let somebody in again."""
    await colleagues.reopen(key)
    return pages.go(HOME, "activated")


@router.post("/medarbeidere/{key}/rolle")
async def change_role(colleagues: AsAdmin, fields: Form, key: RecordKey) -> Response:
    """Administrator or not."""
    await colleagues.set_role(key, "admin" if fields.get("rolle") == "admin" else "staff")
    return pages.go(HOME, "role")


@router.get("/logg")
async def access_log(
    request: Request,
    colleagues: AsAdmin,
    texts: Content,
    side: Annotated[int, Query(ge=1, le=10_000)] = 1,
    post: Annotated[str, Query(pattern="^([0-9a-f]{32})?$")] = "",
) -> Response:
    """Who saw or changed what, newest first; of one record when it is named."""
    entries = await audit.newest(colleagues.session, post or None, side)
    colleagues.log.note("log_viewed")
    wording = Wording(texts, utcnow())
    return pages.page(
        request,
        "log.html",
        entries=[(wording.stamp(one.at), one) for one in entries],
        number=side,
        more=len(entries) == audit.PAGE,
        record=post,
        paths=PATHS,
    )


async def _page(
    request: Request, colleagues: Colleagues, given: Fields, problem: str | None, status: int = 200
) -> Response:
    people = await colleagues.everybody()
    return pages.page(
        request, "colleagues.html", status=status, people=people, given=given, problem=problem
    )


def _link(request: Request, public_url: str | None, name: str, token: str) -> Response:
    base = (public_url or str(request.base_url)).rstrip("/")
    invitation = Invitation(name, f"{base}/ansatt/velkommen/{token}")
    return pages.page(request, "link.html", invitation=invitation)
