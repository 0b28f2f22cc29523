"""All texts, loaded and checked once, in the language that is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path

from api.content import helplines as lines_of
from api.content.emergency import EMERGENCY
from api.content.errors import ContentBroken, ContentMissing, ContentProblem, OfferingNotFound
from api.content.loading import Loaded, load_files
from api.content.repository import TEXTS
from api.content.schemas import (
    Helplines,
    Municipality,
    Offering,
    Page,
    Response,
    Translated,
    Vocabulary,
)
from api.content.suggestions import suggest
from api.content.taxonomy import About, Crisis, Language, Topic
from api.content.views import ChoiceText, HelplineOut, OfferingOut, OfferingSummary, ResponseText
from api.content.wording import helpline_out
from api.settings import get_settings


@dataclass(frozen=True)
class Texts:
    """One municipality's content; what could not be read is missing and told in ``problems``."""

    offerings: dict[str, Offering] = field(default_factory=dict)
    helplines: Helplines = EMERGENCY
    responses: dict[str, Response] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    problems: tuple[ContentProblem, ...] = ()
    loaded_municipality: Municipality | None = None
    loaded_vocabulary: Vocabulary | None = None
    # In production nothing is shown that only a demo may show, also when its file says `demo`.
    production: bool = False

    @property
    def municipality(self) -> Municipality:
        """Who runs the service; ``ContentMissing`` when its file is broken."""
        if self.loaded_municipality is None:
            raise ContentMissing
        return self.loaded_municipality

    @property
    def vocabulary(self) -> Vocabulary:
        """Names of things; ``ContentMissing`` when its file is broken."""
        if self.loaded_vocabulary is None:
            raise ContentMissing
        return self.loaded_vocabulary

    @property
    def demo(self) -> bool:
        """Whether unchecked lines may be shown; when not known False, the stricter rule."""
        if self.production or self.loaded_municipality is None:
            return False
        return self.loaded_municipality.demo

    def offering(self, slug: str) -> Offering:
        """One offering; ``OfferingNotFound`` (404) when there is none by that slug."""
        try:
            return self.offerings[slug]
        except KeyError:
            raise OfferingNotFound from None

    def suggest(
        self, topics: Sequence[Topic], about: About | None
    ) -> list[tuple[str, tuple[Topic, ...]]]:
        """Offerings that fit, best first, with the topics that each fits."""
        return suggest(self.offerings.values(), topics, about)

    def response(self, name: str, lang: Language, variant: str | None = None) -> ResponseText:
        """A response by name; a variant that it does not have gives its ordinary wording."""
        found = self.responses.get(name)
        if found is None:
            raise ContentMissing(name=name)
        words: Translated = found
        simple = found.simple
        if variant in found.variants:
            chosen = found.variants[variant]
            words, simple = chosen, chosen.simple or found.simple
        return ResponseText(
            name=name,
            kind=found.kind,
            text=words.in_(lang),
            simple=simple.in_(lang) if simple else None,
            choices=tuple(
                ChoiceText(title=choice.in_(lang), payload=choice.payload)
                for choice in found.choices
            ),
        )

    def page(self, slug: str) -> Page:
        """A static page by slug."""
        if slug not in self.pages:
            raise ContentMissing(page=slug)
        return self.pages[slug]

    def helplines_for(
        self, need: Crisis | Topic | None, at: datetime, lang: Language, *, child: bool = False
    ) -> list[HelplineOut]:
        """Help lines for a need at a moment (with time zone), the right emergency number first."""
        shown = lines_of.lines_for(self.helplines, need, at, demo=self.demo, child=child)
        return [helpline_out(line, self.loaded_vocabulary, at, lang) for line in shown]

    def all_helplines(self, at: datetime, lang: Language) -> list[HelplineOut]:
        """Every line that may be shown, in the order of the file."""
        shown = lines_of.all_lines(self.helplines, at, demo=self.demo)
        return [helpline_out(line, self.loaded_vocabulary, at, lang) for line in shown]

    def offering_summary(self, slug: str, lang: Language) -> OfferingSummary:
        """One offering as it stands in a list."""
        return OfferingSummary(**self._summary(self.offering(slug), lang))

    def offering_out(self, slug: str, lang: Language) -> OfferingOut:
        """One offering in full."""
        offering = self.offering(slug)
        return OfferingOut(
            **self._summary(offering, lang),
            description=offering.description.in_(lang),
            simple=offering.simple.in_(lang),
            who_for=offering.who_for.in_(lang),
            content=offering.content.in_(lang),
            capacity=offering.capacity,
            aspects={name: text.in_(lang) for name, text in offering.aspects.items()},
            unknown=offering.unknown,
            sources=offering.sources,
            reviewed=offering.reviewed,
            reviewed_by=offering.reviewed_by,
            demo=self.demo,
            notice=self.notice(lang),
        )

    def notice(self, lang: Language) -> str | None:
        """That the municipality is invented; None for a real one."""
        municipality = self.loaded_municipality
        return municipality.notice.in_(lang) if municipality and municipality.demo else None

    def _summary(self, offering: Offering, lang: Language) -> dict[str, object]:
        aspects = offering.aspects
        return {
            "slug": offering.slug,
            "title": offering.title.in_(lang),
            "short": offering.short.in_(lang),
            "cost": aspects["cost"].in_(lang),
            "referral": aspects["referral"].in_(lang),
            "waiting_time": aspects["waiting_time"].in_(lang),
            "contact": aspects["contact"].in_(lang),
            "access": offering.access,
            "access_text": self.vocabulary.access[offering.access].in_(lang),
            "bookable": offering.bookable,
            "channels": offering.channels,
            "minutes": offering.minutes,
            "topics": offering.topics,
            "for_relatives": offering.for_relatives,
        }


def load_texts(folder: Path = TEXTS, *, strict: bool = False) -> Texts:
    """Read and check every file once.

    ``strict`` raises ``ContentBroken`` with all problems. Otherwise what is broken is left out and
    listed in ``problems``; the emergency numbers are there in any case.
    """
    loaded: Loaded = load_files(folder)
    if strict and loaded.problems:
        raise ContentBroken(loaded.problems)
    return Texts(
        offerings=loaded.offerings,
        helplines=loaded.helplines or EMERGENCY,
        responses=loaded.responses,
        pages=loaded.pages,
        problems=tuple(loaded.problems),
        loaded_municipality=loaded.municipality,
        loaded_vocabulary=loaded.vocabulary,
    )


@cache
def get_texts() -> Texts:
    """The texts of this process; a FastAPI dependency. Never raises for a broken content file."""
    texts = load_texts()
    return replace(texts, production=get_settings().environment == "production")
