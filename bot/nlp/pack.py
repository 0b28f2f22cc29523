"""Packs a trained folder as a wheel (`python -m bot.nlp.pack FOLDER --version 1.0.0`).

What goes out: everything that the texts left behind and the pipeline does not need. The
vocabulary keeps labels, spaCy's Norwegian defaults and the lemmatizer's endings; the lemmatizer
keeps the rules that it has a label for. Weights are stored in half precision. The same folder
gives the same bytes.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import spacy
import srsly
from spacy.language import Language
from spacy.pipeline.edit_tree_lemmatizer import EditTreeLemmatizer
from spacy.strings import StringStore

from bot.nlp.irregular import teach_irregular
from bot.nlp.treebank import STANDARDS, read_parts
from bot.nlp.wheel import DIST, PACKAGE, SUMS, widen

_PARTS = Path(__file__).with_name("package")
_NO_TREE = 2**32 - 1
_CHILDREN = ("prefix_tree", "suffix_tree")
# A wheel's files carry a time; a fixed one makes the same files the same wheel.
_TIME = (1980, 1, 1, 0, 0, 0)


class LeakedNamesError(Exception):
    """A person's name of the treebank stands in what was to be packed."""


def prune_trees(lemmatizer: EditTreeLemmatizer) -> EditTreeLemmatizer:
    """The lemmatizer with the rules of its labels alone, numbered anew in the labels' order."""
    data: Any = lemmatizer.label_data
    number: dict[int, int] = {}
    trees: list[dict[str, Any]] = []

    def keep(old: int) -> int:
        if old == _NO_TREE:
            return _NO_TREE
        if old not in number:
            tree = dict(data["trees"][old])
            tree.update({child: keep(tree[child]) for child in _CHILDREN if child in tree})
            number[old] = len(trees)
            trees.append(tree)
        return number[old]

    labels = [keep(label) for label in data["labels"]]
    slim = EditTreeLemmatizer(
        lemmatizer.vocab, lemmatizer.model, lemmatizer.name,
        backoff=lemmatizer.backoff, min_tree_freq=lemmatizer.min_tree_freq,
        overwrite=lemmatizer.overwrite, top_k=lemmatizer.top_k, scorer=lemmatizer.scorer,
    )  # fmt: skip
    slim._add_labels({"labels": labels, "trees": trees})
    return slim


def needed_strings(nlp: Language) -> set[str]:
    """What the vocabulary must hold: spaCy's defaults, labels, and the lemma rules' letters."""
    needed = set(spacy.blank(nlp.lang).vocab.strings)
    for _, component in nlp.pipeline:
        labels = getattr(component, "labels", ())
        needed.update(label for label in labels if isinstance(label, str))
    morphologizer: Any = nlp.get_pipe("morphologizer")
    for label in morphologizer.labels:
        needed.update(label.split("|"))
        needed.update(part for pair in label.split("|") for part in pair.split("="))
    needed.update(morphologizer.cfg["labels_morph"].values())
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    for tree in lemmatizer.label_data["trees"]:
        needed.update(tree[side] for side in ("orig", "subst") if side in tree)
    return needed


def leaked_names(strings: set[str], treebank: Path) -> set[str]:
    """Strings that are a person's name in the treebank and nowhere there a plain word.

    Four small letters are an ending that many words share ("inge", "nes"), two letters the
    beginning of some ("Bøker", of which the rule takes "Bø"): every lemma rule stands for three
    words or more. spaCy's own defaults and labels are not ours.
    """
    names: set[str] = set()
    plain: set[str] = set(spacy.blank("nb").vocab.strings) | {"PER"}
    for standard in STANDARDS:
        for documents in read_parts(treebank, standard).values():
            for word in (w for d in documents for s in d.sentences for w in s):
                if word.name.endswith("PER"):
                    names.update({word.form.lower(), word.lemma.lower()})
                elif word.pos != "PROPN":
                    plain.add(word.form)
    whole = {text for text in strings if len(text) > (4 if text.islower() else 2)}
    return {text for text in whole if text.lower() in names} - plain


def _halve(path: Path) -> None:
    """The weights of one component's file in half precision."""
    message = srsly.msgpack_loads(path.read_bytes())
    for parameters in message["params"]:
        for name, value in parameters.items():
            if value is not None:
                parameters[name] = value.astype("float16")
    path.write_bytes(srsly.msgpack_dumps(message))


def join(source: Path, names: Path | None) -> Language:
    """The trained pipeline with the irregular lemmas, and another training's names if given."""
    nlp = widen(spacy.load(source))
    teach_irregular(nlp)
    if names:
        nlp.remove_pipe("ner")
        nlp.add_pipe("ner", source=widen(spacy.load(names)), last=True)
    return nlp


