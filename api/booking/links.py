"""Addresses that belong to a booking, and the token that opens them."""

from urllib.parse import quote

from api.models import Booking, Callback
from api.security import derive_token, same
from api.settings import Settings


def manage_token(settings: Settings, booking: Booking) -> str:
    """The booking's token: derived, not stored, so that nobody who reads the database has it."""
    return derive_token(settings.secret, "booking", booking.id)


def token_fits(settings: Settings, booking: Booking | None, token: str) -> bool:
    """Whether the token opens the booking; takes as long for a booking that does not exist."""
    key = booking.id if booking else "none"
    return same(derive_token(settings.secret, "booking", key), token) and booking is not None


def ics_url(settings: Settings, booking: Booking) -> str:
    """Where the calendar file is; the token is in it, as calendar programs send no headers."""
    token = quote(manage_token(settings, booking))
    return f"{_base(settings)}/api/bookings/{booking.reference}.ics?token={token}"


def manage_url(settings: Settings, booking: Booking) -> str:
    """The person's own page; the token stands in the fragment, which browsers never send."""
    return f"{_base(settings)}/time/{booking.reference}#t={manage_token(settings, booking)}"


def staff_url(settings: Settings, callback: Callback) -> str:
    """The call-back's page in the staff portal; opens for whoever can log in."""
    return f"{_base(settings)}/ansatt/oppringing/{callback.id}"


def absolute(settings: Settings, address: str) -> str:
    """The address with its host, for whoever is not on our pages, such as a reader of e-mail."""
    if address.startswith("/"):
        return f"http://localhost:{settings.port}{address}"
    return address


def _base(settings: Settings) -> str:
    return (settings.public_url or "").rstrip("/")
