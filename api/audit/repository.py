"""Rows of the access log."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from api.models import AccessEntry, StaffMember


def add(
    session: AsyncSession, staff_id: str, action: str, kind: str | None, record_id: str | None
) -> None:
    """One entry, committed with whatever else the transaction does."""
    session.add(
        AccessEntry(staff_id=staff_id, action=action, record_kind=kind, record_id=record_id)
    )


async def noted_since(
    session: AsyncSession, staff_id: str, action: str, since: datetime, ids: Iterable[str]
) -> set[str]:
    """Which of the records already have such an entry of this person since then."""
    query = select(AccessEntry.record_id).where(
        AccessEntry.staff_id == staff_id,
        AccessEntry.action == action,
        AccessEntry.at >= since,
        AccessEntry.record_id.in_(set(ids)),
    )
    return {one for one in await session.scalars(query) if one}


async def entries(
    session: AsyncSession, record_id: str | None, offset: int, limit: int
) -> Sequence[tuple[AccessEntry, str | None, str | None]]:
    """Entries with who it was and, of changes to a colleague, whose; newest first."""
    subject = aliased(StaffMember)
    about_staff = and_(AccessEntry.record_kind == "staff", subject.id == AccessEntry.record_id)
    query = (
        select(AccessEntry, StaffMember.name, subject.name)
        .outerjoin(StaffMember, StaffMember.id == AccessEntry.staff_id)
        .outerjoin(subject, about_staff)
        .order_by(AccessEntry.at.desc(), AccessEntry.id)
        .offset(offset)
        .limit(limit)
    )
    if record_id:
        query = query.where(AccessEntry.record_id == record_id)
    return [(row[0], row[1], row[2]) for row in await session.execute(query)]
