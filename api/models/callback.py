"""A wish to be called."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, Keyed, utcnow


class Callback(Keyed, Base):
    """Staff call at the wished time; `when_text` is in the person's own words."""

    __tablename__ = "callbacks"

    reference: Mapped[str] = mapped_column(String(12), unique=True)
    client_id: Mapped[str] = mapped_column(String(100), unique=True)
    request_hash: Mapped[str | None] = mapped_column(String(64))
    conversation_id: Mapped[str | None] = mapped_column(String(32), index=True)
    name: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(20))
    when_text: Mapped[str | None] = mapped_column(String(500))
    about: Mapped[str | None] = mapped_column(String(10))
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    offering: Mapped[str | None] = mapped_column(String(60))
    # Lines of `{key, text}`, `{key, topics}` or `{key, about}`, in the person's own words.
    summary: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(String(2), default="nb")
    # Asked for after a sign of danger, with the person's consent to say that it is urgent.
    urgent: Mapped[bool] = mapped_column(default=False)
    contact_status: Mapped[str] = mapped_column(String(12), default="new")
    contacted_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=utcnow, index=True)
    anonymised_at: Mapped[datetime | None]
