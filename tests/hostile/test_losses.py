"""Data that is damaged, emptied, cut short, put back or taken away between two starts: the window says so."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop_app.main.program import Program
from desktop_app.packing.draft import Draft
from desktop_app.packing.nodes import Item
from desktop_app.packing.saved import to_data
from desktop_app.packing.tree import LOOSE_ITEMS
from desktop_app.store.database import Database
from desktop_app.store.drafts import Drafts
from desktop_app.store.outbox import EntryState, New, Outbox
from desktop_app.ui.self_test.hand import Hand
from tests.main.conftest import keyring, start  # noqa: F401 - fixtures

Attack = Callable[[Path], None]


def draft_of(*names: str) -> Draft:
    draft = Draft()
    for name in names:
        draft.add(Item(name, name), LOOSE_ITEMS)
    return draft


def sit(path: Path, *names: str) -> None:
    """Be the program for one sitting that ends in order: keep a draft, and create something."""
    database = Database(path, watched=True)
    database.open()
    Drafts(database).save(to_data(draft_of(*names)))
    outbox = Outbox(database)
    (entry,) = outbox.turn_over((), [New("create", "demo", {"A": 1}, f"c{len(names)}", "ORDER-1")])
    outbox.move(entry, EntryState.DONE, reference="EC-1")
    database.close()


def sit_and_be_killed(path: Path, *names: str) -> None:
    """Be the program for one sitting that is killed: the last changes are in the log beside the database."""
    database = Database(path, watched=True)
    database.open()
    Drafts(database).save(to_data(draft_of(*names)))
    aside = path.with_name("as-killed")
    aside.mkdir()
    for ending in ("", "-wal"):
        shutil.copy(f"{path}{ending}", aside)
    database.close()
    for ending in ("-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    for file in aside.iterdir():
        file.replace(path.with_name(file.name))
    aside.rmdir()


def sql(*statements: str) -> Attack:
    def attack(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()

    return attack


def wal(attack: Callable[[Path], object]) -> Attack:
    return lambda path: void(attack(path.with_name(f"{path.name}-wal")))


def void(_: object) -> None:
    return None


def cut(share: float) -> Callable[[Path], None]:
    return lambda path: void(path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)]))


def put_back_the_first_copy(path: Path) -> None:
    Path(f"{path}-wal").unlink()
    shutil.copy(min((path.parent / "copies").iterdir()), path)


def newer_draft(path: Path) -> None:
    data = json.dumps(to_data(draft_of("Coat")) | {"version": 99, "consignments": {"by": "another plan"}})
    sql(f"UPDATE drafts SET data = '{data}' WHERE name = ''")(path)  # noqa: S608 - words of ours


def broken_part(path: Path) -> None:
    data = to_data(draft_of("Coat", "Hat"))
    data["loose_items"][1]["quantity"] = "many"
    sql(f"UPDATE drafts SET data = '{json.dumps(data)}' WHERE name = ''")(path)  # noqa: S608 - words of ours


EMPTY = "emptied, so it starts anew"
MISSING = "Something is missing in the data"
OLDER = "The latest changes are missing"
BENCH = "What was on the bench could not be read"

ATTACKS: dict[str, tuple[Attack, str, bool]] = {
    "a draft cut short": (sql("UPDATE drafts SET data = substr(data, 1, 60)"), BENCH, True),
    "a draft cut to nothing": (sql("UPDATE drafts SET data = ''"), BENCH, True),
    "a draft that is no object": (sql("UPDATE drafts SET data = '[]'"), BENCH, True),
    "an emptied draft": (sql("UPDATE drafts SET data = '{}'"), BENCH, True),
    "a draft cut in a character": (sql("UPDATE drafts SET data = CAST(x'7b22c3' AS TEXT)"), BENCH, True),
    "a draft of zeros": (sql("UPDATE drafts SET data = CAST(zeroblob(200) AS TEXT)"), BENCH, True),
    "a newer draft": (newer_draft, "A newer version of the program saved the bench", True),
    "a broken part of a draft": (broken_part, "Some of the bench could not be read", True),
    "no draft any more": (sql("DELETE FROM drafts"), MISSING, True),
    "no journal any more": (sql("DELETE FROM outbox"), MISSING, True),
    "one entry fewer": (sql("DELETE FROM outbox WHERE number = 1"), MISSING, True),
    "an older draft": (sql("UPDATE drafts SET data = replace(data, 'Hat', 'Cap')"), MISSING, True),
    "an empty file": (lambda path: void(path.write_bytes(b"")), EMPTY, True),
    "no table at all": (sql("DROP TABLE drafts", "DROP TABLE outbox", "DROP TABLE facts"), EMPTY, True),
    "no drafts table": (sql("DROP TABLE drafts"), "A part of the data was gone", True),
    "no journal table": (sql("DROP TABLE outbox"), "A part of the data was gone", True),
    "no facts table": (sql("DROP TABLE facts"), "A part of the data was gone", True),
    "a column fewer": (sql("ALTER TABLE outbox DROP COLUMN key_number"), "was damaged, so it starts empty", True),
    "a version that is none": (sql("PRAGMA user_version = 0"), "was damaged, so it starts empty", True),
    "half a file": (cut(0.5), "was damaged, so it starts empty", True),
    "no database": (lambda path: void(path.write_bytes(b"a letter" * 1000)), "was damaged, so it starts empty", True),
    "a file that is gone": (Path.unlink, "The data of this environment is gone", False),
    "a log that is gone": (wal(Path.unlink), OLDER, True),
    "a log of zeros": (wal(lambda log: log.write_bytes(bytes(log.stat().st_size))), OLDER, True),
    "an empty log": (wal(lambda log: log.write_bytes(b"")), OLDER, True),
    "half a log": (wal(cut(0.3)), OLDER, True),
    "an older copy": (put_back_the_first_copy, OLDER, True),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The demo's database, after three sittings of which the last was killed."""
    path = tmp_path / "data" / "environments" / "demo" / "desk.sqlite"
    sit(path, "Coat")
    sit(path, "Coat", "Scarf")
    sit_and_be_killed(path, "Coat", "Hat")
    return path


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_window_says_what_happened_and_what_was_kept(
    start: Callable[..., Program],  # noqa: F811
    path: Path,
    attack: str,
) -> None:
    do, said, something_left = ATTACKS[attack]
    do(path)
    program = start(page="build_page")
    told = program.window.message.text()
    assert said in told
    kept = [line.partition("kept in ")[2] for line in told.splitlines() if "kept in " in line]
    assert bool(kept) is something_left, told
    empty = attack in {"an empty file", "a draft cut to nothing"}
    assert empty or all(Path(file).stat().st_size for file in kept)
    assert str(path.parent / "copies") in told
    hand = Hand(program.window)
    assert hand.see(QAbstractItemView, "navigation").model().rowCount() == 4
    program.window.close()
    again = start(page="build_page")
    assert again.window.message.text() == "", "it is told once"


