"""What the person just said, as the engine understood it: a read-only view of the tracker."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Tracker

from bot.norwegian.dates import parse_when

OSLO = ZoneInfo("Europe/Oslo")

# Messages with these intents are never an answer to a form's question, whatever their words.
QUESTIONS = frozenset(
    {
        "ask_offering",
        "ask_offering_detail",
        "list_offerings",
        "ask_advice",
        "ask_helpline",
        "ask_privacy",
        "ask_capabilities",
        "ask_if_bot",
        "ask_repeat",
        "change_language",
        "ask_human",
        "ask_booking",
    }
)
ORDERS = frozenset(
    {"restart", "stop", "cancel_booking", "reschedule_booking", "request_callback", "book"}
)
REMARKS = frozenset({"frustration", "out_of_scope", "goodbye", "thank", "greet"})
CRISIS = frozenset({"crisis", "crisis_doubt", "crisis_yes", "crisis_no", "crisis_unsure", "resume"})
SURE = 0.55
FEW_WORDS = 2


class Said:
    """One message: a text with its understanding, or a button."""

    def __init__(self, tracker: Tracker) -> None:
        """Reads `tracker.latest_message`."""
        message: dict[str, Any] = tracker.latest_message or {}
        self.text: str = (message.get("text") or "").strip()
        self.is_button = self.text.startswith("/")
        parse: dict[str, Any] = message.get("parse_data") or message
        intent = message.get("intent") or {}
        self.intent: str = intent.get("name") or ""
        self.confidence: float = float(intent.get("confidence") or 0.0)
        self.entities: dict[str, Any] = {
            entity["entity"]: entity.get("value") for entity in message.get("entities") or []
        }
        understood = (message.get("metadata") or {}).get("understood") or {}
        self.topics: list[str] = list(understood.get("topics") or [])
        self.about: str | None = self.entities.get("about") or understood.get("about")
        self.aspect: str | None = self.entities.get("aspect") or understood.get("aspect")
        self.offering: str | None = self.entities.get("offering") or understood.get("offering")
        self.crisis: str | None = understood.get("crisis")
        self.client_id: str = (message.get("metadata") or {}).get("client_id") or ""
        self.ranking: list[dict[str, Any]] = list(parse.get("intent_ranking") or [])

    def when(self) -> dict[str, Any] | None:
        """The wished time as ISO dates and `HH:MM`, or None."""
        value = self.entities.get("when")
        if isinstance(value, dict):
            return value
        if self.is_button:
            return None
        # The date grammar reads Norwegian wall-clock time.
        found = parse_when(self.text, datetime.now(OSLO).replace(tzinfo=None))
        return asdict(found) if found else None

    def answers(self, *also: str) -> bool:
        """Whether this can be an answer to a form's question; `also`: intents let through."""
        if self.is_button:
            return self.intent in {"inform", "affirm", "deny", *also}
        if self.intent in CRISIS:
            return False
        if self.intent in also:
            return True
        if self.intent in QUESTIONS | ORDERS | REMARKS:
            return self.confidence < SURE
        return True

    @property
    def is_skip(self) -> bool:
        """Whether the person passes the question over."""
        if "skip" in self.entities:
            return True
        words = self.text.lower().strip(" .!")
        # «nei» passes a question over; «nei, jeg mente far» says something.
        short = len(words.split()) <= FEW_WORDS
        return (self.intent == "deny" and (short or self.is_button)) or words in SKIPS


SKIPS = frozenset(
    {
        "hopp over",
        "hopp over det",
        "hopp over dette",
        "vet ikke",
        "veit ikke",
        "veit ikkje",
        "vet ikke helt",
        "veit ikkje heilt",
        "ingenting",
        "ikke noe",
        "ikkje noko",
        "pass",
        "-",
        "skip",
        "i don't know",
        "don't know",
        "neste",
        "vil ikke si",
        "vil ikkje seie",
        "æ veit itj",
    }
)
