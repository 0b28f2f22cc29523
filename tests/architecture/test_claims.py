"""No text claims what the intended purpose rules out: score, diagnosis, secrecy, cure."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.content.claims import Claim, claims, made_in
from api.errors import LavterskelError
from api.main import create_app

ROOT = Path(__file__).resolve().parents[2]
PURPOSE = ROOT / "docs" / "intended-purpose.md"
# Words that nobody is shown.
NOT_SHOWN = {"trivial_passwords.yml"}
TEMPLATE = re.compile(r"{[{%#].*?[}%#]}|<[^>]+>", re.DOTALL)


def strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            # Notes and sources are for whoever checks the facts.
            if key not in {"source", "sources", "note", "payload", "use"}:
                yield from strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from strings(value)


def details(error: type[LavterskelError] = LavterskelError) -> Iterator[str]:
    yield error.detail
    for child in error.__subclasses__():
        yield from details(child)


def texts() -> Iterator[tuple[str, str]]:
    """Where a text stands, and the text: everything that people or staff can read."""
    api = ROOT / "api"
    for folder in (api / "content" / "texts", api / "notifications" / "texts", api / "staff"):
        for path in sorted(folder.rglob("*.yml")):
            if path.name in NOT_SHOWN:
                continue
            for text in strings(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)):
                yield str(path.relative_to(ROOT)), text
    for path in sorted((api / "web" / "src" / "texts").glob("*.json")):
        for text in strings(json.loads(path.read_text(encoding="utf-8"))):
            yield str(path.relative_to(ROOT)), text
    pages = [*(api / "web").glob("*.html"), *(api / "staff").rglob("*.html")]
    for path in sorted([*pages, *(api / "pages").rglob("*.html")]):
        text = html.unescape(TEMPLATE.sub("\n", path.read_text(encoding="utf-8")))
        yield str(path.relative_to(ROOT)), text
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    for name, said in domain["responses"].items():
        yield f"domain.yml {name}", said[0]["text"]
    create_app.__module__  # noqa: B018  importing it has loaded every error
    for text in details():
        yield "an error's sentence", text


def test_everything_that_can_be_read_is_looked_at() -> None:
    places = {place for place, _ in texts()}
    for expected in (
        "api/content/texts/responses/crisis.yml",
        "api/content/texts/helplines.yml",
        "api/content/texts/pages/personvern.yml",
        "api/notifications/texts/duty.yml",
        "api/staff/templates/words.yml",
        "api/staff/templates/record.html",
        "api/web/src/texts/nn.json",
        "api/web/index.html",
        "an error's sentence",
    ):
        assert expected in places
    assert sum(1 for _ in texts()) > 1500


def test_no_text_makes_a_forbidden_claim() -> None:
    made = [
        f"{place}: {claim.name}: «{sentence}»"
        for place, text in texts()
        for claim, sentence in made_in(text)
    ]
    assert made == []


@pytest.mark.parametrize("claim", claims(), ids=lambda claim: claim.name)
def test_each_claim_is_found_where_it_is_made_and_only_there(claim: Claim) -> None:
    assert claim.why
    assert claim.found
    assert claim.fine
    for sentence in claim.found:
        assert [found.name for found, _ in made_in(sentence)].count(claim.name) == 1, sentence
    for sentence in claim.fine:
        assert not claim.stands_in(sentence), sentence


def test_the_intended_purpose_names_every_kind_of_claim() -> None:
    text = PURPOSE.read_text(encoding="utf-8")
    missing = [claim.name for claim in claims() if f"`{claim.name}`" not in text]
    assert missing == []


def test_the_claims_of_a_long_text_are_told_sentence_by_sentence() -> None:
    found = list(made_in("Hei. Du er helt anonym her.\n\nIngen får vite det. Ha det."))
    assert [(claim.name, sentence) for claim, sentence in found] == [
        ("anonymous", "Du er helt anonym her."),
        ("secrecy", "Ingen får vite det."),
    ]


def test_the_privacy_page_says_that_secrecy_is_not_promised() -> None:
    page = (ROOT / "api/content/texts/pages/personvern.yml").read_text(encoding="utf-8")
    assert "Derfor kan vi ikke love å holde alt hemmelig." in page
    assert "Derfor kan vi ikkje love å halde alt hemmeleg." in page


def test_staff_lists_are_sorted_by_time_and_consent_never_by_what_somebody_wrote() -> None:
    """What would make it a medical device: ranking people by what a model makes of their words."""
    for path in (ROOT / "api" / "staff").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "crisis" not in text, path.name
        assert "confidence" not in text, path.name
