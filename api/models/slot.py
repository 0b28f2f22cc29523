"""A time that can be booked: one staff member, one place, so many seats."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.models.base import Base, Keyed
from api.models.staff_member import StaffMember


class Slot(Keyed, Base):
    """Offered while it is open, in the future, and has a free seat."""

    __tablename__ = "slots"
    __table_args__ = (
        UniqueConstraint("staff_id", "offering", "start"),
        Index("ix_slots_offering_start", "offering", "start"),
    )

    offering: Mapped[str] = mapped_column(String(60))
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff_members.id"))
    start: Mapped[datetime]
    end: Mapped[datetime]
    location: Mapped[str] = mapped_column(String(200))
    channel: Mapped[str] = mapped_column(String(10))  # phone, visit, video, home
    capacity: Mapped[int] = mapped_column(default=1)
    status: Mapped[str] = mapped_column(String(10), default="open")  # open, closed

    staff: Mapped[StaffMember] = relationship(lazy="raise")
