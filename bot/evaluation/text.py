"""The report as text for a person at a terminal."""

from __future__ import annotations

from typing import Any

from bot.evaluation.scoring import TIME_FIELDS

_CONFUSIONS_SHOWN = 10


def readable(report: dict[str, Any]) -> str:
    """Tables of fields, crisis values, tags and confidence, each wrong line, then confusions.

    What to mend first stands last: it is what a terminal shows when the command has ended.
    """
    parts = [f"{report['lines']} lines", _fields(report["fields"])]
    if report["crisis"]:
        parts.append(_crisis(report["crisis"]))
    if report["by_tag"]:
        parts.append(_by_tag(report["by_tag"]))
    if report["distances"]:
        parts.append(_distances(report["distances"]))
    if report["confidence"]:
        parts.append(_confidence(report["confidence"]))
    parts.append(_wrong(report["wrong"]))
    if report["confusions"]:
        parts.append(_confusions(report["confusions"]))
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
    names = _in_order(by_tag.values())
    rows = [f"{'tag':12}" + "".join(f"{name:>15}" for name in names)]
    for tag, fields in by_tag.items():
        cells = []
        for name in names:
            figures = fields.get(name)
            cell = f"{_percent(figures['accuracy'])} ({figures['n']})" if figures else "–"
            cells.append(f"{cell:>15}")
        rows.append(f"{tag:12}" + "".join(cells))
    return "\n".join(rows)


def _distances(found: dict[str, dict[str, Any]]) -> str:
    """Points of accuracy; what is smaller than its margin may be chance."""
    names = _in_order(entry["fields"] for entry in found.values())
    rows = [f"{'points':22}" + "".join(f"{name:>15}" for name in names)]
    for tag, entry in found.items():
        cells = []
        for name in names:
            figures = entry["fields"].get(name)
            cell = "–"
            if figures:
                cell = f"{100 * figures['accuracy']:+.1f} ± {100 * figures['margin']:.1f}"
            cells.append(f"{cell:>15}")
        rows.append(f"{tag + ' from ' + entry['from']:22}" + "".join(cells))
    return "\n".join(rows)


def _in_order(groups: Any) -> list[str]:
    """The fields of all groups, in the order in which they are first met."""
    return list(dict.fromkeys(name for fields in groups for name in fields))


def _confidence(confidence: dict[str, Any]) -> str:
    error = confidence["calibration_error"]
    rows = [
        f"Confidence of the intent: expected calibration error {error:.3f}",
        "  confidence     claimed   right      n",
    ]
    for found in confidence["bins"]:
        rows.append(
            f"  {found['low']:.1f} to {found['high']:.1f}   {_percent(found['confidence']):>9}"
            f"  {_percent(found['accuracy'])}  {found['n']:5}"
        )
    return "\n".join(rows)


def _confusions(confusions: dict[str, list[dict[str, Any]]]) -> str:
    blocks = []
    for field, entries in confusions.items():
        rows = [f"Confusions of {field} (expected → predicted: lines, share of the expected)"]
        for entry in entries[:_CONFUSIONS_SHOWN]:
            rows.append(
                f"  {entry['expected']} → {entry['predicted']}: {entry['n']},"
                f" {_percent(entry['share']).strip()}"
            )
            rows.extend(f"      line {e['line']}  «{e['text']}»" for e in entry["examples"])
        others = entries[_CONFUSIONS_SHOWN:]
        if others:
            rows.append(f"  and {sum(e['n'] for e in others)} lines in {len(others)} other pairs")
        blocks.append("\n".join(rows))
    return "\n\n".join(blocks)


def _wrong(wrong: list[dict[str, Any]]) -> str:
    if not wrong:
        return "No wrong lines."
    rows = [f"Wrong: {len(wrong)}"]
    for entry in wrong:
        joined = " and " if entry["field"] == "topics" else " or "
        rows.append(
            f"  line {entry['line']}, {entry['field']}:"
            f" expected {_short(entry['expected'], joined)},"
            f" got {_short(entry['predicted'], joined)}  «{entry['text']}»"
        )
    return "\n".join(rows)


def _short(value: Any, joined: str) -> str:
    if isinstance(value, list):
        return joined.join(_short(v, joined) for v in value) or "none"
    if isinstance(value, dict):
        said = {name: value[name] for name in TIME_FIELDS if value.get(name) is not None}
        return ", ".join(f"{k} {v}" for k, v in said.items()) or "nothing"
    return "none" if value is None else str(value)
