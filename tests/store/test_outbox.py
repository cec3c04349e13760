"""The journal: entered before it leaves, found again after a crash, and never sent twice."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop_app.store.database import Database
from desktop_app.store.outbox import EntryState, Fate, KeyChanges, New, Outbox, WrongState, new_entry_id

_ROOT = Path(__file__).parents[2]
_BODY: dict[str, Any] = {"Packages": [{"Description": "Äpfel", "Weight": {"Value": 0.5, "Unit": "Kg"}}]}


@pytest.fixture
def outbox(database: Database) -> Outbox:
    """The journal of an open database."""
    return Outbox(database)


def test_an_entry_is_kept_whole(outbox: Outbox, database: Database) -> None:
    entry_id = outbox.add("create", "sandbox", "ORDER-7", _BODY)
    outbox.mark_sending(entry_id)
    outbox.mark_done(entry_id, reference="EC-000-000-001", answer="201", correlation_id="c-1")
    entry = Outbox(database).get(entry_id)
    assert entry is not None
    assert (entry.kind, entry.environment, entry.customer_reference) == ("create", "sandbox", "ORDER-7")
    assert (entry.state, entry.body, entry.reference) == (EntryState.DONE, _BODY, "EC-000-000-001")
    assert (entry.answer, entry.correlation_id) == ("201", "c-1")
    assert datetime.now(UTC) - timedelta(minutes=1) < entry.created <= entry.changed <= datetime.now(UTC)
    assert outbox.get("?") is None


def test_entries_are_found_by_what_they_are_about(outbox: Outbox) -> None:
    chosen = new_entry_id()
    first = outbox.add("create", "demo", "", {}, subject="c1", entry_id=chosen)
    outbox.add("create", "demo", "", {}, subject="c2")
    second = outbox.add("create", "demo", "", {}, subject="c1")
    assert [entry.id for entry in outbox.about("c1")] == [first, second]
    assert first == chosen
    assert outbox.about("c3") == ()
    with pytest.raises(sqlite3.IntegrityError):
        outbox.add("create", "demo", "", {}, entry_id=chosen)


_SEND: Callable[[Outbox, str], None] = Outbox.mark_sending
_LOSE: Callable[[Outbox, str], None] = Outbox.mark_unknown
_REFUSE: Callable[[Outbox, str], None] = Outbox.mark_refused
_DO: Callable[[Outbox, str], None] = Outbox.mark_done


@pytest.mark.parametrize(
    ("steps", "last"),
    [
        ([_REFUSE], EntryState.REFUSED),
        ([_SEND, _REFUSE, _SEND, _DO], EntryState.DONE),
        ([_SEND, _LOSE, _LOSE, _DO], EntryState.DONE),
        ([_SEND, _LOSE, _SEND, _LOSE, _REFUSE], EntryState.REFUSED),
    ],
)
def test_how_an_entry_may_fare(outbox: Outbox, steps: list[Callable[[Outbox, str], None]], last: EntryState) -> None:
    entry_id = outbox.add("create", "demo", "", {})
    for step in steps:
        step(outbox, entry_id)
    entry = outbox.get(entry_id)
    assert entry is not None
    assert entry.state is last


@pytest.mark.parametrize(
    ("steps", "wrong"),
    [
        ([], _DO),
        ([], _LOSE),
        ([_SEND], _SEND),
        ([_SEND, _DO], _SEND),
        ([_SEND, _DO], _LOSE),
        ([_SEND, _DO], _REFUSE),
        ([_SEND, _REFUSE], _DO),
    ],
)
def test_what_would_send_twice_or_forget_is_refused(
    outbox: Outbox, steps: list[Callable[[Outbox, str], None]], wrong: Callable[[Outbox, str], None]
) -> None:
    entry_id = outbox.add("create", "demo", "", {})
    for step in steps:
        step(outbox, entry_id)
    before = outbox.get(entry_id)
    with pytest.raises(WrongState):
        wrong(outbox, entry_id)
    assert outbox.get(entry_id) == before


def test_no_entry_no_mark(outbox: Outbox) -> None:
    with pytest.raises(WrongState):
        outbox.mark_sending("?")


def test_what_is_known_already_is_not_wiped(outbox: Outbox) -> None:
    entry_id = outbox.add("create", "demo", "", {})
    outbox.mark_sending(entry_id)
    outbox.mark_unknown(entry_id, correlation_id="c-1")
    outbox.mark_unknown(entry_id, answer="still nothing")
    entry = outbox.get(entry_id)
    assert entry is not None
    assert (entry.correlation_id, entry.answer) == ("c-1", "still nothing")


def test_what_was_being_sent_when_the_program_died_is_unknown(path: Path) -> None:
    script = f"""
