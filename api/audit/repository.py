"""Rows of the access log."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

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
) -> Sequence[tuple[AccessEntry, str | None]]:
    """Entries with the name of whom they tell, newest first; of one record when it is named."""
    query = (
        select(AccessEntry, StaffMember.name)
        .outerjoin(StaffMember, StaffMember.id == AccessEntry.staff_id)
        .order_by(AccessEntry.at.desc(), AccessEntry.id)
        .offset(offset)
        .limit(limit)
    )
    if record_id:
        query = query.where(AccessEntry.record_id == record_id)
    return [(entry, name) for entry, name in await session.execute(query)]
