"""Checks of help lines: a check is dated, signed, short-lived, and its end is seen coming."""

from datetime import date, timedelta

import pytest

from api import cli
from api.content import due, service
from api.content.hours import OSLO, Hours
from api.content.review import due_helplines
from api.content.schemas import Helpline
from api.content.service import Texts, load_texts
from api.settings import Settings

TODAY = date(2026, 11, 21)
TEXTS = load_texts(strict=True)


def line(**changes: object) -> Helpline:
    found = next(one for one in TEXTS.helplines.lines if one.slug == "mental-helse")
    return found.model_copy(update=changes)


def checked(on: date, until: date, **more: object) -> Helpline:
    return line(checked_on=on, checked_by="vakt", valid_until=until, **more)


def state(one: Helpline) -> str:
    lines = TEXTS.helplines.model_copy(update={"lines": (one,)})
    return due.checks(lines, TODAY, demo=False)[0].state


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (line(), "never"),
        (line(checked_on=TODAY, checked_by="vakt"), "never"),
        (checked(TODAY, TODAY + timedelta(90)), "valid"),
        (checked(TODAY - timedelta(80), TODAY + timedelta(10)), "soon"),
        (checked(TODAY - timedelta(80), TODAY - timedelta(1)), "expired"),
        (checked(TODAY - timedelta(185), TODAY + timedelta(900)), "expired"),
        (checked(TODAY + timedelta(1), TODAY + timedelta(90)), "expired"),
        (line(enabled=False), "off"),
    ],
)
def test_how_a_line_stands(one: Helpline, expected: str) -> None:
    assert state(one) == expected
    assert due.is_offered(one, TODAY, demo=False) is (expected in {"valid", "soon"})


def test_a_check_counts_for_half_a_year_at_most_whatever_the_file_says() -> None:
    forever = checked(TODAY, date(2099, 1, 1))
    assert due.valid_until(forever) == TODAY + due.LONGEST_CHECK
    assert due.is_checked(forever, TODAY + due.LONGEST_CHECK)
    assert not due.is_checked(forever, TODAY + due.LONGEST_CHECK + timedelta(1))


def test_what_is_due_comes_first_and_names_the_number_and_where_to_look() -> None:
    told = due_helplines(TEXTS, TODAY)
    assert len(told) == 10
    assert not any(one.startswith(("113", "112", "116117")) for one in told)
    assert any(one.startswith("mental-helse: ikke kontrollert (116 123, VIN23)") for one in told)
    assert not any("rusinfo" in one for one in told)


def test_every_line_of_the_file_is_whole() -> None:
    for one in TEXTS.helplines.lines:
        assert one.source, one.slug
        assert one.price.nb, one.slug
        assert one.who_for.nb, one.slug
        assert isinstance(one.hours, Hours | None), one.slug
        assert one.enabled or one.note, one.slug


def test_production_shows_no_unchecked_line_even_when_the_file_still_says_demo(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(service, "get_settings", lambda: Settings(environment="production"))
    texts = service.get_texts.__wrapped__()
    assert texts.municipality.demo
    assert not texts.demo
    from datetime import datetime

    shown = texts.all_helplines(datetime(2026, 11, 23, 11, tzinfo=OSLO), "nb")
    assert {one.phone for one in shown} == {"113", "112", "116 117"}


def test_the_command_lists_what_is_due_and_says_so_to_a_script(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["helplines-due"])
    assert ended.value.code == 1
    assert "alarmtelefonen: ikke kontrollert (116 111, ALARM)" in capsys.readouterr().out
    monkeypatch.setattr(cli, "get_texts", Texts)
    cli.main(["helplines-due"])
