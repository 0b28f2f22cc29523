"""The engine answers garbage, or twenty seconds late: the real api in front of it gives numbers."""

import json
import time
from collections.abc import Iterator

import pytest

from tests.e2e.bad_engine import (
    WELL,
    BadEngine,
    Behaviour,
    after,
    answering,
    bad_engine,
    http,
    in_drops,
    sending,
    without_end,
)
from tests.e2e.danger import all_numbers_in_time, numbers_in_time
from tests.e2e.lone_api import api_alone, logged, migrate
from tests.e2e.product import Product

pytestmark = pytest.mark.e2e

THANKS = {"name": "utter_thank", "values": {}}
SLOW_SECONDS = 20.0

GARBAGE: dict[str, Behaviour] = {
    "no HTTP at all": sending(b"\x00\xff\x13garbage\r\n\r\n" * 50),
    "hangs up": sending(b""),
    "half an answer": sending(http(answering(THANKS))[:-9]),
    "a web page": sending(http(b"<html><h1>It works!</h1></html>")),
    "an empty body": sending(http(b"")),
    "null": sending(http(b"null")),
    "a list as deep as the sea": sending(http(b"[" * 200_000)),
    "bytes that are no text": sending(http(bytes(range(256)))),
    "another shape": sending(http(b'{"understood": [], "responses": {"text": "hei"}}')),
    "no numbers but NaN": sending(http(b'{"understood": {"confidence": NaN}, "responses": []}')),
    "falsely zipped": sending(http(b"not zipped", "200 OK", "Content-Encoding: gzip")),
    "a server error": sending(http(b"Traceback", "500 Internal Server Error")),
    "a redirect": sending(http(b"", "307 Temporary Redirect", "Location: http://127.0.0.1:9/")),
    "thousands of responses": sending(http(answering(*[THANKS] * 5_000))),
    "twenty megabytes": sending(http(b" " * 20_000_000 + answering(THANKS))),
    "a body without end": without_end,
    "a body in drops": in_drops,
    # Well-formed, and wrong: what a broken model may say.
    "that nothing is the matter": WELL,
    "names that nobody wrote": sending(http(answering({"name": "utter_nothing", "values": {}}))),
    "silence": sending(http(answering())),
    "an alarm of a kind that is not": sending(
        http(answering(crisis="banan", crisis_certain=True, about=None))
    ),
    "a crisis that is another": sending(
        http(answering({"name": "utter_crisis", "values": {"category": [], "about": {}}}))
    ),
    "values of every wrong kind": sending(
        http(
            answering(
                {"name": "utter_booked", "values": {"booking": {"start": "i går"}}},
                {"name": "utter_suggestions", "values": {"offerings": [{"slug": 7}, None]}},
                {"name": "utter_times", "values": {"slots": ["\ud800", 3], "slot_id": "\ud800"}},
                {"name": "utter_ask_name", "values": {"name": "\ud800"}},
            )
        )
    ),
    "half a character": sending(http(json.dumps({"understood": {"intent": "\ud800"}}).encode())),
}


@pytest.fixture(scope="module")
def engine() -> Iterator[BadEngine]:
    with bad_engine() as started:
        yield started


@pytest.fixture(scope="module")
def api(engine: BadEngine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    folder = tmp_path_factory.mktemp("engine")
    migrate(folder)
    with api_alone(folder, engine=engine.url) as started:
        yield started


def is_trusted_again(api: Product, engine: BadEngine) -> None:
    """The api asks the engine again: else a garbled answer would not even be read."""
    engine.behaviour = WELL
    person = api.person()
    began = time.monotonic()
    while person.understood.get("intent") != "thank":
        assert time.monotonic() - began < 15
        person.writes("hei")
        time.sleep(0.2)


@pytest.mark.parametrize("kind", GARBAGE)
def test_an_engine_that_answers_garbage_never_keeps_the_numbers_back(
    api: Product, engine: BadEngine, kind: str
) -> None:
    is_trusted_again(api, engine)
    engine.behaviour, before = GARBAGE[kind], engine.asked
    numbers_in_time(api.person())
    assert engine.asked > before
    numbers_in_time(api.person(language="nn"), "mannen min slår meg nå", "112")
    assert "unhandled" not in logged(api)


def test_an_engine_that_is_twenty_seconds_slow_never_keeps_the_numbers_back(
    api: Product, engine: BadEngine
) -> None:
    is_trusted_again(api, engine)
    engine.behaviour, before = after(SLOW_SECONDS), engine.asked
    person = api.person()
    all_numbers_in_time(person)
    assert engine.asked > before
    began = time.monotonic()
    while time.monotonic() - began < SLOW_SECONDS:
        # All that time; also while the late answers of before come in.
        numbers_in_time(person)
        time.sleep(4)
    is_trusted_again(api, engine)
    numbers_in_time(person, "mor puster ikke", "113")
    assert "unhandled" not in logged(api)
