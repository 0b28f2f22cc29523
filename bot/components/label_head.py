"""The common base of our classifiers: one linear model over the features of earlier components.

A head trains on the lines that carry its label, or whose intent makes "none" certain. A training
file without any such label leaves the head untrained: it then adds nothing to a message.
"""

from __future__ import annotations

import logging
from dataclasses import asdict, fields
from typing import Any, ClassVar

import scipy.sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.labels import NONE, labels_of
from bot.components.linear import LinearModel, LinearSettings, fit_one, fit_several
from bot.components.messages import is_command
from bot.components.sources import source_fingerprint

logger = logging.getLogger(__name__)

Ranking = list[tuple[str, float]]
_SETTINGS = tuple(field.name for field in fields(LinearSettings))


class LabelHead(GraphComponent, IntentClassifier):
    """Trains, stores and applies one linear model; a subclass says for what and writes the answer.

    Subclasses set `field` and `several`, and implement `write`.
    """

    field: ClassVar[str]
    several: ClassVar[bool] = False

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: LinearModel | None = None,
    ) -> None:
        """Keeps settings and the place to store; `model` is None until trained or loaded."""
        self.config = config
        self._model_storage = model_storage
        self._resource = resource
        self.model = model

    def write(self, message: Message, ranking: Ranking) -> None:
        """Writes the answer on the message; `ranking` is [(label, confidence)], best first."""
        raise NotImplementedError

    def gold(self, message: Message) -> list[str] | None:
        """A training line's labels; [] for certainly none, None for unknown."""
        return labels_of(message, self.field)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`LinearSettings` as keys; chosen in docs/decisions/0003-classifiers.md."""
        return asdict(LinearSettings())

    @classmethod
    def required_components(cls) -> list[type]:
        """Features must be on the message before."""
        return [Featurizer]

    @staticmethod
    def required_packages() -> list[str]:
        """Python packages that the component needs."""
        return ["sklearn"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Helpers live outside this class; a change in them must reach the training."""
        return source_fingerprint()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LabelHead:
        """Creates an untrained head."""
        return cls({**cls.get_default_config(), **config}, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LabelHead:
        """Loads a trained head; an idle one when there was nothing to learn."""
        head = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            if (folder / "linear.json").exists():
                head.model = LinearModel.load(folder)
        return head

    def train(self, training_data: TrainingData) -> Resource:
        """Fits the model and stores it; stores an empty folder when nothing carries the label."""
        rows, gold = self._training_rows(training_data)
        if any(gold):
            settings = LinearSettings(**{name: self.config[name] for name in _SETTINGS})
            x = scipy.sparse.vstack(rows, format="csr")
            if self.several:
                self.model = fit_several(x, gold, settings)
            else:
                self.model = fit_one(x, [next(iter(g), NONE) for g in gold], settings)
            logger.info(
                "%s: %d lines, %d labels, unseen lines %s",
                type(self).__name__,
                len(gold),
                len(self.model.labels),
                self.model.figures,
            )
        with self._model_storage.write_to(self._resource) as folder:
            if self.model is not None:
                self.model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Writes the answer on every message that has features and is not a button."""
        if self.model is None:
            return messages
        for message in messages:
            row = features_of(message)
            if row is None or row.nnz == 0 or is_command(message):
                continue
            chances = self.model.probabilities(row)[0]
            ranking = sorted(
                zip(self.model.labels, map(float, chances), strict=True), key=lambda pair: -pair[1]
            )
            self.write(message, ranking)
        return messages

    def _training_rows(
        self, training_data: TrainingData
    ) -> tuple[list[scipy.sparse.csr_matrix], list[list[str]]]:
        rows, gold = [], []
        for message in training_data.nlu_examples:
            labels = self.gold(message)
            row = features_of(message)
            if labels is not None and row is not None:
                rows.append(row)
                gold.append(labels)
        return rows, gold


def features_of(message: Message) -> scipy.sparse.csr_matrix | None:
    """The sparse sentence features that earlier components left, shape (1, width)."""
    features = message.get_sparse_features(TEXT, [])[1]
    return None if features is None else features.features.tocsr()
