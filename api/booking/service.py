"""What can be done with bookings. Each function runs inside the caller's transaction."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from api.booking import cleaning, repository, seats, times
from api.booking.details import Details, details_of
from api.booking.errors import (
    BookingCancelled,
    BookingNotFound,
    BookingPast,
    ClientIdReused,
    HoldGone,
    OtherOffering,
    RangeInvalid,
    SlotTaken,
)
from api.booking.links import token_fits
from api.booking.references import new_reference, read_reference
from api.booking.schemas import BookingIn, ConfirmIn
from api.booking.seats import Clock
from api.models import Booking, Slot, new_id, utcnow
from api.notifications import outbox
from api.security import same
from api.settings import OSLO, Settings

MAX_RANGE = timedelta(days=92)
DEFAULT_RANGE = timedelta(days=14)
By = Literal["person", "staff"]


class Bookings:
    """Bookings within one transaction, at one moment."""

    def __init__(
        self, session: AsyncSession, settings: Settings, now: datetime | None = None
    ) -> None:
        """`now` is given by tests."""
        self.session = session
        self.settings = settings
        self.clock = Clock.of(settings, now or utcnow())

    async def between(
        self, offering: str, first: date | None, last: date | None, channel: str | None
    ) -> list[Slot]:
        """Free times from one local day to another, both included; two weeks unless told."""
        begin = first or self.clock.now.astimezone(OSLO).date()
        end = last or begin + DEFAULT_RANGE
        if end < begin or end - begin > MAX_RANGE:
            raise RangeInvalid()
        return await repository.free_slots(
            self.session,
            offering,
            max(times.local_day(begin), self.clock.earliest_shown),
            times.local_day(end + timedelta(days=1)),
            now=self.clock.now,
            channel=channel,
        )

    async def search(
        self, offering: str, wish: times.Wish, channel: str | None, limit: int
    ) -> tuple[times.Match, list[Slot]]:
        """Times within the wish, else near it; one of several that begin together."""
        free = await repository.free_slots(
            self.session,
            offering,
            self.clock.earliest_shown,
            None,
            now=self.clock.now,
            channel=channel,
        )
        distinct = {(slot.start, slot.channel, slot.location): slot for slot in reversed(free)}
        return times.choose(sorted(distinct.values(), key=lambda s: s.start), wish, limit)

    async def hold(self, conversation_id: str, slot_id: str) -> tuple[Slot, datetime]:
        """Keep a time for a conversation; a new one replaces the old once it is sure."""
        await repository.lock_conversation(self.session, conversation_id)
        slot = await seats.wanted_slot(self.session, slot_id, self.clock)
        old = await self._locked_hold(conversation_id, slot)
        until = self.clock.now + self.clock.hold
        if old and old.slot_id == slot_id and old.status == "held":
            old.held_until = until
            return slot, until
        if old:
            # A refusal below rolls this back with everything else.
            await repository.remove_hold(self.session, old)
        hold = Booking(id=new_id(), held_until=until, conversation_id=conversation_id)
        await seats.take(self.session, hold, slot, self.clock, "held")
        return slot, until

    async def release(self, conversation_id: str) -> None:
        """Give the conversation's hold back, if there is one."""
        await repository.lock_conversation(self.session, conversation_id)
        hold = await self._locked_hold(conversation_id)
        if hold:
            await repository.remove_hold(self.session, hold)

    async def confirm(self, given: ConfirmIn) -> Booking:
        """Turn the conversation's hold into a booking; the same `client_id` does it once.

        A hold that has run out is still good as long as nobody else has taken the time: who
        needs a quarter of an hour to find her phone number shall not lose it for that.
        """
        details = details_of(given)
        key = cleaning.digest("", [given.conversation_id, given.client_id])
        conversation = await repository.lock_conversation(self.session, given.conversation_id)
        wanted = self._request_hash(details, None)
        done = await self._repeated(key, wanted)
        if done:
            return done
        hold = await self._locked_hold(given.conversation_id)
        slot = await repository.slot(self.session, hold.slot_id) if hold else None
        if hold is None or slot is None:
            raise HoldGone(alternatives=[])
        await seats.require_open(self.session, slot, self.clock, self.clock.now)
        if hold.status == "expired":
            try:
                await seats.take(self.session, hold, slot, self.clock, "held")
            except SlotTaken as taken:
                raise HoldGone(**taken.extra) from taken
        language = conversation.language if conversation else "nb"
        return await self._confirmed(
            hold, slot, details, key=key, request_hash=wanted, language=language
        )

    async def create(self, given: BookingIn) -> Booking:
        """Take and confirm in one; the same `client_id` does it once."""
        details = details_of(given)
        key = cleaning.digest("", ["public", given.client_id])
        slot = await repository.slot(self.session, given.slot_id)
        if slot is not None:
            await self._lock(slot)
        wanted = self._request_hash(details, given.slot_id)
        done = await self._repeated(key, wanted)
        if done:
            return done
        slot = await seats.wanted_slot(self.session, given.slot_id, self.clock)
        booking = Booking(id=new_id(), client_id=key)
        await seats.take(self.session, booking, slot, self.clock, "confirmed")
        return await self._confirmed(
            booking, slot, details, key=key, request_hash=wanted, language=given.language
        )

    async def expire_holds(self) -> int:
        """Free every time whose hold has run out; how many."""
        staff = await repository.staff_with_expired_holds(self.session, self.clock.now)
        await repository.lock_staff(self.session, staff)
        return await repository.expire_holds(self.session, self.clock.now, staff)

    async def owned(self, reference: str, token: str, *, lock: bool = False) -> Booking:
        """The booking that the token opens; 404 alike for a wrong reference and a wrong token."""
        known = read_reference(reference)
        booking = await repository.by_reference(self.session, known, lock=lock) if known else None
        if not token_fits(self.settings, booking, token) or booking is None:
            raise BookingNotFound()
        return booking

    async def by_reference(self, reference: str) -> Booking:
        """A booking for those who may see any; 404."""
        known = read_reference(reference)
        booking = await repository.by_reference(self.session, known, lock=True) if known else None
        if booking is None:
            raise BookingNotFound()
        return booking

    async def lookup(self, reference: str, phone: str) -> Booking:
        """The booking, if the number is the one that was given for it; 404 otherwise."""
        known = read_reference(reference)
        booking = await repository.by_reference(self.session, known) if known else None
        number = cleaning.clean_phone(phone)
        if booking is None or not same(booking.phone or "", number):
            raise BookingNotFound()
        return booking

    async def newest_of(self, conversation_id: str) -> Booking | None:
        """The newest active booking made in a conversation."""
        return await repository.newest_of(self.session, conversation_id)

    async def move(
        self, booking: Booking, slot_id: str, conversation_id: str | None = None
    ) -> Booking:
        """Another time for a booking; the old one is given back only when the new one is sure."""
        if booking.status != "confirmed":
            raise BookingCancelled()
        if booking.slot_id == slot_id:
            return booking
        if booking.slot.start <= self.clock.now:
            raise BookingPast()
        slot = await seats.wanted_slot(self.session, slot_id, self.clock)
        old = booking.slot
        if slot.offering != old.offering:
            raise OtherOffering()
        await self._lock(slot, old)
        if conversation_id:
            hold = await repository.hold_of(self.session, conversation_id)
            if hold:
                await repository.remove_hold(self.session, hold)
        # Freed first, so that it may overlap its own old time; a refusal rolls this back.
        booking.status = "expired"
        await self.session.flush()
        await repository.free_cells(self.session, old.id)
        await seats.take(self.session, booking, slot, self.clock, "confirmed")
        booking.slot = slot
        booking.sequence += 1
        outbox.booking_told(self.session, booking, "booking_moved")
        await self.session.flush()
        return booking

    async def cancel(self, booking: Booking, by: By = "person") -> Booking:
        """Give the time back; a second time changes nothing."""
        if booking.status == "cancelled":
            return booking
        if booking.slot.start <= self.clock.now:
            raise BookingPast()
        await self._lock(booking.slot)
        booking.status = "cancelled"
        booking.cancelled_at = self.clock.now
        booking.cancelled_by = by
        booking.sequence += 1
        await self.session.flush()
        await repository.free_cells(self.session, booking.slot_id)
        outbox.booking_told(self.session, booking, "booking_cancelled")
        return booking

    async def _lock(self, *slots: Slot | None) -> None:
        await repository.lock_staff(self.session, {slot.staff_id for slot in slots if slot})

    async def _locked_hold(self, conversation_id: str, *slots: Slot) -> Booking | None:
        """The conversation's hold, read again once all the staff concerned are locked."""
        hold = await repository.hold_of(self.session, conversation_id)
        held = await repository.slot(self.session, hold.slot_id) if hold else None
        await self._lock(held, *slots)
        return await repository.hold_of(self.session, conversation_id)

    async def _repeated(self, key: str, request_hash: str) -> Booking | None:
        done = await repository.by_client_id(self.session, key)
        if done and done.request_hash != request_hash:
            raise ClientIdReused()
        return done

    def _request_hash(self, details: Details, slot_id: str | None) -> str:
        return cleaning.digest(self.settings.secret, [asdict(details), slot_id])

    async def _confirmed(
        self,
        booking: Booking,
        slot: Slot,
        details: Details,
        *,
        key: str,
        request_hash: str,
        language: str,
    ) -> Booking:
        for field, value in asdict(details).items():
            setattr(booking, field, value)
        booking.status, booking.held_until = "confirmed", None
        booking.confirmed_at = self.clock.now
        booking.client_id = key
        booking.request_hash = request_hash
        booking.language = language
        booking.slot = slot
        booking.reference = await self._free_reference()
        await self.session.flush()
        outbox.booking_told(self.session, booking, "booking_confirmed")
        return booking

    async def _free_reference(self) -> str:
        reference = new_reference()
        while await repository.reference_exists(self.session, reference):
            reference = new_reference()
        return reference
