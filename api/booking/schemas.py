"""What goes in and out. Times go out as ISO 8601 with the offset of Europe/Oslo."""

from datetime import date, datetime, time
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
)

from api.content.taxonomy import About, Channel, Language, Topic
from api.settings import OSLO

OsloTime = Annotated[
    datetime, PlainSerializer(lambda at: at.astimezone(OSLO).isoformat(), return_type=str)
]
_HALVES = dict.fromkeys(range(55296, 57344), "�")


def _storable(text: str) -> str:
    """JSON can carry half a character and the NUL sign, which a database cannot."""
    return text.translate(_HALVES).replace("\x00", "")


Words = Annotated[str, AfterValidator(_storable)]
Short = Annotated[Words, StringConstraints(max_length=500)]
Long = Annotated[Words, StringConstraints(max_length=5_000)]
ClientId = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,100}$")]
RecordId = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,60}$")]
Weekday = Annotated[int, Field(ge=1, le=7)]


class SummaryLine(BaseModel):
    """A line of the person's own summary; the label of `key` is content."""

    key: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,30}$")]
    text: Long | None = None
    topics: list[Topic] | None = None
    about: About | None = None


Summary = Annotated[list[SummaryLine | Long], Field(max_length=60)] | Long


class Input(BaseModel):
    """What somebody sends; unknown members are passed over, so that old pages go on working."""

    model_config = ConfigDict(extra="ignore")


class SlotOut(BaseModel):
    """A time that can be had."""

    id: str
    offering: str
    start: OsloTime
    end: OsloTime
    location: str
    channel: Channel


class SlotList(BaseModel):
    """Free times of an offering, earliest first."""

    slots: list[SlotOut]


class BookingIn(Input):
    """A booking made on a page: the slot is taken and confirmed in one."""

    client_id: ClientId
    slot_id: RecordId
    name: Short
    phone: Short | None = None
    email: Short | None = None
    about: About = "self"
    note: Long | None = None
    summary: Summary | None = None
    interpreter: Annotated[Words, StringConstraints(max_length=60)] | bool | None = None
    language: Language = "nb"
    consent: Literal[True]


class BookingOut(BaseModel):
    """A booking as its owner sees it."""

    reference: str
    status: Literal["confirmed", "cancelled"]
    offering: str
    start: OsloTime
    end: OsloTime
    location: str
    channel: Channel


class OwnBooking(BookingOut):
    """With the addresses that open with its token."""

    ics_url: str
    manage_url: str


class NewBooking(OwnBooking):
    """The answer to a booking; the token is never stored and never shown elsewhere."""

    manage_token: str


class MoveIn(Input):
    """The new time of a booking."""

    slot_id: RecordId


class CallbackIn(Input):
    """A wish to be called."""

    client_id: ClientId
    phone: Short
    name: Short | None = None
    when: Short | None = None
    about: About | None = None
    topics: Annotated[list[Topic], Field(max_length=21)] = Field(default_factory=list)
    offering: Slug | None = None
    summary: Summary | None = None
    language: Language = "nb"
    consent: Literal[True]


class CallbackOut(BaseModel):
    """Where the wish can be asked after."""

    reference: str


class InternalOffering(BaseModel):
    """What the dialogue needs to know of an offering."""

    slug: str
    access: str
    topics: list[str]
    for_relatives: bool
    bookable: bool


class InternalOfferings(BaseModel):
    """All of them."""

    offerings: list[InternalOffering]


class SuggestionsIn(Input):
    """What the concern is about."""

    topics: list[Topic] = Field(default_factory=list)
    about: About | None = None


class Suggestion(BaseModel):
    """An offering and those of the topics that it fits."""

    slug: str
    topics: list[str]


class Suggestions(BaseModel):
    """Best first."""

    offerings: list[Suggestion]


class SearchIn(Input):
    """A wish; days and clock times are local."""

    offering: Slug
    date_from: date | None = None
    date_to: date | None = None
    time_from: time | None = None
    time_to: time | None = None
    not_weekdays: list[Weekday] = Field(default_factory=list)
    channel: Channel | None = None
    limit: Annotated[int, Field(ge=1, le=50)] = 4


class SearchOut(BaseModel):
    """Times, and how well they fit the wish."""

    match: Literal["exact", "near", "none"]
    slots: list[SlotOut]


class HoldIn(Input):
    """Which time to hold."""

    slot_id: RecordId


class HoldOut(BaseModel):
    """A time kept for one conversation."""

    slot: SlotOut
    held_until: OsloTime


class ConfirmIn(Input):
    """Turns the conversation's hold into a booking."""

    conversation_id: RecordId
    client_id: ClientId
    name: Short
    phone: Short | None = None
    email: Short | None = None
    about: About = "self"
    note: Long | None = None
    summary: Summary | None = None
    interpreter: Annotated[Words, StringConstraints(max_length=60)] | bool | None = None


class InternalBooking(BookingOut):
    """`manage_token` only where the person has proved to be the owner."""

    manage_token: str | None = None


class FoundBooking(BaseModel):
    """The booking of a conversation, if there is one."""

    booking: InternalBooking | None


class LookupIn(Input):
    """A reference and the number that was given with it."""

    reference: Short
    phone: Short


class InternalMoveIn(Input):
    """A new time, chosen in a conversation."""

    conversation_id: RecordId | None = None
    slot_id: RecordId
    client_id: ClientId


class CancelIn(Input):
    """Cancelling is idempotent by nature; the key is for tracing only."""

    client_id: ClientId | None = None


class InternalCallbackIn(CallbackIn):
    """A wish to be called, told in a conversation where consent has been given."""

    conversation_id: RecordId
    consent: Literal[True] = True
    # The person has agreed that those on duty are told that it is urgent.
    urgent: bool = False


class InternalCallbackOut(CallbackOut):
    """`alerted`: those on duty are being told now; else nobody reads it before they are back."""

    alerted: bool


Json = dict[str, Any]
