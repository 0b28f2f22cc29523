"""The domain and the actions name each other, and every rule's action exists."""

from pathlib import Path

import yaml
from rasa_sdk.executor import ActionExecutor

ROOT = Path(__file__).resolve().parents[2]


def registered() -> set[str]:
    executor = ActionExecutor()
    executor.register_package("actions")
    # Other tests define actions of their own.
    return {
        name
        for name, run in executor.actions.items()
        if type(run.__self__).__module__.startswith("actions.")
    }


def domain() -> dict:
    return yaml.safe_load((ROOT / "domain.yml").read_text())


def test_every_action_of_the_domain_exists_and_the_reverse():
    assert set(domain()["actions"]) == registered()


def test_every_action_of_a_rule_is_known():
    known = set(domain()["actions"]) | set(domain()["forms"])
    for path in (ROOT / "data").rglob("rules.yml"):
        for rule in yaml.safe_load(path.read_text())["rules"]:
            for step in rule["steps"]:
                assert step.get("action", next(iter(known))) in known, (path, rule["rule"])


def test_every_intent_that_can_reach_the_dialogue_has_a_rule():
    ruled = set()
    for path in (ROOT / "data").rglob("rules.yml"):
        for rule in yaml.safe_load(path.read_text())["rules"]:
            ruled |= {step["intent"] for step in rule["steps"] if "intent" in step}
    # `restart` goes by start_over inside (bot/channel.py).
    assert set(domain()["intents"]) - {"restart"} == ruled


def test_every_form_slot_has_a_question_and_an_extractor():
    actions = registered()
    for form, spec in domain()["forms"].items():
        assert f"validate_{form}" in actions
        for slot in spec["required_slots"]:
            assert f"action_ask_{form}_{slot}" in actions