def slim_folder(nlp: Language, target: Path, meta: dict[str, Any]) -> set[str]:
    """Writes the trained pipeline without what it does not need, in half precision.

    Returns the strings of its vocabulary.
    """
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    slim = prune_trees(lemmatizer)
    place = nlp.pipe_names.index("lemmatizer")
    nlp._components[place] = ("lemmatizer", slim)
    needed = needed_strings(nlp)
    nlp.meta.update(meta)
    nlp.to_disk(target)
    StringStore(sorted(needed)).to_disk(target / "vocab" / "strings.json")
    for path in sorted(target.glob("*/model")):
        _halve(path)
    return needed


def _members(folder: Path, version: str) -> Iterator[tuple[str, bytes]]:
    """Every file of the wheel but RECORD, by its name there."""
    inner = f"{PACKAGE}/{PACKAGE}-{version}"
    info = f"{PACKAGE}-{version}.dist-info"
    yield f"{PACKAGE}/__init__.py", (_PARTS / "init.py.txt").read_bytes()
    yield f"{PACKAGE}/meta.json", (folder / "meta.json").read_bytes()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield f"{inner}/{path.relative_to(folder).as_posix()}", path.read_bytes()
    metadata = (_PARTS / "METADATA.txt").read_text(encoding="utf-8").format(version=version)
    yield f"{info}/METADATA", metadata.encode()
    yield f"{info}/SOURCES.txt", (_PARTS / "SOURCES.txt").read_bytes()
    yield f"{info}/WHEEL", (_PARTS / "WHEEL.txt").read_bytes()
    yield f"{info}/entry_points.txt", f"[spacy_models]\n{PACKAGE} = {PACKAGE}\n".encode()


def write_wheel(folder: Path, version: str, dist: Path) -> Path:
    """Builds the wheel of a slim folder and notes its hash beside it; older wheels go."""
    dist.mkdir(parents=True, exist_ok=True)
    for old in dist.glob(f"{PACKAGE}-*.whl"):
        old.unlink()
    wheel = dist / f"{PACKAGE}-{version}-py3-none-any.whl"
    record = f"{PACKAGE}-{version}.dist-info/RECORD"
    lines = []
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, content in _members(folder, version):
            _store(archive, name, content)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode()
            lines.append(f"{name},sha256={digest.rstrip('=')},{len(content)}")
        _store(archive, record, "\n".join([*lines, f"{record},,", ""]).encode())
    total = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (dist / SUMS).write_text(f"{total}  {wheel.name}\n", encoding="utf-8")
    return wheel


def _store(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _TIME)
    entry.external_attr = 0o644 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content, compresslevel=9)


def pack(
    nlp: Language, version: str, figures: dict[str, Any], treebank: Path, dist: Path = DIST
) -> Path:
    """The wheel of a trained pipeline; `figures`: its measured performance, for spaCy's meta.

    Raises:
        LeakedNamesError: when a person's name of the treebank stands in the vocabulary.
    """
    meta = json.loads((_PARTS / "meta.json").read_text(encoding="utf-8"))
    meta.update(version=version, performance=figures)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "slim"
        leaked = leaked_names(slim_folder(nlp, target, meta), treebank)
        if leaked:
            raise LeakedNamesError(f"{len(leaked)} names of people: {sorted(leaked)}")
        wheel = write_wheel(target, version, dist)
        shutil.rmtree(target)
    return wheel


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot.nlp.pack", description=__doc__)
    parser.add_argument("folder", type=Path, help="what bot.nlp.train wrote")
    parser.add_argument("--treebank", type=Path, required=True, help="to look for names in it")
    parser.add_argument("--version", required=True)
    parser.add_argument("--ner", type=Path, help="a folder whose names are taken instead")
    parser.add_argument("--figures", type=Path, help="what bot.nlp.evaluate --json wrote")
    parser.add_argument("--dist", type=Path, default=DIST)
    options = parser.parse_args(arguments)
    figures: dict[str, Any] = {}
    if options.figures:
        measured = json.loads(options.figures.read_text(encoding="utf-8"))
        keys = ("tag_acc", "pos_acc", "morph_acc", "lemma_acc", "ents_p", "ents_r", "ents_f")
        figures = {
            title: {key: round(scores[key], 4) for key in keys}
            for title, scores in measured.items()
        }
    nlp = join(options.folder, options.ner)
    wheel = pack(nlp, options.version, figures, options.treebank, options.dist)
    print(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
