"""The packed Norwegian pipeline: small, whole, without people's names, and it reads Norwegian."""

from __future__ import annotations

import base64
import hashlib
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language

from bot.nlp.names import capitalised, read_names
from bot.nlp.pack import write_wheel
from bot.nlp.wheel import DIST, PACKAGE, SUMS, DamagedWheelError, find_wheel, load_packed
from bot.norwegian.tables import read_words

MOST_BYTES = 15_000_000
PROBE = Path(__file__).with_name("pipeline_probe.jsonl")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_packed()


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    with zipfile.ZipFile(find_wheel()) as wheel:
        wheel.extractall(folder)
    return folder


def lines() -> list[dict[str, Any]]:
    return [json.loads(line) for line in PROBE.read_text(encoding="utf-8").splitlines()]


def stored_strings(unpacked: Path) -> set[str]:
    (path,) = unpacked.glob(f"{PACKAGE}/*/vocab/strings.json")
    stored: list[str] = json.loads(path.read_text(encoding="utf-8"))
    return set(stored) - set(spacy.blank("nb").vocab.strings)


# ---- the wheel


def test_the_wheel_is_small_enough_for_the_repository() -> None:
    assert find_wheel().stat().st_size <= MOST_BYTES


def test_every_file_of_the_wheel_is_the_one_that_its_record_names() -> None:
    with zipfile.ZipFile(find_wheel()) as wheel:
        (record,) = [name for name in wheel.namelist() if name.endswith("RECORD")]
        rows = [line.rsplit(",", 2) for line in wheel.read(record).decode().splitlines()]
        assert {name for name, _, _ in rows} == set(wheel.namelist())
        for name, digest, size in rows:
            if name != record:
                content = wheel.read(name)
                found = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode()
                assert (f"sha256={found.rstrip('=')}", str(len(content))) == (digest, size)


def test_the_same_folder_gives_the_same_wheel(unpacked: Path, tmp_path: Path) -> None:
    (config,) = unpacked.glob(f"{PACKAGE}/*/config.cfg")
    version = config.parent.name.rpartition("-")[2]
    first = write_wheel(config.parent, version, tmp_path / "first")
    second = write_wheel(config.parent, version, tmp_path / "second")
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as mine, zipfile.ZipFile(find_wheel()) as committed:
        assert mine.namelist() == committed.namelist()
        assert all(mine.read(name) == committed.read(name) for name in mine.namelist())


def test_a_damaged_wheel_is_refused_with_what_to_do(tmp_path: Path) -> None:
    whole = find_wheel()
    (tmp_path / SUMS).write_text((DIST / SUMS).read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(DamagedWheelError, match="What to do"):
        load_packed(dist=tmp_path)
    (tmp_path / whole.name).write_bytes(whole.read_bytes()[:-1])
    with pytest.raises(DamagedWheelError, match="damaged"):
        load_packed(dist=tmp_path)


def test_installed_as_a_package_it_reads_the_same(
    unpacked: Path, nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(unpacked))
    try:
        installed = spacy.load(PACKAGE)
    finally:
        sys.modules.pop(PACKAGE, None)
    for line in lines()[:6]:
        assert installed(line["text"]).to_json() == nlp(line["text"]).to_json()


# ---- no names of people


def test_no_first_name_or_surname_stands_in_the_vocabulary(unpacked: Path) -> None:
    stored = stored_strings(unpacked)
    names = {capitalised(name) for name in read_words("first_names")} | set(read_names().last)
    names = {name for name in names if len(name) > 2}
    assert len(names) > 1500
    assert stored & names == set()


def test_the_vocabulary_holds_labels_and_endings_only(unpacked: Path) -> None:
    """A whole word of the treebank would stand out by its length or its capital."""
    endings = {text for text in stored_strings(unpacked) if "=" not in text and text.isalpha()}
    labels = {"PER", "ORG", "LOC", "PROD", "EVT", "DRV", "MISC"}
    assert {text for text in endings if len(text) > 9 and text not in labels} == set()
    capitals = {t for t in endings if len(t) > 2 and t[0].isupper() and not t.isupper()}
    assert capitals <= FEATURES | IRREGULAR


# Words that change from their first letter on and often begin a sentence.
IRREGULAR = {"Betre", "Fekk", "Fikk", "Færre", "Gjekk", "Ser", "Små", "Tek", "Tok"}
FEATURES = {
    "Abbr", "Acc", "Animacy", "Art", "Card", "Case", "Cmp", "Def", "Definite", "Degree", "Dem",
    "Fem", "Fin", "Gen", "Gender", "Hum", "Imp", "Ind", "Inf", "Int", "Masc", "Mood", "Neg", "Neut",
    "Nom", "Number", "Part", "Pass", "Past", "Person", "Plur", "Polarity", "Pos", "Poss", "Pres",
    "PronType", "Prs", "Rcp", "Reflex", "Rel", "Sing", "Sup", "Tense", "Tot", "NumType", "VerbForm",
    "Voice", "Yes",
}  # fmt: skip


# ---- reading


def found_names(nlp: Language, text: str) -> set[tuple[str, str]]:
    return {(entity.text.lower(), entity.label_[:3]) for entity in nlp(text).ents}


def counted(nlp: Language, lower: bool) -> Iterator[tuple[int, int, int]]:
    """Right, found and true names of each line of the probe."""
    for line in lines():
        text = line["text"].lower() if lower else line["text"]
        true = {(name.lower(), kind) for name, kind in line["names"]}
        found = {pair for pair in found_names(nlp, text) if pair[1] in {"PER", "GPE"}}
        yield len(true & found), len(found), len(true)


@pytest.mark.parametrize(("lower", "least"), [(False, 0.80), (True, 0.70)])
def test_people_and_places_are_found_with_and_without_capitals(
    nlp: Language, lower: bool, least: float
) -> None:
    right, found, true = (sum(column) for column in zip(*counted(nlp, lower), strict=True))
    assert 2 * right / (found + true) >= least


@pytest.mark.parametrize(
    ("text", "word", "pos", "lemma"),
    [
        ("Jeg har sovet dårlig i tre netter.", "netter", "NOUN", "natt"),
        ("Jeg har sovet dårlig i tre netter.", "har", "AUX", "ha"),
        ("Mannen min drakk hele helgen.", "drakk", "VERB", "drikke"),
        ("Kan jeg få en time hos dere?", "Kan", "AUX", "kunne"),
        ("De er redde for alt.", "redde", "ADJ", "redd"),
        ("Eg har ikkje sove på tre netter.", "ikkje", "PART", "ikkje"),
        ("Mannen min drakk heile helga.", "helga", "NOUN", "helg"),
        ("Kva kostar det?", "kostar", "VERB", "koste"),
        ("Eg er redd for guten min.", "guten", "NOUN", "gut"),
    ],
)
@pytest.mark.parametrize("lower", [False, True])
def test_a_word_gets_its_kind_and_lemma(
    nlp: Language, text: str, word: str, pos: str, lemma: str, lower: bool
) -> None:
    read = {t.text.lower(): t for t in nlp(text.lower() if lower else text)}[word.lower()]
    assert (read.pos_, read.tag_, read.lemma_) == (pos, pos, lemma)


def test_an_empty_text_and_one_of_signs_are_read(nlp: Language) -> None:
    assert len(nlp("")) == 0
    assert {token.pos_ for token in nlp("... !!")} == {"PUNCT"}
