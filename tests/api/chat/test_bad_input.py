"""Whatever is sent gets a clear answer."""

from typing import Any

import pytest

from tests.api.chat.conftest import Person, kinds
from tests.api.chat.fake_engine import FakeEngine

# Built up, so that no such number stands in the tree: a date and five digits.
IDENTITY_NUMBER = "0101" + "50" + "1" * 5


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200b\u200d", "\u2028", "\x00"])
async def test_nothing_to_read_is_told(person: Person, fake: FakeEngine, text: str) -> None:
    response = await person.send({"text": text})
    assert (response.status_code, response.json()["code"]) == (422, "empty_message")
    assert fake.texts == []


async def test_a_message_that_is_too_long_is_refused_kindly(person: Person) -> None:
    response = await person.send({"text": "a" * 30_001})
    assert (response.status_code, response.json()["code"]) == (413, "message_too_long")
    assert "Ingenting er borte" in response.json()["detail"]
    assert (await person.send({"text": "å" * 20_000})).status_code == 200


@pytest.mark.parametrize("body", [{}, {"text": "hei", "choice": "affirm"}])
async def test_either_a_text_or_a_choice(person: Person, body: dict[str, Any]) -> None:
    response = await person.send(body)
    assert (response.status_code, response.json()["code"]) == (422, "text_or_choice")


@pytest.mark.parametrize(
    "choice",
    [
        "restart",
        "inform?slot_id=annen",
        "/restart",
        "",
        "book?",
        "concern?about=self&x=1",
        "a" * 999,
    ],
)
async def test_a_choice_that_was_never_offered_is_refused(
    person: Person, fake: FakeEngine, choice: str
) -> None:
    response = await person.send({"choice": choice})
    assert (response.status_code, response.json()["code"]) == (422, "unknown_choice")
    assert "egne ord" in response.json()["detail"]
    assert fake.texts == []


@pytest.mark.parametrize(
    "client_id", ["", "a" * 65, "mellom rom", "linje\nskift", 7, None, "\ud800"]
)
async def test_a_client_id_must_be_short_and_plain(person: Person, client_id: Any) -> None:
    import json

    body = json.dumps({"client_id": client_id, "text": "hei"})
    response = await person.send_raw(body)
    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == ["client_id"]


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '"hei"', '{"client_id": "1", "text": 7}'])
async def test_what_is_not_a_message_is_refused(person: Person, body: str) -> None:
    response = await person.send_raw(body)
    assert response.status_code in {400, 422}
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "text",
    [
        "😢",
        "👩‍👩‍👧",
        "<script>alert(1)</script>",
        "'; DROP TABLE messages; --",
        "{offering} %s {0}",
    ],
)
async def test_odd_texts_are_just_texts(person: Person, fake: FakeEngine, text: str) -> None:
    assert kinds(await person.write(text)) == ["text"]
    assert [m["text"] for m in await person.history() if m["role"] == "person"] == [text]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("/restart", "restart"),
        (" \n//restart", "restart"),
        ("\u200b/restart", "restart"),
        ("\x07/restart", "restart"),
        ("/", "-"),
        ("og/eller", "og/eller"),
        ("a\x00b\x1bc", "ab c"),
    ],
)
async def test_the_engine_never_gets_an_order_or_a_control_character(
    person: Person, fake: FakeEngine, text: str, heard: str
) -> None:
    await person.write(text)
    assert fake.texts == [heard]


async def test_half_a_character_does_no_harm(person: Person) -> None:
    response = await person.send_raw(b'{"client_id": "1", "text": "hei \\ud83d du"}')
    assert response.status_code == 200, response.text


async def test_an_identity_number_is_dropped_before_anything_is_stored_or_sent_on(
    app, person: Person, fake: FakeEngine
) -> None:
    reply = await person.write(f"jeg heter Kari, {IDENTITY_NUMBER}")
    assert "fødselsnummer" in reply["messages"][0]["text"]
    assert fake.texts == ["jeg heter Kari, [fjernet]"]
    assert IDENTITY_NUMBER not in str(await person.history())
    for stored in app.state.settings.data_dir.iterdir():
        assert IDENTITY_NUMBER.encode() not in stored.read_bytes()


async def test_wrong_token_and_unknown_conversation_are_told_alike(person: Person) -> None:
    wrong = {"Authorization": "Bearer feil"}
    body = {"client_id": "1", "text": "hei"}
    answers = []
    for path in (person.path, "/api/conversations/finnesikke"):
        answers += [
            await person.client.get(path, headers=wrong),
            await person.client.delete(path, headers=wrong),
            await person.client.post(f"{path}/messages", json=body, headers=wrong),
        ]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.text for answer in answers}) == 1


async def test_a_token_is_needed(person: Person) -> None:
    assert (await person.client.get(person.path)).status_code == 401


async def test_a_token_of_another_conversation_opens_nothing(client, person: Person) -> None:
    other = (await client.post("/api/conversations")).json()
    headers = {"Authorization": f"Bearer {other['token']}"}
    assert (await client.get(person.path, headers=headers)).status_code == 401


@pytest.mark.parametrize("wish", [{"language": "sv"}, {"entry": "admin"}, [], 7])
async def test_a_start_with_unknown_wishes_is_refused(client, wish: Any) -> None:
    assert (await client.post("/api/conversations", json=wish)).status_code == 422
