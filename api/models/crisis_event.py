"""That a crisis was met: what kind, when, which net. No text, no conversation."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, Keyed, utcnow


class CrisisEvent(Keyed, Base):
    """Counted for the municipality; cannot be led back to a person."""

    __tablename__ = "crisis_events"

    category: Mapped[str] = mapped_column(String(30))
    net: Mapped[str] = mapped_column(String(10))  # engine, gateway, both
    certain: Mapped[bool]
    at: Mapped[datetime] = mapped_column(default=utcnow)
