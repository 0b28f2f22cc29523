"""One message of a conversation at a time, in the order in which they came.

Holds within one api process. Several processes need one conversation to stay with one of them.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Gate:
    """A lock for each key, which exists only while somebody holds it or waits for it."""

    def __init__(self) -> None:
        """No locks at first."""
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def passing(self, key: str) -> AsyncIterator[None]:
        """Wait for one's turn; others wait until the block ends. First come, first served."""
        lock, users = self._locks.get(key, (asyncio.Lock(), 0))
        self._locks[key] = (lock, users + 1)
        try:
            async with lock:
                yield
        finally:
            lock, users = self._locks[key]
            if users == 1:
                del self._locks[key]
            else:
                self._locks[key] = (lock, users - 1)

    def __len__(self) -> int:
        """How many keys are in use."""
        return len(self._locks)
