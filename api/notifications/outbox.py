"""Puts messages into the outbox, in the transaction that makes them true."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Booking, OutboxItem


def booking_told(session: AsyncSession, booking: Booking, template: str) -> None:
    """Tell the person by e-mail, if there is an address.

    Only the key is put down: the worker reads what is true when it sends, and nothing personal
    but the address lies in the outbox.
    """
    if booking.email:
        session.add(
            OutboxItem(
                channel="email",
                recipient=booking.email,
                template=template,
                language=booking.language,
                payload={"booking_id": booking.id},
            )
        )
