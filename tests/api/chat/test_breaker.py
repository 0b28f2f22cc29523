"""The circuit breaker: closed, open, one probe, closed again."""

from api.chat.breaker import Breaker


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def opened(clock: Clock) -> Breaker:
    breaker = Breaker(threshold=3, pause=2.0, clock=clock)
    for _ in range(3):
        assert not breaker.is_open
        breaker.failed()
    return breaker


def test_it_opens_after_failures_in_a_row_only() -> None:
    breaker = Breaker(threshold=2)
    breaker.failed()
    breaker.succeeded()
    breaker.failed()
    assert not breaker.is_open
    breaker.failed()
    assert breaker.is_open


def test_one_caller_alone_probes_after_the_pause() -> None:
    clock = Clock()
    breaker = opened(clock)
    assert not breaker.wants_probe()
    clock.now = 2.0
    assert [breaker.wants_probe() for _ in range(5)] == [True, False, False, False, False]


def test_a_failed_probe_means_another_pause_and_a_good_one_closes() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now = 2.0
    assert breaker.wants_probe()
    breaker.failed()
    clock.now = 3.9
    assert not breaker.wants_probe()
    clock.now = 4.0
    assert breaker.wants_probe()
    breaker.succeeded()
    assert not breaker.is_open
