"""Content files: all are complete, and a broken one is told clearly and costs only itself."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from api.content.errors import ContentBroken, ContentMissing, OfferingNotFound
from api.content.repository import TEXTS
from api.content.service import Texts, load_texts
from api.content.taxonomy import ASPECTS, CRISES, LANGUAGES, SLUGS, TOPICS

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)
EMERGENCY = {"113": "113", "112": "112", "116117": "116117"}


@pytest.fixture(scope="module")
def texts() -> Texts:
    return load_texts()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of all texts that a test may break."""
    shutil.copytree(TEXTS, tmp_path / "texts")
    return tmp_path / "texts"


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def dialled(texts: Texts) -> dict[str, str]:
    return {line.slug: line.tel for line in texts.all_helplines(NOW, "nb")}


def test_every_content_file_is_complete() -> None:
    assert load_texts(strict=True).problems == ()


def test_all_sixteen_offerings_have_all_thirteen_aspects(texts: Texts) -> None:
    assert sorted(texts.offerings) == sorted(SLUGS)
    for offering in texts.offerings.values():
        assert set(offering.aspects) == set(ASPECTS), offering.slug


def test_the_vocabulary_names_every_topic_aspect_and_crisis(texts: Texts) -> None:
    assert set(texts.vocabulary.topics) == set(TOPICS)
    assert set(texts.vocabulary.aspects) == set(ASPECTS)
    assert set(texts.vocabulary.crisis) == set(CRISES)


def test_an_aspect_that_repeats_a_field_is_written_once(texts: Texts) -> None:
    offering = texts.offering("rask-psykisk-helsehjelp")
    assert offering.aspects["content"] == offering.content
    assert offering.aspects["eligibility"] == offering.who_for


def test_unknown_offering_is_not_found(texts: Texts) -> None:
    with pytest.raises(OfferingNotFound) as caught:
        texts.offering("finnes-ikke")
    assert (caught.value.status, caught.value.code) == (404, "offering_not_found")


def test_missing_nynorsk_names_the_file_the_line_and_the_field(folder: Path) -> None:
    change(folder, "municipality.yml", "  nn: Eksempelvegen 1, 0000 Eksempel\n", "")
    problems = load_texts(folder).problems
    assert [(p.file, p.field, p.message) for p in problems] == [
        ("municipality.yml", "address.nn", "mangler")
    ]
    lines = (folder / "municipality.yml").read_text(encoding="utf-8").splitlines()
    assert problems[0].line is not None
    assert lines[problems[0].line - 1] == "address:"
    assert str(problems[0]).startswith(f"municipality.yml, linje {problems[0].line}: address.nn")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("minutes: 45", "minutes: '45'", "skal være et helt tall"),
        ("minutes: 45", "minuts: 45", "ukjent felt (skrivefeil?)"),
        ("access: slot", "access: nett", "skal være en av 'slot', 'callback' or 'application'"),
        ("slug: frisk", "slug: Frisk", "String should match pattern"),
        ("reviewed: 2026-11-21", "reviewed: i går", "skal være en dato som 2026-11-21"),
        ("{use: cost_unknown}", "{use: gratis}", "«gratis» finnes ikke i common.yml"),
        ("access: slot", "access: slot\naccess: callback", "feltet «access» står to ganger"),
        ("Det er for deg som", "Se https://eksempel.no", "teksten inneholder en lenke"),
        ("Det er for deg som", "Det er **for** deg", "teksten inneholder HTML"),
        ("unknown: [cost,", "unknown: [price,", "skal være en av"),
    ],
)
def test_a_slip_is_told_in_plain_norwegian_and_costs_one_offering(
    folder: Path, old: str, new: str, message: str
) -> None:
    change(folder, "offerings/frisklivssentral.yml", old, new)
    texts = load_texts(folder)
    assert any(message in problem.message for problem in texts.problems), texts.problems
    assert {problem.file for problem in texts.problems} == {"offerings/frisklivssentral.yml"}
    assert set(SLUGS) - set(texts.offerings) == {"frisklivssentral"}
    assert set(EMERGENCY) <= set(dialled(texts))


def test_a_strict_load_names_every_broken_file_at_once(folder: Path) -> None:
    change(folder, "offerings/fysioterapi.yml", "minutes: 30", "minutes: mange")
    change(folder, "municipality.yml", "demo: true\n", "demo: kanskje\n")
    with pytest.raises(ContentBroken) as caught:
        load_texts(folder, strict=True)
    assert {p.file for p in caught.value.problems} == {
        "offerings/fysioterapi.yml",
        "municipality.yml",
    }


