"""The grammar of buttons, and what the engine gets of it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.chat.payloads import BadPayload, build, command, parse

names = st.from_regex(r"[a-z][a-z_]{0,20}", fullmatch=True)
values = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
buttons = st.tuples(names, st.dictionaries(names, values, max_size=3))


@given(buttons)
def test_what_is_built_is_read_back(button: tuple[str, dict[str, str]]) -> None:
    intent, given_values = button
    try:
        payload = build(intent, given_values)
    except BadPayload:
        assert sum(len(v.encode()) for v in given_values.values()) * 3 > 100
        return
    read = parse(payload)
    assert (read.intent, dict(read.values)) == button
    assert not set(payload) & set(" \n\"'<>")


@given(buttons)
def test_the_engine_gets_an_intent_and_json_only(button: tuple[str, dict[str, str]]) -> None:
    intent, given_values = button
    try:
        told = command(parse(build(intent, given_values)))
    except BadPayload:
        return
    assert told.startswith(f"/{intent}")
    rest = told.removeprefix(f"/{intent}")
    assert not rest or isinstance(json.loads(rest), dict)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        button = parse(text)
    except BadPayload:
        return
    assert parse(build(button.intent, button.values)) == button


@pytest.mark.parametrize(
    ("payload", "told"),
    [
        ("affirm", "/affirm"),
        ("book?offering=frisklivssentral", '/book{"offering": "frisklivssentral"}'),
        ("inform?answer=s%C3%A5%20snart", '/inform{"answer": "så snart"}'),
        (
            "inform?date_from=2026-11-26&time_from=12:00",
            '/inform{"when": {"date_from": "2026-11-26", "time_from": "12:00"}}',
        ),
    ],
)
def test_examples(payload: str, told: str) -> None:
    assert command(parse(payload)) == told


@pytest.mark.parametrize(
    "payload",
    [
        "", "/book", "Book", "book?", "book?a", "book?a=", "book?=b", "book?a=1&a=2", "book?a=1&",
        "book?a=%zz", "book?a=%ff", "book?a=%00", "book?a=%0a", "book?a=b c", "book{}", "book\n",
        "book?a=" + "x" * 500,
    ],
)  # fmt: skip
def test_everything_else_is_refused(payload: str) -> None:
    with pytest.raises(BadPayload):
        parse(payload)
