"""A message to be sent, written in the same transaction as what it tells of."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, Keyed, utcnow


class OutboxItem(Keyed, Base):
    """Sent by the worker; tried again with growing pauses, kept as `dead` when it never works."""

    __tablename__ = "outbox"

    channel: Mapped[str] = mapped_column(String(10))  # email
    recipient: Mapped[str] = mapped_column(String(200))
    template: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(2), default="nb")
    payload: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    status: Mapped[str] = mapped_column(String(10), default="waiting", index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime] = mapped_column(default=utcnow)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    sent_at: Mapped[datetime | None]
