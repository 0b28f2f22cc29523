"""Names of offerings as people write them."""

from __future__ import annotations

import pytest

from bot.components.aliases import AliasIndex, distance

INDEX = AliasIndex(
    {
        "rask psykisk helsehjelp": "rask-psykisk-helsehjelp",
        "RPH": "rask-psykisk-helsehjelp",
        "frisklivssentral": "frisklivssentral",
        "pårørendestøtte": "parorendestotte",
        "helsestasjon for eldre": "helsestasjon-for-eldre",
        "likeperson": "likeperson",
        "helseknutepunkt": "helseknutepunkt",
    }
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("hva er Rask Psykisk Helsehjelp?", "rask-psykisk-helsehjelp"),
        ("rask psykisk helsehjelpen", "rask-psykisk-helsehjelp"),
        ("rask psyksik helsehjlep", "rask-psykisk-helsehjelp"),
        ("har dokker rph", "rask-psykisk-helsehjelp"),
        ("frisk livs sentralen", "frisklivssentral"),
        ("frisklivsentralen i sentrum", "frisklivssentral"),
        ("parorendestotte", "parorendestotte"),
        ("paaroerendestoette", "parorendestotte"),
        ("kva er helsestasjonen for eldre", "helsestasjon-for-eldre"),
        ("likepersonar", "likeperson"),
        ("HELSEKNUTEPUNKTET", "helseknutepunkt"),
    ],
)
def test_a_name_is_found_in_spite_of_form(text: str, value: str) -> None:
    match = INDEX.find(text)
    assert match is not None
    assert match.value == value


@pytest.mark.parametrize(
    "text", ["", "jeg sover dårlig", "er det noen person der", "rask hjelp", "hva er rapport", "😀"]
)
def test_other_texts_name_nothing(text: str) -> None:
    assert INDEX.find(text) is None


def test_the_longest_name_wins() -> None:
    index = AliasIndex({"helsehjelp": "general", "rask psykisk helsehjelp": "quick"})
    match = index.find("om rask psykisk helsehjelp")
    assert match is not None
    assert match.value == "quick"


@pytest.mark.parametrize(
    ("a", "b", "errors"),
    [("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "xyz", None), ("", "ab", 2)],
)
def test_distance_counts_edits_up_to_a_limit(a: str, b: str, errors: int | None) -> None:
    assert distance(a, b, 2) == errors
