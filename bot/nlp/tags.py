"""From the Norwegian Dependency Treebank's tags to Universal Dependencies' (UPOS and features).

The treebank's training part carries NDT tags, the official dev and test parts UD tags. The rules
were made on the dev parts and checked on the test parts; `python -m bot.nlp.conversion` prints how
often they agree. What is left is nearly all adposition against subordinating conjunction before
clauses and infinitives, where UD's own choice follows a converted syntax tree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple


class Ndt(NamedTuple):
    """A row of the treebank: `head` is another row's `number`, "0" for none."""

    number: str
    form: str
    lemma: str
    pos: str
    features: frozenset[str]
    head: str
    relation: str


_BY_POS = {
    "adj": "ADJ", "adv": "ADV", "konj": "CCONJ", "inf-merke": "PART", "interj": "INTJ",
    "symb": "SYM", "ukjent": "X", "clb": "PUNCT", "<komma>": "PUNCT", "<anf>": "PUNCT",
    "<strek>": "PUNCT", "<parentes-beg>": "PUNCT", "<parentes-slutt>": "PUNCT",
}  # fmt: skip
_COPULA = frozenset({"være", "vere"})
_AUXILIARIES = _COPULA | frozenset(
    {"ha", "bli", "få", "kunne", "skulle", "måtte", "ville", "vilje", "burde", "tørre"}
)
_FINITE = frozenset({"pres", "pret", "imp"})
_NOT = frozenset({"ikke", "ikkje"})
# "Som" before a predicative ("virker som", "valgt som") marks a clause in UD; elsewhere not.
_PREDICATIVE = frozenset({"SPRED", "FSPRED", "OPRED", "FOPRED"})
# Places that NDT calls prepositions without a complement: UD calls these adverbs, the rest ADP.
_PLACE = frozenset({"her", "der", "hit", "dit", "herfra", "derfra", "herifrå", "derifrå", "derfrå",
                    "herunder", "derunder", "heretter", "deretter", "herved", "derved", "derpå",
                    "dermed", "herav", "derav", "hertil", "dertil"})  # fmt: skip
_ARTICLE = frozenset({"en", "ein"})
_TOTAL = frozenset({"all", "alle", "hver", "kvar", "enhver", "einkvar", "begge"})
_INDEFINITE = frozenset({"noen", "noe", "nokon", "noko"})
_NEGATIVE = frozenset({"ingen", "ingenting", "inkje"})
_QUANTIFIERS = _ARTICLE | _TOTAL | _INDEFINITE | _NEGATIVE

# NDT's feature: UD's feature and value. What stands in neither (samset, unorm, ...) has no UD form.
_FEATURES = {
    "mask": ("Gender", "Masc"), "fem": ("Gender", "Fem"), "nøyt": ("Gender", "Neut"),
    "ent": ("Number", "Sing"), "eint": ("Number", "Sing"), "fl": ("Number", "Plur"),
    "ub": ("Definite", "Ind"), "be": ("Definite", "Def"), "bu": ("Definite", "Def"),
    "gen": ("Case", "Gen"), "nom": ("Case", "Nom"), "akk": ("Case", "Acc"),
    "1": ("Person", "1"), "2": ("Person", "2"), "3": ("Person", "3"),
    "hum": ("Animacy", "Hum"), "refl": ("Reflex", "Yes"), "fork": ("Abbr", "Yes"),
    "pos": ("Degree", "Pos"), "komp": ("Degree", "Cmp"), "sup": ("Degree", "Sup"),
    "pass": ("Voice", "Pass"), "<perf-part>": ("VerbForm", "Part"),
    "<pres-part>": ("VerbForm", "Part"),
}  # fmt: skip
_VERB_FORMS = {
    "pres": (("Mood", "Ind"), ("Tense", "Pres"), ("VerbForm", "Fin")),
    "pret": (("Mood", "Ind"), ("Tense", "Past"), ("VerbForm", "Fin")),
    "imp": (("Mood", "Imp"), ("VerbForm", "Fin")),
    "inf": (("VerbForm", "Inf"),),
    "perf-part": (("VerbForm", "Part"),),
}


def to_universal(sentence: Sequence[Ndt]) -> list[tuple[str, str]]:
    """UPOS and features ("Case=Gen|Number=Sing", "" for none) of every row of one sentence."""
    below: dict[str, list[Ndt]] = defaultdict(list)
    for row in sentence:
        below[row.head].append(row)
    tagged = []
    for row in sentence:
        pos = _pos(row, below)
        tagged.append((pos, _features(row, pos)))
    return tagged


