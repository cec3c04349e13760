"""The journal: entered before it leaves, found again after a crash, and never sent twice."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop_app.store.database import MIGRATIONS, Database
from desktop_app.store.outbox import TRANSITIONS, Entry, EntryState, Fate, KeyNumber, New, NotDone, Outbox, WrongState
from tests.support.platforms import KILLED

_ROOT = Path(__file__).parents[2]
_BODY: dict[str, Any] = {"Packages": [{"Description": "Äpfel", "Weight": {"Value": 0.5, "Unit": "Kg"}}]}


@pytest.fixture
def outbox(database: Database) -> Outbox:
    """The journal of an open database."""
    return Outbox(database)


def leaving(outbox: Outbox, *subjects: str) -> tuple[Entry, ...]:
    """Enter writes about these as leaving now."""
    return outbox.turn_over((), [New("create", "demo", {}, subject) for subject in subjects])


def test_an_entry_is_kept_whole(outbox: Outbox, database: Database) -> None:
    (entry,) = outbox.turn_over((), [New("create", "sandbox", _BODY, "c1", "ORDER-7")])
    done = outbox.move(entry, EntryState.DONE, reference="EC-000-000-001", answer="201", correlation_id="c-1")
    kept = Outbox(database).get(entry.id)
    assert kept == done
    assert kept is not None
    assert (kept.kind, kept.environment, kept.subject, kept.customer_reference) == (
        "create",
        "sandbox",
        "c1",
        "ORDER-7",
    )
    assert (kept.state, kept.body, kept.reference) == (EntryState.DONE, _BODY, "EC-000-000-001")
    assert (kept.answer, kept.correlation_id, kept.body_kept) == ("201", "c-1", True)
    assert datetime.now(UTC) - timedelta(minutes=1) < kept.created <= kept.changed <= datetime.now(UTC)
    assert outbox.get("?") is None


def test_entries_are_found_by_what_they_are_about(outbox: Outbox) -> None:
    first, _, second = leaving(outbox, "c1", "c2", "c1")
    assert [entry.id for entry in outbox.about("c1")] == [first.id, second.id]
    assert outbox.about("c3") == ()
    with pytest.raises(sqlite3.IntegrityError):
        outbox.turn_over((), [New("create", "demo", {}, id=first.id)])


def test_the_states_go_only_where_nothing_is_sent_twice_or_forgotten() -> None:
    assert {(source.value, target.value) for source, targets in TRANSITIONS.items() for target in targets} == {
        ("queued", "sending"),
        ("sending", "queued"),
        ("sending", "unknown"),
        ("sending", "refused"),
        ("sending", "done"),
        ("unknown", "refused"),
        ("unknown", "done"),
        ("refused", "sending"),
        ("refused", "done"),
    }


@pytest.mark.parametrize("source", EntryState)
@pytest.mark.parametrize("target", EntryState)
def test_an_entry_goes_where_the_table_says_and_nowhere_else(
    outbox: Outbox, source: EntryState, target: EntryState
) -> None:
    (entry,) = leaving(outbox, "c1")
    if source is not EntryState.SENDING:
        entry = outbox.move(entry, source)
    if target in TRANSITIONS[source]:
        moved = outbox.move(entry, target)
        assert (moved.state, outbox.get(entry.id)) == (target, moved)
    else:
        with pytest.raises(WrongState):
            outbox.move(entry, target)
        assert outbox.get(entry.id) == entry


def test_only_what_is_as_it_was_read_changes(outbox: Outbox) -> None:
    """Refused, sent again and refused again: the state is what it was, the entry is not."""
    (entry,) = leaving(outbox, "c1")
    stale = outbox.move(entry, EntryState.REFUSED)
    now = outbox.move(outbox.move(stale, EntryState.SENDING), EntryState.REFUSED)
    for change in (
        lambda: outbox.move(stale, EntryState.SENDING),
        lambda: outbox.agree(stale),
        lambda: outbox.discard(stale),
        lambda: outbox.move(entry, EntryState.DONE),
        lambda: outbox.turn_over([Fate(entry, EntryState.DONE)], [New("create", "demo", {})]),
        lambda: outbox.turn_over([Fate(entry, None)], ()),
    ):
        with pytest.raises(WrongState):
            change()
    assert outbox.latest(10) == (now,)


def test_what_is_known_already_is_not_wiped(outbox: Outbox) -> None:
    (entry,) = leaving(outbox, "c1")
    unknown = outbox.move(entry, EntryState.UNKNOWN, correlation_id="c-1", answer="nothing")
    refused = outbox.move(unknown, EntryState.REFUSED, answer="Allocated")
    assert (refused.correlation_id, refused.answer) == ("c-1", "Allocated")
    assert outbox.get(entry.id) == refused


def test_what_was_being_sent_when_the_program_died_is_unknown(path: Path) -> None:
    script = f"""
import pathlib
from desktop_app.store.database import Database
from desktop_app.store.outbox import EntryState, New, Outbox
from tests.support.platforms import die
database = Database(pathlib.Path({str(path)!r}))
database.open()
outbox = Outbox(database)
for name in ("first", "second", "third", "fourth"):
    (entry,) = outbox.turn_over((), [New("create", "demo", {{}}, customer_reference=name)])
    if name == "fourth":
        outbox.move(entry, EntryState.QUEUED)
    if name == "second":
        outbox.move(entry, EntryState.DONE)
