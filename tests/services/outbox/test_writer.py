"""Why something was not done, as the journal keeps it: only what is known, and only of what was refused."""

from __future__ import annotations

import pytest

from desktop_app.pro.errors import AppError, NoKey, Offline, RateLimited, Rejected
from desktop_app.services.outbox.operations import Told, Unreadable
from desktop_app.services.outbox.writer import Attempt
from desktop_app.store.outbox import EntryState, NotDone


@pytest.mark.parametrize(
    ("error", "looked", "why"),
    [
        (Offline(), False, NotDone.OFFLINE),
        (RateLimited(), False, NotDone.PAUSED),
        (NoKey(), False, NotDone.NO_KEY),
        (Unreadable("an-entry"), False, NotDone.UNREADABLE),
        (Rejected("no such service", status=400), False, NotDone.REFUSED),
        (Offline(), True, NotDone.LOOKED_FOR),
        (None, True, NotDone.LOOKED_FOR),
    ],
    ids=lambda each: type(each).__name__ if isinstance(each, AppError) else str(each),
)
def test_why_it_was_not_done(error: AppError | None, looked: bool, why: NotDone) -> None:
    assert Attempt(EntryState.REFUSED, Told(done=False), error, looked=looked).not_done is why


@pytest.mark.parametrize("state", [EntryState.DONE, EntryState.UNKNOWN, EntryState.QUEUED])
def test_of_what_was_not_refused_nothing_is_said(state: EntryState) -> None:
    assert Attempt(state, Told(done=None), Offline()).not_done is NotDone.NOT_KNOWN
