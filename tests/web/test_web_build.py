"""What is built and what it is built from: texts, weights, names, and what may never be in it."""

import gzip
import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.request import urlopen

import pytest

from api.web.build import WEB, build
from api.web.pages import DIST, PageValues, render_page

TEXTS = {
    language: json.loads((WEB / "src" / "texts" / f"{language}.json").read_text())
    for language in ("nb", "nn", "en")
}
SOURCES = [*(WEB / "src").rglob("*.ts"), *WEB.glob("*.html")]


@pytest.fixture(scope="module", autouse=True)
def built() -> None:
    build()


@pytest.mark.parametrize("language", ["nn", "en"])
def test_every_language_has_the_same_texts_with_the_same_placeholders(language: str) -> None:
    assert list(TEXTS[language]) == list(TEXTS["nb"])
    for key, text in TEXTS["nb"].items():
        holes = re.findall(r"\{\w+\}", text)
        assert sorted(re.findall(r"\{\w+\}", TEXTS[language][key])) == sorted(holes), key
        assert TEXTS[language][key].strip(), key


def test_every_text_is_used() -> None:
    code = "".join(file.read_text() for file in SOURCES)
    assert [key for key in TEXTS["nb"] if f'"{key}"' not in code] == []


def test_no_text_shouts() -> None:
    assert [text for texts in TEXTS.values() for text in texts.values() if "!" in text] == []


def test_no_source_writes_html_from_text_logs_or_evaluates() -> None:
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|console\.|new Function"
    )
    assert [str(f) for f in SOURCES if forbidden.search(f.read_text())] == []


def test_no_source_file_is_over_its_ceiling() -> None:
    files = [*SOURCES, *(WEB / "src").rglob("*.css"), *WEB.glob("*.py")]
    assert [str(f) for f in files if len(f.read_text().splitlines()) > 300] == []


def test_the_lock_file_names_no_address_of_a_registry() -> None:
    lock = json.loads((WEB / "package-lock.json").read_text())
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
    assert "registry" not in (WEB / "package-lock.json").read_text()


def test_built_pages_hold_no_inline_script_or_style() -> None:
    for page in DIST.glob("*.html"):
        html = page.read_text()
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", html), page.name
        assert not re.search(r"<script(?![^>]*\ssrc=)", html), page.name


def test_files_that_other_pages_link_have_stable_names() -> None:
    for name in ("page.css", "page.js", "icon.svg"):
        assert (DIST / "assets" / name).is_file()


def test_the_chat_is_light_enough_for_an_old_phone() -> None:
    def packed(pattern: str) -> int:
        files = (DIST / "assets").glob(pattern)
        return sum(len(gzip.compress(file.read_bytes())) for file in files)

    assert packed("*.js") < 25_000
    assert packed("*.css") < 25_000
    assert sum(file.stat().st_size for file in (DIST / "assets").glob("*.woff2")) < 60_000


def test_a_second_build_does_nothing() -> None:
    assert build() is False


def test_what_the_municipality_is_called_can_do_no_harm() -> None:
    values = PageValues(name="<script>alert(1)</script>", phone='"><b>', tel="1", notice="<i>")
    for page in ("index", "chat", "time"):
        html = render_page(page, values)  # type: ignore[arg-type]
        assert "<script>alert" not in html
        assert "<b>" not in html
        assert "<i>" not in html
        assert "{{" not in html


def test_the_demo_says_on_its_face_that_it_is_invented() -> None:
    real = PageValues(name="X", phone="1", tel="1")
    assert "X finnes ikke." in render_page("index", replace(real, notice="X finnes ikke."))
    assert "demo-notice" not in render_page("index", real)


def test_the_policy_of_the_pages_allows_no_inline_code_and_no_stranger(running_site) -> None:
    for path in ("/", "/chat", "/time/ABC"):
        with urlopen(running_site.address + path) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "unsafe" not in policy
        assert {"script-src 'self'", "style-src 'self'", "connect-src 'self'"} <= set(
            policy.split("; ")
        )


def test_only_files_with_a_hash_are_cached_for_ever(running_site) -> None:
    hashed = next(f.name for f in (DIST / "assets").glob("chat-*.css"))
    wanted = {hashed: "immutable", "page.css": "no-cache", "page.js": "no-cache"}
    for name, expected in wanted.items():
        with urlopen(f"{running_site.address}/assets/{name}") as answer:
            assert expected in answer.headers["Cache-Control"], Path(name)