die()
"""
    assert subprocess.run([sys.executable, "-c", script], cwd=_ROOT, check=False).returncode == KILLED
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
    first, second = leaving(outbox, "EC-1", "EC-2")
    (third,) = outbox.turn_over(
        [Fate(first, EntryState.DONE, "EC-1", "ok", "c-1"), Fate(second, None)], [New("cancel", "demo", {}, "EC-3")]
    )
    assert [(entry.subject, entry.state) for entry in outbox.latest(10)] == [
        ("EC-3", EntryState.SENDING),
        ("EC-1", EntryState.DONE),
    ]
    with pytest.raises(WrongState):
        outbox.turn_over([Fate(third, EntryState.DONE), Fate(first, EntryState.REFUSED)], [New("x", "demo", {})])
    assert outbox.count(EntryState.SENDING) == 1
    assert outbox.count(EntryState.DONE, EntryState.REFUSED) == 1


def test_what_never_left_waits_and_what_is_open_is_always_listed(outbox: Outbox) -> None:
    (entry,) = leaving(outbox, "EC-0")
    waiting = outbox.move(entry, EntryState.QUEUED)
    done = leaving(outbox, *(f"EC-{n}" for n in range(1, 6)))
    outbox.turn_over([Fate(each, EntryState.DONE) for each in done], ())
    assert [entry.subject for entry in outbox.latest(2)] == ["EC-5", "EC-4", "EC-0"]
    assert outbox.queued() == (waiting,)
    outbox.discard(waiting)
    with pytest.raises(WrongState):
        outbox.discard(waiting)
    (sending,) = leaving(outbox, "EC-6")
    with pytest.raises(WrongState):
        outbox.discard(sending)


def test_under_which_key_it_was_entered_and_under_which_it_may_go(outbox: Outbox, database: Database) -> None:
    key = KeyNumber(database)
    assert key.current() == 0
    (before,) = leaving(outbox, "c1")
    key.count_change()
    key.count_change()
    (still_before,) = leaving(outbox, "c2")
    assert still_before.key_number == 0
    outbox.key_number = key.current()
    (after,) = leaving(outbox, "c2")
    assert (before.key_number, after.key_number, key.current()) == (0, 2, 2)
    agreed = outbox.agree(before)
    assert agreed.key_number == 2
    assert outbox.get(before.id) == agreed


def test_each_change_is_told(outbox: Outbox) -> None:
    told: list[int] = []
    outbox.changed = lambda: told.append(1)
    (entry,) = leaving(outbox, "c1")
    outbox.discard(outbox.agree(outbox.move(entry, EntryState.DONE)))
    assert len(told) == 4


def test_a_journal_of_the_version_before_is_read_and_what_waited_for_a_go_ahead_still_does(path: Path) -> None:
    moments = {name: f"2026-01-0{day}T12:00:00.000000+00:00" for day, name in enumerate(("old", "key", "new"), 1)}
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path)) as before:
        for statement in (*MIGRATIONS[0], *MIGRATIONS[1]):
            before.execute(statement)
        before.execute("INSERT INTO facts VALUES ('key changed', ?)", (moments["key"],))
        insert = (
            "INSERT INTO outbox (id, kind, subject, environment, state, customer_reference, body, created, changed, "
            "agreed) VALUES (?, 'cancel', '', 'demo', 'queued', '', '{}', ?, ?, ?)"
        )
        for name, created, agreed in (("a", "old", ""), ("b", "new", ""), ("c", "old", "new")):
            before.execute(insert, (name, moments[created], moments[created], moments.get(agreed, "")))
        before.execute("PRAGMA user_version = 2")
        before.commit()
    database = Database(path)
    database.open()
    held = {e.id: e.key_number < KeyNumber(database).current() for e in Outbox(database).queued()}
    assert held == {"a": True, "b": False, "c": False}
    database.close()


def test_of_two_programs_one_sends(path: Path, database: Database, outbox: Outbox) -> None:
    other = Database(path)
    other.open()
    (entry,) = leaving(outbox, "c1")
    waiting = outbox.move(entry, EntryState.QUEUED)
    Outbox(other).move(waiting, EntryState.SENDING)
    with pytest.raises(WrongState):
        outbox.move(waiting, EntryState.SENDING)
    other.close()


def test_why_it_was_not_done_is_kept_until_it_is_tried_again(outbox: Outbox) -> None:
    (entry,) = leaving(outbox, "c1")
    refused = outbox.move(entry, EntryState.REFUSED, not_done=NotDone.OFFLINE)
    assert outbox.get(entry.id) == refused
    assert refused.not_done is NotDone.OFFLINE
    again = outbox.move(refused, EntryState.SENDING)
    assert outbox.get(entry.id) == again
    assert again.not_done is NotDone.NOT_KNOWN


def test_why_a_later_version_noted_is_not_known_here(outbox: Outbox, database: Database) -> None:
    (entry,) = leaving(outbox, "c1")
    outbox.move(entry, EntryState.REFUSED, not_done=NotDone.REFUSED)
    with database.write() as connection:
        connection.execute("UPDATE outbox SET not_done = 'of another age'")
    kept = outbox.get(entry.id)
    assert kept is not None
    assert kept.not_done is NotDone.NOT_KNOWN


def test_what_was_made_with_a_reference_is_listed_oldest_first(outbox: Outbox) -> None:
    new = [New("create", "demo", {}, f"c{n}", reference) for n, reference in enumerate(("A", "B", "", "A"))]
    first, second, none, third = outbox.turn_over((), new)
    outbox.move(third, EntryState.DONE, reference="EC-3")
    outbox.move(none, EntryState.DONE, reference="EC-0")
    outbox.move(first, EntryState.DONE, reference="EC-1")
    outbox.move(second, EntryState.REFUSED)
    assert outbox.created_references() == (("A", "EC-1"), ("A", "EC-3"))
