"""How far nynorsk, dialect and typos lie from bokmål and from clean text."""

from __future__ import annotations

from bot.evaluation.distances import distances


def figures(accuracy: float, n: int = 100) -> dict[str, float]:
    return {"accuracy": accuracy, "n": n}


def test_a_weaker_way_of_writing_has_a_negative_distance() -> None:
    found = distances(
        {
            "bokmål": {"intent": figures(0.9), "topic": figures(0.8)},
            "nynorsk": {"intent": figures(0.8), "aspect": figures(0.9)},
        }
    )
    assert set(found) == {"nynorsk"}
    assert found["nynorsk"]["from"] == "bokmål"
    # 1.96 · sqrt(0.9 · 0.1 / 100 + 0.8 · 0.2 / 100) = 1.96 · 0.05
    assert found["nynorsk"]["fields"] == {"intent": {"accuracy": -0.1, "margin": 0.098}}


def test_typos_are_held_against_clean_text() -> None:
    found = distances({"typo": {"intent": figures(0.9)}, "clean": {"intent": figures(0.8)}})
    assert found["typo"]["from"] == "clean"
    assert found["typo"]["fields"]["intent"]["accuracy"] == 0.1


def test_more_lines_make_the_margin_smaller() -> None:
    few = distances({"long": {"name": figures(0.9, 20)}, "short": {"name": figures(0.9, 20)}})
    many = distances({"long": {"name": figures(0.9, 2000)}, "short": {"name": figures(0.9, 2000)}})
    narrower = few["long"]["fields"]["name"]["margin"] / many["long"]["fields"]["name"]["margin"]
    assert 9.5 < narrower < 10.5


def test_a_tag_without_its_other_has_no_distance() -> None:
    assert distances({"nynorsk": {"intent": figures(0.9)}, "second": {}}) == {}
