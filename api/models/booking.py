"""A held or confirmed seat in a slot, with what the person told for it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.models.base import Base, Keyed, utcnow
from api.models.slot import Slot

ACTIVE = text("status IN ('held', 'confirmed')")
HELD = text("status = 'held'")


class Booking(Keyed, Base):
    """held -> confirmed -> cancelled; a hold that runs out becomes expired.

    The partial unique index on slot and seat is what refuses a double booking; it cannot use the
    clock, so a hold that has run out still counts until somebody takes it over inside a
    transaction, or the worker marks it as expired.
    """

    __tablename__ = "bookings"
    __table_args__ = (
        Index(
            "uq_bookings_active_seat",
            "slot_id",
            "seat",
            unique=True,
            sqlite_where=ACTIVE,
            postgresql_where=ACTIVE,
        ),
        Index(
            "uq_bookings_held_conversation",
            "conversation_id",
            unique=True,
            sqlite_where=HELD,
            postgresql_where=HELD,
        ),
        Index("ix_bookings_status_held_until", "status", "held_until"),
    )

    slot_id: Mapped[str] = mapped_column(ForeignKey("slots.id"), index=True)
    seat: Mapped[int] = mapped_column(default=0)
    status: Mapped[str] = mapped_column(String(10))  # held, confirmed, cancelled, expired
    held_until: Mapped[datetime | None]
    # No foreign key: the booking outlives the conversation that made it.
    conversation_id: Mapped[str | None] = mapped_column(String(32), index=True)
    # A digest of the client's own key and its conversation.
    client_id: Mapped[str | None] = mapped_column(String(100), unique=True)
    # Keyed digest of what was asked for: tells a repetition from another wish with the same key.
    request_hash: Mapped[str | None] = mapped_column(String(64))
    reference: Mapped[str | None] = mapped_column(String(12), unique=True)
    name: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(200))
    about: Mapped[str | None] = mapped_column(String(10))
    note: Mapped[str | None] = mapped_column(Text)
    # Lines of `{key, text}`, `{key, topics}` or `{key, about}`, in the person's own words.
    summary: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON)
    interpreter: Mapped[str | None] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(2), default="nb")
    # iCalendar's SEQUENCE: counts up with every change that a calendar must take in.
    sequence: Mapped[int] = mapped_column(default=0)
    contact_status: Mapped[str] = mapped_column(String(12), default="new")
    contacted_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    confirmed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancelled_by: Mapped[str | None] = mapped_column(String(10))  # person, staff
    anonymised_at: Mapped[datetime | None]
    extra: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    slot: Mapped[Slot] = relationship(lazy="raise")
