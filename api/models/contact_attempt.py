"""That somebody tried to reach the person, and how it went."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, Keyed, utcnow


class ContactAttempt(Keyed, Base):
    """One try: who, when, outcome. No free text: what was talked about belongs in the journal."""

    __tablename__ = "contact_attempts"
    __table_args__ = (Index("ix_contact_attempts_record", "record_kind", "record_id"),)

    record_kind: Mapped[str] = mapped_column(String(20))  # booking, callback
    # No foreign key: it points to one of two tables.
    record_id: Mapped[str] = mapped_column(String(32))
    staff_id: Mapped[str] = mapped_column(String(32))
    outcome: Mapped[str] = mapped_column(String(12))  # no_answer, contacted, done
    at: Mapped[datetime] = mapped_column(default=utcnow)
