"""The report as text for a person at a terminal."""

from __future__ import annotations

from typing import Any

_CONFUSIONS_SHOWN = 10


def readable(report: dict[str, Any]) -> str:
    """Tables of fields, crisis values, tags and confusions, then each wrong line."""
    parts = [f"{report['lines']} lines", _fields(report["fields"])]
    if report["crisis"]:
        parts.append(_crisis(report["crisis"]))
    if report["by_tag"]:
        parts.append(_by_tag(report["by_tag"]))
    if report["confidence"]:
        error = report["confidence"]["calibration_error"]
        parts.append(f"Confidence of the intent: expected calibration error {error:.3f}")
    if report["confusions"]:
        parts.append(_confusions(report["confusions"]))
    parts.append(_wrong(report["wrong"]))
    return "\n\n".join(parts)


def _percent(value: float | None) -> str:
    return "     –" if value is None else f"{100 * value:5.1f}%"


def _fields(fields: dict[str, dict[str, Any]]) -> str:
    rows = ["field      accuracy  macro-F1      n"]
    for name, figures in fields.items():
        rows.append(
            f"{name:10} {_percent(figures['accuracy']):>8}  {_percent(figures.get('macro_f1')):>8}"
            f"  {figures['n']:5}"
            + (f"   F1 {_percent(figures['f1']).strip()}" if "f1" in figures else "")
        )
    return "\n".join(rows)


def _crisis(crisis: dict[str, dict[str, Any]]) -> str:
    rows = ["crisis               recall  precision      n"]
    for name, figures in crisis.items():
        rows.append(
            f"{name:19} {_percent(figures['recall']):>7}  {_percent(figures['precision']):>9}"
            f"  {figures['n']:5}"
        )
    return "\n".join(rows)


def _by_tag(by_tag: dict[str, dict[str, dict[str, Any]]]) -> str:
    names = sorted({field for fields in by_tag.values() for field in fields})
    rows = ["tag            " + "".join(f"{name:>17}" for name in names)]
    for tag, fields in by_tag.items():
        cells = []
        for name in names:
            figures = fields.get(name)
            cell = f"{_percent(figures['accuracy'])} ({figures['n']})" if figures else "–"
            cells.append(f"{cell:>17}")
        rows.append(f"{tag:15}" + "".join(cells))
    return "\n".join(rows)


def _confusions(confusions: dict[str, list[dict[str, Any]]]) -> str:
    blocks = []
    for field, entries in confusions.items():
        rows = [f"Confusions of {field} (expected → predicted)"]
        for entry in entries[:_CONFUSIONS_SHOWN]:
            rows.append(f"  {entry['n']:4}  {entry['expected']} → {entry['predicted']}")
        if len(entries) > _CONFUSIONS_SHOWN:
            rows.append(f"        and {len(entries) - _CONFUSIONS_SHOWN} other pairs")
        blocks.append("\n".join(rows))
    return "\n\n".join(blocks)


def _wrong(wrong: list[dict[str, Any]]) -> str:
    if not wrong:
        return "No wrong lines."
    rows = [f"Wrong: {len(wrong)}"]
    for entry in wrong:
        rows.append(
            f"  line {entry['line']}, {entry['field']}: expected {_short(entry['expected'])}, "
            f"got {_short(entry['predicted'])}  «{entry['text']}»"
        )
    return "\n".join(rows)


def _short(value: Any) -> str:
    if isinstance(value, list):
        return " or ".join(_short(v) for v in value) or "none"
    if isinstance(value, dict):
        said = {k: v for k, v in value.items() if v not in (None, [], ())}
        return ", ".join(f"{k} {v}" for k, v in said.items()) or "nothing"
    return "none" if value is None else str(value)
