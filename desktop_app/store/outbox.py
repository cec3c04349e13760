"""The journal of what is sent to the service: written before it leaves, so that nothing is sent twice or forgotten."""

from __future__ import annotations

import dataclasses
import json
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from sqlite3 import Connection, Row
from typing import Any, Final

from desktop_app.store.database import Database


class EntryState(StrEnum):
    """How far an entry has come."""

    QUEUED = "queued"
    """Not sent yet."""
    SENDING = "sending"
    """Being sent by a program that is running, or was when it ended."""
    UNKNOWN = "unknown"
    """It was sent, or may have been, and whether it was done is not known."""
    REFUSED = "refused"
    """It was not done, and will not be."""
    DONE = "done"


class NotDone(StrEnum):
    """Why an entry that is refused was not done."""

    NOT_KNOWN = ""
    """An earlier version of the program did not note it."""
    REFUSED = "refused"
    """The service answered that it does not do it."""
    PAUSED = "paused"
    """The service was asked too fast, and took nothing."""
    OFFLINE = "offline"
    """It never left: the service could not be reached."""
    NO_KEY = "no key"
    """It never left: there was no API key."""
    UNREADABLE = "unreadable"
    """It never left: what was entered cannot be read."""
    LOOKED_FOR = "looked for"
    """No answer told, and a look has shown it."""


TRANSITIONS: Final[dict[EntryState, frozenset[EntryState]]] = {
    EntryState.QUEUED: frozenset({EntryState.SENDING}),
    EntryState.SENDING: frozenset({EntryState.QUEUED, EntryState.UNKNOWN, EntryState.REFUSED, EntryState.DONE}),
    # Not SENDING: what may have been done is looked for, and sent again only once that has shown that it was not.
    EntryState.UNKNOWN: frozenset({EntryState.REFUSED, EntryState.DONE}),
    # To DONE where a look that took longer has seen more than one that ended before it.
    EntryState.REFUSED: frozenset({EntryState.SENDING, EntryState.DONE}),
    EntryState.DONE: frozenset(),
}
"""From which state an entry may go to which."""

