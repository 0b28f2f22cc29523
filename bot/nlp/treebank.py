"""Reads the Norwegian Dependency Treebank with NorNE names, and cuts it into its official parts.

The archive holds `ndt/<standard>/*.conll`, the whole treebank with NDT's own tags, and
`ud/<standard>/*-{dev,test}.conllu`, the official parts with Universal Dependencies' tags. The
latter serve measuring only: training reads `ndt/` and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.nlp.spacing import spaces_after
from bot.nlp.tags import Ndt, to_universal

Standard = Literal["nob", "nno"]
Part = Literal["train", "dev", "test"]
STANDARDS: tuple[Standard, ...] = ("nob", "nno")
# NDT's sign for the end of a headline; no reader ever saw it, and UD leaves it out.
_HEADLINE_END = "|"
# More than half of a file's sentences in an official part: the file belongs to it.
_BELONGS = 0.5


@dataclass(frozen=True)
class Word:
    """A token with what the pipeline learns about it; `name` is an IOB tag, "O" for none."""

    form: str
    lemma: str
    pos: str
    features: str
    name: str
    space_after: bool


Sentence = tuple[Word, ...]


@dataclass(frozen=True)
class Document:
    """The sentences of one file of the treebank, in their order."""

    source: str
    sentences: tuple[Sentence, ...]


def _blocks(path: Path) -> Iterator[list[list[str]]]:
    """The sentences of a CoNLL file as rows of columns."""
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf-8-sig").split("\n"):
        if not line.strip():
            if rows:
                yield rows
            rows = []
        elif not line.startswith("#"):
            rows.append(line.split("\t"))
    if rows:
        yield rows


def _lemma(form: str, lemma: str) -> str:
    """The lemma; NDT writes a sign as "$" and the sign, not always the one that stands there."""
    return form if lemma.startswith("$") else lemma


def _miscellaneous(column: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in column.split("|") if "=" in pair)


def _from_ndt(rows: list[list[str]]) -> Sentence:
    """One sentence with Universal Dependencies' tags, made from NDT's."""
    tagged = to_universal(
        [
            Ndt(row[0], row[1], row[2], row[3], frozenset(row[5].split("|")), row[6], row[7])
            for row in rows
        ]
    )
    kept = [pair for pair in zip(rows, tagged, strict=True) if pair[0][1] != _HEADLINE_END]
    spaces = spaces_after([row[1] for row, _ in kept])
    return tuple(
        Word(row[1], _lemma(row[1], row[2]), pos, features, _miscellaneous(row[9])["name"], space)
        for (row, (pos, features)), space in zip(kept, spaces, strict=True)
    )


def _from_ud(rows: list[list[str]]) -> Sentence:
    words = []
    for row in rows:
        more = _miscellaneous(row[9])
        words.append(
            Word(
                row[1],
                _lemma(row[1], row[2]),
                row[3],
                "" if row[5] == "_" else row[5],
                more["name"],
                more.get("SpaceAfter") != "No",
            )
        )
    return tuple(words)


def read_official(treebank: Path, standard: Standard, part: Part) -> Document:
    """The official dev or test part with its own UD tags.

    Raises:
        FileNotFoundError: when the unpacked archive does not lie in `treebank`.
    """
    found = sorted((treebank / "ud" / standard).glob(f"*-ud-{part}.conllu"))
    if not found:
        raise FileNotFoundError(f"no {part} part in {treebank / 'ud' / standard}")
    return Document(found[0].name, tuple(_from_ud(rows) for rows in _blocks(found[0])))


def forms(sentence: Sentence) -> tuple[str, ...]:
    """What two sentences are compared by: their words as written."""
    return tuple(word.form for word in sentence)


def read_parts(treebank: Path, standard: Standard) -> dict[Part, list[Document]]:
    """The NDT files of one standard by official part, tags converted.

    UD's parts consist of whole files, so a file belongs to the part that holds its sentences.
    From `train` every sentence is gone that also stands in dev or test, word for word.

    Raises:
        FileNotFoundError: when the unpacked archive does not lie in `treebank`.
    """
    official: dict[Part, set[tuple[str, ...]]] = {
        part: {forms(s) for s in read_official(treebank, standard, part).sentences}
        for part in ("dev", "test")
    }
    parts: dict[Part, list[Document]] = {"train": [], "dev": [], "test": []}
    for path in sorted((treebank / "ndt" / standard).glob("*.conll")):
        sentences = tuple(_from_ndt(rows) for rows in _blocks(path))
        home: Part = "train"
        for part, known in official.items():
            if sum(forms(s) in known for s in sentences) > _BELONGS * len(sentences):
                home = part
        if home == "train":
            measured = official["dev"] | official["test"]
            sentences = tuple(s for s in sentences if forms(s) not in measured)
        parts[home].append(Document(path.name, sentences))
    return parts
