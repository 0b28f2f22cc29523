"""Accounts of colleagues: who may come in, and with what. Runs in the caller's transaction."""

from dataclasses import dataclass

import structlog
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.service import AccessLog
from api.booking.cleaning import clean_email, clean_name
from api.errors import TooMany
from api.models import StaffMember, utcnow
from api.security import hash_token
from api.settings import Settings
from api.staff import passwords, repository, sessions
from api.staff.errors import EmailTaken, LinkUsed, LoginNeeded, PasswordRefused, WrongLogin
from api.staff.forms import Fields
from api.staff.sessions import Visit

log = structlog.get_logger(__name__)
MAX_NAME = 120


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a colleague is to be called, and the address to log in with."""

    name: str
    email: str


def clean_address(text: str) -> str:
    """An e-mail address in the form it is stored in; `EmailInvalid` otherwise."""
    return clean_email(text).lower()


async def recognised(session: AsyncSession, email: str, password: str) -> str:
    """Whose e-mail and password these are; `WrongLogin`, after the same work, for anybody else."""
    member = await repository.by_email(session, email.strip().lower())
    stored = member.password_hash if member and member.active else None
    if not await passwords.verified(password, stored) or member is None:
        log.info("staff_login_refused")
        raise WrongLogin()
    return member.id


async def log_in(session: AsyncSession, settings: Settings, staff_id: str, old: str) -> str:
    """Begin a login; gives the cookie's value."""
    member = await repository.member(session, staff_id)
    if member is None or not member.active:
        raise WrongLogin()
    AccessLog(session, staff_id).note("login")
    return await sessions.begin(session, settings, member, old, utcnow())


async def log_out(session: AsyncSession, visit: Visit) -> None:
    """End this login."""
    await repository.end_session(session, visit.token_hash)
    AccessLog(session, visit.staff_id).note("logout")


async def invited(session: AsyncSession, token: str) -> StaffMember:
    """Whom a one-time link is for; `LinkUsed` when it does not hold."""
    found = await repository.invited(session, hash_token(token), utcnow())
    if found is None:
        raise LinkUsed()
    return found


def welcome_fields(member: StaffMember, fields: Fields) -> Wanted:
    """Name and e-mail as they are to be; what is left out stays as it is."""
    name, email = fields.get("navn", ""), fields.get("epost", "")
    return Wanted(
        clean_name(name)[:MAX_NAME] if name.strip() else member.name,
        clean_address(email) if email.strip() or not member.email else member.email,
    )


async def new_hash(fields: Fields, *about_the_owner: str) -> str:
    """The hash of a new password that was typed twice; `PasswordRefused` says why not."""
    password = fields.get("nytt_passord", "")
    passwords.require_strong(password, *about_the_owner)
    if password != fields.get("nytt_passord_igjen", ""):
        raise PasswordRefused(detail="De to passordene er ikke like. Skriv dem en gang til.")
    return await passwords.hashed(password)


async def accept(
    session: AsyncSession, settings: Settings, token: str, wanted: Wanted, password_hash: str
) -> str:
    """Use a one-time link up: password, name, e-mail, and a login, whose cookie it gives."""
    staff_id = await repository.use_invite(session, hash_token(token), password_hash, utcnow())
    member = await repository.member(session, staff_id) if staff_id else None
    if member is None:
        raise LinkUsed()
    try:
        async with session.begin_nested():
            member.name, member.email = wanted.name, wanted.email
    except IntegrityError:
        raise EmailTaken() from None
    await repository.end_sessions_of(session, member.id)
    AccessLog(session, member.id).note("password_set", "staff", member.id)
    AccessLog(session, member.id).note("login")
    return await sessions.begin(session, settings, member, "", utcnow())


async def change_password(
    session: AsyncSession, settings: Settings, visit: Visit, password_hash: str
) -> str:
    """Set it; every login ends, and a new one begins, whose cookie it gives."""
    member = await repository.member(session, visit.staff_id)
    if member is None:
        raise LoginNeeded()
    member.password_hash = password_hash
    await repository.end_sessions_of(session, member.id)
    AccessLog(session, member.id).note("password_set", "staff", member.id)
    return await sessions.begin(session, settings, member, "", utcnow())


def wait_sentence(error: TooMany) -> str:
    """How long to wait, and what to do when the password is forgotten."""
    minutes = max(1, round(int(error.extra.get("retry_after", 60)) / 60))
    wait = f"{minutes // 60} timer" if minutes >= 120 else f"{minutes} minutter"
    if minutes <= 1:
        wait = "ett minutt"
    return (
        f"Det er prøvd mange ganger på kort tid. Vent inntil {wait}, og prøv igjen. "
        "Har du glemt passordet, kan en administrator gi deg en ny lenke."
    )
