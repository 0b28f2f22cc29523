"""What a conversation remembers of danger: kind, whom, and when numbers were last shown. Pure.

Kept with the conversation and erased with it; no words of the person's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from api.models import Conversation, Message

# Responses and buttons that tell whether a form is laid aside (docs/architecture.md, «Dialogue»).
FORM_WAITS: Final = "utter_form_waits"
RESUME: Final = "resume"
_ENDS_FORM: Final = frozenset({"utter_stopped", "utter_start_over"})
_ENDS_FORM_KINDS: Final = frozenset({"booking", "callback"})
WITH_NUMBERS: Final = frozenset({"crisis", "crisis_question", "helplines"})


@dataclass(frozen=True)
class Remembered:
    """`category` None: no sign so far.

    `asked`: the direct question is the last that was said; `just_told`: the crisis reply is.
    `replies`: how many replies have been given since numbers were last shown, and `reminded`:
    whether that was after the sign itself. `waits`: a form is laid aside and not taken up again.
    """

    category: str | None = None
    certain: bool = False
    about: str | None = None
    child: bool = False
    young: bool = False
    asked: bool = False
    just_told: bool = False
    replies: int = 0
    reminded: bool = False
    waits: bool = False


NOTHING: Final = Remembered()


def recall(conversation: Conversation, earlier: Sequence[Message]) -> Remembered:
    """`earlier`: messages before the one to be answered, in order; the last ones suffice."""
    blocks = _replies(earlier)
    last = {message.kind for message in blocks[-1]} if blocks else set()
    since = 0
    shown: set[str] = set()
    for block in reversed(blocks):
        shown = {message.kind for message in block} & WITH_NUMBERS
        if shown:
            break
        since += 1
    return Remembered(
        category=conversation.crisis,
        certain=conversation.crisis_certain,
        about=conversation.crisis_about,
        child=conversation.crisis_child,
        young=conversation.writer_is_child,
        asked="crisis_question" in last,
        just_told="crisis" in last,
        replies=since,
        reminded=shown == {"helplines"},
        waits=_waits(earlier),
    )


def note(
    conversation: Conversation, category: str, about: str | None, certain: bool, child: bool
) -> None:
    """Remember a sign; a certain one stays certain, whatever is asked about afterwards."""
    known = conversation.crisis_about if conversation.crisis == category else None
    conversation.crisis = category
    conversation.crisis_certain = certain or conversation.crisis_certain
    conversation.crisis_about = about or known
    conversation.crisis_child = child


def _replies(earlier: Sequence[Message]) -> list[list[Message]]:
    """What the assistant has said, one list for each time that the person wrote."""
    blocks: list[list[Message]] = []
    spoke = True
    for message in earlier:
        if message.role == "person":
            spoke = True
            continue
        if spoke:
            blocks.append([])
        blocks[-1].append(message)
        spoke = False
    return blocks


def _waits(earlier: Sequence[Message]) -> bool:
    for message in reversed(earlier):
        if message.response == FORM_WAITS:
            return True
        resumed = message.role == "person" and (message.data or {}).get("choice") == RESUME
        if resumed or message.response in _ENDS_FORM or message.kind in _ENDS_FORM_KINDS:
            return False
    return False