UNSETTLED: Final = (EntryState.QUEUED, EntryState.SENDING, EntryState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Entry:
    """One write: what was sent (`body`, the JSON object), and what is known of its fate.

    `subject` is the id of what it is about: of the consignment on the bench, or of one that the service has (EC-…).
    `reference` is what the service made of it (EC-…), `answer` what it said, both empty until known.
    `revision` counts its changes. `key_number` is that of the API key under which it was entered, or under which a
    person last said that it shall go out (see KeyNumber). `body_kept` is False once the body was removed for its age.
    `not_done` is why, of one that was refused.
    """

    id: str
    kind: str
    subject: str
    environment: str
    state: EntryState
    customer_reference: str
    body: dict[str, Any]
    reference: str
    answer: str
    correlation_id: str
    created: datetime
    changed: datetime
    revision: int
    key_number: int
    body_kept: bool = True
    not_done: NotDone = NotDone.NOT_KNOWN


def new_entry_id() -> str:
    """Return an id for a new entry: random, never used twice."""
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True)
class New:
    """A write that is about to be entered; `id` may be in the body, so that it can be found by it."""

    kind: str
    environment: str
    body: dict[str, Any]
    subject: str = ""
    customer_reference: str = ""
    id: str = field(default_factory=new_entry_id)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of `entry`, which was being sent; `state` None: it never left, and is to be forgotten."""

    entry: Entry
    state: EntryState | None
    reference: str = ""
    answer: str = ""
    correlation_id: str = ""
    not_done: NotDone = NotDone.NOT_KNOWN


class WrongState(Exception):
    """The entry is another than it was when it was read, or may not become that: sending it could do it twice."""


class Outbox:
    """The journal. Each method is on disk when it returns, and raises DiskFull, StoreBusy, StoreFailed.

    An entry changes by compare-and-set: only if it still is as the caller read it. `changed` is called after each
    change, in the thread that made it. `key_number` is that of the API key under which entries are entered now.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.changed: Callable[[], None] = lambda: None
        self.key_number = 0

    def turn_over(
        self, fates: Iterable[Fate], leaving: Iterable[New], beside: Callable[[], None] = lambda: None
    ) -> tuple[Entry, ...]:
        """Write what became of some that were being sent, enter others as leaving now, and return these.

        One transaction for all, and for what `beside` writes to the same database. Raises WrongState, and writes
        nothing, if one of the first has changed since.
        """
        with self._database.write() as connection:
            for fate in fates:
                if fate.state is None:
                    _delete(connection, fate.entry)
                else:
                    _move(connection, fate)
            entries = _insert(connection, leaving, self.key_number)
            beside()
        self.changed()
        return entries

    def move(
        self,
        entry: Entry,
        state: EntryState,
        *,
        reference: str = "",
        answer: str = "",
        correlation_id: str = "",
        not_done: NotDone = NotDone.NOT_KNOWN,
    ) -> Entry:
        """Take `entry`, as it was read, to another state, and return it as it is then; texts left empty stay.

        `not_done` is for REFUSED alone.
        Raises WrongState if it has changed since, is gone, or may not go there (TRANSITIONS).
        """
        with self._database.write() as connection:
            moved = _move(connection, Fate(entry, state, reference, answer, correlation_id, not_done))
        self.changed()
        return moved

    def agree(self, entry: Entry) -> Entry:
        """Note that a person has just said that it shall go out, under today's key; raises WrongState as `move`."""
        agreed = dataclasses.replace(entry, key_number=self.key_number, revision=entry.revision + 1)
        with self._database.write() as connection:
            _set(connection, entry, {"key_number": agreed.key_number})
        self.changed()
        return agreed

    def discard(self, entry: Entry) -> None:
        """Forget an entry, as it was read; raises WrongState for one that is being sent, has changed, or is gone."""
        if entry.state is EntryState.SENDING:
            raise WrongState(f"{entry.id} is being sent")
        with self._database.write() as connection:
            _delete(connection, entry)
        self.changed()

    def recover(self) -> tuple[Entry, ...]:
        """Turn what was being sent when the program ended into unknown, and return those entries.

        For the start, before anything is sent.
        """
        with self._database.write() as connection:
            rows = connection.execute(
                "UPDATE outbox SET state = 'unknown', changed = ?, revision = revision + 1 "
                "WHERE state = 'sending' RETURNING *",
                (_now(),),
            ).fetchall()
        return tuple(_entry(row) for row in sorted(rows, key=lambda row: row["number"]))

    def remove_bodies(self, older: timedelta) -> int:
        """Remove what was sent, and what was answered, of everything done longer ago than that; return how many.

        It holds names and addresses; the ids stay. The file is then written anew, and its older copies go, so that
        nothing of them is left; where that fails it is done the next time.
        """
        until = (datetime.now(UTC) - older).isoformat(timespec="microseconds")
        with self._database.write() as connection:
            removed = connection.execute(
                "UPDATE outbox SET body = '', answer = '', revision = revision + 1 "
                "WHERE state = 'done' AND body != '' AND changed < ?",
                (until,),
            ).rowcount
            if removed:
                connection.execute("INSERT OR REPLACE INTO facts VALUES ('compact due', '1')")
        if removed:
            self.changed()
        if self._database.read("SELECT 1 FROM facts WHERE name = 'compact due'"):
            self._database.compact()
            with self._database.write() as connection:
                connection.execute("DELETE FROM facts WHERE name = 'compact due'")
        self._database.remove_copies(older)
        return removed

    def unknown(self) -> tuple[Entry, ...]:
        """Return the entries whose outcome is not known, oldest first."""
        return self._entries("WHERE state = 'unknown' ORDER BY number")

    def queued(self) -> tuple[Entry, ...]:
        """Return the entries that wait to be sent, in the order in which they were entered."""
        return self._entries("WHERE state = 'queued' ORDER BY number")

    def latest(self, settled: int) -> tuple[Entry, ...]:
        """Return all entries that are not settled, and the latest `settled` of the others; newest first."""
        return self._entries(
            "WHERE state IN (?, ?, ?) OR number IN (SELECT number FROM outbox WHERE state IN ('refused', 'done') "
            "ORDER BY number DESC LIMIT ?) ORDER BY number DESC",
            *UNSETTLED,
            settled,
        )

    def count(self, *states: EntryState) -> int:
        """Return how many entries are in one of these states."""
        asked = ", ".join("?" * len(states))
        rows = self._database.read(f"SELECT count(*) FROM outbox WHERE state IN ({asked})", *states)  # noqa: S608
        count: int = rows[0][0]
        return count

    def about(self, subject: str) -> tuple[Entry, ...]:
        """Return the entries about `subject`, oldest first."""
        return self._entries("WHERE subject = ? ORDER BY number", subject)

    def created_references(self) -> tuple[tuple[str, str], ...]:
        """Return (customer reference, what the service made of it) of all that was made with one, oldest first."""
        rows = self._database.read(
            "SELECT customer_reference, reference FROM outbox "
            "WHERE state = 'done' AND customer_reference != '' AND reference != '' ORDER BY number"
        )
        return tuple((row["customer_reference"], row["reference"]) for row in rows)

    def get(self, entry_id: str) -> Entry | None:
        """Return the entry with that id, or None."""
        return next(iter(self._entries("WHERE id = ?", entry_id)), None)

    def _entries(self, which: str, *values: object) -> tuple[Entry, ...]:
        return tuple(map(_entry, self._database.read(f"SELECT * FROM outbox {which}", *values)))  # noqa: S608 - words of ours


