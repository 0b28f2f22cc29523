"""Trains the pipeline (`python -m bot.nlp.train --treebank FOLDER --out FOLDER`), on one core.

Starts spaCy's training loop through Python. Reads the archive's `ndt/` alone; a third of the
dev part, and a sixth in small letters, choose which of the states on the way is the best.
The result is a folder as spaCy writes it; `bot.nlp.pack` makes the wheel of it. The names have
a tok2vec of their own, so they can be trained alone: `--set 'nlp.pipeline=["ner"]'`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from types import MethodType
from typing import Any

from spacy import util
from spacy.language import Language
from spacy.pipeline.edit_tree_lemmatizer import EditTreeLemmatizer
from spacy.training import Example
from spacy.training.loop import create_evaluation_callback, train_while_improving
from thinc.api import Config, SequenceCategoricalCrossentropy, fix_random_seed

from bot.nlp.chat_style import ChatStyle, lowered
from bot.nlp.corpus import endless_examples, in_tens, plain_examples, to_example
from bot.nlp.names import NONE, Names, read_names
from bot.nlp.treebank import STANDARDS, Document, Part, read_parts
from bot.nlp.wheel import widen

_CONFIG = Path(__file__).with_name("pipeline.cfg")
_UPOS = ("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON",
         "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X")  # fmt: skip
_UNKNOWN = -1


def read_all(treebank: Path) -> dict[Part, list[Document]]:
    """Both written standards together, by part."""
    parts: dict[Part, list[Document]] = {"train": [], "dev": [], "test": []}
    for standard in STANDARDS:
        for part, documents in read_parts(treebank, standard).items():
            parts[part].extend(documents)
    return parts


def _known_lemmas_only(
    self: EditTreeLemmatizer, examples: list[Example], scores: list[Any]
) -> tuple[float, list[Any]]:
    """spaCy's loss, but a word whose lemma is unknown or rare teaches nothing.

    spaCy 3.4 counts such a word for the first rule of all, whichever that is.
    """
    truths = []
    for example in examples:
        lemmas = example.get_aligned("LEMMA", as_string=True)
        truths.append(
            [
                self.tree2label.get(self.trees.add(token.text, lemma), _UNKNOWN)
                if lemma
                else _UNKNOWN
                for token, lemma in zip(example.predicted, lemmas, strict=True)
            ]
        )
    loss = SequenceCategoricalCrossentropy(normalize=False, missing_value=_UNKNOWN)
    gradients, value = loss(scores, truths)
    return float(value), gradients


def make_pipeline(config: Config, documents: list[Document]) -> Language:
    """The untrained pipeline with all labels of the documents."""
    nlp = util.load_model_from_config(
        Config({key: config[key] for key in ("nlp", "components")}), auto_fill=True
    )
    fix_random_seed(config["training"]["seed"])
    nlp.initialize(lambda: plain_examples(nlp.vocab, documents))
    for name, component in nlp.pipeline:
        part: Any = component
        if name == "attribute_ruler":
            for pos in _UPOS:
                part.add(patterns=[[{"POS": pos}]], attrs={"TAG": pos})
        if name == "lemmatizer":
            part.get_loss = MethodType(_known_lemmas_only, part)
    return nlp


def resume_pipeline(config: Config, start: Path) -> Language:
    """The parts that the configuration names, as an earlier training left them in `start`."""
    fix_random_seed(config["training"]["seed"])
    nlp = widen(util.load_model(start))
    for name in nlp.pipe_names:
        if name not in config["nlp"]["pipeline"]:
            nlp.remove_pipe(name)
    return nlp


def choosing_examples(nlp: Language, documents: list[Document]) -> list[Example]:
    """A third of dev as it is, and every other text of that again in small letters."""
    texts = [text for document in documents for text in in_tens(document)][::3]
    small = [[lowered(sentence) for sentence in text] for text in texts[::2]]
    return [to_example(nlp.vocab, text) for text in [*texts, *small]]


def train(
    nlp: Language,
    config: Config,
    *,
    parts: dict[Part, list[Document]],
    style: ChatStyle,
    names: Names,
    out: Path,
) -> Language:
    """Trains and stores the best state in `out`/best; prints a line at each measuring."""
    out.mkdir(parents=True, exist_ok=True)
    settings = util.registry.resolve({"training": config["training"]})["training"]
    examples = endless_examples(nlp.vocab, parts["train"], style, names, settings["seed"])
    batches: Iterator[list[Example]] = settings["batcher"](examples)
    chosen_by = choosing_examples(nlp, parts["dev"])
    steps = train_while_improving(
        nlp,
        settings["optimizer"],
        ((0, batch) for batch in batches),
        create_evaluation_callback(nlp, lambda _: chosen_by, settings["score_weights"]),
        dropout=settings["dropout"],
        eval_frequency=settings["eval_frequency"],
        accumulate_gradient=settings["accumulate_gradient"],
        patience=settings["patience"],
        max_steps=settings["max_steps"],
        exclude=[],
        annotating_components=[],
    )
    started = time.monotonic()
    for _, info, is_best in steps:
        if is_best is None:
            continue
        scores = info["other_scores"]
        figures = "  ".join(
            f"{key} {scores[key]:.4f}"
            for key in settings["score_weights"]
            if scores.get(key) is not None
        )
        minutes = (time.monotonic() - started) / 60
        print(f"{info['step']:6d}  {minutes:5.1f} min  {figures}", flush=True)
        if is_best:
            with nlp.use_params(settings["optimizer"].averages):  # none by default
                nlp.to_disk(out / "best")
    return nlp


def main(arguments: list[str] | None = None) -> int:
    """The command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot.nlp.train", description=__doc__)
    parser.add_argument("--treebank", type=Path, required=True, help="the unpacked archive")
    parser.add_argument("--out", type=Path, required=True, help="outside of the repository")
    parser.add_argument("--start", type=Path, help="a trained folder to go on from")
    parser.add_argument("--config", type=Path, default=_CONFIG)
    parser.add_argument("--no-lists", action="store_true", help="leave the treebank's names")
    parser.add_argument("--set", action="append", default=[], metavar="section.key=JSON")
    parser.add_argument("--style", action="append", default=[], metavar="key=share")
    options = parser.parse_args(arguments)
    overrides = {k: json.loads(v) for k, v in (entry.split("=", 1) for entry in options.set)}
    config = Config().from_disk(options.config, overrides=overrides).interpolate()
    style = replace(
        ChatStyle(), **{k: float(v) for k, v in (entry.split("=", 1) for entry in options.style)}
    )
    print(json.dumps({"style": asdict(style), "set": overrides}), flush=True)
    names = NONE if options.no_lists else read_names()
    parts = read_all(options.treebank)
    if options.start:
        nlp = resume_pipeline(config, options.start)
    else:
        nlp = make_pipeline(config, parts["train"])
    train(nlp, config, parts=parts, style=style, names=names, out=options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
