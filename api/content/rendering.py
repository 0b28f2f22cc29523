"""From a response's name and values to words: the only place where the assistant's texts are made.

The engine sends names, ids and plain facts; here they become sentences in the person's language.
A value that is missing never reaches the person as a gap or an error: the sentence that needed it
is left out, and the log says which.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import structlog

from api.content import buttons, cards, formatting, placeholders
from api.content.errors import ContentMissing, OfferingNotFound
from api.content.scene import Scene, Values, items
from api.content.taxonomy import CRISES, Language, MessageKind
from api.content.views import ChoiceText, ResponseText

log = structlog.get_logger(__name__)

# The wording for when nobody at the municipality reads what comes in.
OFF_DUTY: Final = "off_duty"
# What odd values can cause; everything else is a mistake of ours and shall be seen.
ODD_VALUES = (ContentMissing, OfferingNotFound, KeyError, TypeError, ValueError, AttributeError)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message as the person meets it; `response` is its name in the content files."""

    kind: MessageKind
    lang: Language
    text: str
    choices: tuple[ChoiceText, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)
    response: str | None = None


def render(scene: Scene, name: str, values: Values) -> Rendered:
    """One response. `ContentMissing` when there is no such text; nothing else is raised.

    Of a text's variants the most specific one that the values name is taken: `variant`,
    `category`, `aspect` or a topic, each also with `_self`, `_relative` or (in a crisis) `_child`,
    then `about` alone. A variant `off_duty` is taken whenever nobody is on duty.
    `simple: true` takes the plainer wording where there is one.
    """
    found = wording(scene, name, values)
    template = found.simple if values.get("simple") and found.simple else found.text
    text, missing = formatting.fill(template, lambda word: placeholders.word(word, scene, values))
    if missing:
        log.warning("placeholder_missing", response=name, placeholders=list(missing))
    choices = [
        *_safely(lambda: buttons.built(found.kind, scene, values), name),
        *_safely(lambda: buttons.fixed(found, scene, values), name),
    ]
    once = {choice.payload: choice for choice in reversed(choices)}
    kept = tuple(choice for choice in choices if once.pop(choice.payload, None))
    return Rendered(found.kind, scene.lang, text, kept, _data(found, scene, values), name)


def render_crisis(
    scene: Scene,
    category: str,
    *,
    certain: bool,
    about: str | None = None,
    child: bool = False,
    young: bool = False,
    again: bool = False,
) -> Rendered:
    """The crisis reply, or the direct question when a sign is uncertain.

    Always with numbers: a missing text leaves the numbers themselves as text. `child`: the line
    for children comes along; `young`: the one who writes is one; `again`: said in short, since
    it has just been said in full.
    """
    name = "utter_crisis" if certain else "utter_crisis_question"
    need = next((known for known in CRISES if known == category), None)
    lines = cards.helplines(scene, need, child=child or young)
    chosen = _crisis_variant(scene, name, category, about, young=young, again=again)
    values: Values = {"variant": chosen, **_named_lines(lines, young=young)}
    text = ""
    choices: list[ChoiceText] = []
    try:
        found = wording(scene, name, values)
        text, _ = formatting.fill(found.text, lambda word: placeholders.word(word, scene, values))
        choices = list(buttons.fixed(found, scene, values))
    except ContentMissing:
        log.error("content_missing", response=name)
    if not certain:
        choices = _safely(lambda: buttons.crisis(scene), name)
    text = text or "\n".join(f"{line['name']}: {line['phone']}" for line in lines)
    kind: MessageKind = "crisis" if certain else "crisis_question"
    data = {"category": category, "helplines": lines}
    return Rendered(kind, scene.lang, text, tuple(choices), data, name)


def _crisis_variant(
    scene: Scene, name: str, category: str, about: str | None, *, young: bool, again: bool
) -> str | None:
    """The most fitting wording that there is: for a child that writes, for a relative, short."""
    response = scene.texts.responses.get(name)
    wanted = [f"{category}_{about}", category]
    if young:
        own = [f"{category}_child"]
        wanted = wanted[:1] + own + wanted[1:] if about == "relative" else own + wanted
    if again:
        wanted = [f"{one}_again" for one in wanted] + wanted
    return next((one for one in wanted if response and one in response.variants), None)


def _named_lines(lines: list[dict[str, Any]], *, young: bool) -> dict[str, str]:
    """Numbers that a text may name in a clause of its own, as far as they may be shown."""
    phones = {str(line["slug"]): str(line["phone"]) for line in lines}
    named = {
        "young_line" if young else "children_line": phones.get("alarmtelefonen"),
        "poison_line": phones.get("giftinformasjonen"),
    }
    return {name: phone for name, phone in named.items() if phone}


def wording(scene: Scene, name: str, values: Values) -> ResponseText:
    """The text with its most fitting variant; `ContentMissing` when there is none by that name."""
    response = scene.texts.responses.get(name)
    variants = response.variants if response else {}
    about = values.get("about")
    keys = [values.get("variant"), values.get("category"), values.get("aspect")]
    keys += items(values.get("topics"))
    candidates = [f"{key}_{about}" for key in keys if key and about]
    candidates += [str(key) for key in (*keys, about) if key]
    if scene.young:
        candidates.insert(0, "child")
    if OFF_DUTY in variants and not scene.on_duty:
        candidates.insert(0, OFF_DUTY)
    chosen = next((key for key in candidates if key in variants), None)
    return scene.texts.response(name, scene.lang, chosen)


def _safely(make: Callable[[], Iterator[ChoiceText]], name: str) -> list[ChoiceText]:
    """The buttons; none when the values are not what they should be."""
    try:
        return list(make())
    except ODD_VALUES as error:
        log.error("buttons_failed", response=name, error=type(error).__name__)
        return []


def _data(found: ResponseText, scene: Scene, values: Values) -> dict[str, Any]:
    try:
        return cards.data(found.kind, scene, values)
    except ODD_VALUES as error:
        log.error("card_failed", response=found.name, error=type(error).__name__)
        return {}
