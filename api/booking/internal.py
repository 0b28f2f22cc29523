"""What the dialogue asks for: `/internal/v1`, for the assistant's actions on this machine alone."""

from fastapi import APIRouter, Response

from api.booking import callbacks, links
from api.booking.endpoints import public_view
from api.booking.schemas import (
    CancelIn,
    ConfirmIn,
    FoundBooking,
    HoldIn,
    HoldOut,
    InternalBooking,
    InternalCallbackIn,
    InternalCallbackOut,
    InternalMoveIn,
    InternalOffering,
    InternalOfferings,
    LookupIn,
    SearchIn,
    SearchOut,
    Suggestion,
    Suggestions,
    SuggestionsIn,
)
from api.booking.seats import slot_out
from api.booking.service import Bookings
from api.booking.times import Wish
from api.content.endpoints import Content
from api.db import ReadSession, WriteSession
from api.models import Booking
from api.notifications import duty
from api.security import INTERNAL, SettingsDep

router = APIRouter(
    prefix="/internal/v1", tags=["internal"], dependencies=[INTERNAL], include_in_schema=False
)


def view(booking: Booking, token: str | None = None) -> InternalBooking:
    """A booking as the dialogue sees it."""
    return InternalBooking.model_validate({**public_view(booking), "manage_token": token})


@router.get("/offerings")
async def offerings(texts: Content) -> InternalOfferings:
    """All offerings."""
    return InternalOfferings(
        offerings=[
            InternalOffering(
                slug=one.slug,
                access=one.access,
                topics=list(one.topics),
                for_relatives=one.for_relatives,
                bookable=one.bookable,
            )
            for one in texts.offerings.values()
        ]
    )


@router.post("/suggestions")
async def suggestions(given: SuggestionsIn, texts: Content) -> Suggestions:
    """Offerings that fit, best first."""
    found = texts.suggest(given.topics, given.about)
    return Suggestions(
        offerings=[Suggestion(slug=slug, topics=list(topics)) for slug, topics in found]
    )


@router.post("/slots/search")
async def search_slots(
    given: SearchIn, session: ReadSession, settings: SettingsDep, texts: Content
) -> SearchOut:
    """Times within a wish, else near it; 404 `offering_not_found`."""
    texts.offering(given.offering)
    wish = Wish(
        date_from=given.date_from,
        date_to=given.date_to,
        time_from=given.time_from,
        time_to=given.time_to,
        not_weekdays=frozenset(given.not_weekdays),
    )
    match, slots = await Bookings(session, settings).search(
        given.offering, wish, given.channel, given.limit
    )
    return SearchOut(match=match, slots=[slot_out(slot) for slot in slots])


@router.put("/conversations/{conversation_id}/hold")
async def hold_slot(
    conversation_id: str, given: HoldIn, session: WriteSession, settings: SettingsDep
) -> HoldOut:
    """Keep a time for this conversation, or keep it longer."""
    slot, until = await Bookings(session, settings).hold(conversation_id, given.slot_id)
    return HoldOut(slot=slot_out(slot), held_until=until)


@router.delete("/conversations/{conversation_id}/hold", status_code=204)
async def release_slot(
    conversation_id: str, session: WriteSession, settings: SettingsDep
) -> Response:
    """Give the kept time back."""
    await Bookings(session, settings).release(conversation_id)
    return Response(status_code=204)


@router.post("/bookings")
async def confirm_booking(
    given: ConfirmIn, session: WriteSession, settings: SettingsDep
) -> InternalBooking:
    """Confirm the kept time."""
    booking = await Bookings(session, settings).confirm(given)
    return view(booking, links.manage_token(settings, booking))


@router.get("/conversations/{conversation_id}/booking")
async def booking_of(
    conversation_id: str, session: ReadSession, settings: SettingsDep
) -> FoundBooking:
    """The newest active booking made in this conversation."""
    booking = await Bookings(session, settings).newest_of(conversation_id)
    return FoundBooking(booking=view(booking) if booking else None)


@router.post("/bookings/lookup")
async def look_up(given: LookupIn, session: ReadSession, settings: SettingsDep) -> InternalBooking:
    """A booking by reference and the phone number that was given with it."""
    booking = await Bookings(session, settings).lookup(given.reference, given.phone)
    return view(booking, links.manage_token(settings, booking))


@router.post("/bookings/{reference}/move")
async def move_booking(
    reference: str, given: InternalMoveIn, session: WriteSession, settings: SettingsDep
) -> InternalBooking:
    """Another time for a booking."""
    bookings = Bookings(session, settings)
    booking = await bookings.by_reference(reference)
    return view(await bookings.move(booking, given.slot_id, given.conversation_id))


@router.post("/bookings/{reference}/cancel")
async def cancel_booking(
    reference: str, given: CancelIn, session: WriteSession, settings: SettingsDep
) -> InternalBooking:
    """Give a booked time back."""
    bookings = Bookings(session, settings)
    return view(await bookings.cancel(await bookings.by_reference(reference)))


@router.post("/callbacks")
async def request_callback(
    given: InternalCallbackIn, session: WriteSession, settings: SettingsDep, texts: Content
) -> InternalCallbackOut:
    """Ask the municipality to call; when it is urgent, those on duty are told."""
    callback = await callbacks.request(session, settings, given, texts)
    alerted = callback.urgent and await duty.answers(session, texts, callback.created_at)
    return InternalCallbackOut(reference=callback.reference, alerted=alerted)
