"""Who among the staff saw or changed what, and when."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, Keyed, utcnow


class AccessEntry(Keyed, Base):
    """Kept five years by default. Names no citizen: only the kind and key of the record."""

    __tablename__ = "access_log"

    staff_id: Mapped[str | None] = mapped_column(String(32), index=True)
    action: Mapped[str] = mapped_column(String(60))
    record_kind: Mapped[str | None] = mapped_column(String(20))
    record_id: Mapped[str | None] = mapped_column(String(32), index=True)
    at: Mapped[datetime] = mapped_column(default=utcnow, index=True)
