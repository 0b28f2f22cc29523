"""Shapes of the content files. Strict: an unknown field, a missing language or an empty text fails.

The files are YAML; ``repository`` turns them into JSON values before they come here, so dates are
ISO strings and lists are arrays in the file, ``date`` and ``tuple`` in the models.
"""

import re
from datetime import date
from typing import Annotated, Final, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic import model_validator as after_fields

from api.content.hours import Hours
from api.content.taxonomy import (
    BUTTON_INTENTS,
    INTENTS,
    About,
    Access,
    Aspect,
    Channel,
    Crisis,
    Language,
    MessageKind,
    Topic,
    Weight,
)

_LINK: Final = re.compile(r"https?://|www\.", re.IGNORECASE)
_MARKUP: Final = re.compile(r"<[a-z/!]|\*\*|\]\(|^#+ ", re.IGNORECASE | re.MULTILINE)
_PAYLOAD: Final = r"^[a-z_]+(\?[a-z_]+=[^&\s]+(&[a-z_]+=[^&\s]+)*)?$"
_PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)\}")


def _plain(text: str) -> str:
    """Text is shown as it stands, so markup would be read aloud and a link could not be pressed."""
    if _LINK.search(text):
        raise ValueError("teksten inneholder en lenke; lenker hører hjemme i «sources»")
    if _MARKUP.search(text):
        raise ValueError("teksten inneholder HTML eller Markdown; bruk bare ren tekst")
    return text


Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_plain)
]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
NonEmpty = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Content(BaseModel):
    """Base of all content: immutable, no unknown fields, no silent conversions."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Translated(Content):
    """One text in bokmål, nynorsk and English; all three are required."""

    nb: Text
    nn: Text
    en: Text

    def in_(self, lang: Language) -> str:
        """The text in one language."""
        return {"nb": self.nb, "nn": self.nn, "en": self.en}[lang]

    @after_fields(mode="after")
    def _same_placeholders(self) -> Self:
        wanted = set(_PLACEHOLDER.findall(self.nb))
        for lang, text in (("nn", self.nn), ("en", self.en)):
            if set(_PLACEHOLDER.findall(text)) != wanted:
                raise ValueError(f"{lang} har andre {{plassholdere}} enn nb")
        return self

    def placeholders(self) -> frozenset[str]:
        """Names in braces that the renderer must fill."""
        return frozenset(_PLACEHOLDER.findall(self.nb))


class Source(Content):
    """Where a claim comes from. ``date`` is the source's own date, None when it has none."""

    key: NonEmpty
    title: NonEmpty | None = None
    address: NonEmpty | None = None
    date: NonEmpty | None = None


class Offering(Content):
    """One offering of the municipality, as the citizen meets it.

    ``minutes`` is the length of one contact, ``capacity`` how many people share it.
    ``relative_topics`` replaces ``topics`` when the person writes on behalf of somebody else.
    ``unknown`` lists aspects that are local and not settled; their text says so and whom to ask.
    """

    slug: Slug
    title: Translated
    short: Translated
    description: Translated
    simple: Translated
    who_for: Translated
    content: Translated
    aspects: dict[Aspect, Translated]
    access: Access
    channels: tuple[Channel, ...] = Field(min_length=1)
    minutes: int = Field(ge=10, le=240)
    capacity: int = Field(ge=1, le=100)
    topics: dict[Topic, Weight]
    relative_topics: dict[Topic, Weight] | None = None
    for_relatives: bool
    sources: tuple[Source, ...] = Field(min_length=1)
    reviewed: date
    reviewed_by: NonEmpty
    unknown: tuple[Aspect, ...]

    @property
    def bookable(self) -> bool:
        """Whether a person can take a time herself."""
        return self.access == "slot"

    def weights(self, about: About | None) -> dict[Topic, Weight]:
        """Topic weights for the person herself or for a relative."""
        if about == "relative" and self.relative_topics is not None:
            return self.relative_topics
        return self.topics


