"""From an evaluation file to the report of the contract."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.components.understood import understood
from bot.evaluation.__main__ import main
from bot.evaluation.answers import Answer, Engine, answer_all
from bot.evaluation.lines import EvaluationFileError, read_lines
from bot.evaluation.report import build_report
from bot.evaluation.text import readable


def written(folder: Path, *lines: dict[str, Any]) -> Path:
    path = folder / "lines.jsonl"
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_text(text + "\n\n", encoding="utf-8")
    return path


def answer(intent: str, confidence: float = 0.9, **parse: Any) -> Answer:
    return Answer(understood({"intent": {"name": intent, "confidence": confidence}, **parse}))


@pytest.fixture
def report(tmp_path: Path) -> dict[str, Any]:
    lines = read_lines(
        written(
            tmp_path,
            {"text": "eg søv ikkje", "intent": "concern", "topic": "sleep", "tags": ["nynorsk"]},
            {"text": "hei", "intent": ["greet", "thank"], "topic": "none", "crisis": "none"},
            {"text": "eg vil døy", "intent": None, "crisis": "suicide", "tags": ["nynorsk"]},
        )
    )
    answers = [
        answer("concern", topics=[{"name": "sleep", "confidence": 0.8}]),
        answer("thank", topics=[{"name": "grief", "confidence": 0.6}]),
        answer("concern", crisis={"category": "suicide", "certain": True, "source": "pattern"}),
    ]
    return build_report(lines, answers)


def test_fields_are_scored_where_the_line_names_them(report: dict[str, Any]) -> None:
    assert report["fields"]["intent"] == {"accuracy": 1.0, "macro_f1": 1.0, "n": 2}
    assert report["fields"]["topic"]["accuracy"] == 0.5
    assert "about" not in report["fields"]


def test_crisis_values_have_recall_and_precision(report: dict[str, Any]) -> None:
    assert report["crisis"]["suicide"] == {"recall": 1.0, "precision": 1.0, "n": 1}


def test_tags_group_the_figures(report: dict[str, Any]) -> None:
    assert report["by_tag"]["nynorsk"]["topic"] == {"accuracy": 1.0, "macro_f1": 1.0, "n": 1}
    assert report["by_tag"]["nynorsk"]["intent"]["n"] == 1


def test_each_wrong_field_of_a_line_is_listed(report: dict[str, Any]) -> None:
    (wrong,) = report["wrong"]
    assert (wrong["line"], wrong["field"]) == (2, "topic")
    assert (wrong["expected"], wrong["predicted"]) == (["none"], "grief")


def test_the_report_is_json_and_readable(report: dict[str, Any]) -> None:
    assert json.loads(json.dumps(report)) == report
    text = readable(report)
    assert "line 2, topic: expected none, got grief  «hei»" in text
    assert "none → grief: 1, 100.0%\n      line 2  «hei»" in text


def test_what_is_confused_stands_last_where_a_terminal_shows_it(report: dict[str, Any]) -> None:
    assert readable(report).rindex("Confusions of") > readable(report).rindex("Wrong:")


def test_the_confidence_is_shown_beside_how_often_it_was_right(report: dict[str, Any]) -> None:
    # Both intents are right at 0.9.
    assert report["confidence"] == {
        "calibration_error": 0.1,
        "n": 2,
        "bins": [{"low": 0.9, "high": 1.0, "n": 2, "confidence": 0.9, "accuracy": 1.0}],
    }
    assert "0.9 to 1.0       90.0%  100.0%      2" in readable(report)


def test_a_tag_that_stands_twice_in_a_line_counts_once(tmp_path: Path) -> None:
    path = written(tmp_path, {"text": "hei", "intent": "greet", "tags": ["short", "short"]})
    report = build_report(read_lines(path), [answer("greet")])
    assert report["by_tag"]["short"]["intent"]["n"] == 1


def test_the_distance_between_ways_of_writing_is_shown(tmp_path: Path) -> None:
    lines = [
        {"text": "hei", "intent": "greet", "tags": ["bokmål", "clean"]},
        {"text": "heisann", "intent": "greet", "tags": ["nynorsk", "clean"]},
        {"text": "god dag", "intent": "greet", "tags": ["nynorsk", "clean"]},
    ]
    answers = [answer("greet"), answer("greet"), answer("thank")]
    report = build_report(read_lines(written(tmp_path, *lines)), answers)
    assert report["distances"]["nynorsk"]["from"] == "bokmål"
    assert report["distances"]["nynorsk"]["fields"]["intent"]["accuracy"] == -0.5
    assert "nynorsk from bokmål      -50.0 ± 69.3" in readable(report)
    assert "typo" not in report["distances"]


def test_a_wrong_time_is_shown_without_what_is_not_scored(tmp_path: Path) -> None:
    line = {"text": "i morgen", "now": "2026-11-21T10:00", "expect": {"date_from": "2026-11-23"}}
    found = {"date_from": "2026-11-22", "date_to": None, "ambiguous": True, "alternatives": []}
    wrong = Answer(understood({}), {"time": found})
    text = readable(build_report(read_lines(written(tmp_path, line)), [wrong]))
    assert "time: expected date_from 2026-11-23, got date_from 2026-11-22  «i morgen»" in text


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "holds no lines"),
        ('{"text": "a"}\nhei', "line 2: not JSON"),
        ('["a"]', "line 1"),
        ('{"text": 3}', "line 1"),
        ('{"text": "a", "intent": []}', "empty list"),
        ('{"text": "a", "topic": 4}', '"topic"'),
        ('{"text": "a", "expect": {"date_from": null}}', '"now"'),
        ('{"text": "a", "now": "2026-11-21", "expect": []}', '"expect"'),
        ('{"text": "a", "tags": "x"}', '"tags"'),
    ],
)
def test_a_file_that_cannot_be_scored_is_refused_with_its_line(
    tmp_path: Path, content: str, complaint: str
) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationFileError, match=complaint):
        read_lines(path)


def test_a_missing_file_and_a_missing_model_end_with_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "absent.jsonl")]) == 2
    path = written(tmp_path, {"text": "hei", "intent": "greet"})
    assert main([str(path), "--model", str(tmp_path / "absent.tar.gz")]) == 2
    assert "make train" in capsys.readouterr().err


@pytest.mark.parametrize("now", ["2026-11-21T10:00", "2026-11-21T10:00:00Z", "2026-11-21 10:00"])
def test_a_time_is_counted_from_the_local_now_of_its_line(tmp_path: Path, now: str) -> None:
    tomorrow = {"date_from": "2026-11-22", "date_to": "2026-11-22"}
    path = written(tmp_path, {"text": "i morgen", "now": now, "expect": [tomorrow]})
    out = tmp_path / "new" / "report.json"
    assert main([str(path), "--out", str(out), "--model", str(tmp_path / "absent")]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["fields"] == {
        "time": {"accuracy": 1.0, "n": 1}
    }


def test_lines_of_two_files_with_equal_numbers_keep_their_own_answers(tmp_path: Path) -> None:
    class Echo(Engine):
        def __init__(self) -> None:
            pass

        async def parse(self, text: str) -> dict[str, Any]:
            return {"intent": {"name": text, "confidence": 1.0}}

    one = read_lines(written(tmp_path, {"text": "a", "intent": "a"}, {"text": "-", "name": None}))
    two = read_lines(written(tmp_path, {"text": "b", "intent": "b"}))
    answers = answer_all([*one, *two], Echo())
    assert [found.understood["intent"] for found in answers] == ["a", None, "b"]


def test_names_and_phones_are_scored_without_any_model(tmp_path: Path) -> None:
    pytest.importorskip("bot.norwegian.phones")
    path = written(
        tmp_path,
        {"text": "412 34 567", "phone": "+4741234567", "valid": True},
        {"text": "jeg vil ikke gi det", "phone": None, "valid": False},
    )
    out = tmp_path / "report.json"
    assert main([str(path), "--out", str(out), "--model", str(tmp_path / "absent")]) == 0
    fields = json.loads(out.read_text(encoding="utf-8"))["fields"]
    assert fields["phone"] == {"accuracy": 1.0, "n": 2}
    assert fields["valid"] == {"accuracy": 1.0, "n": 2}


def test_training_data_that_cannot_be_read_ends_with_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "nlu.yml"
    data.write_text('version: "3.1"\nnlu:\n- intent: a\n  examples: |\n    - b\n - c\n')
    path = written(tmp_path, {"text": "hei", "intent": "greet"})
    assert main([str(path), "--train", str(data)]) == 2
    assert "nlu.yml" in capsys.readouterr().err


def test_another_training_file_is_trained_and_measured(tmp_path: Path) -> None:
    data = tmp_path / "nlu.yml"
    data.write_text(
        'version: "3.1"\nnlu:\n'
        "- intent: weather\n  examples: |\n    - blir det regn\n    - kommer det snø\n"
        "- intent: alarm\n  examples: |\n    - vekk meg klokka sju\n    - sett på alarmen\n",
        encoding="utf-8",
    )
    path = written(
        tmp_path,
        {"text": "vekk meg klokka åtte", "intent": "alarm"},
        {"text": "blir det snø", "intent": "weather"},
    )
    out = tmp_path / "report.json"
    assert main([str(path), "--train", str(data), "--out", str(out)]) == 0
    report = json.loads(out.read_text(encoding="utf-8"))
    assert report["fields"]["intent"] == {"accuracy": 1.0, "macro_f1": 1.0, "n": 2}
