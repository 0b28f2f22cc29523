"""What the pages show; words are ready to be read, times are formatted in Norwegian time."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from api.content.due import State

Kind = Literal["booking", "callback"]
Outcome = Literal["no_answer", "contacted", "done"]
OUTCOMES: tuple[Outcome, ...] = ("no_answer", "contacted", "done")
View = Literal["kommende", "nye", "tidligere"]
Whose = Literal["alle", "mine"]

PATHS: dict[Kind, str] = {"booking": "/ansatt/bestilling", "callback": "/ansatt/oppringing"}


@dataclass(frozen=True, slots=True)
class Try:
    """One try to reach the person."""

    when: str
    who: str
    outcome: str
    staff_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """When and where an appointment is, and with whom."""

    day: str
    begins: str
    ends: str
    channel: str
    location: str | None
    staff: str


@dataclass(frozen=True, slots=True)
class Card:
    """A person to be reached: a booking (`place`) or a wish to be called (`asked`, `wish`)."""

    kind: Kind
    key: str
    reference: str
    name: str | None
    phone: str | None
    phone_shown: str | None
    email: str | None
    about: str | None
    topics: tuple[str, ...]
    offering: str | None
    interpreter: str | None
    language: str
    words: str | None
    status: str
    blanked: bool
    place: Place | None = None
    asked: str | None = None
    wish: str | None = None
    cancelled_by: str | None = None
    urgent: bool = False
    tries: tuple[Try, ...] = ()

    @property
    def path(self) -> str:
        """The record's own page."""
        return f"{PATHS[self.kind]}/{self.key}"

    @property
    def unanswered(self) -> int:
        """How often nobody answered."""
        return sum(one.outcome == "no_answer" for one in self.tries)


@dataclass(frozen=True, slots=True)
class Record:
    """All of a record, for its own page."""

    card: Card
    summary: tuple[str, ...] = ()
    note: str | None = None
    can_cancel: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the list: what waits to be called, or a day."""

    heading: str
    cards: tuple[Card, ...]
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class TimeLine:
    """One time in the calendar. `state`: free, held, booked, closed, past; `booked`: who to see."""

    key: str
    begins: str
    ends: str
    offering: str
    channel: str
    location: str
    state: Literal["free", "held", "booked", "closed", "past"]
    booked: tuple[str, ...]
    capacity: int

    @property
    def can_close(self) -> bool:
        """A course with people in it can be closed for more; a single appointment is cancelled."""
        return self.state == "free" or (self.state == "booked" and self.capacity > 1)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar; `date` is ISO."""

    date: str
    heading: str
    lines: tuple[TimeLine, ...]

    @property
    def free(self) -> int:
        """How many times can still be closed."""
        return sum(line.state == "free" for line in self.lines)

    @property
    def closed(self) -> int:
        """How many are closed."""
        return sum(line.state == "closed" for line in self.lines)


@dataclass(frozen=True, slots=True)
class Week:
    """A week of one colleague's calendar; dates are ISO, `colleagues` are key and name."""

    chosen: str
    colleagues: tuple[tuple[str, str], ...]
    monday: str
    before: str | None
    after: str | None
    heading: str
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class Colleague:
    """A line of the page of colleagues. `state`: active, invited, calendar, closed."""

    key: str
    name: str
    email: str | None
    role: str
    state: Literal["active", "invited", "calendar", "closed"]
    coming: int
    is_me: bool


@dataclass(frozen=True, slots=True)
class LineCheck:
    """A help line as its checker needs it; dates are Norwegian. `state`: see `api.content.due`."""

    name: str
    phone: str | None
    tel: str | None
    owner: str | None
    hours: str
    price: str
    who_for: str
    source: str | None
    state: State
    checked: str | None
    checked_by: str | None
    valid_until: str | None
    shown: bool
    note: str | None


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time link, shown once and kept nowhere."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The list."""

    view: View
    whose: Whose
    sections: tuple[Section, ...] = field(default_factory=tuple)
    full: bool = False