import os, pathlib, signal
from desktop_app.store.database import Database
from desktop_app.store.outbox import Outbox
database = Database(pathlib.Path({str(path)!r}))
database.open()
outbox = Outbox(database)
for name in ("first", "second", "third", "fourth"):
    entry = outbox.add("create", "demo", name, {{}})
    if name != "fourth":
        outbox.mark_sending(entry)
    if name == "second":
        outbox.mark_done(entry)
os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", script], cwd=_ROOT, check=False).returncode != 0
    database = Database(path)
    database.open()
    outbox = Outbox(database)
    assert outbox.unknown() == ()
    assert [entry.customer_reference for entry in outbox.recover()] == ["first", "third"]
    assert outbox.recover() == ()
    assert [entry.customer_reference for entry in outbox.unknown()] == ["first", "third"]
    assert {entry.state for entry in outbox.unknown()} == {EntryState.UNKNOWN}
    states = [row["state"] for row in database.read("SELECT state FROM outbox ORDER BY number")]
    assert states == ["unknown", "done", "unknown", "queued"]
    database.close()


def test_many_are_entered_and_settled_together_or_not_at_all(outbox: Outbox) -> None:
    first, second = New("cancel", "demo", {}, "EC-1"), New("cancel", "demo", {}, "EC-2")
    outbox.turn_over((), [first, second])
    third = New("cancel", "demo", {}, "EC-3")
    outbox.turn_over([Fate(first.id, EntryState.DONE, "EC-1", "ok", "c-1"), Fate(second.id, None)], [third])
    assert [(entry.subject, entry.state) for entry in outbox.latest(10)] == [
        ("EC-3", EntryState.SENDING),
        ("EC-1", EntryState.DONE),
    ]
    with pytest.raises(WrongState):
        outbox.turn_over([Fate(third.id, EntryState.DONE), Fate(first.id, EntryState.REFUSED)], [New("x", "demo", {})])
    assert outbox.count(EntryState.SENDING) == 1
    assert outbox.count(EntryState.DONE, EntryState.REFUSED) == 1


def test_what_never_left_waits_and_what_is_open_is_always_listed(outbox: Outbox) -> None:
    waiting = New("cancel", "demo", {}, "EC-0")
    outbox.turn_over((), [waiting])
    outbox.mark_queued(waiting.id)
    done = [New("cancel", "demo", {}, f"EC-{n}") for n in range(1, 6)]
    outbox.turn_over((), done)
    outbox.turn_over([Fate(each.id, EntryState.DONE) for each in done], ())
    assert [entry.subject for entry in outbox.latest(2)] == ["EC-5", "EC-4", "EC-0"]
    assert [entry.id for entry in outbox.queued()] == [waiting.id]
    outbox.discard(waiting.id)
    with pytest.raises(WrongState):
        outbox.discard(waiting.id)


def test_when_the_key_changed_and_what_was_agreed_since(outbox: Outbox, database: Database) -> None:
    changes = KeyChanges(database)
    assert changes.last() is None
    entry_id = outbox.add("create", "demo", "", {})
    changes.note()
    changes.note()
    outbox.agree(entry_id)
    entry, changed = outbox.get(entry_id), changes.last()
    assert entry is not None
    assert entry.agreed is not None
    assert changed is not None
    assert entry.created < changed < entry.agreed


def test_each_change_is_told(outbox: Outbox) -> None:
    told: list[int] = []
    outbox.changed = lambda: told.append(1)
    entry_id = outbox.add("create", "demo", "", {})
    outbox.mark_sending(entry_id)
    outbox.mark_done(entry_id)
    outbox.discard(entry_id)
    assert len(told) == 4


def test_of_two_programs_one_sends(path: Path, database: Database, outbox: Outbox) -> None:
    other = Database(path)
    other.open()
    entry_id = outbox.add("create", "demo", "", {})
    Outbox(other).mark_sending(entry_id)
    with pytest.raises(WrongState):
        outbox.mark_sending(entry_id)
    other.close()
