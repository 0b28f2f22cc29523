"""Measures a pipeline: `python -m bot.nlp.evaluate --treebank FOLDER [PATH]`, on official parts.

PATH is a folder as spaCy writes it; without it the packed wheel is measured. Texts of ten
sentences are read as running text, in the pipeline's own tokenisation, as spaCy's own figures
are made. NER counts a name only when first word, last word and kind are right (NorNE's nine
kinds). Prints one Markdown table; `--json FILE` writes every figure.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.training import Example

from bot.nlp.chat_style import lowered
from bot.nlp.corpus import in_tens, to_doc
from bot.nlp.treebank import Document, Part, Sentence, Standard, forms, read_official, read_parts
from bot.nlp.wheel import load_packed, widen

# Title, written standard, part, in small letters, UD's error with names in nynorsk set right.
_SETS: tuple[tuple[str, Standard, Part, bool, bool], ...] = (
    ("nb dev", "nob", "dev", False, False),
    ("nb test", "nob", "test", False, False),
    ("nn test", "nno", "test", False, False),
    ("nn test*", "nno", "test", False, True),
    ("nb dev, lower", "nob", "dev", True, False),
    ("nb test, lower", "nob", "test", True, False),
    ("nn test, lower", "nno", "test", True, False),
)
_ROWS = (("UPOS", "pos_acc"), ("TAG", "tag_acc"), ("MORPH", "morph_acc"), ("LEMMA", "lemma_acc"),
         ("NER P", "ents_p"), ("NER R", "ents_r"), ("NER F", "ents_f"))  # fmt: skip
_KINDS = ("PER", "GPE_LOC", "LOC", "ORG")


def with_names_kept(treebank: Path, standard: Standard, part: Part) -> Document:
    """The official part, but what NDT calls a name is a name.

    UD's nynorsk has NOUN where NDT's features name the gender before "prop" (`treebank.py`).
    """
    ours: dict[tuple[str, ...], list[Sentence]] = defaultdict(list)
    for document in read_parts(treebank, standard)[part]:
        for sentence in document.sentences:
            ours[forms(sentence)].append(sentence)
    mended = []
    official = read_official(treebank, standard, part)
    for sentence in official.sentences:
        waiting = ours[forms(sentence)]
        if not waiting:
            mended.append(sentence)
            continue
        pairs = zip(sentence, waiting.pop(0), strict=True)
        mended.append(tuple(replace(a, pos="PROPN") if b.pos == "PROPN" else a for a, b in pairs))
    return Document(official.source, tuple(mended))


def raw_examples(nlp: Language, document: Document, small: bool) -> list[Example]:
    """Texts of ten sentences as running text beside their gold."""
    examples = []
    for text in in_tens(document):
        sentences = [lowered(sentence) for sentence in text] if small else text
        gold = to_doc(nlp.vocab, sentences, every_lemma=True)
        examples.append(Example(nlp.make_doc(gold.text), gold))
    return examples


def measure(nlp: Language, treebank: Path) -> dict[str, dict[str, Any]]:
    """Every figure of every set, as spaCy's scorer names them, shares of one."""
    figures = {}
    for title, standard, part, small, mended in _SETS:
        read = with_names_kept if mended else read_official
        examples = raw_examples(nlp, read(treebank, standard, part), small)
        figures[title] = nlp.evaluate(examples)
    return figures


def table(figures: dict[str, dict[str, Any]]) -> str:
    """The figures in per cent as a Markdown table."""
    titles = list(figures)
    lines = ["| | " + " | ".join(titles) + " |", "| --- " * (len(titles) + 1) + "|"]
    for title, key in _ROWS:
        values = (f"{100 * figures[name][key]:.2f}" for name in titles)
        lines.append(f"| {title} | " + " | ".join(values) + " |")
    for kind in _KINDS:
        values = (_kind(figures[name]["ents_per_type"].get(kind)) for name in titles)
        lines.append(f"| {kind} P/R/F | " + " | ".join(values) + " |")
    return "\n".join(lines)


def _kind(scores: dict[str, float] | None) -> str:
    return "/".join(f"{100 * scores[key]:.1f}" for key in "prf") if scores else "-"


def load(path: Path | None) -> Language:
    """The pipeline of a folder, or the packed one."""
    return load_packed() if path is None else widen(spacy.load(path))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot.nlp.evaluate", description=__doc__)
    parser.add_argument("path", type=Path, nargs="?", help="a folder; default: the packed wheel")
    parser.add_argument("--treebank", type=Path, required=True, help="the unpacked archive")
    parser.add_argument("--json", type=Path, help="where to write all figures")
    options = parser.parse_args(arguments)
    figures = measure(load(options.path), options.treebank)
    print(table(figures))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1, sort_keys=True), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
