"""Puts messages into the outbox, in the transaction that makes them true."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.content.service import Texts
from api.models import Booking, Callback, OutboxItem
from api.notifications import duty


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


async def duty_alerted(session: AsyncSession, texts: Texts, callback: Callback) -> None:
    """Tell those on duty that somebody wants to be called soon; at once, or when they are back.

    Nothing about the person lies in the outbox: the message says where to read, not whom or what.
    """
    for address in await duty.addresses(session, texts):
        session.add(
            OutboxItem(
                channel="email",
                recipient=address,
                template=duty.TEMPLATE,
                payload={"callback_id": callback.id},
                not_before=duty.next_opening(texts, callback.created_at),
            )
        )
