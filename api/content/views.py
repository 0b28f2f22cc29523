"""What the API answers: content in one language."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from api.content.schemas import Source
from api.content.taxonomy import Access, Aspect, Channel, Language, MessageKind, Topic, Weight


class View(BaseModel):
    """Base of the answers."""

    model_config = ConfigDict(frozen=True)


class OfferingSummary(View):
    """An offering in the list."""

    slug: str
    title: str
    short: str
    cost: str
    referral: str
    waiting_time: str
    contact: str
    access: Access
    access_text: str
    bookable: bool
    channels: tuple[Channel, ...]
    minutes: int
    topics: dict[Topic, Weight]
    for_relatives: bool


class OfferingOut(OfferingSummary):
    """An offering in full. ``unknown``: aspects that are local and not settled here."""

    description: str
    simple: str
    who_for: str
    content: str
    capacity: int
    aspects: dict[Aspect, str]
    unknown: tuple[Aspect, ...]
    sources: tuple[Source, ...]
    reviewed: date
    reviewed_by: str
    demo: bool
    notice: str | None


class OfferingList(View):
    """All offerings. ``notice`` says that the municipality is invented, None when it is real."""

    lang: Language
    notice: str | None
    offerings: list[OfferingSummary]


class HelplineOut(View):
    """A help line. ``open_now`` is None when its hours are not known; ``notice`` when unchecked."""

    slug: str
    name: str
    owner: str | None
    phone: str
    tel: str
    hours: str
    open_now: bool | None
    always: bool
    free: bool | None
    price: str
    who_for: str
    text: str
    source: Source | None
    checked_on: date | None
    valid_until: date | None
    notice: str | None


class HelplineList(View):
    """Help lines in the order to show them."""

    lang: Language
    helplines: list[HelplineOut]


class ChoiceText(View):
    """A button in one language."""

    title: str
    payload: str


class ResponseText(View):
    """A response of the assistant in one language; placeholders are still in the text."""

    name: str
    kind: MessageKind
    text: str
    simple: str | None
    choices: tuple[ChoiceText, ...]
