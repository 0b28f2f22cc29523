"""A machine is slowed down; a person in danger is not."""

import pytest

from api.chat import crisis
from api.settings import Settings
from tests.api.chat.conftest import arrive, build, kinds
from tests.api.chat.fake_engine import FakeEngine
from tests.api.chat.test_danger import CERTAIN, Finding
from tests.api.conftest import client_of


async def test_too_many_messages_are_refused_but_never_a_crisis(
    settings: Settings, fake: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Finding("suicide", True)
    monkeypatch.setattr(crisis, "find_signs", lambda text: found if CERTAIN in text else None)
    async with client_of(build(settings, fake, rate_limits="on")) as client:
        person, other = await arrive(client), await arrive(client)
        statuses = [(await person.send({"text": "hei"})).status_code for _ in range(31)]
        assert statuses == [200] * 30 + [429]
        assert kinds(await person.write(CERTAIN))[0] == "crisis"
        assert (await other.send({"text": "hei"})).status_code == 200
