"""Renders static pages and says what the built pages need to know."""

from functools import cache
from pathlib import Path

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.content.emergency import EMERGENCY_LINES
from api.content.service import Texts, get_texts
from api.content.taxonomy import Language
from api.web.pages import PageValues

# Not in a content file: it stands in for one that cannot be read.
UNNAMED = "kommunen"
_DUTY = next(line for line in EMERGENCY_LINES if line.slug == "116117")
TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )


@cache
def _labels() -> dict[str, dict[str, str]]:
    labels: dict[str, dict[str, str]] = yaml.safe_load(
        (TEMPLATES / "labels.yml").read_text(encoding="utf-8")
    )
    return labels


def label(name: str, lang: Language) -> str:
    """A word of the pages themselves."""
    return _labels()[name][lang]


def render(slug: str, texts: Texts, lang: Language) -> str:
    """A page of the content files as HTML; `ContentMissing` (503) when its file is broken."""
    names = texts.vocabulary.languages
    return (
        _environment()
        .get_template("page.html")
        .render(
            page=texts.page(slug),
            municipality=texts.municipality,
            lang=lang,
            words={name: forms[lang] for name, forms in _labels().items()},
            languages=[(code, names[code].in_(code)) for code in names],
            exit_address=municipality_values().exit_address,
        )
    )


def municipality_values() -> PageValues:
    """The municipality's facts for the built pages, in bokmål.

    While its file is broken the doctor on duty stands where the municipality's number would: the
    page with the chat must open all the same.
    """
    texts = get_texts()
    municipality = texts.loaded_municipality
    if municipality is None:
        return PageValues(name=UNNAMED, phone=_DUTY.phone or "", tel=_DUTY.tel or "")
    return PageValues(
        name=municipality.name.nb,
        phone=municipality.phone,
        tel=municipality.tel,
        notice=texts.notice("nb") or "",
        phone_note=municipality.phone_note.nb,
        address=municipality.address.nb,
    )
