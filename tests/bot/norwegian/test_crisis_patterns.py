"""The reviewed pattern file: each example is a test, and the file itself is in order."""

import re
from collections import Counter

import pytest

from bot.norwegian.crisis import find_crisis, find_denied
from bot.norwegian.crisis.lexicon import pattern_file
from bot.norwegian.crisis.matching import parse
from bot.norwegian.crisis.patterns import CATEGORIES, all_patterns, variants

FILE = pattern_file()
ENTRIES = FILE["patterns"]
FOR = [(entry, text) for entry in ENTRIES for text in entry["for"]]
AGAINST = [text for entry in ENTRIES for text in entry["against"]]
# Classes that the code itself asks for.
USED_BY_CODE = {
    "bridge",
    "turn",
    "matter",
    "inability",
    "pronoun",
    "not",
    "not_years",
    "present",
} | {"recent"}
# Atoms that the reader makes, not the file.
MADE_BY_CODE = {"year"}


def sequences() -> list[str]:
    lines = [line for entry in ENTRIES for line in entry["match"]]
    lines += [line for entry in ENTRIES for line in entry.get("unless", ())]
    lines += [line for context in FILE["contexts"].values() for line in context]
    return lines


@pytest.mark.parametrize(("entry", "text"), FOR, ids=[f"{e['id']}: {t}" for e, t in FOR])
def test_what_a_pattern_is_for_is_found_with_its_category_and_certainty(
    entry: dict[str, object], text: str
) -> None:
    finding = find_crisis(text)
    assert finding is not None
    assert (finding.category, finding.certain) == (entry["category"], entry["certain"])


@pytest.mark.parametrize("text", AGAINST)
def test_what_a_pattern_is_not_for_gives_nothing_at_all(text: str) -> None:
    assert find_crisis(text) is None


@pytest.mark.parametrize(
    ("category", "text"), [(e["category"], text) for e in FILE["well"] for text in e["for"]]
)
def test_what_says_that_all_is_well_denies_its_danger(category: str, text: str) -> None:
    assert find_crisis(text) is None
    assert find_denied(text) == category


def test_every_pattern_says_why_and_has_examples_for_and_against() -> None:
    for entry in ENTRIES:
        assert entry["why"], entry["id"]
        assert entry["for"], entry["id"]
        assert entry["against"], entry["id"]


def test_every_pattern_has_a_name_of_its_own() -> None:
    assert [name for name, n in Counter(e["id"] for e in ENTRIES).items() if n > 1] == []


def test_all_eight_values_have_certain_patterns_and_most_have_doubts() -> None:
    assert {p.category for p in all_patterns() if p.certain} == set(CATEGORIES)
    doubts = {p.category for p in all_patterns() if not p.certain}
    assert doubts >= {"suicide", "self_harm", "violence", "danger_to_others", "psychosis"}


def test_classes_and_contexts_that_are_asked_for_exist() -> None:
    lines = sequences()
    asked = {name for line in lines for name in re.findall(r"@(\w+)", line)}
    assert asked - set(FILE["classes"]) - MADE_BY_CODE == set()
    contexts = {line[1:] for line in lines if line.startswith("$")}
    assert contexts - set(FILE["contexts"]) == set()


def test_classes_that_the_code_asks_for_exist() -> None:
    assert USED_BY_CODE - set(FILE["classes"]) == set()


def test_no_word_to_look_for_is_also_kept_from_being_a_typo() -> None:
    assert set(FILE["typos"].split()) & set(FILE["not_typos"].split()) == set()


def test_no_pattern_is_empty_of_words() -> None:
    for line in sequences():
        if not line.startswith("$"):
            assert all(parse(variant).required for variant in variants(line.removeprefix("= ")))


def test_an_alternative_of_several_words_is_a_line_of_its_own() -> None:
    assert variants("skal|vil ..2 dø|dau snart|i_kveld") == [
        "skal|vil ..2 dø|dau i kveld",
        "skal|vil ..2 dø|dau snart",
    ]


def test_a_sequence_that_requires_no_word_is_refused() -> None:
    with pytest.raises(ValueError, match="no word is required"):
        parse(".. jeg? ~2")


def test_the_words_of_classes_are_written_as_the_reader_reads_them() -> None:
    for name, words in FILE["classes"].items():
        for word in words.split():
            assert word == word.lower(), (name, word)
            assert word.strip("*"), (name, word)
