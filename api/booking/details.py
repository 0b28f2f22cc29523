"""What a person tells for a booking, cleaned."""

from dataclasses import dataclass
from typing import Any

from api.booking import cleaning
from api.booking.errors import ContactMissing
from api.booking.schemas import BookingIn, ConfirmIn


@dataclass(frozen=True)
class Details:
    """What a person tells for a booking, cleaned."""

    name: str
    phone: str | None
    email: str | None
    about: str
    note: str | None
    summary: list[dict[str, Any]] | None
    interpreter: str | None


def details_of(given: BookingIn | ConfirmIn) -> Details:
    """Clean what was sent; 422 with a code of its own for name, phone, e-mail and none of these."""
    phone = cleaning.clean_phone(given.phone) if given.phone and given.phone.strip() else None
    email = cleaning.clean_email(given.email) if given.email and given.email.strip() else None
    if phone is None and email is None:
        raise ContactMissing()
    interpreter = given.interpreter
    if isinstance(interpreter, bool):
        interpreter = "ja" if interpreter else None
    return Details(
        name=cleaning.clean_name(given.name),
        phone=phone,
        email=email,
        about=given.about,
        note=cleaning.clean_text(given.note),
        summary=cleaning.clean_summary(given.summary),
        interpreter=cleaning.clean_text(interpreter),
    )
