"""One at a time for each conversation, in order, and nothing is left behind."""

import asyncio

import pytest

from api.chat.gate import Gate


async def test_first_come_first_served_and_other_keys_do_not_wait() -> None:
    gate, order = Gate(), []

    async def pass_through(key: str, number: int) -> None:
        async with gate.passing(key):
            order.append(("in", key, number))
            await asyncio.sleep(0.01)
            order.append(("out", key, number))

    await asyncio.gather(*(pass_through("a", n) for n in range(4)), pass_through("b", 9))
    assert [entry for entry in order if entry[1] == "a"] == [
        (step, "a", n) for n in range(4) for step in ("in", "out")
    ]
    assert order.index(("in", "b", 9)) < order.index(("out", "a", 0))
    assert len(gate) == 0


async def test_who_gives_up_or_fails_leaves_the_gate_open() -> None:
    gate = Gate()
    async with gate.passing("a"):
        waiting = asyncio.create_task(gate.passing("a").__aenter__())
        await asyncio.sleep(0)
        waiting.cancel()
    with pytest.raises(ValueError, match="feil"):
        async with gate.passing("a"):
            raise ValueError("feil")
    async with asyncio.timeout(1), gate.passing("a"):
        pass
    await asyncio.gather(waiting, return_exceptions=True)
    assert len(gate) == 0