def _pos(row: Ndt, below: dict[str, list[Ndt]]) -> str:
    if row.pos == "subst":
        return "PROPN" if "prop" in row.features else "NOUN"
    if row.pos == "verb":
        return _verb(row, below[row.number])
    if row.pos == "prep":
        return _preposition(row, below)
    if row.pos == "pron":
        return "PRON"
    if row.pos == "sbu":
        # The relative "som" stands for the noun before it.
        return "PRON" if row.lemma == "som" and row.form.lower() == "som" else "SCONJ"
    if row.pos == "det":
        if "poss" in row.features:
            return "PRON"
        counts = "kvant" in row.features and row.lemma not in _QUANTIFIERS
        return "NUM" if counts else "DET"
    if row.pos == "adv" and row.lemma in _NOT:
        return "PART"
    return _BY_POS[row.pos]


def _verb(row: Ndt, children: list[Ndt]) -> str:
    if row.lemma not in _AUXILIARIES:
        return "VERB"
    relations = {child.relation for child in children}
    if "INFV" in relations or (row.lemma in _COPULA and "SPRED" in relations):
        return "AUX"
    return "VERB"


def _preposition(row: Ndt, below: dict[str, list[Ndt]]) -> str:
    if row.form.lower() in _PLACE:
        return "ADV"
    if row.lemma == "som":
        return "SCONJ" if row.relation in _PREDICATIVE else "ADP"
    for child in below[row.number]:
        if child.relation == "PUTFYLL" and (
            child.pos == "inf-merke" or (child.pos == "verb" and child.features & _FINITE)
        ):
            return "SCONJ"
    return "ADP"


def _pronoun_type(row: Ndt) -> set[tuple[str, str]]:
    """PronType, and what goes with it, of a pronoun, a determiner or a numeral."""
    if row.pos == "det" and "kvant" in row.features:
        if row.lemma in _ARTICLE:
            return {("PronType", "Art")}
        if row.lemma in _TOTAL:
            return {("PronType", "Tot")}
        if row.lemma in _INDEFINITE:
            return {("PronType", "Ind")}
        if row.lemma in _NEGATIVE:
            return {("PronType", "Neg"), ("Polarity", "Neg")}
        return {("NumType", "Card")}
    if "res" in row.features:
        return {("PronType", "Rcp")}
    if "sp" in row.features:
        return {("PronType", "Int")}
    if "dem" in row.features:
        return {("PronType", "Dem")}
    kinds: set[tuple[str, str]] = set()
    if row.pos == "det" or "pers" in row.features or row.lemma not in _NEGATIVE:
        kinds.add(("PronType", "Prs"))
    if row.pos == "pron":
        kinds |= _more_of_a_pronoun(row)
    return kinds


def _more_of_a_pronoun(row: Ndt) -> set[tuple[str, str]]:
    if row.lemma in _NEGATIVE:
        return {("PronType", "Neg"), ("Polarity", "Neg")}
    if row.lemma in _INDEFINITE:
        return {("PronType", "Ind")}
    if row.lemma in _TOTAL:
        return {("PronType", "Tot")}
    return {("PronType", "Art")} if row.lemma in _ARTICLE else set()


def _features(row: Ndt, pos: str) -> str:
    found = {_FEATURES[name] for name in row.features if name in _FEATURES}
    if pos in {"NOUN", "PROPN", "ADJ", "SYM", "X", "ADP", "ADV"}:
        found = {pair for pair in found if pair[0] not in {"Animacy", "Person"}}
    if row.pos == "verb":
        for name, pairs in _VERB_FORMS.items():
            if name in row.features:
                found.update(pairs)
    if row.pos in {"pron", "det"}:
        found |= _pronoun_type(row)
        if "poss" in row.features:
            found.add(("Poss", "Yes"))
    if pos == "PART" and row.lemma in _NOT:
        found.add(("Polarity", "Neg"))
    if pos == "PRON" and row.pos == "sbu":
        found.add(("PronType", "Rel"))
    values: dict[str, list[str]] = defaultdict(list)
    for name, value in sorted(found):
        values[name].append(value)
    # UD's order: "Number" before "NumType".
    ordered = sorted(values.items(), key=lambda item: item[0].lower())
    return "|".join(f"{name}={','.join(several)}" for name, several in ordered)
