"""A backup holds all that was kept and comes back as it was; what is damaged or hostile replaces nothing."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop_app.store.backup import BadBackup, Flaw, back_up, stage
from desktop_app.store.database import Database
from desktop_app.store.drafts import Drafts
from desktop_app.store.outbox import KeyNumber, New, Outbox
from desktop_app.store.restored import STAGE
from desktop_app.store.restoring import TRIES, finish_restore, want_restore


def keep(data: Path, draft: str, slot: str = "demo") -> Database:
    """Keep a draft, as the program does; returns the open database."""
    database = Database(data / "environments" / slot / "desk.sqlite", watched=True)
    database.open()
    Drafts(database).save({"version": 1, "said": draft})
    return database


def kept(data: Path, slot: str = "demo") -> Any:
    database = Database(data / "environments" / slot / "desk.sqlite", watched=True)
    database.open()
    try:
        assert database.losses == []
        draft = Drafts(database).load()
        return draft and draft["said"]
    finally:
        database.close()


def restore(data: Path, file: Path) -> Any:
    stage(data, file)
    want_restore(data)
    return finish_restore(data)


def everything(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A backup of a data folder with two environments."""
    data = tmp_path / "there"
    open_ = keep(data, "as it was"), keep(data, "of sandbox", "sandbox")
    (data / "settings.json").write_text('{"weight_unit": "lb"}', encoding="utf-8")
    (data / "environments" / "demo" / "draft.damaged-1.json").write_text("{", encoding="utf-8")
    (data / "log").mkdir()
    (data / "log" / "desk.log").write_text("log", encoding="utf-8")
    made = back_up(data, tmp_path / "b.deskbackup", "0.1.0")
    for each in open_:
        each.close()
    assert made.slots == ("demo", "sandbox")
    return tmp_path / "b.deskbackup"


