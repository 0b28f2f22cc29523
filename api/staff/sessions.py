"""Logins: rows in the database, so that they can be ended; a random token in a cookie."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import StaffMember, StaffSession, utcnow
from api.security import derive_token, hash_token, new_token
from api.settings import Settings
from api.staff import repository

IDLE = timedelta(minutes=60)
# Not a write for each page.
SEEN_EVERY = timedelta(minutes=1)
LOGIN, FORM = "ansatt", "ansatt-skjema"


@dataclass(frozen=True, slots=True)
class Visit:
    """Who is there. Plain values, so that it outlives a transaction that was rolled back."""

    staff_id: str
    name: str
    email: str
    role: str
    csrf: str
    token_hash: str

    @property
    def is_admin(self) -> bool:
        """May let colleagues in, and read the access log."""
        return self.role == "admin"


def is_secure(request: Request, settings: Settings) -> bool:
    """Whether people come by https, at the proxy or here."""
    return (settings.public_url or str(request.url)).startswith("https:")


def cookie_name(request: Request, settings: Settings, kind: str) -> str:
    """With https a name that no other host of the domain can set."""
    return f"__Host-{kind}" if is_secure(request, settings) else kind


def read_cookie(request: Request, settings: Settings, kind: str) -> str:
    """A cookie's value, or the empty string."""
    return request.cookies.get(cookie_name(request, settings, kind), "")


def set_cookie(
    response: Response, request: Request, settings: Settings, kind: str, value: str
) -> None:
    """Until the browser is closed; not for scripts, not for other sites' forms."""
    response.set_cookie(
        cookie_name(request, settings, kind),
        value,
        path="/",
        secure=is_secure(request, settings),
        httponly=True,
        samesite="lax",
    )


def drop_cookie(response: Response, request: Request, settings: Settings, kind: str) -> None:
    """Take a cookie back."""
    response.delete_cookie(
        cookie_name(request, settings, kind),
        path="/",
        secure=is_secure(request, settings),
        httponly=True,
        samesite="lax",
    )


def form_token(settings: Settings, cookie: str) -> str:
    """The token of the forms that come before the login."""
    return derive_token(settings.secret, "staff-form", cookie)


async def begin(
    session: AsyncSession, settings: Settings, member: StaffMember, old: str, now: datetime
) -> str:
    """A new login; the one that the browser had before ends. Gives the cookie's value."""
    if old:
        await repository.end_session(session, hash_token(old))
    token = new_token()
    session.add(
        StaffSession(
            token_hash=hash_token(token),
            staff_id=member.id,
            csrf=new_token(),
            created_at=now,
            last_seen_at=now,
            expires_at=now + timedelta(hours=settings.staff_session_hours),
        )
    )
    await session.flush()
    return token


async def find(session: AsyncSession, token: str, now: datetime | None = None) -> Visit | None:
    """Who the cookie belongs to; None when the login has ended, been idle, or been closed."""
    moment = now or utcnow()
    row = await repository.session_with_member(session, hash_token(token)) if token else None
    if row is None:
        return None
    login, member = row
    if not member.active or login.expires_at <= moment or login.last_seen_at + IDLE <= moment:
        return None
    if login.last_seen_at + SEEN_EVERY <= moment:
        login.last_seen_at = moment
    return Visit(
        member.id, member.name, member.email or "", member.role, login.csrf, login.token_hash
    )
