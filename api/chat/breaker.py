"""A circuit breaker: after some failures in a row nothing is asked for a while, then one probe."""

import time
from collections.abc import Callable
from typing import Final

THRESHOLD: Final = 3
PAUSE_SECONDS: Final = 2.0


class Breaker:
    """Closed: everything passes. Open: nothing does. Half-open: the first who asks is the probe."""

    def __init__(
        self,
        threshold: int = THRESHOLD,
        pause: float = PAUSE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Opens after `threshold` failures in a row, for `pause` seconds of `clock`."""
        self._threshold = threshold
        self._pause = pause
        self._clock = clock
        self._failures = 0
        self._opened_at: float | None = None

    @property
    def is_open(self) -> bool:
        """Whether calls are held back, probes apart."""
        return self._opened_at is not None

    def wants_probe(self) -> bool:
        """Whether the caller is to probe now. True for one caller only; the others stay away."""
        if self._opened_at is None or self._clock() - self._opened_at < self._pause:
            return False
        # Taken: the next one may try only after another pause.
        self._opened_at = self._clock()
        return True

    def succeeded(self) -> None:
        """The other side answered."""
        self._failures = 0
        self._opened_at = None

    def failed(self) -> None:
        """The other side did not answer, or only after patience had ended."""
        self._failures += 1
        if self._failures >= self._threshold:
            self._opened_at = self._clock()
