"""An erasure that the engine has not yet carried out."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, utcnow


class Erasure(Base):
    """Waits while the engine is away; runs before the engine serves again."""

    __tablename__ = "erasures"

    conversation_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    requested_at: Mapped[datetime] = mapped_column(default=utcnow)
