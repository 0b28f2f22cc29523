"""Quarter-hours of a staff member that an appointment occupies."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base


class StaffCell(Base):
    """The primary key refuses two overlapping appointments for one staff member.

    Cells belong to a slot, not to a booking: the people on a course share them. They are written
    with the slot's first seat and removed with its last.
    """

    __tablename__ = "staff_cells"

    staff_id: Mapped[str] = mapped_column(
        ForeignKey("staff_members.id", ondelete="CASCADE"), primary_key=True
    )
    cell: Mapped[datetime] = mapped_column(primary_key=True)
    slot_id: Mapped[str] = mapped_column(ForeignKey("slots.id", ondelete="CASCADE"), index=True)
