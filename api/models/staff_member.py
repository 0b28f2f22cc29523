"""A municipal worker: takes appointments, and may log in to the staff portal."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, Keyed, utcnow


class StaffMember(Keyed, Base):
    """Without a password hash nobody can log in as this member."""

    __tablename__ = "staff_members"

    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str | None] = mapped_column(String(200), unique=True)
    role: Mapped[str] = mapped_column(String(10), default="staff")  # admin, staff
    password_hash: Mapped[str | None] = mapped_column(String(200))
    # One-time link for setting the first password.
    invite_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    invite_expires: Mapped[datetime | None]
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
