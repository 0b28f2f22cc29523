"""Puts the content files together, file by file, so that one broken file costs only itself."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from api.content.emergency import EMERGENCY_LINES
from api.content.errors import ContentProblem
from api.content.repository import ContentFile, build, files_in, read
from api.content.schemas import (
    Helpline,
    Helplines,
    Municipality,
    Offering,
    Page,
    Response,
    Vocabulary,
)
from api.content.taxonomy import ASPECTS, CRISES, TOPICS

COMMON: Final = "common.yml"
# Two aspects repeat a field of the offering; written once in the file, found in both places.
_SAME_AS_FIELD: Final = {"content": "content", "eligibility": "who_for"}
M = TypeVar("M", bound=BaseModel)


@dataclass
class Loaded:
    """What was read so far, and everything that was wrong."""

    offerings: dict[str, Offering] = field(default_factory=dict)
    helplines: Helplines | None = None
    responses: dict[str, Response] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    municipality: Municipality | None = None
    vocabulary: Vocabulary | None = None
    problems: list[ContentProblem] = field(default_factory=list)

    def read(self, path: Path, root: Path) -> ContentFile | None:
        """The file, or None with the problem noted."""
        found = read(path, root)
        if isinstance(found, ContentProblem):
            self.problems.append(found)
            return None
        return found

    def build(
        self, model: type[M], file: ContentFile, data: Any, at: tuple[int | str, ...] = ()
    ) -> M | None:
        """The model, or None with the problems noted."""
        made = build(model, file, data, at)
        if isinstance(made, list):
            self.problems.extend(made)
            return None
        return made

    def note(self, file: ContentFile, path: tuple[int | str, ...], message: str) -> None:
        """Note a problem that only shows when texts are seen together."""
        name = ".".join(map(str, path))
        self.problems.append(ContentProblem(file.name, file.line(path), name, message))


def load_files(root: Path) -> Loaded:
    """Everything below ``root`` (see docs/architecture.md for the folders)."""
    loaded = Loaded()
    _load_helplines(loaded, root)
    if file := loaded.read(root / "municipality.yml", root):
        loaded.municipality = loaded.build(Municipality, file, file.data)
    if file := loaded.read(root / "vocabulary.yml", root):
        loaded.vocabulary = loaded.build(Vocabulary, file, file.data)
        if loaded.vocabulary:
            _complete_vocabulary(loaded, file, loaded.vocabulary)
    _load_offerings(loaded, root)
    _load_responses(loaded, root)
    for path in files_in(root / "pages"):
        if (file := loaded.read(path, root)) and (page := loaded.build(Page, file, file.data)):
            loaded.pages[page.slug] = page
    return loaded


def _load_helplines(loaded: Loaded, root: Path) -> None:
    """Line by line: a mistake in one line must not hide the others."""
    file = loaded.read(root / "helplines.yml", root)
    if file is None:
        return
    raw = file.data.get("lines")
    lines: list[Helpline] = []
    for number, item in enumerate(raw if isinstance(raw, list) else []):
        line = loaded.build(Helpline, file, item, ("lines", number))
        if line and _is_true_emergency(loaded, file, line, ("lines", number)):
            lines.append(line)
    rest = {**file.data, "lines": []}
    frame = loaded.build(Helplines, file, rest)
    if not isinstance(raw, list):
        loaded.note(file, ("lines",), "mangler")
    if frame is None:
        frame = Helplines(
            lines=(), by_crisis={}, by_topic={}, general=tuple(x.slug for x in lines), children=()
        )
    written = {item.get("slug") for item in raw or [] if isinstance(item, dict)}
    _check_order(loaded, file, frame, written)
    loaded.helplines = frame.model_copy(update={"lines": tuple(lines)})


def _is_true_emergency(
    loaded: Loaded, file: ContentFile, line: Helpline, at: tuple[int | str, ...]
) -> bool:
    """Emergency numbers may be reworded, never renumbered; no other line may call itself one."""
    fixed = {known.slug: known for known in EMERGENCY_LINES}
    if line.slug not in fixed:
        if line.always:
            loaded.note(file, (*at, "always"), "bare 112, 113 og 116117 kan ha always: true")
        return not line.always
    if line.tel != fixed[line.slug].tel or not line.always or not line.enabled:
        loaded.note(file, (*at, "tel"), "nødnumre kan ikke endres eller slås av")
        return False
    return True


def _check_order(loaded: Loaded, file: ContentFile, frame: Helplines, written: set[Any]) -> None:
    fixed = {known.slug for known in EMERGENCY_LINES}
    orders: list[tuple[tuple[int | str, ...], tuple[str, ...]]] = [
        *((("by_crisis", name), slugs) for name, slugs in frame.by_crisis.items()),
        *((("by_topic", name), slugs) for name, slugs in frame.by_topic.items()),
        (("general",), frame.general),
        (("children",), frame.children),
    ]
    for path, slugs in orders:
        for slug in slugs:
            if slug not in written | fixed:
                loaded.note(file, path, f"ukjent linje «{slug}»")
    for crisis in CRISES:
        if crisis not in frame.by_crisis:
            loaded.note(file, ("by_crisis",), f"mangler {crisis}")


def _load_offerings(loaded: Loaded, root: Path) -> None:
    folder = root / "offerings"
    shared = loaded.read(folder / COMMON, root)
    common: dict[str, Any] = shared.data if shared else {}
    for path in files_in(folder):
        if path.name == COMMON or (file := loaded.read(path, root)) is None:
            continue
        data = _with_common(loaded, file, common)
        offering = loaded.build(Offering, file, data)
        if offering is None:
            continue
        missing = [aspect for aspect in ASPECTS if aspect not in offering.aspects]
        if missing:
            loaded.note(file, ("aspects",), f"mangler {', '.join(missing)}")
        elif offering.slug != path.stem:
            loaded.note(file, ("slug",), f"filen skal hete {offering.slug}.yml")
        else:
            loaded.offerings[offering.slug] = offering


def _with_common(loaded: Loaded, file: ContentFile, common: dict[str, Any]) -> dict[str, Any]:
    """The offering with ``{use: name}`` replaced by that text of common.yml."""
    data: dict[str, Any] = dict(file.data)
    aspects = data.get("aspects")
    if not isinstance(aspects, dict):
        return data
    filled = dict(aspects)
    for aspect, text in aspects.items():
        if isinstance(text, dict) and set(text) == {"use"}:
            if text["use"] in common:
                filled[aspect] = common[text["use"]]
            else:
                loaded.note(file, ("aspects", aspect), f"«{text['use']}» finnes ikke i {COMMON}")
    for aspect, name in _SAME_AS_FIELD.items():
        if aspect not in filled and name in data:
            filled[aspect] = data[name]
    data["aspects"] = filled
    return data


def _load_responses(loaded: Loaded, root: Path) -> None:
    for path in files_in(root / "responses"):
        file = loaded.read(path, root)
        for name, data in (file.data if file else {}).items():
            assert file is not None  # noqa: S101 (there is data only when there is a file)
            response = loaded.build(Response, file, data, (name,))
            if name in loaded.responses:
                loaded.note(file, (name,), "står i mer enn én fil")
            elif not name.startswith("utter_"):
                loaded.note(file, (name,), "navnet skal begynne med utter_")
            elif response is not None:
                loaded.responses[name] = response


def _complete_vocabulary(loaded: Loaded, file: ContentFile, words: Vocabulary) -> None:
    for section, names, given in (
        ("topics", TOPICS, words.topics),
        ("aspects", ASPECTS, words.aspects),
        ("crisis", CRISES, words.crisis),
    ):
        for name in names:
            if name not in given:
                loaded.note(file, (section,), f"mangler {name}")
