"""The buttons of a message: those of its text, and those built from what is offered."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final
from urllib.parse import quote

from api.content import formatting, placeholders
from api.content.scene import Scene, Values, items, offering_slug
from api.content.taxonomy import MessageKind
from api.content.views import ChoiceText, ResponseText

# Answers to the direct question about danger; the gateway knows them.
CRISIS_CHOICES: Final = ("crisis_yes", "crisis_no", "crisis_unsure")
_WISH: Final = ("date_from", "date_to", "time_from", "time_to")


def fixed(found: ResponseText, scene: Scene, values: Values) -> Iterator[ChoiceText]:
    """The text's own buttons. A payload may hold `{offering}` or `{slot_id}`, filled with the id.

    A button whose id or title cannot be filled is left out.
    """
    ids = {"offering": offering_slug(values), "slot_id": values.get("slot_id")}
    quoted = {name: quote(str(value), safe="") for name, value in ids.items() if value}
    for choice in found.choices:
        payload, unknown = formatting.fill(choice.payload, quoted.get)
        title, missing = formatting.fill(
            choice.title, lambda name: placeholders.word(name, scene, values)
        )
        if not unknown and not missing:
            yield ChoiceText(title=title, payload=payload)


def built(kind: MessageKind, scene: Scene, values: Values) -> Iterator[ChoiceText]:
    """A button for each offering, slot, meaning and day that the values name."""
    for slug, _ in scene.offerings(values):
        title = scene.texts.offering(slug).title.in_(scene.lang)
        yield ChoiceText(title=title, payload=f"ask_offering?offering={slug}")
    for slot in scene.slot_list(values) if kind == "slots" else []:
        start = datetime.fromisoformat(str(slot["start"]))
        title = formatting.when_short(start, scene.calendar)
        # Two times at the same hour differ in how one meets.
        if how := placeholders.word("channel", scene, slot):
            title = f"{title}, {how}"
        yield ChoiceText(title=title, payload=f"inform?slot_id={quote(str(slot['id']), safe='')}")
    for one in items(values.get("meanings")):
        meant = _meaning(scene, one) if isinstance(one, Mapping) else None
        if meant:
            yield ChoiceText(title=meant, payload=str(one["payload"]))
    for one in items(values.get("alternatives")):
        if isinstance(one, Mapping) and one.get("date_from"):
            yield _day(scene, one)


def crisis(scene: Scene) -> Iterator[ChoiceText]:
    """Yes, no, and «vil ikke svare»."""
    for name in CRISIS_CHOICES:
        yield ChoiceText(title=scene.fragments.text(name, scene.lang), payload=name)


def _meaning(scene: Scene, one: Values) -> str | None:
    return scene.fragments.find(f"meaning_{one.get('intent')}", scene.lang)


def _day(scene: Scene, wish: Values) -> ChoiceText:
    """A day that a wish may have meant; the hours of the wish go along."""
    query = "&".join(f"{key}={quote(str(wish[key]), safe='-:')}" for key in _WISH if wish.get(key))
    title = formatting.day(date.fromisoformat(str(wish["date_from"])), scene.calendar)
    return ChoiceText(title=title, payload=f"inform?{query}")
