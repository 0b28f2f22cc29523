"""Staff and slots of a fresh installation."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Slot, StaffMember


async def staff(session: AsyncSession, key: str) -> StaffMember | None:
    """A member of staff by key."""
    return await session.get(StaffMember, key)


async def starts(session: AsyncSession, staff_id: str, begin: datetime) -> set[datetime]:
    """When the slots of a member of staff begin, from `begin` on."""
    query = select(Slot.start).where(Slot.staff_id == staff_id, Slot.start >= begin)
    return set(await session.scalars(query))


async def last_start(session: AsyncSession) -> datetime | None:
    """The furthest slot in the calendar."""
    return await session.scalar(select(func.max(Slot.start)))


async def admin_with_password(session: AsyncSession) -> bool:
    """Whether some administrator can log in."""
    query = select(StaffMember.id).where(
        StaffMember.role == "admin",
        StaffMember.active.is_(True),
        StaffMember.password_hash.is_not(None),
    )
    return await session.scalar(query.limit(1)) is not None


async def admin_without_password(session: AsyncSession) -> StaffMember | None:
    """The administrator who has not yet come."""
    query = select(StaffMember).where(
        StaffMember.role == "admin",
        StaffMember.active.is_(True),
        StaffMember.password_hash.is_(None),
    )
    return await session.scalar(query.order_by(StaffMember.created_at).limit(1))
