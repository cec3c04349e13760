"""The journal of what is sent to the service: written before it leaves, so that nothing is sent twice or forgotten."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
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


@dataclass(frozen=True, slots=True)
class Entry:
    """One write: what was sent (`body`, the JSON object), and what is known of its fate.

    `subject` is the id of what it is about: of the consignment on the bench, or of one that the service has (EC-…).
    `reference` is what the service made of it (EC-…), `answer` what it said, both empty until known.
    `agreed` is when a person last said that it shall go out, None if nobody was asked.
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
    agreed: datetime | None = None


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
    """What became of an entry that was being sent; `state` None: it never left, and is to be forgotten."""

    id: str
    state: EntryState | None
    reference: str = ""
    answer: str = ""
    correlation_id: str = ""


class WrongState(Exception):
    """The entry is gone, or in a state from which this must not happen: sending it now could do it twice."""


UNSETTLED: Final = (EntryState.QUEUED, EntryState.SENDING, EntryState.UNKNOWN)

_MAY_BECOME: Final[dict[EntryState, frozenset[EntryState]]] = {
    EntryState.QUEUED: frozenset({EntryState.SENDING, EntryState.REFUSED}),
    EntryState.SENDING: frozenset({EntryState.QUEUED, EntryState.UNKNOWN, EntryState.REFUSED}),
    EntryState.UNKNOWN: frozenset({EntryState.SENDING, EntryState.UNKNOWN}),
    EntryState.REFUSED: frozenset({EntryState.QUEUED, EntryState.SENDING, EntryState.UNKNOWN}),
    EntryState.DONE: frozenset({EntryState.SENDING, EntryState.UNKNOWN}),
}