@pytest.mark.parametrize("killed", [False, True])
def test_when_nothing_is_missing_nothing_is_said(
    start: Callable[..., Program],  # noqa: F811
    path: Path,
    killed: bool,
) -> None:
    if not killed:
        sit(path, "Coat")
    program = start()
    assert program.window.message.text() == ""
    items = Hand(program.window).see(QAbstractItemView, "item_list").model()
    assert items.rowCount() == (2 if killed else 1)


def test_a_note_that_is_gone_or_older_says_nothing_untrue(
    start: Callable[..., Program],  # noqa: F811
    path: Path,
) -> None:
    note = path.with_name("desk.sqlite.last")
    older = note.read_bytes()
    sit(path, "Coat", "Hat", "Boots")
    note.write_bytes(older)
    first = start()
    assert first.window.message.text() == ""
    first.window.close()
    note.write_bytes(b"\x00" * 20)
    assert start().window.message.text() == ""


def test_several_losses_are_one_message(
    start: Callable[..., Program],  # noqa: F811
    path: Path,
    tmp_path: Path,
) -> None:
    (tmp_path / "data" / "settings.json").write_text("{broken", encoding="utf-8")
    sql("UPDATE drafts SET data = '{'")(path)
    told = start().window.message.text()
    assert MISSING in told
    assert BENCH in told
    assert "The settings could not be read" in told
    assert told.count("kept in ") == 3


def test_a_custom_address_at_production_is_marked_as_production(
    start: Callable[..., Program],  # noqa: F811
) -> None:
    program = start()
    hand = Hand(program.window)
    pages = hand.see(QAbstractItemView, "navigation")
    hand.click_row(pages, hand.row(pages, "Settings"))
    box = hand.see(QWidget, "custom_url")
    hand.type(box, "https://API.electioapp.com.:443/")
    hand.press(box, "Return")
    strip = hand.see(QWidget, "environment_strip")
    hand.wait("the mark", lambda: "PRODUCTION" in strip.accessibleName())
