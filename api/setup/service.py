"""Fills the demo's calendar and lets the first administrator in. Both can be run again safely."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy.ext.asyncio import AsyncSession

from api.content.service import Texts
from api.models import Slot, StaffMember, new_id, utcnow
from api.security import hash_token, new_token
from api.settings import OSLO
from api.setup import plan, repository

HORIZON = timedelta(weeks=8)
INVITE_VALID = timedelta(days=7)
FIRST_ADMIN = "Administrator"
# `.example` can belong to nobody (RFC 2606); the administrator changes it in the portal.
FIRST_ADMIN_EMAIL = "admin@kommune.example"


@dataclass(frozen=True)
class DemoMember:
    """A role in the demo: what it offers on which weekday (ISO), by which channel."""

    name: str
    offering: str
    place: str
    days: Mapping[int, str]

    @property
    def key(self) -> str:
        """The same at every run, so that a second run adds nobody."""
        return sha256(f"demo:{self.name}".encode()).hexdigest()[:32]


@cache
def _demo() -> tuple[tuple[DemoMember, ...], Mapping[str, str]]:
    path = Path(__file__).parent / "demo.yml"
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(DemoMember(**member) for member in data["staff"]), data["places"]


async def top_up_demo(session: AsyncSession, texts: Texts, now: datetime | None = None) -> int:
    """Free times for the next eight weeks; what is there already stays as it is. How many new."""
    moment = now or utcnow()
    today = moment.astimezone(OSLO).date()
    members, places = _demo()
    added = 0
    for member in members:
        if await repository.staff(session, member.key) is None:
            session.add(StaffMember(id=member.key, name=member.name))
            await session.flush()
        midnight = datetime.combine(today, datetime.min.time(), OSLO)
        have = await repository.starts(session, member.key, midnight)
        slots = [slot for slot in _planned(member, places, texts, today) if slot.start not in have]
        session.add_all(slots)
        added += len(slots)
    await session.flush()
    return added


def _planned(
    member: DemoMember, places: Mapping[str, str], texts: Texts, today: date
) -> list[Slot]:
    offering = texts.offering(member.offering)
    slots = []
    for ahead in range(1, HORIZON.days + 1):
        day = today + timedelta(days=ahead)
        channel = member.days.get(day.isoweekday())
        if channel is None:
            continue
        slots += [
            Slot(
                id=new_id(),
                offering=member.offering,
                staff_id=member.key,
                start=time.start,
                end=time.end,
                location=places.get(channel, member.place),
                channel=channel,
                capacity=offering.capacity,
            )
            for time in plan.appointments(day, offering.minutes)
        ]
    return slots


async def needs_top_up(session: AsyncSession, now: datetime | None = None) -> bool:
    """Whether the calendar ends more than three days before the horizon."""
    last = await repository.last_start(session)
    return last is None or last < (now or utcnow()) + HORIZON - timedelta(days=3)


async def first_admin_token(session: AsyncSession) -> str | None:
    """A new one-time token for the first administrator; None when one can log in already.

    A token given before stops working: only the newest link opens.
    """
    if await repository.admin_with_password(session):
        return None
    admin = await repository.admin_without_password(session)
    if admin is None:
        admin = StaffMember(id=new_id(), name=FIRST_ADMIN, email=FIRST_ADMIN_EMAIL, role="admin")
        session.add(admin)
    token = new_token()
    admin.invite_hash = hash_token(token)
    admin.invite_expires = utcnow() + INVITE_VALID
    await session.flush()
    return token
