"""A small town of training data, trained once with the real config.yml."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.train import quiet, train_model

quiet()

from rasa.core.agent import Agent  # noqa: E402
from rasa.core.channels.channel import UserMessage  # noqa: E402
from rasa.engine.graph import ExecutionContext, GraphSchema  # noqa: E402
from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402

NLU = """
version: "3.1"
nlu:
- intent: greet
  examples: |
    - hei
    - hallo
    - god dag
    - hei sann
    - god morgen
- intent: affirm
  examples: |
    - ja
    - ja takk
    - det stemmer
    - ja gjerne
- intent: concern
  metadata: {topics: [sleep], about: self}
  examples: |
    - jeg sover dårlig
    - eg søv nesten ikkje
    - får ikke sove om natten
    - våkner klokka tre hver natt
    - jeg er så trøtt og ligger våken
- intent: concern
  metadata: {topics: [alcohol], about: relative}
  examples: |
    - mannen min drikker for mye
    - far drikk kvar dag
    - kona mi er full hver kveld
    - broren min klarer ikke slutte å drikke
    - mor gjemmer flasker i skapet
- intent: concern
  metadata: {topics: [sleep, alcohol], about: self}
  examples: |
    - jeg drikker for å få sove
    - sover dårlig og drikker for mye
    - drikk eit glas for å sove
- intent: concern
  metadata: {about: self, crisis: suicide}
  examples: |
    - jeg vil ikke leve lenger
    - jeg tenker på å ta livet mitt
    - orker ikke å leve mer
    - vil bare dø
- intent: ask_offering
  examples: |
    - hva er frisklivssentralen
    - kva er rask psykisk helsehjelp
    - fortell om rask psykisk helsehjelp
- intent: ask_offering_detail
  metadata: {aspect: cost}
  examples: |
    - hva koster det
    - kostar det noko
    - er det gratis
    - hvor mye må jeg betale
- intent: ask_offering_detail
  metadata: {aspect: referral}
  examples: |
    - må jeg ha henvisning
    - treng eg tilvising
    - må legen henvise meg
- synonym: rask-psykisk-helsehjelp
  examples: |
    - rask psykisk helsehjelp
    - RPH
- synonym: frisklivssentral
  examples: |
    - frisklivssentralen
"""

UNLABELLED_NLU = """
version: "3.1"
nlu:
- intent: weather
  examples: |
    - blir det regn i morgen
    - hvordan blir været
    - kommer det snø
- intent: alarm
  examples: |
    - vekk meg klokka sju
    - sett på alarmen
    - slå av alarmen
"""


@pytest.fixture(scope="session")
def nlu_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("data") / "nlu.yml"
    path.write_text(NLU, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def unlabelled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("foreign") / "nlu.yml"
    path.write_text(UNLABELLED_NLU, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def model(nlu_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("models") / "model.tar.gz"
    train_model(nlu_file, target)
    return target


@pytest.fixture(scope="session")
def unlabelled_model(unlabelled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("models") / "model.tar.gz"
    train_model(unlabelled_file, target)
    return target


@pytest.fixture(scope="session")
def agent(model: Path) -> Agent:
    return Agent.load(str(model))


@pytest.fixture
def parse(agent: Agent) -> Callable[..., Any]:
    """`await parse(text, crisis="suicide")`: the parse of a message with that metadata."""

    async def run(text: str, **metadata: Any) -> dict[str, Any]:
        assert agent.processor is not None
        return await agent.processor.parse_message(UserMessage(text, metadata=metadata))

    return run


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    return LocalModelStorage(tmp_path)


@pytest.fixture
def context() -> ExecutionContext:
    return ExecutionContext(GraphSchema({}), node_name="node")
