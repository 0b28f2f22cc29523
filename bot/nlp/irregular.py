"""Lemmas of strong verbs and of nouns that change their vowel, which no ending gives away.

The trained lemmatizer knows rules ("cut -er, add -e"); "drakk" follows none that it has seen often.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language

_TABLE = Path(__file__).with_name("tables") / "irregular.txt"


def read_irregular() -> Iterator[tuple[str, str, str]]:
    """Kind (VERB or NOUN), form and lemma of each form of the table, in small letters."""
    for raw in _TABLE.read_text(encoding="utf-8").splitlines():
        line = raw.split("#", 1)[0].strip()
        if line:
            head, _, forms = line.partition(":")
            kind, lemma = head.split()
            for form in forms.split():
                yield kind, form, lemma


def teach_irregular(nlp: Language) -> None:
    """Lets the attribute ruler, which runs after the lemmatizer, set these lemmas."""
    ruler: Any = nlp.get_pipe("attribute_ruler")
    for kind, form, lemma in read_irregular():
        kinds = ["VERB", "AUX"] if kind == "VERB" else [kind]
        ruler.add(patterns=[[{"LOWER": form, "POS": {"IN": kinds}}]], attrs={"LEMMA": lemma})
