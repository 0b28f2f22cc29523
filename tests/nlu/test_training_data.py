"""The training data keeps to the names of the taxonomy, and has enough lines for each of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader

ROOT = Path(__file__).resolve().parents[2]
# The names are the contract with the rules, the api and the statistics, so they stand here in
# full: a name that is changed in the data alone must fail.
INTENTS = frozenset(
    [
        "greet",
        "goodbye",
        "thank",
        "affirm",
        "deny",
        "concern",
        "ask_advice",
        "ask_offering",
        "ask_offering_detail",
        "list_offerings",
        "book",
        "reschedule_booking",
        "cancel_booking",
        "ask_booking",
        "request_callback",
        "ask_human",
        "ask_helpline",
        "ask_privacy",
        "ask_capabilities",
        "ask_if_bot",
        "ask_repeat",
        "change_language",
        "restart",
        "stop",
        "frustration",
        "inform",
        "out_of_scope",
    ]
)
TOPICS = frozenset(
    [
        "anxiety",
        "low_mood",
        "sleep",
        "stress",
        "loneliness",
        "grief",
        "alcohol",
        "drugs",
        "medication",
        "gambling",
        "memory",
        "trauma",
        "violence",
        "eating",
        "anger",
        "family",
        "caregiver_strain",
        "physical_health",
        "nutrition",
        "activity",
        "daily_living",
    ]
)
ASPECTS = frozenset(
    [
        "cost",
        "referral",
        "waiting_time",
        "eligibility",
        "location",
        "opening_hours",
        "duration",
        "content",
        "confidentiality",
        "interpreter",
        "travel",
        "contact",
        "relatives",
    ]
)
CRISES = frozenset(
    [
        "suicide",
        "self_harm",
        "overdose",
        "violence",
        "danger_to_others",
        "medical_emergency",
        "psychosis",
        "child_at_risk",
    ]
)
OFFERINGS = frozenset(
    [
        "rask-psykisk-helsehjelp",
        "rus-og-psykisk-helse",
        "helsestasjon-for-eldre",
        "frisklivssentral",
        "kosthold-og-ernaering",
        "parorendestotte",
        "larings-og-mestringstilbud",
        "hverdagsmestring",
        "fysioterapi",
        "helseknutepunkt",
        "forebyggende-team",
        "likeperson",
        "digital-hjelp",
        "frivillig-moteplass",
        "trygghetsteknologi",
        "botilbud",
    ]
)
NONE = frozenset({"none"})  # says outright that a label is empty
ALLOWED = {
    "topics": TOPICS | NONE,
    "about": frozenset({"self", "relative"}) | NONE,
    "offering": OFFERINGS | NONE,
    "aspect": ASPECTS | NONE,
    "crisis": CRISES | NONE,
}
MIN_LINES = 12


def test_every_intent_is_a_name_of_the_taxonomy(blocks: list[Any]) -> None:
    assert not {block.intent for block in blocks} - INTENTS


def test_every_label_is_a_name_of_the_taxonomy(blocks: list[Any]) -> None:
    wrong = [
        f"{block}: {label} {value}"
        for block in blocks
        for label in block.labels
        for value in block.values(label) or ["(empty)"]
        if value not in ALLOWED.get(label, frozenset())
    ]
    assert not wrong, "\n".join(wrong)


def test_no_line_stands_twice(blocks: list[Any], plain_form: Callable[[str], str]) -> None:
    places: dict[str, list[str]] = {}
    for block in blocks:
        for line in block.lines:
            places.setdefault(plain_form(line), []).append(f"{line!r} in {block}")
    twice = [" and ".join(where) for where in places.values() if len(where) > 1]
    assert not twice, "\n".join(twice)


@pytest.mark.parametrize("intent", sorted(INTENTS))
def test_every_intent_has_enough_lines(intent: str, blocks: list[Any]) -> None:
    assert sum(len(block.lines) for block in blocks if block.intent == intent) >= MIN_LINES


@pytest.mark.parametrize(
    ("label", "value"),
    [("topics", topic) for topic in sorted(TOPICS)]
    + [("aspect", aspect) for aspect in sorted(ASPECTS)]
    + [("crisis", crisis) for crisis in sorted(CRISES)]
    + [("about", about) for about in ("relative", "self")],
)
def test_every_value_of_a_label_has_enough_lines(label: str, value: str, blocks: list[Any]) -> None:
    found = sum(len(block.lines) for block in blocks if value in block.values(label))
    assert found >= MIN_LINES, f"{label} {value}: {found} lines"


@pytest.mark.parametrize("path", sorted((ROOT / "data").rglob("*.yml")), ids=lambda p: p.stem)
def test_every_file_has_the_form_that_rasa_asks_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if "\nnlu:" in text:
        RasaYAMLReader().validate(text)