class Outbox:
    """The journal. Each method is on disk when it returns, and raises DiskFull, StoreBusy, StoreFailed.

    `changed` is called after each change, in the thread that made it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.changed: Callable[[], None] = lambda: None

    def add(
        self,
        kind: str,
        environment: str,
        customer_reference: str,
        body: dict[str, Any],
        *,
        entry_id: str | None = None,
        subject: str = "",
    ) -> str:
        """Enter a write that is about to be sent to the environment with that slot.

        Returns its id: `entry_id`, which the body may carry, or a new one.
        """
        new = New(kind, environment, body, subject, customer_reference, entry_id or new_entry_id())
        with self._database.write() as connection:
            _insert(connection, [new], EntryState.QUEUED)
        self.changed()
        return new.id

    def turn_over(self, fates: Iterable[Fate], leaving: Iterable[New]) -> None:
        """Write what became of some that were being sent, and enter others as leaving now: one transaction for all.

        Raises WrongState, and writes nothing, if one of the first is not being sent.
        """
        with self._database.write() as connection:
            for fate in fates:
                if fate.state is None:
                    connection.execute("DELETE FROM outbox WHERE id = ? AND state = 'sending'", (fate.id,))
                else:
                    told = {
                        "reference": fate.reference,
                        "answer": fate.answer,
                        "correlation_id": fate.correlation_id,
                    }
                    _mark(connection, fate.id, fate.state, told)
            _insert(connection, leaving, EntryState.SENDING)
        self.changed()

    def mark_sending(self, entry_id: str) -> None:
        """Say that it is leaving now; raises WrongState if it is done, or being sent by someone else."""
        self._mark(entry_id, EntryState.SENDING)

    def mark_queued(self, entry_id: str, *, answer: str = "") -> None:
        """Say that it provably did not leave, or was refused, and is to be sent when the time has come."""
        self._mark(entry_id, EntryState.QUEUED, answer=answer)

    def mark_unknown(self, entry_id: str, *, answer: str = "", correlation_id: str = "") -> None:
        """Say that it left and that its outcome is not known."""
        self._mark(entry_id, EntryState.UNKNOWN, answer=answer, correlation_id=correlation_id)

    def mark_refused(self, entry_id: str, *, answer: str = "", correlation_id: str = "") -> None:
        """Say that it was provably not done: refused, or never sent."""
        self._mark(entry_id, EntryState.REFUSED, answer=answer, correlation_id=correlation_id)

    def mark_done(self, entry_id: str, *, reference: str = "", answer: str = "", correlation_id: str = "") -> None:
        """Say that it was done, and what the service made of it."""
        self._mark(entry_id, EntryState.DONE, reference=reference, answer=answer, correlation_id=correlation_id)

    def agree(self, entry_id: str) -> None:
        """Note that a person has just said that it shall go out."""
        with self._database.write() as connection:
            connection.execute("UPDATE outbox SET agreed = ? WHERE id = ?", (_now(), entry_id))
        self.changed()

    def discard(self, entry_id: str) -> None:
        """Forget an entry; raises WrongState for one that is being sent, or gone."""
        with self._database.write() as connection:
            if connection.execute("DELETE FROM outbox WHERE id = ? AND state != 'sending'", (entry_id,)).rowcount != 1:
                raise WrongState(f"{entry_id} cannot be discarded")
        self.changed()

    def recover(self) -> tuple[Entry, ...]:
        """Turn what was being sent when the program ended into unknown, and return those entries.

        For the start, before anything is sent.
        """
        with self._database.write() as connection:
            rows = connection.execute(
                "UPDATE outbox SET state = 'unknown', changed = ? WHERE state = 'sending' RETURNING *", (_now(),)
            ).fetchall()
        return tuple(_entry(row) for row in sorted(rows, key=lambda row: row["number"]))

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

    def get(self, entry_id: str) -> Entry | None:
        """Return the entry with that id, or None."""
        return next(iter(self._entries("WHERE id = ?", entry_id)), None)

    def _entries(self, which: str, *values: object) -> tuple[Entry, ...]:
        return tuple(map(_entry, self._database.read(f"SELECT * FROM outbox {which}", *values)))  # noqa: S608 - words of ours

    def _mark(self, entry_id: str, state: EntryState, **told: str) -> None:
        with self._database.write() as connection:
            _mark(connection, entry_id, state, told)
        self.changed()


class KeyChanges:
    """When this environment's key was last changed; the key itself is not kept here. Raises as Outbox does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self) -> None:
        """Note that the key is another one from now on."""
        with self._database.write() as connection:
            connection.execute("INSERT OR REPLACE INTO facts VALUES ('key changed', ?)", (_now(),))

    def last(self) -> datetime | None:
        """Return when that was, None if it never was."""
        rows = self._database.read("SELECT value FROM facts WHERE name = 'key changed'")
        return datetime.fromisoformat(rows[0]["value"]) if rows else None


def _insert(connection: Connection, new: Iterable[New], state: EntryState) -> None:
    now = _now()
    connection.executemany(
        "INSERT INTO outbox (id, kind, subject, environment, state, customer_reference, body, created, changed) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                each.id,
                each.kind,
                each.subject,
                each.environment,
                state.value,
                each.customer_reference,
                json.dumps(each.body, ensure_ascii=False),
                now,
                now,
            )
            for each in new
        ],
    )


def _mark(connection: Connection, entry_id: str, state: EntryState, told: dict[str, str]) -> None:
    news = {name: text for name, text in told.items() if text} | {"state": state.value, "changed": _now()}
    allowed = sorted(_MAY_BECOME[state])
    made = connection.execute(
        f"UPDATE outbox SET {', '.join(f'{name} = ?' for name in news)} "  # noqa: S608 - names of ours
        f"WHERE id = ? AND state IN ({', '.join('?' * len(allowed))})",
        (*news.values(), entry_id, *allowed),
    )
    if made.rowcount != 1:
        raise WrongState(f"{entry_id} cannot become {state.value}")


def _entry(row: Row) -> Entry:
    values = {name: row[name] for name in row.keys() if name != "number"}  # noqa: SIM118 - a Row iterates its values
    values |= {"state": EntryState(row["state"]), "body": json.loads(row["body"])}
    values |= {name: datetime.fromisoformat(row[name]) for name in ("created", "changed")}
    values["agreed"] = datetime.fromisoformat(row["agreed"]) if row["agreed"] else None
    return Entry(**values)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
