"""The page of help lines: which ones somebody has to check, and which ones people are shown."""

from fastapi import APIRouter, Request, Response

from api.content import due
from api.content.endpoints import Content
from api.content.wording import hours_text
from api.models import utcnow
from api.settings import OSLO
from api.staff import pages
from api.staff.forms import Staff, StaffRoute
from api.staff.schemas import LineCheck

router = APIRouter(route_class=StaffRoute, include_in_schema=False)


@router.get("/hjelpetelefoner")
async def help_lines(request: Request, texts: Content, _: Staff) -> Response:
    """Every line with its source, who checked it and until when that counts."""
    today = utcnow().astimezone(OSLO).date()
    found = due.checks(texts.helplines, today, demo=texts.demo)
    lines = [
        LineCheck(
            name=one.line.name.nb,
            phone=one.line.phone,
            tel=one.line.tel,
            owner=one.line.owner,
            hours=hours_text(one.line.hours, texts.vocabulary, "nb"),
            price=one.line.price.nb,
            who_for=one.line.who_for.nb,
            source=one.line.source.address if one.line.source else None,
            state=one.state,
            checked=f"{one.line.checked_on:%d.%m.%Y}" if one.line.checked_on else None,
            checked_by=one.line.checked_by,
            valid_until=f"{one.valid_until:%d.%m.%Y}" if one.valid_until else None,
            shown=one.shown,
            note=one.line.note,
        )
        for one in found
    ]
    return pages.page(request, "lines.html", lines=lines, due=len(due.due(found)), demo=texts.demo)