class Helpline(Content):
    """One help line. ``phone`` is as shown, ``tel`` the digits to dial; both None when not known.

    ``hours`` None means that the opening hours are not known. ``always`` lines (the emergency
    numbers) need no check and count as always open.
    """

    slug: Slug
    name: Translated
    owner: NonEmpty | None
    phone: NonEmpty | None
    tel: Annotated[str, StringConstraints(pattern=r"^\d{3,8}$")] | None
    hours: Hours | None
    free: bool | None
    price: Translated
    who_for: Translated
    text: Translated
    min_age: int | None = Field(default=None, ge=0, le=100)
    source: Source | None
    checked_on: date | None
    checked_by: NonEmpty | None
    valid_until: date | None
    enabled: bool
    always: bool = False
    note: NonEmpty | None = None

    @after_fields(mode="after")
    def _shown_lines_can_be_dialled(self) -> Self:
        if self.enabled and (self.phone is None or self.tel is None or self.source is None):
            raise ValueError("en linje som er på, må ha phone, tel og source")
        if self.phone is not None and self.phone.replace(" ", "") != self.tel:
            raise ValueError("tel er ikke de samme sifrene som phone")
        if (self.checked_on is None) != (self.checked_by is None):
            raise ValueError("checked_on og checked_by hører sammen")
        return self


class Helplines(Content):
    """The whole file of help lines, with the fixed order for each crisis and topic."""

    lines: tuple[Helpline, ...]
    by_crisis: dict[Crisis, tuple[Slug, ...]]
    by_topic: dict[Topic, tuple[Slug, ...]]
    general: tuple[Slug, ...]
    children: tuple[Slug, ...]


class Municipality(Content):
    """Who runs the service; an invented one (``demo``) says so in ``notice``.

    ``duty_hours``: when somebody reads alerts; ``duty_email``: where they go, None for everybody
    who can log in to the staff portal.
    """

    demo: bool
    name: Translated
    notice: Translated
    phone: NonEmpty
    tel: Annotated[str, StringConstraints(pattern=r"^\d{8}$")]
    phone_note: Translated
    phone_hours: Hours
    address: Translated
    opening_hours: Hours
    duty_hours: Hours
    duty_text: Translated
    duty_email: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")] | None = (
        None
    )
    privacy_contact: Translated
    reviewed: date


class TopicWords(Content):
    """``phrase`` completes «Du skrev at det handler om …»; ``button`` is a short title."""

    phrase: Translated
    button: Translated


class Vocabulary(Content):
    """Names of things in each language; weekdays start on Monday."""

    topics: dict[Topic, TopicWords]
    channels: dict[Channel, Translated]
    about: dict[About, Translated]
    access: dict[Access, Translated]
    aspects: dict[Aspect, Translated]
    crisis: dict[Crisis, Translated]
    languages: dict[Language, Translated]
    weekdays: tuple[Translated, ...] = Field(min_length=7, max_length=7)
    weekdays_short: tuple[Translated, ...] = Field(min_length=7, max_length=7)
    months: tuple[Translated, ...] = Field(min_length=12, max_length=12)
    labels: dict[str, Translated]


class PageSection(Content):
    """One heading with its paragraphs."""

    heading: Translated
    paragraphs: tuple[Translated, ...] = Field(min_length=1)


class Page(Content):
    """A static page, such as the privacy page."""

    slug: Slug
    title: Translated
    intro: Translated
    sections: tuple[PageSection, ...] = Field(min_length=1)
    sources: tuple[Source, ...]
    reviewed: date


class Choice(Translated):
    """A fixed button; ``payload`` is ``intent`` or ``intent?key=value&key=value``."""

    payload: Annotated[
        str, StringConstraints(pattern=r"^[a-z_]+(\?[a-z_]+=[^&\s]+(&[a-z_]+=[^&\s]+)*)?$")
    ]

    @after_fields(mode="after")
    def _known_intent(self) -> Self:
        if self.payload.partition("?")[0] not in (*INTENTS, *BUTTON_INTENTS):
            raise ValueError(f"ukjent hensikt i payload: {self.payload}")
        return self


class Variant(Translated):
    """Another wording of a response, for instance for a relative."""

    simple: Translated | None = None


class Response(Translated):
    """One answer of the assistant (``utter_*``); ``source`` is ``own`` or where a claim is from."""

    kind: MessageKind
    simple: Translated | None = None
    variants: dict[NonEmpty, Variant] = {}
    choices: tuple[Choice, ...] = ()
    source: NonEmpty
    reviewed: date
