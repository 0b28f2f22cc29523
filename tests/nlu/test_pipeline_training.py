"""What the pipeline is trained on: tags by rule, spaces set, sentences dressed as chat."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from bot.nlp.chat_style import ChatStyle, exchange_names, lowered, name_spans, restyle
from bot.nlp.corpus import learnable_lemma, to_doc
from bot.nlp.names import read_names
from bot.nlp.spacing import spaces_after
from bot.nlp.tags import Ndt, to_universal
from bot.nlp.treebank import Sentence, Word, read_parts

# ---- tags: rows of sentences of our own, in the treebank's notation


def rows(text: str) -> list[Ndt]:
    """ "form lemma pos features head relation" a line."""
    found = []
    for number, line in enumerate(text.strip().splitlines(), start=1):
        form, lemma, pos, features, head, relation = line.split()
        found.append(
            Ndt(str(number), form, lemma, pos, frozenset(features.split("|")), head, relation)
        )
    return found


def test_a_verb_is_auxiliary_where_another_verb_hangs_on_it() -> None:
    tags = to_universal(
        rows("""
        Hun hun pron fem|ent|pers|hum|3|nom 2 SUBJ
        vil ville verb pres 0 FINV
        ha ha verb inf 2 INFV
        hjelp hjelp subst appell|fem|ub|ent 3 DOBJ
        """)
    )
    assert [pos for pos, _ in tags] == ["PRON", "AUX", "VERB", "NOUN"]
    assert tags[1][1] == "Mood=Ind|Tense=Pres|VerbForm=Fin"


def test_to_be_is_auxiliary_before_what_one_is_but_not_alone() -> None:
    assert to_universal(rows("er være verb pres 0 FINV\nredd redd adj ub|m/f|ent|pos 1 SPRED"))[
        0
    ] == ("AUX", "Mood=Ind|Tense=Pres|VerbForm=Fin")
    assert to_universal(rows("er være verb pres 0 FINV"))[0][0] == "VERB"


@pytest.mark.parametrize(
    ("row", "pos", "features"),
    [
        ("ikkje ikkje adv _ 0 ADV", "PART", "Polarity=Neg"),
        ("her her prep _ 0 ADV", "ADV", ""),
        ("som som sbu _ 0 SBU", "PRON", "PronType=Rel"),
        ("to to det fl|kvant 0 DET", "NUM", "Number=Plur|NumType=Card"),
        ("noen noen det fl|kvant 0 DET", "DET", "Number=Plur|PronType=Ind"),
        ("mitt min det nøyt|ent|poss 0 DET", "PRON",
         "Gender=Neut|Number=Sing|Poss=Yes|PronType=Prs"),
        ("Kari Kari subst fem|prop 0 SUBJ", "PROPN", "Gender=Fem"),
        ("ingen ingen pron mask|fem|ent|pers|3 0 SUBJ", "PRON",
         "Gender=Fem,Masc|Number=Sing|Person=3|Polarity=Neg|PronType=Neg,Prs"),
        ("redde redd adj fl|pos 0 SPRED", "ADJ", "Degree=Pos|Number=Plur"),
    ],
)  # fmt: skip
def test_a_row_alone_gets_its_tags(row: str, pos: str, features: str) -> None:
    assert to_universal(rows(row)) == [(pos, features)]


def test_a_preposition_before_an_infinitive_joins_clauses() -> None:
    tags = to_universal(
        rows("""
        for for prep _ 0 ADV
        å å inf-merke _ 1 PUTFYLL
        sove sove verb inf 2 INFV
        """)
    )
    assert [pos for pos, _ in tags] == ["SCONJ", "PART", "VERB"]


# ---- spaces


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        (["Hun", "sa", '"', "nei", '"', "."], 'Hun sa "nei". '),
        (["Ja", ",", "(", "kanskje", ")", "!"], "Ja, (kanskje)! "),
        (["i", "og", "/", "eller", "ved"], "i og/eller ved "),
    ],
)
def test_signs_stand_where_printers_put_them(tokens: list[str], text: str) -> None:
    spaces = spaces_after(tokens)
    assert "".join(t + (" " if s else "") for t, s in zip(tokens, spaces, strict=True)) == text


# ---- chat style

VOCAB = spacy.blank("nb").vocab


def word(form: str, pos: str = "NOUN", name: str = "O", features: str = "") -> Word:
    return Word(form, form, pos, features, name, True)


SENTENCE: Sentence = (
    word("I", "ADP"),
    word("går", "ADV"),
    word("ringte", "VERB"),
    word("Kari", "PROPN", "B-PER"),
    word("Vik", "PROPN", "I-PER"),
    word(",", "PUNCT"),
    word("fra", "ADP"),
    word("Molde", "PROPN", "B-GPE_LOC", "Case=Gen"),
    word("sykehus", "NOUN"),
    word(".", "PUNCT"),
)


def test_all_styles_at_once_leave_small_letters_and_no_signs() -> None:
    style = ChatStyle(lower=1, no_end=1, no_inside=1, no_letters=1, other_name=0)
    outcomes = {
        " ".join(w.form for w in restyle([SENTENCE], style, read_names(), Random(seed))[0])
        for seed in range(40)
    }
    assert outcomes == {
        "i gaar ringte kari vik fra molde sykehus",
        "i gar ringte kari vik fra molde sykehus",
        "i gaar ringte kari vik fra molde sykehus .",
        "i gar ringte kari vik fra molde sykehus .",
    }


@given(st.integers(0, 10_000))
def test_a_name_is_exchanged_for_one_of_its_kind_and_the_rest_stays(seed: int) -> None:
    changed = exchange_names(SENTENCE, 1.0, read_names(), Random(seed))
    assert [w.pos for w in changed] == [w.pos for w in SENTENCE]
    assert [w.name for w in changed] == [w.name for w in SENTENCE]
    assert changed[4].form in read_names().last
    assert changed[7].form in {changed[7].lemma + "s", changed[7].lemma + "'"}
    kept = [place for place in range(len(SENTENCE)) if place not in {3, 4, 7}]
    assert [changed[i] for i in kept] == [SENTENCE[i] for i in kept]


@given(st.integers(0, 10_000))
def test_every_style_gives_sentences_that_spacy_takes(seed: int) -> None:
    style = ChatStyle(0.5, 0.5, 0.5, 0.5, 0.5, 0.5)
    text = restyle([SENTENCE, SENTENCE], style, read_names(), Random(seed))
    doc = to_doc(VOCAB, text)
    assert Counter(entity.label_ for entity in doc.ents) == {"PER": 2, "GPE_LOC": 2}


def test_no_style_at_all_changes_nothing() -> None:
    style = ChatStyle(0, 0, 0, 0, 0, 0)
    assert restyle([SENTENCE], style, read_names(), Random(0)) == [SENTENCE]


def test_names_are_found_with_their_kind() -> None:
    assert name_spans(SENTENCE) == [(3, 5, "PER"), (7, 8, "GPE_LOC")]
    assert name_spans(lowered(SENTENCE)) == name_spans(SENTENCE)


def test_a_lemma_that_would_store_a_name_is_not_learned() -> None:
    assert learnable_lemma(Word("Molders", "Molde", "PROPN", "", "O", True)) == ""
    assert learnable_lemma(Word("Moldes", "Molde", "PROPN", "", "O", True)) == "Molde"
    assert learnable_lemma(Word("guten", "gut", "NOUN", "", "O", True)) == "gut"


# ---- the official parts


def test_what_is_measured_is_never_trained_on(tmp_path: Path) -> None:
    """Three files: one of the test part, one of training, one of training with a line of dev."""
    ndt, ud = tmp_path / "ndt" / "nob", tmp_path / "ud" / "nob"
    ndt.mkdir(parents=True)
    ud.mkdir(parents=True)

    def conll(*lines: str) -> str:
        row = "1\t{0}\t{0}\tinterj\tinterj\t_\t0\tINTERJ\t_\tname=O\n\n"
        return "".join(row.format(line) for line in lines)

    (ndt / "a_0001.conll").write_text(conll("Hei", "Heisan"), encoding="utf-8")
    (ndt / "b_0001.conll").write_text(conll("Ja", "Nei", "Jo", "Takk"), encoding="utf-8")
    (ndt / "c_0001.conll").write_text(conll("Neida"), encoding="utf-8")
    (ud / "x-ud-dev.conllu").write_text(conll("Neida", "Takk"), encoding="utf-8")
    (ud / "x-ud-test.conllu").write_text(conll("Hei", "Heisan"), encoding="utf-8")
    parts = {
        part: {w.form for d in documents for s in d.sentences for w in s}
        for part, documents in read_parts(tmp_path, "nob").items()
    }
    assert parts == {"train": {"Ja", "Nei", "Jo"}, "dev": {"Neida"}, "test": {"Hei", "Heisan"}}
