"""From rows to what a colleague reads: days, clock times, topics, the person's own lines."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from api.content import cards, formatting
from api.content.fragments import get_fragments
from api.content.scene import Scene
from api.content.service import Texts
from api.content.taxonomy import Language
from api.models import Booking, Callback, ContactAttempt
from api.settings import OSLO
from api.staff.schemas import Card, Place, Try

EXCERPT = 180
_WORDS = Path(__file__).parent / "templates" / "words.yml"


@cache
def words() -> dict[str, Any]:
    """Names of states, headings and sentences of the portal."""
    loaded: dict[str, Any] = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return loaded


class Wording:
    """Words in bokmål at one moment."""

    def __init__(self, texts: Texts, now: datetime) -> None:
        """`now`: with time zone; decides what is today."""
        self.texts = texts
        self.now = now
        self.scene = Scene(texts, get_fragments(), "nb", now)
        self.today = now.astimezone(OSLO).date()

    def day(self, moment: datetime) -> str:
        """«I dag, tirsdag 24. november»."""
        local = moment.astimezone(OSLO).date()
        label = {0: "today", 1: "tomorrow"}.get((local - self.today).days)
        named = formatting.day(local, self.scene.calendar)
        if label is None:
            return _capital(named)
        return f"{_capital(self.texts.vocabulary.labels[label].in_('nb'))}, {named}"

    def date(self, day: date) -> str:
        """«24. november»."""
        return formatting.day(day, self.scene.calendar).split(" ", 1)[1]

    def when(self, moment: datetime) -> str:
        """«i dag kl. 13.00», «tirsdag 24. nov. kl. 13.00»."""
        if moment.astimezone(OSLO).date() == self.today:
            label = self.texts.vocabulary.labels["today"].in_("nb")
            return f"{label} kl. {formatting.clock(moment, 'nb')}"
        return formatting.when_short(moment, self.scene.calendar)

    def stamp(self, moment: datetime) -> str:
        """«21.11.2026 kl. 13.00»: with the year, for what is kept for years."""
        local = moment.astimezone(OSLO)
        return f"{local.day}.{local.month}.{local.year} kl. {formatting.clock(moment, 'nb')}"

    def tries(self, rows: Sequence[tuple[ContactAttempt, str | None]]) -> tuple[Try, ...]:
        """Tries as they are told; `who` is a dash for somebody who is no longer there."""
        return tuple(
            Try(self.when(one.at), name or "–", one.outcome, one.staff_id, one.at)
            for one, name in rows
        )

    def lines(self, record: Booking | Callback) -> tuple[str, ...]:
        """The summary as the person confirmed it, in the form of Norwegian it was shown in."""
        lang: Language = "nn" if record.language == "nn" else "nb"
        scene = Scene(self.texts, self.scene.fragments, lang, self.now)
        told = (cards.summary_line(scene, line) for line in record.summary or [])
        return tuple(line for line in told if line)

    def booking(self, row: Booking, tries: tuple[Try, ...]) -> Card:
        """An appointment as it stands in the list."""
        slot = row.slot
        place = Place(
            day=self.day(slot.start),
            begins=formatting.clock(slot.start, "nb"),
            ends=formatting.clock(slot.end, "nb"),
            channel=self.channel(slot.channel),
            # For the others it is a sentence to the person, such as «Vi ringer deg».
            location=slot.location if slot.channel == "visit" else None,
            staff=slot.staff.name,
        )
        return Card(
            kind="booking",
            email=row.email,
            topics=self._topics(_topics_of(row.summary)),
            offering=self.offering(slot.offering),
            interpreter=row.interpreter,
            status="cancelled" if row.status == "cancelled" else row.contact_status,
            place=place,
            cancelled_by=row.cancelled_by if row.status == "cancelled" else None,
            tries=tries,
            **self._common(row),
        )

    def callback(self, row: Callback, tries: tuple[Try, ...]) -> Card:
        """A wish to be called as it stands in the list."""
        return Card(
            kind="callback",
            email=None,
            topics=self._topics(row.topics or _topics_of(row.summary)),
            offering=self.offering(row.offering) if row.offering else None,
            interpreter=None,
            status=row.contact_status,
            asked=self.when(row.created_at),
            wish=row.when_text,
            urgent=row.urgent,
            tries=tries,
            **self._common(row),
        )

    def _common(self, row: Booking | Callback) -> dict[str, Any]:
        return {
            "key": row.id,
            "reference": row.reference or "",
            "name": row.name,
            "phone": row.phone,
            "phone_shown": formatting.phone(row.phone) if row.phone else None,
            "about": row.about,
            "language": row.language,
            "words": excerpt(row.summary) or (getattr(row, "note", None) or "")[:EXCERPT] or None,
            "blanked": row.anonymised_at is not None,
        }

    def channel(self, name: str) -> str:
        """«Oppmøte»; as colleagues say it, not as it is said to the person."""
        return str(words()["channels"].get(name, name))

    def offering(self, slug: str) -> str:
        """Its title, or the slug of one that is no longer offered."""
        found = self.texts.offerings.get(slug)
        return found.title.in_("nb") if found else slug

    def _topics(self, names: Sequence[str]) -> tuple[str, ...]:
        known = {str(name): words for name, words in self.texts.vocabulary.topics.items()}
        return tuple(known[name].button.in_("nb") for name in names if name in known)


def excerpt(summary: Sequence[Any] | None) -> str | None:
    """The beginning of the person's own words, cut between words."""
    for line in summary or []:
        own = line if isinstance(line, str) else line.get("text")
        if own:
            words = " ".join(str(own).split())
            if len(words) <= EXCERPT:
                return words
            return words[:EXCERPT].rsplit(" ", 1)[0] + " …"
    return None


def _topics_of(summary: Sequence[Any] | None) -> list[str]:
    return [
        str(topic)
        for line in summary or []
        if isinstance(line, dict)
        for topic in line.get("topics") or []
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