def test_it_comes_back_on_a_new_computer(file: Path, tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    restored = restore(here, file)
    assert restored.done
    assert (kept(here), kept(here, "sandbox")) == ("as it was", "of sandbox")
    assert "lb" in (here / "settings.json").read_text(encoding="utf-8")
    assert (here / "environments" / "demo" / "draft.damaged-1.json").exists()
    assert not (here / STAGE).exists()


def test_it_holds_no_log_and_nothing_of_this_computer_alone(file: Path) -> None:
    with zipfile.ZipFile(file) as packed:
        names = packed.namelist()
    assert sorted(names) == [
        "environments/demo/desk.sqlite",
        "environments/demo/draft.damaged-1.json",
        "environments/sandbox/desk.sqlite",
        "manifest.json",
        "settings.json",
    ]
    assert file.stat().st_mode & 0o077 == 0


def test_what_was_here_is_kept(file: Path, tmp_path: Path) -> None:
    here = tmp_path / "here"
    keep(here, "newer").close()
    restored = restore(here, file)
    assert kept(here) == "as it was"
    assert kept(restored.kept) == "newer"


def test_what_was_sent_since_stays_in_the_journal(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "b.deskbackup"
    database = keep(data, "old")
    KeyNumber(database).count_change()
    outbox = Outbox(database)
    (before,) = outbox.turn_over((), [New("create", "demo", {}, "c0")])
    back_up(data, file, "0.1.0")
    (after,) = outbox.turn_over((), [New("create", "demo", {}, "c1")])
    KeyNumber(database).count_change()
    number = KeyNumber(database).current()
    database.close()
    assert restore(data, file).done
    database = Database(data / "environments" / "demo" / "desk.sqlite", watched=True)
    database.open()
    try:
        assert [each.id for each in Outbox(database).about("c1")] == [after.id]
        assert [each.id for each in Outbox(database).about("c0")] == [before.id]
        # What waits in either journal is asked about first.
        assert KeyNumber(database).current() > number
    finally:
        database.close()


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_killed_in_between_the_next_start_goes_on(
    file: Path, tmp_path: Path, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    keep(here, "newer").close()
    (here / "settings.json").write_text("{}", encoding="utf-8")
    stage(here, file)
    want_restore(here)
    rename, done = Path.rename, 0

    class Killed(BaseException):
        pass

    def counted(self: Path, target: Path) -> Path:
        nonlocal done
        if done == steps:
            raise Killed
        done += 1
        return rename(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", counted)
        with pytest.raises(Killed):
            finish_restore(here)
    restored = finish_restore(here)
    assert restored is not None
    assert restored.done
    assert kept(here) == "as it was"
    assert kept(restored.kept) == "newer"


@pytest.mark.parametrize("refused", [1, 2, 3])
@pytest.mark.expect_log("a backup could not be put in place: PermissionError")
def test_what_cannot_be_moved_leaves_all_as_it_was(
    file: Path, tmp_path: Path, refused: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    keep(here, "newer").close()
    (here / "settings.json").write_text("{}", encoding="utf-8")
    before = everything(here)
    stage(here, file)
    want_restore(here)
    rename, moved, tries = Path.rename, list[Path](), 0

    def locked(self: Path, target: Path) -> Path:
        nonlocal tries
        if self not in moved:
            moved.append(self)
        if len(moved) == refused and self == moved[-1] and tries < TRIES:
            tries += 1
            raise PermissionError(13, "another program has it", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", locked)
    monkeypatch.setattr("desktop_app.store.restoring.BETWEEN", 0)
    restored = finish_restore(here)
    assert tries == TRIES
    assert restored is not None
    assert not restored.done
    assert everything(here) == before


def changed(file: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """Write the backup anew with other contents."""
    with zipfile.ZipFile(file) as packed:
        inside = {name: packed.read(name) for name in packed.namelist()}
    change(inside)
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in inside.items():
            packed.writestr(name, content)
    return file


def manifest(inside: dict[str, bytes], **values: Any) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(inside["manifest.json"]) | values
    inside["manifest.json"] = json.dumps(said).encode()
    return said


def _rename_part(inside: dict[str, bytes], name: str) -> None:
    said = manifest(inside)
    inside[name] = inside.pop("settings.json")
    for part in said["parts"]:
        part["name"] = name if part["name"] == "settings.json" else part["name"]
    inside["manifest.json"] = json.dumps(said).encode()


def _grow(inside: dict[str, bytes]) -> None:
    inside["settings.json"] += b" " * 10_000_000


def _put_database(inside: dict[str, bytes], content: bytes) -> None:
    import hashlib

    name = "environments/demo/desk.sqlite"
    inside[name] = content
    said = manifest(inside)
    for part in said["parts"]:
        if part["name"] == name:
            part |= {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    inside["manifest.json"] = json.dumps(said).encode()


def _newer_database(inside: dict[str, bytes]) -> None:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("PRAGMA user_version = 999")
        connection.execute("CREATE TABLE t (x)")
        content = connection.serialize()
    connection.close()
    _put_database(inside, content)


def _of_another_program(inside: dict[str, bytes]) -> None:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE drafts (other)")
        content = connection.serialize()
    connection.close()
    _put_database(inside, content)


HOSTILE: list[tuple[Callable[[dict[str, bytes]], object], Flaw]] = [
    (lambda inside: inside.update({"settings.json": b"{}"}), Flaw.DAMAGED),
    (_grow, Flaw.DAMAGED),
    (lambda inside: inside.pop("settings.json"), Flaw.OTHER_KIND),
    (lambda inside: inside.pop("manifest.json"), Flaw.OTHER_KIND),
    (lambda inside: inside.update({"manifest.json": b"[" * 100_000}), Flaw.OTHER_KIND),
    (lambda inside: inside.update({"manifest.json": b"[]"}), Flaw.OTHER_KIND),
    (lambda inside: manifest(inside, format="other"), Flaw.OTHER_KIND),
    (lambda inside: manifest(inside, version=2), Flaw.NEWER),
    (lambda inside: manifest(inside, version="1"), Flaw.NEWER),
    (lambda inside: manifest(inside, parts=5), Flaw.DAMAGED),
    (lambda inside: manifest(inside, parts=[5]), Flaw.DAMAGED),
    (lambda inside: manifest(inside, made="soon"), Flaw.DAMAGED),
    (lambda inside: manifest(inside, parts=[{"name": "settings.json", "size": 10**15, "sha256": ""}]), Flaw.NO_ROOM),
    (lambda inside: _rename_part(inside, "../out.json"), Flaw.DAMAGED),
    (lambda inside: _rename_part(inside, "/tmp/out.json"), Flaw.DAMAGED),
    (lambda inside: _rename_part(inside, "environments/../../out"), Flaw.DAMAGED),
    (lambda inside: _rename_part(inside, "environments/demo/.."), Flaw.DAMAGED),
    (lambda inside: _rename_part(inside, "environments\\demo\\x"), Flaw.DAMAGED),
    (lambda inside: _rename_part(inside, "in-use.lock"), Flaw.DAMAGED),
    (lambda inside: _rename_part(inside, "environments/Demo/DESK.sqlite"), Flaw.DAMAGED),
    (lambda inside: _rename_part(inside, "environments/demo/x."), Flaw.DAMAGED),
    (lambda inside: _put_database(inside, b"no database" * 1000), Flaw.DAMAGED),
    (_newer_database, Flaw.NEWER),
    (_of_another_program, Flaw.DAMAGED),
]


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_what_is_damaged_or_hostile_replaces_nothing(file: Path, tmp_path: Path, number: int) -> None:
    change, flaw = HOSTILE[number]
    here = tmp_path / "here"
    keep(here, "mine").close()
    before = everything(tmp_path / "here")
    if number == 19:
        # Two names that Windows and macOS take for one.
        changed(file, lambda inside: _rename_part(inside, "environments/DEMO/desk.sqlite"))
    else:
        changed(file, change)
    outside = set(tmp_path.iterdir())
    with pytest.raises(BadBackup) as raised:
        stage(here, file)
    assert raised.value.flaw is flaw
    assert everything(here) == before
    assert set(tmp_path.iterdir()) == outside


@pytest.mark.parametrize(
    ("content", "flaw"), [(None, Flaw.NOT_READABLE), (b"", Flaw.OTHER_KIND), (b"PK\3\4 cut short", Flaw.OTHER_KIND)]
)
def test_what_is_no_backup_says_so(tmp_path: Path, content: bytes | None, flaw: Flaw) -> None:
    file = tmp_path / "file"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BadBackup) as raised:
        stage(tmp_path / "here", file)
    assert raised.value.flaw is flaw


def test_what_was_unpacked_and_not_wanted_goes_with_the_next_start(file: Path, tmp_path: Path) -> None:
    stage(tmp_path / "here", file)
    assert finish_restore(tmp_path / "here") is None
    assert not (tmp_path / "here" / STAGE).exists()


def test_a_backup_that_cannot_be_written_leaves_the_earlier_one(file: Path, tmp_path: Path) -> None:
    from desktop_app.store.errors import StoreFailed

    with pytest.raises(StoreFailed):
        back_up(tmp_path / "there", tmp_path / "nowhere" / "b.deskbackup", "0.1.0")
    assert [each.name for each in (tmp_path / "there").iterdir() if each.name.startswith("backing-up")] == []


def journal(data: Path, slot: str, *entries: tuple[str, str]) -> None:
    """Note that these were asked for, each in a state."""
    database = Database(data / "environments" / slot / "desk.sqlite", watched=True)
    database.open()
    outbox = Outbox(database)
    outbox.key_number = KeyNumber(database).current()
    for entry, state in entries:
        outbox.turn_over((), [New("cancel", slot, {}, entry, id=entry)])
        with database.write() as connection:
            connection.execute("UPDATE outbox SET state = ? WHERE id = ?", (state, entry))
    database.close()


def states(data: Path, slot: str) -> dict[str, tuple[str, bool]]:
    """Return each entry's state, and whether it was entered under an earlier key."""
    database = Database(data / "environments" / slot / "desk.sqlite", watched=True)
    database.open()
    try:
        now = KeyNumber(database).current()
        return {each.id: (each.state.value, each.key_number < now) for each in Outbox(database).latest(99)}
    finally:
        database.close()


def test_the_journal_of_an_environment_that_the_backup_has_not_is_kept(file: Path, tmp_path: Path) -> None:
    here = tmp_path / "here"
    keep(here, "mine", "production").close()
    journal(here, "production", ("sent-1", "done"), ("sent-2", "unknown"))
    assert restore(here, file).done
    assert {name: state for name, (state, _held) in states(here, "production").items()} == {
        "sent-1": "done",
        "sent-2": "unknown",
    }
    assert kept(here, "production") == "mine"


def test_what_waits_in_a_backup_waits_for_a_go_ahead(tmp_path: Path) -> None:
    there, here = tmp_path / "there", tmp_path / "here"
    keep(there, "as it was").close()
    journal(there, "demo", ("waits", "queued"))
    made = tmp_path / "b.deskbackup"
    back_up(there, made, "0.1.0")
    here.mkdir()
    assert restore(here, made).done
    assert states(here, "demo") == {"waits": ("queued", True)}
    again = restore(here, made)
    assert again.done
    assert states(here, "demo") == {"waits": ("queued", True)}


def test_a_journal_of_an_earlier_version_is_carried_over(file: Path, tmp_path: Path) -> None:
    here = tmp_path / "here"
    keep(here, "mine").close()
    journal(here, "demo", ("sent-since", "done"))
    with sqlite3.connect(here / "environments" / "demo" / "desk.sqlite") as connection:
        connection.execute("ALTER TABLE outbox DROP COLUMN not_done")
    connection.close()
    assert restore(here, file).done
    assert states(here, "demo")["sent-since"][0] == "done"


def test_a_second_choice_takes_the_first_one_back(file: Path, tmp_path: Path) -> None:
    here = tmp_path / "here"
    keep(here, "mine").close()
    stage(here, file)
    want_restore(here)
    bad = tmp_path / "bad.deskbackup"
    bad.write_bytes(b"no backup")
    with pytest.raises(BadBackup):
        stage(here, bad)
    assert finish_restore(here) is None
    assert kept(here) == "mine"


@pytest.mark.expect_log("a backup could not be put in place: FileNotFoundError")
def test_a_wanted_backup_that_is_gone_is_not_said_to_be_in_place(tmp_path: Path) -> None:
    here = tmp_path / "here"
    keep(here, "mine").close()
    want_restore(here)
    restored = finish_restore(here)
    assert restored is not None
    assert not restored.done
    assert kept(here) == "mine"


def test_what_another_program_has_for_a_moment_is_waited_for(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    keep(here, "newer").close()
    rename, refused = Path.rename, set[Path]()

    def locked(self: Path, target: Path) -> Path:
        if self not in refused:
            refused.add(self)
            raise PermissionError(13, "another program has it", str(self))
        return rename(self, target)

    stage(here, file)
    want_restore(here)
    monkeypatch.setattr(Path, "rename", locked)
    monkeypatch.setattr("desktop_app.store.restoring.BETWEEN", 0)
    restored = finish_restore(here)
    assert restored is not None
    assert restored.done
    assert refused
    assert kept(here) == "as it was"
