"""What people and programs send that is not as expected."""

import pytest

from tests.e2e.product import Product

pytestmark = pytest.mark.e2e


def send(product: Product, body: object) -> tuple[int, object]:
    person = product.person()
    path = f"/api/conversations/{person.id}/messages"
    return product.call("POST", path, body, person.token)


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_an_empty_message_gets_a_kind_refusal(product: Product, text: str) -> None:
    status, body = send(product, {"client_id": "a", "text": text})
    assert status == 422
    assert body["detail"]


@pytest.mark.parametrize(
    "text",
    [
        "å" * 20_000,
        "😀😀😀",
        "<script>alert(1)</script>",
        "'; DROP TABLE bookings; --",
        '/book{"offering": "x"}',
        "/restart",
        "\x00\x01hei",
    ],
)
def test_strange_text_is_answered_as_text(product: Product, text: str) -> None:
    status, body = send(product, {"client_id": "a", "text": text})
    assert status == 200, body
    assert body["messages"]


def test_an_identity_number_is_dropped_before_anything_is_stored(product: Product) -> None:
    number = "0101" + "90" + "12345"
    person = product.person()
    person.writes(f"fødselsnummeret mitt er {number}")
    assert "fødselsnummer" in person.said()
    _, body = product.call("GET", f"/api/conversations/{person.id}", token=person.token)
    assert number not in str(body)
    for file in (product.folder / "var").rglob("*.db*"):
        assert number.encode() not in file.read_bytes()


def test_a_wrong_token_and_an_unknown_conversation_are_told_apart_to_nobody(
    product: Product,
) -> None:
    person = product.person()
    known = product.call("GET", f"/api/conversations/{person.id}", token="wrong")
    unknown = product.call("GET", f"/api/conversations/{'0' * 32}", token="wrong")
    assert known[0] == unknown[0] == 401
    assert known[1]["code"] == unknown[1]["code"]


def test_malformed_json_is_a_problem_with_a_code(product: Product) -> None:
    status, body = send(product, b"{not json")
    assert status == 400
    assert body["code"] == "malformed_json"


def test_a_button_that_was_never_offered_is_refused(product: Product) -> None:
    status, body = send(product, {"client_id": "a", "choice": "book?offering=frisklivssentral"})
    assert status == 422
    assert body["code"] == "unknown_choice"


def test_a_taken_slot_is_refused_with_alternatives(product: Product) -> None:
    _, slots = product.call("GET", "/api/offerings/parorendestotte/slots")
    slot = (slots["slots"] if isinstance(slots, dict) else slots)[0]
    order = {
        "slot_id": slot["id"],
        "name": "Kari",
        "phone": "41234567",
        "about": "self",
        "consent": True,
    }
    assert product.call("POST", "/api/bookings", {**order, "client_id": "first-one"})[0] == 201
    status, body = product.call("POST", "/api/bookings", {**order, "client_id": "second-one"})
    assert status == 409
    assert body["code"] == "slot_taken"
    assert body["alternatives"]
