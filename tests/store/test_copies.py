"""Dated copies: one from each session, bounded in number, in the order of what happened and not of the clock."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.store import copies as module
from desktop_app.store.copies import DAYS, SESSIONS
from desktop_app.store.database import Database
from desktop_app.store.drafts import Drafts


def session(path: Path, number: int) -> None:
    database = Database(path, watched=True)
    database.open()
    assert not database.losses
    Drafts(database).save({"n": number})
    database.close()


def kept(path: Path) -> list[int]:
    """Return what the draft is in each copy, oldest first."""
    found = []
    for file in sorted((path.parent / "copies").iterdir()):
        with closing(sqlite3.connect(file)) as copy:
            found.append(int(copy.execute("SELECT json_extract(data, '$.n') FROM drafts").fetchone()[0]))
    return found


def test_each_session_leaves_a_copy_and_the_last_ones_stay(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(SESSIONS + 5):
        session(path, number)
    # The last session's own work is in the database; it is copied when the next one begins.
    assert kept(path) == list(range(4, SESSIONS + 4))


def test_of_days_before_one_copy_each_stays(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    days = DAYS + 8
    for number in range(2 * days):
        stamp = f"2026{1 + number // 2 // 28:02}{1 + number // 2 % 28:02}T1200{number % 2:02}Z"
        monkeypatch.setattr(module, "_stamp", lambda stamp=stamp: stamp)
        session(path, number)
    found = kept(path)
    assert len(found) <= DAYS + SESSIONS
    assert found[-SESSIONS:] == list(range(2 * days - 1 - SESSIONS, 2 * days - 1))
    assert len({number // 2 for number in found}) >= DAYS - 1


def test_a_clock_that_was_put_back_loses_no_new_copy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(SESSIONS + 2):
        monkeypatch.setattr(module, "_stamp", lambda number=number: f"{2050 - number}0101T000000Z")
        session(path, number)
    assert kept(path)[-1] == SESSIONS
    assert SESSIONS in kept(path)


def test_nothing_new_is_not_copied_again(path: Path) -> None:
    session(path, 1)
    for _ in range(3):
        database = Database(path, watched=True)
        database.open()
        database.close()
    assert kept(path) == [1]


def test_that_no_copy_can_be_made_stops_nothing(path: Path) -> None:
    session(path, 1)
    (path.parent / "copies").write_text("in the way", encoding="utf-8")
    session(path, 2)
    session(path, 3)
    assert not list(path.parent.glob("*.part"))
