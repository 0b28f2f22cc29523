"""Letting colleagues in and out. For administrators; runs in the caller's transaction."""

from datetime import timedelta
from typing import Literal

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.schemas import Action
from api.audit.service import AccessLog
from api.booking.cleaning import clean_name
from api.models import StaffMember, new_id, utcnow
from api.security import hash_token, new_token
from api.staff import repository
from api.staff.accounts import MAX_NAME, clean_address
from api.staff.errors import EmailTaken, LastAdmin, NotYourself, RecordNotFound
from api.staff.forms import Fields
from api.staff.schemas import Colleague
from api.staff.sessions import Visit

INVITE_VALID = timedelta(days=7)
Role = Literal["admin", "staff"]


class Colleagues:
    """Colleagues within one transaction, as an administrator works with them."""

    def __init__(self, session: AsyncSession, visit: Visit) -> None:
        """`visit`: the administrator."""
        self.session = session
        self.visit = visit
        self.log = AccessLog(session, visit.staff_id)

    async def everybody(self) -> list[Colleague]:
        """All of them, those with a closed door last."""
        coming = await repository.coming_bookings(self.session, utcnow())
        return [
            Colleague(
                key=one.id,
                name=one.name,
                email=one.email,
                role=one.role,
                state=_state(one),
                coming=coming.get(one.id, 0),
                is_me=one.id == self.visit.staff_id,
            )
            for one in await repository.members(self.session)
        ]

    async def invite(self, fields: Fields) -> tuple[str, str]:
        """Let somebody in, as a new colleague or with a calendar that is there; name and token."""
        email = clean_address(fields.get("epost", ""))
        name = clean_name(fields.get("navn", ""))[:MAX_NAME]
        role: Role = "admin" if fields.get("rolle") == "admin" else "staff"
        key = fields.get("kalender", "")
        if key:
            member = await self._member(key)
            if member.password_hash or not member.active:
                raise RecordNotFound()
        else:
            member = StaffMember(id=new_id())
        try:
            async with self.session.begin_nested():
                member.name, member.email, member.role = name, email, role
                self.session.add(member)
        except IntegrityError:
            raise EmailTaken() from None
        return member.name, self._new_link(member)

    async def new_link(self, key: str) -> tuple[str, str]:
        """Another link for somebody who has lost the first, or the password; name and token."""
        member = await self._member(key)
        if not member.active or not member.email:
            raise RecordNotFound()
        return member.name, self._new_link(member)

    async def close(self, key: str) -> None:
        """Shut somebody out at once; their free times are no longer offered."""
        member = await self._member(key)
        if member.id == self.visit.staff_id:
            raise NotYourself()
        await self._keep_an_admin(member)
        member.active = False
        member.invite_hash = member.invite_expires = None
        await repository.end_sessions_of(self.session, member.id)
        self._note("staff_deactivated", member)

    async def reopen(self, key: str) -> None:
        """Let somebody in again."""
        member = await self._member(key)
        member.active = True
        self._note("staff_activated", member)

    async def set_role(self, key: str, role: Role) -> None:
        """Make somebody an administrator, or an ordinary colleague."""
        member = await self._member(key)
        if role == "staff":
            await self._keep_an_admin(member)
        member.role = role
        self._note("role_changed", member)

    def _new_link(self, member: StaffMember) -> str:
        token = new_token()
        member.invite_hash = hash_token(token)
        member.invite_expires = utcnow() + INVITE_VALID
        self._note("staff_invited", member)
        return token

    def _note(self, action: Action, member: StaffMember) -> None:
        self.log.note(action, "staff", member.id)

    async def _member(self, key: str) -> StaffMember:
        found = await repository.member(self.session, key)
        if found is None:
            raise RecordNotFound()
        return found

    async def _keep_an_admin(self, member: StaffMember) -> None:
        if member.role == "admin" and not await repository.other_admins(self.session, member.id):
            raise LastAdmin()


def _state(member: StaffMember) -> Literal["active", "invited", "calendar", "closed"]:
    if not member.active:
        return "closed"
    if member.password_hash:
        return "active"
    return "invited" if member.invite_hash else "calendar"
