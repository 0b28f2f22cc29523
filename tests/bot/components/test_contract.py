"""What every component of ours promises, whatever it does."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import class_from_module_path
from rasa.shared.utils.io import read_config_file

from bot.components.norwegian_spacy import NorwegianSpacy
from bot.train import ROOT

OURS = [
    entry["name"]
    for entry in read_config_file(ROOT / "config.yml")["pipeline"]
    if entry["name"].startswith("bot.components.")
]
TEXTS = ["", " ", "\n", "😀", "hei", "x" * 20_000, "<b>hei</b>'; DROP TABLE x;--", "\u0000", "/"]


class Workbench:
    """Creates, trains and runs one component, as Rasa's graph would."""

    def __init__(self, storage: LocalModelStorage, context: ExecutionContext) -> None:
        self.storage = storage
        self.context = context
        self.resource = Resource("node")

    def created(self, name: str) -> Any:
        component = class_from_module_path(name)
        return component.create({}, self.storage, self.resource, self.context)

    def loaded(self, name: str, data: TrainingData) -> Any:
        component = self.created(name)
        if not hasattr(component, "train"):
            return component
        component.train(data)
        return type(component).load({}, self.storage, self.resource, self.context)

    @staticmethod
    def run(component: Any, messages: list[Message]) -> list[Message]:
        if isinstance(component, NorwegianSpacy):
            return component.process(messages, component.provide())
        processed: list[Message] = component.process(messages)
        return processed


@pytest.fixture
def bench(storage: LocalModelStorage, context: ExecutionContext) -> Workbench:
    return Workbench(storage, context)


def message(text: str) -> Message:
    """A message that earlier components have already read."""
    return Message(
        {
            "text": text,
            "metadata": {"sender": "web"},
            "entities": [],
            "intent": {"name": "greet", "confidence": 0.9},
            "intent_ranking": [{"name": "greet", "confidence": 0.9}],
            "about": "self",
        }
    )


def test_config_names_our_components() -> None:
    assert len(OURS) >= 12


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("text", TEXTS)
def test_any_text_passes_an_untrained_component(bench: Workbench, name: str, text: str) -> None:
    assert len(bench.run(bench.created(name), [message(text)])) == 1


@pytest.mark.parametrize("name", OURS)
def test_no_attribute_of_a_message_is_removed(bench: Workbench, name: str) -> None:
    before = message("jeg heter Kari, ring 412 34 567 på torsdag")
    after = bench.run(bench.created(name), [before])[0]
    assert set(after.data) >= {"text", "metadata", "entities", "intent", "intent_ranking", "about"}
    assert after.get("text") == "jeg heter Kari, ring 412 34 567 på torsdag"
    assert after.get("metadata") == {"sender": "web"}


@pytest.mark.parametrize("name", OURS)
def test_training_data_without_labels_leaves_a_component_that_works(
    bench: Workbench, name: str
) -> None:
    component = bench.loaded(name, TrainingData([Message({"text": "hei", "intent": "greet"})]))
    assert len(bench.run(component, [message("hei"), message("")])) == 2


@pytest.mark.parametrize("name", OURS)
def test_no_training_data_at_all_leaves_a_component_that_works(bench: Workbench, name: str) -> None:
    assert len(bench.run(bench.loaded(name, TrainingData()), [message("hei")])) == 1


@pytest.mark.parametrize("name", OURS)
def test_a_message_without_a_text_passes(bench: Workbench, name: str) -> None:
    assert len(bench.run(bench.created(name), [Message({})])) == 1


@pytest.mark.parametrize("name", [n for n in OURS if "spacy" not in n and "intent_" not in n])
def test_a_button_is_left_alone(bench: Workbench, name: str) -> None:
    button = message('/book{"offering": "frisklivssentral"}')
    before = json.dumps(button.as_dict(), sort_keys=True)
    after = bench.run(bench.created(name), [button])[0]
    assert json.dumps(after.as_dict(), sort_keys=True) == before
    assert not after.features


def test_spacy_provides_norwegian_rules_without_a_download() -> None:
    provided = NorwegianSpacy.load_model("blank:nb")
    assert isinstance(provided, SpacyModel)
    assert provided.model.lang == "nb"
    assert [t.text for t in provided.model("kl. 10 f.eks. nå")] == ["kl.", "10", "f.eks.", "nå"]
