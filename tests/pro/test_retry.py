"""What may be sent again: reads after what may pass, writes only where nothing can have happened."""

from __future__ import annotations

import asyncio

import pytest

from desktop_app.pro.errors import (
    BadAnswer,
    Interrupted,
    NotFound,
    Offline,
    ProError,
    ProxyFailed,
    RateLimited,
    Sent,
    ServiceFailed,
    Unauthorised,
)
from desktop_app.pro.retry import LONGEST_HOLD, Gate, RetryPolicy

POLICY = RetryPolicy(attempts=3, first_wait=1, longest_wait=10)


@pytest.mark.parametrize(
    ("error", "read", "write"),
    [
        (Offline(sent=Sent.NO), True, True),
        (ProxyFailed(code="password-wanted", sent=Sent.NO), False, False),
        (RateLimited(retry_after=2), True, True),
        (Interrupted(sent=Sent.UNKNOWN), True, False),
        (ServiceFailed(status=503), True, False),
        (BadAnswer(), False, False),
        (NotFound(), False, False),
        (Unauthorised(), False, False),
    ],
)
def test_who_is_sent_again(error: ProError, read: bool, write: bool) -> None:
    assert (POLICY.wait_before_next(error, 1, write=False, spread=0.5) is not None) is read
    assert (POLICY.wait_before_next(error, 1, write=True, spread=0.5) is not None) is write


def test_waits_grow_spread_and_end() -> None:
    error = Offline()
    assert POLICY.wait_before_next(error, 1, write=False, spread=0) == 0.5
    assert POLICY.wait_before_next(error, 1, write=False, spread=1) == 1.5
    assert POLICY.wait_before_next(error, 2, write=False, spread=0.5) == 2
    assert POLICY.wait_before_next(error, 3, write=False, spread=0.5) is None
    patient = RetryPolicy(attempts=99, first_wait=1, longest_wait=10)
    assert patient.wait_before_next(error, 50, write=False, spread=1) == 10


def test_the_service_s_own_wait_is_kept_whole_or_given_up_on() -> None:
    assert POLICY.wait_before_next(RateLimited(retry_after=4), 1, write=True, spread=0.5) == 4.5
    assert POLICY.wait_before_next(RateLimited(retry_after=60), 1, write=True, spread=0) is None
    assert POLICY.wait_before_next(RateLimited(), 1, write=True, spread=0.5) == 1


def test_one_that_is_turned_away_waits_its_turn_longer_than_one_that_fails() -> None:
    policy = RetryPolicy(attempts=2, turns=4, first_wait=1)
    assert [policy.wait_before_next(RateLimited(retry_after=0), n, write=True, spread=0) for n in range(1, 5)] == [
        0,
        0,
        0,
        None,
    ]
    assert policy.wait_before_next(Offline(), 2, write=False, spread=0) is None


class Time:
    """A clock that moves when someone sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []
        self.meanwhile: list[float] = []

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        if self.meanwhile:
            self.gate.hold(self.meanwhile.pop())

    @property
    def gate(self) -> Gate:
        if not hasattr(self, "_gate"):
            self._gate = Gate(self.clock, self.sleep)
        return self._gate


def test_an_open_gate_keeps_nobody() -> None:
    time = Time()
    asyncio.run(time.gate.passed(longest=10, spread=1))
    assert time.slept == []


def test_all_wait_as_long_as_the_longest_pause_and_then_not_all_at_once() -> None:
    time = Time()
    time.gate.hold(5)
    time.gate.hold(2)
    asyncio.run(time.gate.passed(longest=10, spread=0.25))
    assert time.slept == [5.25]
    asyncio.run(time.gate.passed(longest=10, spread=0.25))
    assert time.slept == [5.25]


def test_a_pause_that_is_asked_for_while_waiting_is_waited_for_too() -> None:
    time = Time()
    time.meanwhile = [3]
    time.gate.hold(5)
    asyncio.run(time.gate.passed(longest=10, spread=0))
    assert time.slept == [5, 3]


def test_a_pause_longer_than_patience_is_told_at_once_and_never_for_ever() -> None:
    time = Time()
    time.gate.hold(1e300)
    with pytest.raises(RateLimited) as raised:
        asyncio.run(time.gate.passed(longest=10, spread=0))
    assert raised.value.retry_after == LONGEST_HOLD
    assert raised.value.sent is Sent.NO
    assert time.slept == []
