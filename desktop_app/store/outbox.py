"""The journal of what is sent to the service: written before it leaves, so that nothing is sent twice or forgotten."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from sqlite3 import Row
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

    `subject` is the id of what it is about on this computer, such as the consignment on the bench.
    `reference` is what the service made of it (EC-…), `answer` what it said, both empty until known.
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


def new_entry_id() -> str:
    """Return an id for a new entry: random, never used twice."""
    return uuid.uuid4().hex


class WrongState(Exception):
    """The entry is gone, or in a state from which this must not happen: sending it now could do it twice."""


_MAY_BECOME: Final[dict[EntryState, frozenset[EntryState]]] = {
    EntryState.SENDING: frozenset({EntryState.QUEUED, EntryState.UNKNOWN, EntryState.REFUSED}),
    EntryState.UNKNOWN: frozenset({EntryState.SENDING, EntryState.UNKNOWN}),
    EntryState.REFUSED: frozenset({EntryState.QUEUED, EntryState.SENDING, EntryState.UNKNOWN}),
    EntryState.DONE: frozenset({EntryState.SENDING, EntryState.UNKNOWN}),
}


class Outbox:
    """The journal. Each method is on disk when it returns, and raises DiskFull, StoreBusy, StoreFailed."""

    def __init__(self, database: Database) -> None:
        self._database = database

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
        entry_id, now = entry_id or new_entry_id(), _now()
        values = {
            "id": entry_id,
            "kind": kind,
            "subject": subject,
            "environment": environment,
            "state": EntryState.QUEUED.value,
            "customer_reference": customer_reference,
            "body": json.dumps(body, ensure_ascii=False),
            "created": now,
            "changed": now,
        }
        with self._database.write() as connection:
            connection.execute(
                f"INSERT INTO outbox ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",  # noqa: S608 - names of ours
                tuple(values.values()),
            )
        return entry_id

    def mark_sending(self, entry_id: str) -> None:
        """Say that it is leaving now; raises WrongState if it is done, or being sent by someone else."""
        self._mark(entry_id, EntryState.SENDING)

    def mark_unknown(self, entry_id: str, *, answer: str = "", correlation_id: str = "") -> None:
        """Say that it left and that its outcome is not known."""
        self._mark(entry_id, EntryState.UNKNOWN, answer=answer, correlation_id=correlation_id)

    def mark_refused(self, entry_id: str, *, answer: str = "", correlation_id: str = "") -> None:
        """Say that it was provably not done: refused, or never sent."""
        self._mark(entry_id, EntryState.REFUSED, answer=answer, correlation_id=correlation_id)

    def mark_done(self, entry_id: str, *, reference: str = "", answer: str = "", correlation_id: str = "") -> None:
        """Say that it was done, and what the service made of it."""
        self._mark(entry_id, EntryState.DONE, reference=reference, answer=answer, correlation_id=correlation_id)

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
        return tuple(map(_entry, self._database.read("SELECT * FROM outbox WHERE state = 'unknown' ORDER BY number")))

    def about(self, subject: str) -> tuple[Entry, ...]:
        """Return the entries about `subject`, oldest first."""
        return tuple(
            map(_entry, self._database.read("SELECT * FROM outbox WHERE subject = ? ORDER BY number", subject))
        )

    def get(self, entry_id: str) -> Entry | None:
        """Return the entry with that id, or None."""
        return next(map(_entry, self._database.read("SELECT * FROM outbox WHERE id = ?", entry_id)), None)

    def _mark(self, entry_id: str, state: EntryState, **told: str) -> None:
        news = {name: text for name, text in told.items() if text} | {"state": state.value, "changed": _now()}
        allowed = sorted(_MAY_BECOME[state])
        with self._database.write() as connection:
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
    return Entry(**values)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
