"""The list, a record, and what a colleague does with it. Runs in the caller's transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import assert_never

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.elements import ColumnElement

from api.audit.schemas import Action
from api.audit.service import AccessLog
from api.booking.service import Bookings
from api.booking.times import local_day
from api.content.service import Texts
from api.models import Booking, Callback, ContactAttempt, utcnow
from api.settings import OSLO, Settings
from api.staff import repository
from api.staff.errors import ChangedMeanwhile, RecordNotFound
from api.staff.schemas import Card, Kind, Outcome, Overview, Record, Section, View, Whose
from api.staff.sessions import Visit
from api.staff.wording import Wording, words

PAST_SHOWN = 100
# Two taps of one thumb are one try.
DOUBLE_TAP = timedelta(minutes=1)
REACHED = ("contacted", "done")
_NOTED: dict[Outcome, Action] = {
    "no_answer": "contact_no_answer",
    "contacted": "contact_contacted",
    "done": "contact_done",
}


class Desk:
    """Bookings and call-backs as one colleague works with them, within one transaction."""

    def __init__(
        self,
        session: AsyncSession,
        settings: Settings,
        texts: Texts,
        visit: Visit,
        now: datetime | None = None,
    ) -> None:
        """`now` is given by tests."""
        self.session = session
        self.settings = settings
        self.visit = visit
        self.now = now or utcnow()
        self.wording = Wording(texts, self.now)
        self.log = AccessLog(session, visit.staff_id)

    @property
    def midnight(self) -> datetime:
        """When today began, in Oslo."""
        return local_day(self.now.astimezone(OSLO).date())

    async def overview(self, view: View, whose: Whose) -> Overview:
        """The list; what it shows is noted in the access log."""
        headings = words()["sections"]
        if view == "tidligere":
            gone = await self._bookings(repository.gone(self.midnight), whose, past=True)
            closed = await self._callbacks(repository.closed_callbacks(), whose, past=True)
            parts = [
                Section(headings["past_callbacks"], closed),
                Section(headings["past_bookings"], gone),
            ]
        elif view == "nye":
            waiting = await self._callbacks(repository.waiting_callbacks(), whose)
            ahead = await self._bookings(repository.to_contact(self.midnight), whose)
            missed = await self._bookings(repository.not_reached(self.midnight), whose, past=True)
            parts = [
                Section(headings["callbacks"], waiting),
                *_by_day(ahead),
                Section(headings["missed"], missed),
            ]
        elif view == "kommende":
            open_ = await self._callbacks(repository.open_callbacks(), whose)
            ahead = await self._bookings(repository.coming(self.midnight), whose)
            parts = [Section(headings["callbacks"], open_), *_by_day(ahead)]
        else:
            assert_never(view)
        shown = [part for part in parts if part.cards]
        await self.log.note_listed(
            ((card.kind, card.key) for part in shown for card in part.cards), self.midnight
        )
        full = any(len(part.cards) >= repository.MAX_SHOWN for part in shown)
        return Overview(view, whose, tuple(shown), full)

    async def record(self, kind: Kind, key: str) -> Record:
        """All of one record; noted in the access log."""
        row = await self._row(kind, key)
        (card,) = await self._cards([row])
        self.log.note("viewed", kind, key)
        return Record(
            card=card,
            summary=self.wording.lines(row),
            note=row.note if isinstance(row, Booking) else None,
            can_cancel=self._can_cancel(row),
        )

    async def note_contact(self, kind: Kind, key: str, outcome: Outcome, seen: int) -> None:
        """Write down a try; `seen`: how many tries stood on the page that it was sent from."""
        row = await self._row(kind, key, lock=True)
        before = await repository.attempts(self.session, [key])
        if len(before) != seen:
            last = before[-1][0] if before else None
            if last and self._is_mine(last, outcome) and len(before) == seen + 1:
                return
            raise ChangedMeanwhile()
        self.session.add(
            ContactAttempt(
                record_kind=kind,
                record_id=key,
                staff_id=self.visit.staff_id,
                outcome=outcome,
                at=self.now,
            )
        )
        row.contact_status = outcome
        if outcome in REACHED:
            row.contacted_at = row.contacted_at or self.now
        self.log.note(_NOTED[outcome], kind, key)

    async def undo_contact(self, kind: Kind, key: str, seen: int) -> None:
        """Take the last try back: a slip of the thumb shall not stand."""
        row = await self._row(kind, key, lock=True)
        before = [attempt for attempt, _ in await repository.attempts(self.session, [key])]
        if len(before) != seen or not before:
            raise ChangedMeanwhile()
        await self.session.delete(before.pop())
        row.contact_status = before[-1].outcome if before else "new"
        reached = [attempt.at for attempt in before if attempt.outcome in REACHED]
        row.contacted_at = reached[0] if reached else None
        self.log.note("contact_undone", kind, key)

    async def cancel(self, key: str) -> None:
        """Cancel an appointment; the time can be had again at once."""
        row = await self._row("booking", key)
        bookings = Bookings(self.session, self.settings, self.now)
        booking = await bookings.by_reference(row.reference or "")
        await bookings.cancel(booking, by="staff")
        self.log.note("cancelled", "booking", key)

    def _is_mine(self, attempt: ContactAttempt, outcome: Outcome) -> bool:
        return (
            attempt.staff_id == self.visit.staff_id
            and attempt.outcome == outcome
            and attempt.at + DOUBLE_TAP > self.now
        )

    def _can_cancel(self, row: Booking | Callback) -> bool:
        return isinstance(row, Booking) and row.status == "confirmed" and row.slot.start > self.now

    async def _row(self, kind: Kind, key: str, *, lock: bool = False) -> Booking | Callback:
        find = repository.booking if kind == "booking" else repository.callback
        row: Booking | Callback | None = await find(self.session, key, lock=lock)
        if row is None:
            raise RecordNotFound()
        return row

    async def _bookings(
        self, which: ColumnElement[bool], whose: Whose, *, past: bool = False
    ) -> tuple[Card, ...]:
        rows = await repository.bookings(
            self.session, which, self._only(whose), latest_first=past, limit=_limit(past)
        )
        return await self._cards(rows)

    async def _callbacks(
        self, which: ColumnElement[bool], whose: Whose, *, past: bool = False
    ) -> tuple[Card, ...]:
        rows = await repository.callbacks(
            self.session, which, self._only(whose), latest_first=past, limit=_limit(past)
        )
        return await self._cards(rows)

    def _only(self, whose: Whose) -> str | None:
        return self.visit.staff_id if whose == "mine" else None

    async def _cards(self, rows: Sequence[Booking | Callback]) -> tuple[Card, ...]:
        if not rows:
            return ()
        found = await repository.attempts(self.session, [row.id for row in rows])
        tries = {
            row.id: self.wording.tries([one for one in found if one[0].record_id == row.id])
            for row in rows
        }
        return tuple(
            self.wording.booking(row, tries[row.id])
            if isinstance(row, Booking)
            else self.wording.callback(row, tries[row.id])
            for row in rows
        )


def _limit(past: bool) -> int:
    return PAST_SHOWN if past else repository.MAX_SHOWN


def _by_day(cards: Iterable[Card]) -> list[Section]:
    return [
        Section(day, tuple(group))
        for day, group in groupby(cards, key=lambda card: card.place.day if card.place else "")
    ]
