"""Coming in and going out: login, the one-time link, one's own password, logout."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from api.booking.errors import EmailInvalid, NameInvalid
from api.db import DatabaseDep, ReadSession, WriteSession
from api.errors import TooMany
from api.models import StaffMember
from api.security import SettingsDep
from api.staff import accounts, pages, sessions
from api.staff.attempts import count_login
from api.staff.errors import EmailTaken, PasswordRefused, WrongLogin
from api.staff.forms import Fields, Form, OpenForm, Staff, StaffRoute, own_place

router = APIRouter(route_class=StaffRoute, include_in_schema=False)
UNUSABLE = (PasswordRefused, NameInvalid, EmailInvalid, EmailTaken)


@router.get("/logg-inn")
async def login_page(request: Request, neste: str = "") -> Response:
    """The form; who is logged in already may log in as another."""
    return pages.page(request, "login.html", onward=own_place(neste), email="", problem=None)


@router.post("/logg-inn")
async def log_in(
    request: Request, database: DatabaseDep, settings: SettingsDep, fields: OpenForm
) -> Response:
    """Check e-mail and password; the database is not kept waiting for the hash."""
    onward = own_place(fields.get("neste"))
    email, password = fields.get("epost", ""), fields.get("passord", "")
    try:
        await count_login(request, email)
        async with database.reading() as session:
            staff_id = await accounts.recognised(session, email, password)
        async with database.transaction() as session:
            old = sessions.read_cookie(request, settings, sessions.LOGIN)
            token = await accounts.log_in(session, settings, staff_id, old)
    except (WrongLogin, TooMany) as error:
        detail = accounts.wait_sentence(error) if isinstance(error, TooMany) else error.detail
        return pages.page(
            request, "login.html", status=error.status, onward=onward, email=email, problem=detail
        )
    return _logged_in(request, settings, token, onward)


@router.post("/logg-ut")
async def log_out(
    request: Request, session: WriteSession, settings: SettingsDep, visit: Staff, _: Form
) -> Response:
    """End this login."""
    await accounts.log_out(session, visit)
    response = pages.go(pages.LOGIN, "loggetut")
    sessions.drop_cookie(response, request, settings, sessions.LOGIN)
    return response


async def _invited(session: ReadSession, token: str) -> StaffMember:
    return await accounts.invited(session, token)


@router.get("/velkommen/{token}")
async def welcome_page(
    request: Request, member: Annotated[StaffMember, Depends(_invited)]
) -> Response:
    """The form for the first password. Looking does not use the link up: mail programs look too."""
    return _welcome(request, {"navn": member.name, "epost": member.email or ""}, None)


@router.post("/velkommen/{token}")
async def welcome(
    request: Request, token: str, database: DatabaseDep, settings: SettingsDep, fields: OpenForm
) -> Response:
    """Set the password, use the link up, and come in."""
    try:
        async with database.reading() as session:
            member = await accounts.invited(session, token)
            wanted = accounts.welcome_fields(member, fields)
        hash_ = await accounts.new_hash(fields, wanted.name, wanted.email)
        async with database.transaction() as session:
            cookie = await accounts.accept(session, settings, token, wanted, hash_)
    except UNUSABLE as error:
        return _welcome(request, fields, error.detail, error.status)
    return _logged_in(request, settings, cookie, "/ansatt/", "welcome")


@router.get("/passord")
async def password_page(request: Request, _: Staff) -> Response:
    """The form for another password."""
    return pages.page(request, "password.html", problem=None)


@router.post("/passord")
async def change_password(
    request: Request, session: WriteSession, settings: SettingsDep, visit: Staff, fields: Form
) -> Response:
    """Another password: every other login of this person ends, this one gets a new token."""
    try:
        await count_login(request, visit.email)
        cookie = await _changed(session, settings, visit, fields)
    except (WrongLogin, TooMany, *UNUSABLE) as error:
        detail = accounts.wait_sentence(error) if isinstance(error, TooMany) else error.detail
        if isinstance(error, WrongLogin):
            detail = "Det nåværende passordet stemmer ikke. Skriv det en gang til."
        return pages.page(request, "password.html", status=error.status, problem=detail)
    return _logged_in(request, settings, cookie, "/ansatt/", "password")


async def _changed(
    session: AsyncSession, settings: SettingsDep, visit: sessions.Visit, fields: Fields
) -> str:
    await accounts.recognised(session, visit.email, fields.get("passord", ""))
    hash_ = await accounts.new_hash(fields, visit.name, visit.email)
    return await accounts.change_password(session, settings, visit, hash_)


def _logged_in(
    request: Request, settings: SettingsDep, token: str, onward: str, said: str | None = None
) -> Response:
    response = pages.go(onward, said)
    sessions.set_cookie(response, request, settings, sessions.LOGIN, token)
    sessions.drop_cookie(response, request, settings, sessions.FORM)
    return response


def _welcome(request: Request, given: Fields, problem: str | None, status: int = 200) -> Response:
    return pages.page(
        request,
        "welcome.html",
        status=status,
        name=given.get("navn", ""),
        email=given.get("epost", ""),
        problem=problem,
    )
