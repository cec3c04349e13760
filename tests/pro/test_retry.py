"""What may be sent again: reads after what may pass, writes only where nothing can have happened."""

from __future__ import annotations

import pytest

from desktop_app.pro.errors import (
    BadAnswer,
    Interrupted,
    NotFound,
    Offline,
    ProError,
    RateLimited,
    Sent,
    ServiceFailed,
    Unauthorised,
)
from desktop_app.pro.retry import RetryPolicy

POLICY = RetryPolicy(attempts=3, first_wait=1, longest_wait=10)


@pytest.mark.parametrize(
    ("error", "read", "write"),
    [
        (Offline(sent=Sent.NO), True, True),
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
