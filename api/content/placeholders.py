"""What stands for each `{placeholder}` of a text, in the person's language."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from api.content import cards, formatting
from api.content.errors import ContentMissing, OfferingNotFound
from api.content.formatting import fill
from api.content.scene import Scene, Values, items, offering_slug

_CLAUSE: Final = "_clause"


def word(name: str, scene: Scene, values: Values) -> str | None:
    """The words for a placeholder; None when the values do not tell.

    Names without a rule of their own are plain facts of the values: a text or a whole number.
    `{x_clause}` is a part that is left out, without loss, when there is no `x`.
    """
    rule = _RULES.get(name)
    try:
        if rule:
            return rule(scene, values)
        if name.endswith(_CLAUSE):
            return _clause(name.removesuffix(_CLAUSE), scene, values)
        fact = values.get(name)
        is_plain = isinstance(fact, str | int) and not isinstance(fact, bool)
        return str(fact) if is_plain and fact != "" else None
    except (ContentMissing, OfferingNotFound, KeyError, TypeError, ValueError):
        return None


def _clause(name: str, scene: Scene, values: Values) -> str:
    """A part of a sentence that is there only when its fact is: `{name_clause}` needs `name`."""
    fact = values.get(name) or values.get(f"{name}ed")
    template = scene.fragments.find(f"clause_{name}", scene.lang) if fact else None
    if template is None:
        return ""
    # Fragments lose their outer spaces when read; a new sentence needs one.
    space = " " if template[:1].isalpha() else ""
    return space + fill(template, {name: str(fact)}.get)[0]


def _of_offering(part: str) -> Callable[[Scene, Values], str | None]:
    def rule(scene: Scene, values: Values) -> str | None:
        slug = offering_slug(values)
        if slug is None:
            return None
        words: str = getattr(scene.texts.offering(slug), part).in_(scene.lang)
        return words

    return rule


def _answer(scene: Scene, values: Values) -> str | None:
    slug, aspect = offering_slug(values), str(values.get("aspect"))
    if slug is None:
        return None
    aspects = {str(key): text for key, text in scene.texts.offering(slug).aspects.items()}
    return aspects[aspect].in_(scene.lang)


def _aspect(scene: Scene, values: Values) -> str | None:
    names = {str(key): text for key, text in scene.texts.vocabulary.aspects.items()}
    return names[str(values.get("aspect"))].in_(scene.lang)


def _topics(scene: Scene, values: Values) -> str | None:
    given = items(values.get("topics")) or [values.get("topic")]
    return cards.topic_phrase(scene, given) or None


def _offerings(scene: Scene, values: Values) -> str | None:
    titles = [
        scene.texts.offering(slug).title.in_(scene.lang) for slug, _ in scene.offerings(values)
    ]
    return formatting.join_words(titles, scene.lang) or None


def _when(scene: Scene, values: Values) -> str | None:
    start = scene.time_facts(values).get("start") or values.get("start")
    if start:
        return formatting.when(datetime.fromisoformat(str(start)), scene.calendar)
    said = values.get("when")
    return said if isinstance(said, str) else None


def _channel(scene: Scene, values: Values) -> str | None:
    channel = scene.time_facts(values).get("channel") or values.get("channel")
    names = {str(key): text for key, text in scene.texts.vocabulary.channels.items()}
    return names[str(channel)].in_(scene.lang)


def _location(scene: Scene, values: Values) -> str | None:
    return scene.time_facts(values).get("location") or values.get("location") or None


def _where(scene: Scene, values: Values) -> str | None:
    """Where to be: the place of a visit, else the channel («på telefon»)."""
    channel = scene.time_facts(values).get("channel") or values.get("channel")
    return _location(scene, values) if channel == "visit" else _channel(scene, values)


def _reference(_: Scene, values: Values) -> str | None:
    held = values.get("booking")
    found = held.get("reference") if isinstance(held, Mapping) else values.get("reference")
    return str(found) if found else None


def _phone(_: Scene, values: Values) -> str | None:
    number = values.get("phone")
    return formatting.phone(str(number)) if number else None


def _words(scene: Scene, values: Values) -> str | None:
    """The person's own words, in quotation marks."""
    said = values.get("words")
    given = [said] if isinstance(said, str) else [str(one) for one in items(said)]
    left, right = ("“", "”") if scene.lang == "en" else ("«", "»")
    return formatting.join_words([f"{left}{one}{right}" for one in given], scene.lang) or None


_RULES: Final[Mapping[str, Callable[[Scene, Values], str | None]]] = {
    "offering": _of_offering("title"),
    "offering_short": _of_offering("short"),
    "offering_description": _of_offering("description"),
    "offering_simple": _of_offering("simple"),
    "offering_content": _of_offering("content"),
    "offering_who_for": _of_offering("who_for"),
    "offerings": _offerings,
    "answer": _answer,
    "aspect": _aspect,
    "topics": _topics,
    "topic": _topics,
    "when": _when,
    "channel": _channel,
    "location": _location,
    "where": _where,
    "reference": _reference,
    "phone": _phone,
    "words": _words,
    "municipality": lambda scene, _: scene.texts.municipality.name.in_(scene.lang),
    "duty_text": lambda scene, _: scene.texts.municipality.duty_text.in_(scene.lang),
    "municipality_phone": lambda scene, _: scene.texts.municipality.phone,
}
# Placeholders that a text may use besides plain facts of the values.
KNOWN: Final = frozenset(_RULES)
