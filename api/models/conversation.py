"""A conversation: one browser, one token, one sender id in the engine."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, Keyed, utcnow


class Conversation(Keyed, Base):
    """Kept until 24 hours after the last message, unless erased before."""

    __tablename__ = "conversations"

    token_hash: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(2), default="nb")
    # True once the person has asked for a form by name: then no guess changes it.
    language_fixed: Mapped[bool] = mapped_column(default=False)
    entry: Mapped[str] = mapped_column(String(10), default="chat")
    # Category of the latest crisis, so that numbers stay at hand; never the text.
    crisis: Mapped[str | None] = mapped_column(String(30))
    # Whether that was more than a doubt, whom it was about, and whether a child was in it.
    crisis_certain: Mapped[bool] = mapped_column(default=False)
    crisis_about: Mapped[str | None] = mapped_column(String(10))
    crisis_child: Mapped[bool] = mapped_column(default=False)
    # A child or teenager writes, and has said so («jeg er 13»): gets the line for the young.
    writer_is_child: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    last_message_at: Mapped[datetime] = mapped_column(default=utcnow, index=True)