class KeyNumber:
    """Which of this environment's API keys is in use, counted: the key itself is not kept here. Raises as Outbox does.

    What was entered under an earlier one is told by its number: a clock may have been put back.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def count_change(self) -> None:
        """Note that the key is another one from now on."""
        with self._database.write() as connection:
            number = str(_key_number(connection) + 1)
            connection.execute("INSERT OR REPLACE INTO facts VALUES ('key number', ?)", (number,))

    def current(self) -> int:
        """Return how often the key was changed."""
        rows = self._database.read("SELECT value FROM facts WHERE name = 'key number'")
        return int(rows[0]["value"]) if rows else 0


def _insert(connection: Connection, new: Iterable[New], key_number: int) -> tuple[Entry, ...]:
    now = datetime.now(UTC)
    entries = tuple(
        Entry(
            id=each.id,
            kind=each.kind,
            subject=each.subject,
            environment=each.environment,
            state=EntryState.SENDING,
            customer_reference=each.customer_reference,
            body=each.body,
            reference="",
            answer="",
            correlation_id="",
            created=now,
            changed=now,
            revision=0,
            key_number=key_number,
        )
        for each in new
    )
    at = _text(now)
    connection.executemany(
        "INSERT INTO outbox (id, kind, subject, environment, state, customer_reference, body, created, changed, "
        "key_number) VALUES (?, ?, ?, ?, 'sending', ?, ?, ?, ?, ?)",
        [
            (
                each.id,
                each.kind,
                each.subject,
                each.environment,
                each.customer_reference,
                json.dumps(each.body, ensure_ascii=False),
                at,
                at,
                key_number,
            )
            for each in entries
        ],
    )
    return entries


def _move(connection: Connection, fate: Fate) -> Entry:
    entry, state = fate.entry, fate.state
    assert state is not None
    if state not in TRANSITIONS[entry.state]:
        raise WrongState(f"{entry.id} cannot go from {entry.state.value} to {state.value}")
    now = datetime.now(UTC)
    after = dataclasses.replace(
        entry,
        state=state,
        changed=now,
        revision=entry.revision + 1,
        reference=fate.reference or entry.reference,
        answer=fate.answer or entry.answer,
        correlation_id=fate.correlation_id or entry.correlation_id,
        not_done=fate.not_done,
    )
    told = {name: getattr(after, name) for name in ("reference", "answer", "correlation_id")}
    _set(connection, entry, told | {"not_done": after.not_done.value, "state": state.value, "changed": _text(now)})
    return after


def _set(connection: Connection, entry: Entry, news: dict[str, Any]) -> None:
    """Change columns of `entry` if it still is as it was read; raises WrongState if not."""
    made = connection.execute(
        f"UPDATE outbox SET {', '.join(f'{name} = ?' for name in news)}, revision = revision + 1 "  # noqa: S608 - names of ours
        "WHERE id = ? AND state = ? AND revision = ?",
        (*news.values(), entry.id, entry.state.value, entry.revision),
    )
    if made.rowcount != 1:
        raise WrongState(f"{entry.id} is not as it was read, {entry.state.value}")


def _delete(connection: Connection, entry: Entry) -> None:
    gone = connection.execute(
        "DELETE FROM outbox WHERE id = ? AND state = ? AND revision = ?", (entry.id, entry.state.value, entry.revision)
    )
    if gone.rowcount != 1:
        raise WrongState(f"{entry.id} is not as it was read, {entry.state.value}")


def _key_number(connection: Connection) -> int:
    row = connection.execute("SELECT value FROM facts WHERE name = 'key number'").fetchone()
    return int(row["value"]) if row else 0


def _entry(row: Row) -> Entry:
    values = {name: row[name] for name in row.keys() if name != "number"}  # noqa: SIM118 - a Row iterates its values
    kept = bool(row["body"])
    values |= {"state": EntryState(row["state"]), "body": json.loads(row["body"]) if kept else {}, "body_kept": kept}
    values |= {name: datetime.fromisoformat(row[name]) for name in ("created", "changed")}
    values["not_done"] = _why(row["not_done"])
    return Entry(**values)


def _why(noted: str) -> NotDone:
    return NotDone(noted) if noted in set(NotDone) else NotDone.NOT_KNOWN


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")


def _now() -> str:
    return _text(datetime.now(UTC))
