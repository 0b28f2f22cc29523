"""What a rendering needs to know, and how to read the values that the engine sends."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from api.content.formatting import CalendarWords
from api.content.fragments import Fragments
from api.content.service import Texts
from api.content.taxonomy import Language

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Scene:
    """Texts, language and moment (with time zone); `slots`: facts of slots known only by id.

    `young`: the one who reads is a child or a teenager, so that help lines are those for them.
    """

    texts: Texts
    fragments: Fragments
    lang: Language
    at: datetime
    slots: Mapping[str, Values] = field(default_factory=dict)
    young: bool = False

    @property
    def calendar(self) -> CalendarWords:
        """Names of days and months; `ContentMissing` without a vocabulary."""
        return CalendarWords.of(self.texts.vocabulary, self.lang)

    @property
    def on_duty(self) -> bool:
        """Whether somebody at the municipality reads what comes in now; False when not known."""
        municipality = self.texts.loaded_municipality
        return municipality is not None and municipality.duty_hours.open_at(self.at)

    def time_facts(self, values: Values) -> Values:
        """Facts of the slot or booking that a response is about; empty when there is none.

        The slot goes before the booking: when an appointment is moved, it is the new time.
        """
        for key in ("slot", "booking"):
            found = values.get(key)
            if isinstance(found, Mapping):
                return found
            if isinstance(found, str) and found in self.slots:
                return self.slots[found]
        return self.slots.get(str(values.get("slot_id")), {})

    def slot_list(self, values: Values) -> list[Values]:
        """Facts of the slots that are offered; those that are not known any more are left out."""
        given = [
            one if isinstance(one, Mapping) else self.slots.get(str(one))
            for one in items(values.get("slots"))
        ]
        return [facts for facts in given if facts and facts.get("id") and facts.get("start")]

    def offerings(self, values: Values) -> list[tuple[str, list[Any]]]:
        """Slugs that exist, each with the topics that it fits."""
        found = []
        for one in items(values.get("offerings")):
            slug = one.get("slug") if isinstance(one, Mapping) else one
            topics = items(one.get("topics")) if isinstance(one, Mapping) else []
            if isinstance(slug, str) and slug in self.texts.offerings:
                found.append((slug, topics))
        return found


def items(value: Any) -> list[Any]:
    """A list as it is; anything else is an empty one."""
    return list(value) if isinstance(value, list | tuple) else []


def offering_slug(values: Values) -> str | None:
    """The offering that a response is about, named directly or by its booking or slot."""
    for holder in (values, values.get("booking"), values.get("slot")):
        if isinstance(holder, Mapping) and isinstance(holder.get("offering"), str):
            return str(holder["offering"])
    return None


def slot_ids(values: Values) -> set[str]:
    """Ids of slots whose facts are not in the values themselves."""
    ids = {one for one in items(values.get("slots")) if isinstance(one, str)}
    named = (values.get("slot"), values.get("slot_id"))
    return ids | {one for one in named if isinstance(one, str)}
