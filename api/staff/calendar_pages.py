"""Routes of the calendar."""

from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response

from api.content.endpoints import Content
from api.db import WriteSession
from api.models import Slot
from api.settings import OSLO
from api.staff import pages
from api.staff.calendar import Calendar
from api.staff.errors import RecordNotFound
from api.staff.forms import Fields, Form, RecordKey, Staff, StaffRoute

router = APIRouter(route_class=StaffRoute, include_in_schema=False)


def at_calendar(session: WriteSession, texts: Content, visit: Staff) -> Calendar:
    """The calendar for whoever is logged in, within this request's transaction."""
    return Calendar(session, texts, visit)


AtCalendar = Annotated[Calendar, Depends(at_calendar)]


@router.get("/tider")
async def times(
    request: Request, calendar: AtCalendar, uke: date | None = None, hvem: str | None = None
) -> Response:
    """A week, by day."""
    return pages.page(request, "times.html", week=await calendar.week(uke, hvem))


@router.post("/tider/dag")
async def change_day(calendar: AtCalendar, fields: Form) -> Response:
    """Close or open all that can be of a day."""
    day = _day(fields)
    closing = fields.get("hva") == "steng"
    staff_id = fields.get("hvem", "")
    await calendar.set_day(staff_id, day, "closed" if closing else "open")
    return _back(staff_id, day, "day_closed" if closing else "day_opened")


@router.post("/tider/{key}/steng")
async def close(calendar: AtCalendar, _: Form, key: RecordKey) -> Response:
    """Nobody can take this time any more."""
    return _to_week_of(await calendar.set_slot(key, "closed"), "closed")


@router.post("/tider/{key}/apne")
async def reopen(calendar: AtCalendar, _: Form, key: RecordKey) -> Response:
    """It can be taken again."""
    return _to_week_of(await calendar.set_slot(key, "open"), "opened")


def _day(fields: Fields) -> date:
    try:
        return date.fromisoformat(fields.get("dag", ""))
    except ValueError:
        raise RecordNotFound() from None


def _to_week_of(slot: Slot, said: str) -> Response:
    return _back(slot.staff_id, slot.start.astimezone(OSLO).date(), said)


def _back(staff_id: str, day: date, said: str) -> Response:
    query = urlencode({"uke": day.isoformat(), "hvem": staff_id, "sagt": said})
    return pages.go(f"/ansatt/tider?{query}#dag-{day.isoformat()}")
