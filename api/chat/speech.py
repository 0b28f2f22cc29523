"""From what is known of a turn to what the person is told, in which language. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from api.chat import crisis, replies, wishes
from api.chat.crisis import Danger
from api.chat.engine import EngineAnswer, EngineUnderstood
from api.chat.intake import Incoming
from api.chat.ledger import Accepted, Outcome, unstored
from api.chat.memory import WITH_NUMBERS
from api.chat.schemas import Reply, Understood
from api.content import cards
from api.content.fragments import Fragments
from api.content.rendering import Rendered
from api.content.scene import Scene, slot_ids
from api.content.service import Texts
from api.content.taxonomy import LANGUAGES, Language
from api.models import Message as Row
from api.models import utcnow

CHANGE_LANGUAGE: Final = "change_language"


@dataclass(frozen=True)
class Speaker:
    """Says things in the municipality's words. `now` is the clock, with zone.

    `deaf`: the gateway's crisis patterns are broken, so that numbers go with every reply.
    """

    texts: Texts
    fragments: Fragments
    now: Callable[[], datetime] = utcnow
    deaf: bool = False

    def scene(
        self,
        language: Language,
        slots: Mapping[str, Mapping[str, Any]] | None = None,
        *,
        young: bool = False,
    ) -> Scene:
        """For rendering now."""
        return Scene(self.texts, self.fragments, language, self.now(), slots or {}, young)

    def warm_up(self) -> None:
        """Say the gravest things once to nobody: what they load lazily is loaded then."""
        danger = Danger("suicide", True, "gateway")
        for language in LANGUAGES:
            replies.compose(self.scene(language), None, danger)

    def outcome(
        self,
        accepted: Accepted,
        answer: EngineAnswer | None,
        gateway: Danger | None,
        *,
        slots: Mapping[str, Mapping[str, Any]],
        previous: Sequence[Row],
        late: bool,
    ) -> Outcome:
        """The reply to an accepted message; `answer` None: the engine is away, or late."""
        remembered = accepted.remembered_crisis
        danger, answer = _danger(accepted, answer, gateway)
        language, fixed = _language(accepted, answer)
        scene = self.scene(language, slots, young=remembered.young)
        rendered = replies.compose(scene, answer, danger, masked=accepted.masked, previous=previous)
        leaving = bool(answer and answer.understood.intent == "goodbye")
        rendered += replies.at_hand(scene, remembered, rendered, leaving=leaving)
        if self.deaf and not any(one.kind in WITH_NUMBERS for one in rendered):
            rendered.append(replies.helplines(scene))
        told = understood(answer.understood if answer else EngineUnderstood(), danger, language)
        return Outcome(rendered, told, danger, language, fixed, late)

    def without_storage(self, incoming: Incoming, danger: Danger | None) -> Reply:
        """What can be said when nothing can be stored: the numbers, and that it does not work."""
        language = (wishes.written(incoming.text) if incoming.text else None) or "nb"
        scene = self.scene(language, young=bool(incoming.text and crisis.is_young(incoming.text)))
        rendered = replies.compose(scene, None, danger, masked=incoming.masked)
        return Reply(
            messages=unstored(rendered),
            understood=understood(EngineUnderstood(), danger, language),
        )

    def away(self, language: Language) -> list[Rendered]:
        """That the service cannot answer properly now, and whom to call."""
        return replies.away(self.scene(language))

    def opening(
        self, language: Language, entry: str, answer: EngineAnswer | None
    ) -> list[Rendered]:
        """How a conversation begins."""
        return replies.opening(self.scene(language), entry, answer)

    def numbers(self) -> list[dict[str, Any]]:
        """Help lines, for when not even a conversation can begin."""
        return cards.helplines(self.scene("nb"), None)


def _danger(
    accepted: Accepted, answer: EngineAnswer | None, gateway: Danger | None
) -> tuple[Danger | None, EngineAnswer | None]:
    """The danger as the whole conversation tells it, and what of the engine's answer still fits."""
    remembered = accepted.remembered_crisis
    danger = crisis.joined(gateway, answer.understood if answer else None)
    danger = replies.with_spoken_danger(danger, answer)
    if danger is None and accepted.button is None:
        intent = answer.understood.intent if answer else None
        danger = crisis.unanswered(accepted.text, intent, remembered)
        if danger and answer:
            # The engine was away when the question was asked, and has answered something else.
            answer = answer.model_copy(update={"responses": []})
    if danger is None:
        return None, answer
    danger = crisis.weighed(danger, remembered)
    # For the young the line is 116 111, not the municipality's duty staff.
    if answer and danger.young:
        kept = [one for one in answer.responses if one.name != replies.CONTACT]
        answer = answer.model_copy(update={"responses": kept})
    return danger, answer


def understood(found: EngineUnderstood, danger: Danger | None, language: Language) -> Understood:
    """The contract's object."""
    fields = found.model_dump(exclude={"crisis_certain", "crisis"})
    return Understood(**fields, crisis=danger.category if danger else None, language=language)


def without_repetition(outcome: Outcome, told: Danger | None, masked: int) -> Outcome:
    """A late answer without what the person has been told at once: crisis and identity number."""
    messages = list(outcome.messages)
    if masked:
        messages = [one for one in messages if one.response != replies.IDENTITY_NUMBER]
    messages = [one for one in messages if one.response != replies.AT_HAND]
    graver = outcome.danger and outcome.danger.certain and not (told and told.certain)
    if told and not graver:
        messages = [one for one in messages if one.kind not in replies.CRISIS_KINDS]
        return replace(outcome, messages=messages, danger=None)
    return replace(outcome, messages=messages)


def slot_ids_of(answer: EngineAnswer | None) -> set[str]:
    """Slots that the answer names only by id."""
    return {one for said in (answer.responses if answer else ()) for one in slot_ids(said.values)}


def repeats(answer: EngineAnswer | None) -> bool:
    """Whether the last answer is to be said again."""
    return any(said.name == replies.REPEAT for said in (answer.responses if answer else ()))


def _language(accepted: Accepted, answer: EngineAnswer | None) -> tuple[Language, bool]:
    """The form of the reply, and whether it was asked for by name."""
    intent = answer.understood.intent if answer else None
    if accepted.button and accepted.button.intent == CHANGE_LANGUAGE:
        intent = CHANGE_LANGUAGE
    if intent != CHANGE_LANGUAGE:
        return accepted.language, accepted.language_fixed
    values = [said.values for said in answer.responses] if answer else []
    wished = next((form for one in values if (form := wishes.chosen(one))), None)
    if accepted.button:
        wished = wishes.chosen(accepted.button.values) or wished
    else:
        wished = wished or wishes.named(accepted.text)
    return (wished, True) if wished else (accepted.language, accepted.language_fixed)
