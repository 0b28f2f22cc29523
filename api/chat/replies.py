"""The messages of one reply, in the order in which a person must meet them. Pure functions.

First what saves lives, then that an identity number was taken out, then what the engine says, or
plainly that it cannot say anything now.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, get_args

import structlog

from api.chat import crisis
from api.chat.crisis import Danger
from api.chat.engine import EngineAnswer, NamedResponse
from api.chat.memory import FORM_WAITS, WITH_NUMBERS, Remembered
from api.content import cards, formatting, placeholders
from api.content.errors import ContentMissing
from api.content.rendering import Rendered, render, render_crisis, wording
from api.content.scene import Scene, Values
from api.content.taxonomy import CRISES, MessageKind
from api.content.views import ChoiceText
from api.models import Message

log = structlog.get_logger(__name__)

AWAY: Final = "utter_engine_away"
EMPTY: Final = "utter_empty_reply"
IDENTITY_NUMBER: Final = "utter_identity_number_dropped"
HELPLINES: Final = "utter_helplines"
REPEAT: Final = "utter_repeat"
AT_HAND: Final = "utter_numbers_at_hand"
CONTACT: Final = "utter_crisis_contact"
OPENINGS: Final = {
    "chat": "utter_greet",
    "relative": "utter_greet_relative",
    "book": "utter_greet_book",
}
MESSAGE_KINDS: Final[tuple[MessageKind, ...]] = get_args(MessageKind)
CRISIS_KINDS: Final = ("crisis", "crisis_question")
_ENGINE_CRISIS: Final = {"utter_crisis": True, "utter_crisis_question": False}


def with_spoken_danger(danger: Danger | None, answer: EngineAnswer | None) -> Danger | None:
    """The danger, also when the engine tells it only by the response that it chose."""
    for response in answer.responses if answer else ():
        certain = _ENGINE_CRISIS.get(response.name)
        if certain is None or (danger and (danger.certain or not certain)):
            continue
        category = response.values.get("category")
        if danger:
            danger = replace(danger, certain=True, net="both")
        else:
            about = response.values.get("about")
            whom = about if isinstance(about, str) else None
            danger = Danger(crisis.named(category), certain, "engine", whom)
    return danger


def compose(
    scene: Scene,
    answer: EngineAnswer | None,
    danger: Danger | None,
    *,
    masked: int = 0,
    previous: Sequence[Message] = (),
) -> list[Rendered]:
    """The reply. `answer` None: the engine is away. `previous`: what was last shown."""
    reply: list[Rendered] = []
    if danger:
        reply.append(
            render_crisis(
                scene,
                danger.category,
                certain=danger.certain,
                about=danger.about,
                child=danger.child,
                young=danger.young,
                again=danger.again,
            )
        )
    if masked:
        reply += _named(scene, [NamedResponse(name=IDENTITY_NUMBER)])
    if answer is None:
        return [*reply, *away(scene)]
    said = _named(scene, answer.responses, previous)
    if not said and not danger:
        said = _named(scene, [NamedResponse(name=EMPTY)]) or away(scene)
    return reply + said


def away(scene: Scene) -> list[Rendered]:
    """That the engine cannot answer, and whom to call instead."""
    return [*_named(scene, [NamedResponse(name=AWAY)]), helplines(scene)]


def helplines(scene: Scene) -> Rendered:
    """Numbers, also when the text for them is missing."""
    try:
        return replace(render(scene, HELPLINES, {}), kind="helplines", data=_numbers(scene))
    except Exception as error:
        log.error("response_lost", response=HELPLINES, error=type(error).__name__)
        lines = _numbers(scene)
        text = "\n".join(f"{line['name']}: {line['phone']}" for line in lines["helplines"])
        return Rendered("helplines", scene.lang, text, (), lines, HELPLINES)


def at_hand(
    scene: Scene, remembered: Remembered, reply: Sequence[Rendered], *, leaving: bool = False
) -> list[Rendered]:
    """The numbers once more, in short, in a conversation that danger has been told in.

    At once in the first reply after they were shown, then in every second one, or every fourth
    when danger was denied: at hand, and not in the way. To somebody who is `leaving` always.
    Empty when the reply has numbers itself.
    """
    if remembered.category is None or any(one.kind in WITH_NUMBERS for one in reply):
        return []
    pause = 1 if remembered.certain else 3
    if remembered.reminded and remembered.replies < pause and not leaving:
        return []
    need = next((known for known in CRISES if known == remembered.category), None)
    lines = cards.helplines(scene, need, child=remembered.child)
    # The emergency number, and one line to talk to: more would drown what is being said.
    lines = lines[:1] + [line for line in lines[1:] if line["open_now"]][:1]
    try:
        said = render(scene, AT_HAND, {})
    except Exception as error:
        log.error("response_lost", response=AT_HAND, error=type(error).__name__)
        text = "\n".join(f"{line['name']}: {line['phone']}" for line in lines)
        said = Rendered("helplines", scene.lang, text, response=AT_HAND)
    offered = any(one.response == FORM_WAITS for one in reply)
    choices = said.choices if remembered.waits and not offered else ()
    return [replace(said, kind="helplines", data={"helplines": lines}, choices=choices)]


def opening(scene: Scene, entry: str, answer: EngineAnswer | None) -> list[Rendered]:
    """How a conversation begins: as the engine says, else the greeting for this entry."""
    said = _named(scene, answer.responses) if answer else []
    return said or _named(scene, [NamedResponse(name=OPENINGS.get(entry, OPENINGS["chat"]))])


def _numbers(scene: Scene) -> dict[str, list[dict[str, object]]]:
    return {"helplines": cards.helplines(scene, None)}


def _named(
    scene: Scene, responses: Iterable[NamedResponse], previous: Sequence[Message] = ()
) -> list[Rendered]:
    """The responses in words; crisis ones are left out, since they go first and once."""
    listed = list(responses)
    names = {response.name for response in listed}
    said: list[Rendered] = []
    for response in listed:
        if response.name in _ENGINE_CRISIS:
            continue
        try:
            made = render(scene, response.name, response.values)
        except Exception as error:
            # One broken text costs only itself, never the numbers beside it.
            log.error("response_lost", response=response.name, error=type(error).__name__)
            continue
        if made.kind in CRISIS_KINDS or not (made.text or made.data):
            continue
        said.append(made)
        if response.name == REPEAT:
            said += [simpler(scene, one) for one in previous if one.response not in names]
    return sorted(said, key=lambda one: one.kind not in CRISIS_KINDS)


def simpler(scene: Scene, shown: Message) -> Rendered:
    """What was shown once more, in plainer words where there are any."""
    card = shown.data.get("offering")
    slug = card.get("slug") if isinstance(card, dict) else card
    values: Values = {**shown.data, "offering": slug, "booking": shown.data}
    text = shown.text
    try:
        found = wording(scene, shown.response or "", values)
        if found.simple:
            plainer, missing = formatting.fill(
                found.simple, lambda word: placeholders.word(word, scene, values)
            )
            text = text if missing else plainer
        elif found.kind == "offering" and slug in scene.texts.offerings:
            text = scene.texts.offering(str(slug)).simple.in_(scene.lang)
    except ContentMissing:
        pass
    kind: MessageKind = next((one for one in MESSAGE_KINDS if one == shown.kind), "text")
    choices = tuple(ChoiceText.model_validate(one) for one in shown.choices)
    return Rendered(kind, scene.lang, text, choices, dict(shown.data), shown.response)
