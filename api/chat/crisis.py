"""The gateway's own crisis net, and how it is joined with what the engine finds.

The net runs here too so that it holds while the engine is away.
"""

import asyncio
import re
from dataclasses import dataclass, replace
from typing import Final, Literal

import structlog

from api.chat.engine import EngineUnderstood
from api.chat.memory import NOTHING, Remembered
from api.content.taxonomy import CRISES
from bot.norwegian.crisis import CrisisFinding, find_crisis
from bot.norwegian.crisis.net import crisis_net
from bot.norwegian.crisis.people import child_writes
from bot.norwegian.crisis.signs import STATISTICS, find_signs
from bot.norwegian.crisis.words import read

log = structlog.get_logger(__name__)

Net = Literal["gateway", "engine", "both"]
# Longer texts are read beside the event loop, so that nobody else waits for them.
_SHORT: Final = 2_000
# To the direct question: a yes, and no answer, are both met as danger.
_DANGER_CHOICES: Final = frozenset({"crisis_yes", "crisis_unsure"})
_PLAINEST: Final = "jeg vil ta livet mitt"
_NO_CHOICE: Final = "crisis_no"
# When a danger is told without its kind: 113 first, and words that fit most.
UNNAMED: Final = "suicide"
# A clear no to the direct question; with a «men» behind it, it is none.
_NO: Final = re.compile(
    r"^\W*((nei|neida|niks|nope|no|not|ikke|ikkje|aldri|never)\b"
    r"|(det|eg|jeg|i) (gjør|gjer|er|har|tenker|tenkjer|vil|do) [^.?]{0,20}\b(ikke|ikkje|not)\b)",
    re.IGNORECASE,
)
_BUT: Final = re.compile(r"\b(men|but)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Danger:
    """That life or safety may be at risk. `certain` False: the person is asked.

    `child`: a child is in danger; `young`: the one who writes is a child or a teenager; `again`:
    the crisis reply stands right above, so that it need not be said in full once more.
    """

    category: str
    certain: bool
    net: Net
    about: str | None = None
    child: bool = False
    young: bool = False
    again: bool = False


def warm_up() -> bool:
    """Load patterns and net, so that the first person in need does not wait for them.

    False when the patterns do not hear even the plainest words, since their file is broken: the
    statistical net is then left alone, which was made to hear hints.
    """
    if crisis_net() is None:
        log.warning("crisis_net_missing", meaning="the gateway reads with its patterns alone")
    try:
        hears = find_crisis(_PLAINEST) is not None
        find_signs("hei")
    except Exception as error:
        log.error("crisis_net_failed", error=type(error).__name__)
        hears = False
    if not hears:
        log.error("crisis_net_deaf", meaning="numbers are shown with every reply")
    return hears


async def find(text: str) -> Danger | None:
    """What the gateway's nets find in a text of any length; a broken one is logged, not raised."""
    try:
        is_short = len(text) <= _SHORT
        found = _read(text) if is_short else await asyncio.to_thread(_read, text)
    except Exception as error:
        log.error("crisis_net_failed", error=type(error).__name__)
        return None
    if found is None:
        return None
    young = is_young(text)
    return Danger(found.category, found.certain, "gateway", found.about, bool(found.child), young)


def _read(text: str) -> CrisisFinding | None:
    try:
        return find_signs(text)
    except Exception as error:
        log.error("crisis_net_failed", error=type(error).__name__)
    # Either one alone is better than nothing.
    try:
        return find_crisis(text)
    except Exception as error:
        log.error("crisis_patterns_failed", error=type(error).__name__)
    return _likely(text)


def _likely(text: str) -> CrisisFinding | None:
    """What the statistical net finds; it needs no pattern."""
    net = crisis_net()
    score = net.score(text) if net else None
    if net is None or score is None or score.chance < net.doubt:
        return None
    return CrisisFinding(score.category, score.chance >= net.certain, None, False, STATISTICS)


def is_young(text: str) -> bool:
    """Whether a child or teenager says so of themselves at the beginning of the text."""
    try:
        return bool(child_writes(read(text[:_SHORT])))
    except Exception as error:
        log.error("crisis_net_failed", error=type(error).__name__)
        return False


def of_choice(intent: str, remembered: Remembered | None) -> Danger | None:
    """The answer to the direct question; `remembered` knows what was asked about, and whom."""
    if intent not in _DANGER_CHOICES:
        return None
    known = remembered or NOTHING
    return Danger(known.category or UNNAMED, True, "gateway", known.about, known.child, known.young)


def named(category: object) -> str:
    """The category as the taxonomy knows it; an alarm under another name is an alarm still."""
    return next((known for known in CRISES if known == category), UNNAMED)


def joined(gateway: Danger | None, understood: EngineUnderstood | None) -> Danger | None:
    """Both nets together: certain if either is; the certain one names the category."""
    if understood is None or understood.crisis is None:
        return gateway
    engine = Danger(named(understood.crisis), understood.crisis_certain, "engine", understood.about)
    if gateway is None:
        return engine
    leading = engine if engine.certain and not gateway.certain else gateway
    return Danger(
        leading.category,
        leading.certain,
        "both",
        gateway.about or engine.about,
        gateway.child,
        gateway.young,
    )


def unanswered(text: str, intent: str | None, remembered: Remembered) -> Danger | None:
    """Danger when the direct question stands open and the free text is no clear no to it.

    The engine knows this too, but it may have been away when the question was asked. `intent`: as
    the engine understood the text, None when it is away.
    """
    if not remembered.asked or intent == "deny" or says_no(text):
        return None
    return of_choice("crisis_unsure", remembered)


def says_no(text: str) -> bool:
    """A clear no in bokmål, nynorsk or English, and nothing that takes it back."""
    return bool(_NO.match(text)) and not _BUT.search(text)


def weighed(danger: Danger, remembered: Remembered) -> Danger:
    """The sign together with what the conversation has told before.

    A doubt that comes after another doubt (also a denied one), or after a sign of the same kind,
    is met as danger; an answer to the direct question is about whom the question was about.
    """
    known = remembered.category
    certain = danger.certain or (
        known is not None and (not remembered.certain or known == danger.category)
    )
    answers = remembered.asked and known == danger.category
    about = (remembered.about if answers else None) or danger.about
    young = danger.young or remembered.young
    category = danger.category
    if young and category == "violence" and about != "relative":
        category = "child_at_risk"
    # A mother who fears for herself and names her children needs the line for grown-ups.
    child = category == "child_at_risk" or (
        about == "relative" and (danger.child or (answers and remembered.child))
    )
    again = certain and remembered.just_told and known == category
    return replace(
        danger,
        category=category,
        certain=certain,
        about=about,
        child=child or young,
        young=young,
        again=again,
    )
