"""The gateway's statistical net: trained here on a few lines, written, and read without scikit."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from bot.norwegian.crisis import net as net_module
from bot.norwegian.crisis import signs
from bot.norwegian.crisis.net import CrisisNet, crisis_net, letter_terms, word_terms

pytest.importorskip("rasa", reason="the training needs the engine's environment")

from bot.crisis_net import Features, read_lines, train
from bot.train import training_crisis_net

DANGER = [
    "har gitt bort klokka til far",
    "har delt ut smykkene mine til jentene",
    "har ryddet i papirene så de slipper det etterpå",
    "har skrevet brev til hver av ungene",
    "har sagt farvel til hunden",
    "eg har gjeve bort alle bøkene mine",
    "æ har gidd bort katta mi te naboen",
    "gir bort alt jeg eier denne uka",
    "nøklene ligger på bordet til den som finner meg",
    "de klarer seg bedre uten meg rundt seg",
    "dere slipper å tenke på meg snart",
    "om noen dager er jeg ikke til bry lenger",
]
QUIET = [
    "hva koster en time hos dere",
    "jeg sover dårlig om natta",
    "mannen min drikker for mye øl",
    "når er timen min",
    "jeg vil bestille en samtale",
    "kva er friskliv",
    "mor er blitt glemsk i det siste",
    "hunden min er hos veterinæren",
    "jeg har kjøpt ny klokke til far",
    "vi har bursdag i huset i dag",
    "kan du skrive nynorsk",
    "takk for hjelpen",
]


def write_lines(folder: Path) -> Path:
    """A training file as Rasa reads it."""
    blocks = [("suicide", DANGER), ("none", QUIET)]
    text = 'version: "3.1"\nnlu:\n'
    for crisis, lines in blocks:
        examples = "".join(f"    - {line}\n" for line in lines)
        text += f"- intent: concern\n  metadata: {{crisis: {crisis}}}\n  examples: |\n{examples}"
    path = folder / "nlu.yml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("net")
    train(read_lines(write_lines(folder)), folder / "crisis_net.zip")
    return folder / "crisis_net.zip"


@pytest.fixture
def net(path: Path) -> CrisisNet:
    loaded = CrisisNet.load(path)
    assert loaded is not None
    return loaded


def test_it_learns_the_lines_it_was_given(net: CrisisNet) -> None:
    for danger, quiet in zip(DANGER, QUIET, strict=True):
        of_danger, of_quiet = net.score(danger), net.score(quiet)
        assert of_danger is not None
        assert of_quiet is not None
        assert of_danger.chance > of_quiet.chance
        assert of_danger.category == "suicide"


def test_a_hint_in_other_words_is_nearer_to_danger_than_a_question(net: CrisisNet) -> None:
    hint, question = net.score("har gitt bort smykkene"), net.score("hva koster timen")
    assert hint is not None
    assert question is not None
    assert hint.chance > question.chance


def test_reading_gives_the_numbers_of_the_training(net: CrisisNet) -> None:
    features = Features([*DANGER, *QUIET])
    assert features.rows.shape == (24, len(features.terms))
    lengths = features.rows.multiply(features.rows).sum(axis=1)
    assert lengths.max() <= 3.0001  # each of the three families has length 1 at most


def test_a_text_without_a_known_term_has_no_score(net: CrisisNet) -> None:
    assert net.score("") is None
    assert net.score("🌧️🌧️") is None


def test_terms_are_words_pairs_and_runs_of_letters() -> None:
    assert list(word_terms("jeg vil ?")) == ["jeg", "vil", "?", "jeg vil", "vil ?"]
    assert list(letter_terms("nå")) == ["|nå"]


def test_without_a_file_there_are_the_patterns_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(net_module, "FILE", tmp_path / "none.zip")
    crisis_net.cache_clear()
    assert crisis_net() is None
    finding = signs.find_signs("jeg vil ta livet mitt")
    assert finding is not None
    assert finding.certain
    crisis_net.cache_clear()


@pytest.mark.parametrize("content", [b"", b"no zip", "parts"])
def test_a_broken_file_does_not_silence_the_patterns(
    content: bytes | str, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.zip"
    if isinstance(content, bytes):
        broken.write_bytes(content)
    else:
        with zipfile.ZipFile(path) as whole, zipfile.ZipFile(broken, "w") as half:
            for name in ("net.json", "terms.txt", "idf.bin"):
                half.writestr(name, whole.read(name))
            half.writestr("weights.bin", whole.read("weights.bin")[:10])
    monkeypatch.setattr(net_module, "FILE", broken)
    crisis_net.cache_clear()
    assert crisis_net() is None
    assert signs.find_signs("jeg vil ta livet mitt") is not None
    crisis_net.cache_clear()


class Always(CrisisNet):
    """A net that says the same of every text."""

    def __init__(self, category: str, chance: float) -> None:
        super().__init__([category, "none"], 1.0, doubt=0.6, certain=0.9)
        self._said = net_module.Score(category, chance)

    def score(self, text: str) -> net_module.Score | None:
        return self._said


@pytest.mark.parametrize(
    ("text", "chance", "certain"),
    [
        ("nå gir jeg bort klokka", 0.5, None),
        ("nå gir jeg bort klokka", 0.7, False),
        ("nå gir jeg bort klokka", 0.95, True),
        # A denial is asked about at most.
        ("jeg har ikke tanker om å ta livet mitt", 0.7, None),
        ("jeg har ikke tanker om å ta livet mitt", 0.95, False),
    ],
)
def test_a_likely_sign_is_asked_about_and_a_very_likely_one_answered(
    text: str, chance: float, certain: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signs, "crisis_net", lambda: Always("suicide", chance))
    finding = signs.find_signs(text)
    assert (finding.certain if finding else None) == certain


def test_a_likely_sign_makes_a_doubtful_pattern_certain(monkeypatch: pytest.MonkeyPatch) -> None:
    doubtful = "alle hadde hatt det bedre uten meg"
    monkeypatch.setattr(signs, "crisis_net", lambda: None)
    alone = signs.find_signs(doubtful)
    assert alone is not None
    assert not alone.certain
    monkeypatch.setattr(signs, "crisis_net", lambda: Always("violence", 0.97))
    both = signs.find_signs(doubtful)
    assert both is not None
    assert both.certain
    assert both.category == alone.category


def test_a_child_who_writes_of_blows_is_a_child_at_risk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signs, "crisis_net", lambda: Always("violence", 0.97))
    finding = signs.find_signs("jeg er 12 år og det er ikke bra hjemme")
    assert finding is not None
    assert finding.category == "child_at_risk"
    assert finding.child


def test_it_is_trained_in_a_process_of_its_own(tmp_path: Path) -> None:
    with training_crisis_net(write_lines(tmp_path), tmp_path / "crisis_net.zip"):
        pass
    assert CrisisNet.load(tmp_path / "crisis_net.zip") is not None


def test_a_training_that_fails_is_told(tmp_path: Path) -> None:
    (tmp_path / "nlu.yml").write_text("nlu:\n- intent: [", encoding="utf-8")
    with (
        pytest.raises(RuntimeError, match="not trained"),
        training_crisis_net(tmp_path, tmp_path / "crisis_net.zip"),
    ):
        pass
    assert not (tmp_path / "crisis_net.zip").exists()
