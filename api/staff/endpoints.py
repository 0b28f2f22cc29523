"""The portal's routes: the list and the records; what else there is, is included here."""

from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.responses import FileResponse

from api.content.endpoints import Content
from api.db import WriteSession
from api.errors import BadInput
from api.security import SettingsDep
from api.staff import calendar_pages, entrance, lines_page, office, pages
from api.staff.errors import PageRefused, RecordNotFound
from api.staff.forms import Fields, Form, RecordKey, Staff, StaffRoute
from api.staff.schemas import OUTCOMES, PATHS, Kind, View, Whose
from api.staff.service import Desk

CSS = Path(__file__).parent / "static" / "staff.css"
KINDS: dict[str, Kind] = {path.rsplit("/", 1)[1]: kind for kind, path in PATHS.items()}
KindInPath = Literal["bestilling", "oppringing"]

router = APIRouter(prefix="/ansatt", route_class=StaffRoute, include_in_schema=False)
for part in (entrance, calendar_pages, lines_page, office):
    router.include_router(part.router)


def at_desk(session: WriteSession, settings: SettingsDep, texts: Content, visit: Staff) -> Desk:
    """The work of whoever is logged in, within this request's transaction."""
    return Desk(session, settings, texts, visit)


AtDesk = Annotated[Desk, Depends(at_desk)]


@router.get("/static/staff.css")
def stylesheet() -> Response:
    """The portal's own style, on top of the pages' common one."""
    return FileResponse(CSS, media_type="text/css", headers={"Cache-Control": "no-cache"})


@router.get("/")
async def overview(
    request: Request,
    desk: AtDesk,
    vis: View = "kommende",
    hvem: Whose = "alle",
) -> Response:
    """Who to call, when, about what."""
    return pages.page(request, "list.html", overview=await desk.overview(vis, hvem))


@router.get("/{kind}/{key}")
async def record(
    request: Request,
    desk: AtDesk,
    kind: KindInPath,
    key: RecordKey,
) -> Response:
    """All of one record."""
    found = await desk.record(KINDS[kind], key)
    return pages.page(request, "record.html", record=found, card=found.card)


@router.post("/{kind}/{key}/kontakt")
async def contact(
    desk: AtDesk,
    fields: Form,
    kind: KindInPath,
    key: RecordKey,
) -> Response:
    """Write down how it went, or take the last try back."""
    said = await _noted(desk, KINDS[kind], key, fields)
    return pages.go(f"/ansatt/{kind}/{key}", said)


async def _noted(desk: Desk, kind: Kind, key: str, fields: Fields) -> str:
    seen = int(fields["sett"]) if fields.get("sett", "").isdecimal() else -1
    wanted = fields.get("hva")
    if wanted == "angre":
        await desk.undo_contact(kind, key, seen)
        return "undone"
    outcome = next((one for one in OUTCOMES if one == wanted), None)
    if outcome is None:
        raise BadInput()
    await desk.note_contact(kind, key, outcome, seen)
    return outcome


@router.get("/bestilling/{key}/avbestill")
async def cancel_page(
    request: Request,
    desk: AtDesk,
    key: RecordKey,
) -> Response:
    """Ask once before an appointment is cancelled."""
    found = await desk.record("booking", key)
    return pages.page(request, "cancel.html", record=found, card=found.card)


@router.post("/bestilling/{key}/avbestill")
async def cancel(
    desk: AtDesk,
    _: Form,
    key: RecordKey,
) -> Response:
    """Cancel it; the time is free at once."""
    await desk.cancel(key)
    return pages.go(f"/ansatt/bestilling/{key}", "cancelled")


@router.get("/{rest:path}")
def unknown(visit: Staff, rest: str) -> Response:
    """Any other address: a page that leads back."""
    raise RecordNotFound()


def mount(app: FastAPI) -> None:
    """Put the portal in its place."""
    app.include_router(router)
    app.add_exception_handler(PageRefused, pages.refused)
