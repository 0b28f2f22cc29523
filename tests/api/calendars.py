"""Small calendars for tests: invented staff, slots at times that are easy to reckon with."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Slot, StaffMember, new_id
from api.settings import OSLO

OFFERING = "rask-psykisk-helsehjelp"


def next_weekday(weeks: int = 1, hour: int = 9, minute: int = 0) -> datetime:
    """A Tuesday, so and so many weeks from now, local time."""
    today = datetime.now(OSLO)
    day = today.date() + timedelta(days=(1 - today.weekday()) % 7 + 7 * weeks)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=OSLO)


async def add_staff(session: AsyncSession, name: str = "Vakt 1") -> StaffMember:
    """A member of staff."""
    member = StaffMember(id=new_id(), name=name)
    session.add(member)
    await session.flush()
    return member


async def add_slot(
    session: AsyncSession,
    start: datetime,
    *,
    staff: StaffMember | None = None,
    minutes: int = 45,
    capacity: int = 1,
    offering: str = OFFERING,
    channel: str = "visit",
    status: str = "open",
) -> Slot:
    """A slot; with a member of staff of its own unless told."""
    member = staff or await add_staff(session)
    slot = Slot(
        id=new_id(),
        offering=offering,
        staff_id=member.id,
        start=start.astimezone(UTC),
        end=start.astimezone(UTC) + timedelta(minutes=minutes),
        location="Helsehuset, Storgata 1",
        channel=channel,
        capacity=capacity,
        status=status,
    )
    session.add(slot)
    await session.flush()
    return slot


async def add_slots(session: AsyncSession, starts: Sequence[datetime]) -> list[Slot]:
    """Several slots of one member of staff."""
    member = await add_staff(session)
    return [await add_slot(session, start, staff=member) for start in starts]
