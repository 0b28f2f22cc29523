"""The gateway with its real crisis net, while the engine is dead."""

import pytest

from tests.api.chat.conftest import Person, kinds
from tests.api.chat.fake_engine import FakeEngine

pytest.importorskip("bot.norwegian.crisis")


@pytest.mark.parametrize(
    ("text", "first", "number"),
    [
        ("jeg vil ta livet mitt", "crisis", "113"),
        ("alle hadde hatt det bedre uten meg", "crisis_question", "113"),
        ("a" * 25_000 + " jeg vil ta livet mitt", "crisis", "113"),
        ("jeg dør av latter", "text", None),
        ("jeg har ikke tanker om å ta livet mitt", "text", None),
    ],
)
async def test_what_is_caught_without_the_engine(
    person: Person, fake: FakeEngine, text: str, first: str, number: str | None
) -> None:
    fake.die()
    reply = await person.write(text)
    assert kinds(reply) == [first, "text", "helplines"][-3 if number else -2 :]
    if number:
        assert reply["messages"][0]["data"]["helplines"][0]["phone"] == number
        assert reply["understood"]["crisis"] == "suicide"