@pytest.mark.parametrize(
    "text", ["lines: [", "", "- bare en liste", "lines: tull", "\0", "lines:\n"]
)
def test_emergency_numbers_survive_a_ruined_helpline_file(folder: Path, text: str) -> None:
    (folder / "helplines.yml").write_text(text, encoding="utf-8")
    texts = load_texts(folder)
    assert any(problem.file == "helplines.yml" for problem in texts.problems)
    assert dialled(texts) == EMERGENCY
    for crisis in CRISES:
        assert texts.helplines_for(crisis, NOW, "nn")[0].tel in {"113", "112"}


def test_emergency_numbers_survive_when_every_file_is_gone(tmp_path: Path) -> None:
    texts = load_texts(tmp_path)
    assert texts.problems
    for lang in LANGUAGES:
        assert {line.slug: line.tel for line in texts.all_helplines(NOW, lang)} == EMERGENCY
    with pytest.raises(ContentMissing):
        _ = texts.municipality


def test_a_broken_vocabulary_takes_no_help_line_away(folder: Path) -> None:
    before = dialled(load_texts(folder))
    (folder / "vocabulary.yml").write_text("topics: 5", encoding="utf-8")
    assert dialled(load_texts(folder)) == before


def test_one_broken_help_line_costs_only_itself(folder: Path) -> None:
    before = dialled(load_texts(folder))
    change(folder, "helplines.yml", 'tel: "22400040"', 'tel: "22400041"')
    texts = load_texts(folder)
    assert "tel er ikke de samme sifrene som phone" in texts.problems[0].message
    assert set(before) - set(dialled(texts)) == {"kirkens-sos"}


@pytest.mark.parametrize("slug", sorted(EMERGENCY))
def test_an_emergency_number_cannot_be_changed_or_switched_off(folder: Path, slug: str) -> None:
    data = yaml.safe_load((folder / "helplines.yml").read_text(encoding="utf-8"))
    for line in data["lines"]:
        if line["slug"] == slug:
            line.update(phone="22 22 22 22", tel="22222222")
    (folder / "helplines.yml").write_text(yaml.safe_dump(data), encoding="utf-8")
    texts = load_texts(folder)
    assert "nødnumre kan ikke endres" in texts.problems[0].message
    assert dialled(texts)[slug] == EMERGENCY[slug]


def test_no_other_line_can_call_itself_an_emergency_number(folder: Path) -> None:
    change(folder, "helplines.yml", 'date: "2023"}', 'date: "2023"}\n    always: true')
    texts = load_texts(folder)
    assert "bare 112, 113 og 116117" in texts.problems[0].message


def test_a_response_comes_in_each_language_with_its_variant(folder: Path) -> None:
    (folder / "responses" / "test.yml").write_text(
        """
utter_test:
  kind: text
  nb: Hei {name}, hvordan går det?
  nn: Hei {name}, korleis går det?
  en: Hello {name}, how are you?
  simple: {nb: "Hei {name}", nn: "Hei {name}", en: "Hi {name}"}
  variants:
    relative: {nb: "{name}, og han?", nn: "{name}, og han då?", en: "{name}, and him?"}
  choices:
    - {payload: book?offering=frisklivssentral, nb: Bestill, nn: Tinge, en: Book}
  source: own
  reviewed: 2026-11-21
""".replace("payload: book?offering=frisklivssentral", "payload: 'book?offering=frisklivssentral'"),
        encoding="utf-8",
    )
    texts = load_texts(folder, strict=True)
    assert texts.response("utter_test", "nn").text == "Hei {name}, korleis går det?"
    assert texts.response("utter_test", "en").simple == "Hi {name}"
    assert texts.response("utter_test", "nb", "relative").text == "{name}, og han?"
    assert texts.response("utter_test", "nb", "self").text == "Hei {name}, hvordan går det?"
    choice = texts.response("utter_test", "en").choices[0]
    assert (choice.title, choice.payload) == ("Book", "book?offering=frisklivssentral")
    with pytest.raises(ContentMissing):
        texts.response("utter_nothing", "nb")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("nb: Hei {name}\n  nn: Hei\n  en: Hi {name}", "nn har andre {plassholdere} enn nb"),
        ("nb: Hei\n  nn: Hei", "mangler"),
        ("nb: Hei\n  nn: Hei\n  en: ''", "er tom"),
        (
            "nb: Hei\n  nn: Hei\n  en: Hi\n  choices: [{payload: fly, nb: a, nn: a, en: a}]",
            "ukjent hensikt i payload: fly",
        ),
        ("nb: 5\n  nn: Hei\n  en: Hi", "skal være tekst; sett tall i anførselstegn"),
    ],
)
def test_a_response_that_is_not_whole_is_refused(folder: Path, body: str, message: str) -> None:
    (folder / "responses" / "test.yml").write_text(
        f"utter_test:\n  kind: text\n  {body}\n  source: own\n  reviewed: 2026-11-21\n",
        encoding="utf-8",
    )
    texts = load_texts(folder)
    assert [problem.message for problem in texts.problems] == [message]
    assert "utter_test" not in texts.responses
