"""Which spaCy pipeline Rasa runs is one setting: ours, the official one, or the bare rules."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy

from bot.train import quiet

quiet()

from rasa.nlu.model import InvalidModelError  # noqa: E402
from rasa.shared.nlu.training_data.message import Message  # noqa: E402

from bot.components.norwegian_spacy import NorwegianSpacy  # noqa: E402
from bot.nlp.wheel import PACKAGE  # noqa: E402


def created(**settings: Any) -> NorwegianSpacy:
    return NorwegianSpacy.create(settings, None, None, None)  # type: ignore[arg-type]


def read(component: NorwegianSpacy, text: str) -> Any:
    message = Message({"text": text})
    component.process([message], component.provide())
    return message.get("text_spacy_doc")


@pytest.fixture
def official(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A stand-in of the official package's name, installed and packed as spaCy does."""
    name = "nb_core_news_sm"
    package = tmp_path / name
    nlp = spacy.blank("nb", meta={"name": "core_news_sm", "version": "3.4.0"})
    nlp.add_pipe("sentencizer", name="parser")
    ruler: Any = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PER", "pattern": "Kari"}])
    package.mkdir()
    inner = package / f"{name}-3.4.0"
    nlp.to_disk(inner)
    (package / "meta.json").write_text((inner / "meta.json").read_text(encoding="utf-8"))
    (package / "__init__.py").write_text(
        "from spacy.util import load_model_from_init_py\n\n\n"
        "def load(**overrides):\n    return load_model_from_init_py(__file__, **overrides)\n"
    )
    info = tmp_path / f"{name}-3.4.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 3.4.0\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield name
    sys.modules.pop(name, None)


def test_our_pipeline_reads_kind_lemma_and_name() -> None:
    doc = read(created(model=PACKAGE), "Eg heiter Ragnhild og søv ikkje.")
    assert [(t.text, t.tag_, t.lemma_) for t in doc][-2] == ("ikkje", "PART", "ikkje")
    assert [(e.text, e.label_) for e in doc.ents] == [("Ragnhild", "PER")]


def test_the_official_pipeline_is_one_setting_away_and_runs_without_its_parser(
    official: str,
) -> None:
    component = created(model=official)
    model = component.provide()
    assert model.model.meta["name"] == "core_news_sm"
    assert "parser" not in model.model.pipe_names
    assert [entity.text for entity in read(component, "Hei, Kari").ents] == ["Kari"]


def test_a_part_that_nothing_needs_is_left_out(official: str) -> None:
    assert "ner" not in created(model=PACKAGE, without=["ner"]).provide().model.pipe_names
    assert not read(created(model=official, without=["entity_ruler"]), "Hei, Kari").ents


def test_each_choice_has_a_fingerprint_of_its_own(official: str) -> None:
    made = [
        created(model=PACKAGE),
        created(model=PACKAGE, without=["ner"]),
        created(model="blank:nb"),
        created(model=official),
    ]
    assert len({component.provide().fingerprint() for component in made}) == len(made)


def test_a_package_that_is_not_there_is_named_in_the_error() -> None:
    with pytest.raises(InvalidModelError, match="nb_core_news_xl"):
        created(model="nb_core_news_xl")


def test_shouting_is_read_as_speech_and_places_in_the_text_stay() -> None:
    component = created(model="blank:nb")
    assert [t.text for t in read(component, "JEG FÅR IKKE SOVE")] == ["jeg", "får", "ikke", "sove"]
    assert [t.text for t in read(component, "NRK")] == ["NRK"]
    assert read(component, "Jeg så NRK").text == "Jeg så NRK"
