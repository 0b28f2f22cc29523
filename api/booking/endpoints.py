"""The public side: free times, bookings with their token, wishes to be called."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.booking import callbacks, ics, links
from api.booking.schemas import (
    BookingIn,
    BookingOut,
    CallbackIn,
    CallbackOut,
    MoveIn,
    NewBooking,
    OwnBooking,
    SlotList,
)
from api.booking.seats import slot_out
from api.booking.service import Bookings
from api.content.endpoints import Content
from api.content.taxonomy import Channel
from api.db import ReadSession, WriteSession
from api.models import Booking, utcnow
from api.notifications.wording import get_wording
from api.rate_limits import limited
from api.security import BearerToken, SettingsDep
from api.settings import Settings

router = APIRouter(prefix="/api", tags=["booking"])

# For each address. A public library with many people behind one address stays below.
MAKING = Depends(limited("booking", "60/minute"))
READING = Depends(limited("slots", "240/minute"))
# Wrong tokens are counted by themselves: 256 bits are not guessed, but nobody needs to try.
MANAGING = Depends(limited("manage", "120/minute"))


def public_view(booking: Booking) -> dict[str, object]:
    """What a booking's owner sees, from a booking whose slot is loaded."""
    slot = booking.slot
    return {
        "reference": booking.reference,
        "status": booking.status,
        "offering": slot.offering,
        "start": slot.start,
        "end": slot.end,
        "location": slot.location,
        "channel": slot.channel,
    }


def own_view(settings: Settings, booking: Booking) -> dict[str, object]:
    """As above, with the addresses that open with its token."""
    return {
        **public_view(booking),
        "ics_url": links.ics_url(settings, booking),
        "manage_url": links.manage_url(settings, booking),
    }


@router.get("/offerings/{slug}/slots", dependencies=[READING])
async def list_slots(
    slug: str,
    session: ReadSession,
    settings: SettingsDep,
    texts: Content,
    *,
    first: Annotated[date | None, Query(alias="from")] = None,
    last: Annotated[date | None, Query(alias="to")] = None,
    channel: Channel | None = None,
) -> SlotList:
    """Free times, both days included; two weeks unless told. 404 `offering_not_found`."""
    texts.offering(slug)
    free = await Bookings(session, settings).between(slug, first, last, channel)
    return SlotList(slots=[slot_out(slot) for slot in free])


@router.post("/bookings", status_code=201, dependencies=[MAKING])
async def create_booking(
    given: BookingIn, session: WriteSession, settings: SettingsDep
) -> NewBooking:
    """Take a time and confirm it. The same `client_id` with the same content gives the same."""
    booking = await Bookings(session, settings).create(given)
    token = links.manage_token(settings, booking)
    return NewBooking.model_validate({**own_view(settings, booking), "manage_token": token})


# Before the route without the ending, which would take it for a part of the reference.
@router.get("/bookings/{reference}.ics", dependencies=[MANAGING], response_class=Response)
async def booking_calendar(
    reference: str, token: str, session: ReadSession, settings: SettingsDep
) -> Response:
    """The calendar file. Its token is in the address, as calendar programs send no headers."""
    booking = await Bookings(session, settings).owned(reference, token)
    headers = {"Content-Disposition": f'attachment; filename="avtale-{booking.reference}.ics"'}
    body = ics.calendar_of(booking, get_wording(), utcnow())
    return Response(body, media_type="text/calendar; charset=utf-8", headers=headers)


@router.get("/bookings/{reference}", dependencies=[MANAGING])
async def read_booking(
    reference: str, token: BearerToken, session: ReadSession, settings: SettingsDep
) -> OwnBooking:
    """One's own booking; 404 alike for an unknown reference and a wrong token."""
    booking = await Bookings(session, settings).owned(reference, token)
    return OwnBooking.model_validate(own_view(settings, booking))


@router.patch("/bookings/{reference}", dependencies=[MANAGING])
async def move_booking(
    reference: str, given: MoveIn, token: BearerToken, session: WriteSession, settings: SettingsDep
) -> OwnBooking:
    """Another time; the old one is kept until the new one is sure."""
    bookings = Bookings(session, settings)
    booking = await bookings.owned(reference, token, lock=True)
    moved = await bookings.move(booking, given.slot_id)
    return OwnBooking.model_validate(own_view(settings, moved))


@router.delete("/bookings/{reference}", dependencies=[MANAGING])
async def cancel_booking(
    reference: str, token: BearerToken, session: WriteSession, settings: SettingsDep
) -> BookingOut:
    """Give the time back; asking twice changes nothing."""
    bookings = Bookings(session, settings)
    booking = await bookings.cancel(await bookings.owned(reference, token, lock=True))
    return BookingOut.model_validate(public_view(booking))


@router.post("/callbacks", status_code=201, dependencies=[MAKING])
async def request_callback(
    given: CallbackIn, session: WriteSession, settings: SettingsDep
) -> CallbackOut:
    """Ask to be called."""
    callback = await callbacks.request(session, settings, given)
    return CallbackOut(reference=callback.reference)
