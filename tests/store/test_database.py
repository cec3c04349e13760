"""The database on a real disk: migrated with a copy, damaged, full, shared, and killed in the middle of a write."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import textwrap
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from desktop_app.store.database import MIGRATIONS, Database
from desktop_app.store.drafts import Drafts
from desktop_app.store.errors import DiskFull, NewerDatabase, StoreBusy, StoreFailed

_ROOT = Path(__file__).parents[2]
_TWO = (*MIGRATIONS, ("CREATE TABLE more (a TEXT) STRICT", "INSERT INTO more VALUES ('new')"))


def test_a_new_database_is_made_with_its_folder(path: Path) -> None:
    database = Database(path)
    database.open()
    database.open()
    assert database.read("PRAGMA journal_mode")[0][0] == "wal"
    assert database.read("PRAGMA foreign_keys")[0][0] == 1
    assert database.read("PRAGMA synchronous")[0][0] == 2
    assert database.read("PRAGMA user_version")[0][0] == len(MIGRATIONS)
    database.close()
    database.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    with pytest.raises(RuntimeError, match="not open"):
        database.read("SELECT 1")


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps a person's folders to that person by itself")
def test_it_is_for_this_person_alone(database: Database, path: Path) -> None:
    Drafts(database).save({})
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert set(modes.values()) == {0o600}
    assert f"{path.name}-wal" in modes


def test_a_transaction_leaves_all_or_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as connection:  # noqa: PT012
        connection.execute("INSERT INTO drafts VALUES ('a', '{}', '')")
        raise ZeroDivisionError
    assert database.read("SELECT * FROM drafts") == []
    with pytest.raises(sqlite3.IntegrityError), database.write() as connection:
        connection.execute("INSERT INTO drafts VALUES ('a', NULL, '')")


def test_an_existing_database_is_copied_before_it_is_migrated(path: Path) -> None:
    _make(path, {"text": "old"})
    database = Database(path, migrations=_TWO)
    database.open()
    assert database.read("SELECT a FROM more")[0]["a"] == "new"
    assert Drafts(database).load() == {"text": "old"}
    database.close()
    with closing(sqlite3.connect(path.with_name(f"desk.sqlite.schema-{len(MIGRATIONS)}"))) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert copy.execute("SELECT data FROM drafts").fetchone() == ('{"text":"old"}',)
        assert copy.execute("SELECT count(*) FROM sqlite_master WHERE name = 'more'").fetchone() == (0,)
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name, f"desk.sqlite.schema-{len(MIGRATIONS)}"]


def test_a_migration_that_fails_leaves_the_database_as_it_was(path: Path) -> None:
    _make(path, {"text": "old"})
    broken = (*MIGRATIONS, ("CREATE TABLE more (a TEXT) STRICT", "DROP TABLE drafts", "NONSENSE"))
    with pytest.raises(sqlite3.OperationalError, match="NONSENSE"):
        Database(path, migrations=broken).open()
    database = Database(path)
    database.open()
    assert Drafts(database).load() == {"text": "old"}
    assert database.read("SELECT name FROM sqlite_master WHERE name = 'more'") == []
    database.close()


@pytest.mark.parametrize("exists", [False, True])
def test_programs_may_open_and_migrate_at_once(path: Path, exists: bool) -> None:
    if exists:
        _make(path, {"text": "old"})
    script = "Database(path, migrations=(*MIGRATIONS, ('CREATE TABLE more (a TEXT) STRICT',))).open()"
    with ExitStack() as stack:
        programs = [stack.enter_context(_start(path, script)) for _ in range(4)]
        assert [program.wait(30) for program in programs] == [0] * 4
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS) + 1,)


def test_a_newer_database_is_left_alone(path: Path) -> None:
    _make(path, {"text": "new"}, migrations=_TWO)
    before = path.read_bytes()
    with pytest.raises(NewerDatabase) as refused:
        Database(path).open()
    assert (refused.value.path, refused.value.found, refused.value.known) == (
        path,
        len(MIGRATIONS) + 1,
        len(MIGRATIONS),
    )
    assert path.read_bytes() == before


@pytest.mark.parametrize("damage", ["header", "page", "no database"])
def test_a_damaged_file_is_kept_aside(path: Path, damage: str) -> None:
    _make(path, {"text": "x" * 50_000})
    content = bytearray(path.read_bytes())
    if damage == "no database":
        content = bytearray(b"PK\x03\x04 this was a letter" * 1000)
    else:
        start = 0 if damage == "header" else 4096
        content[start : start + 4096] = os.urandom(4096)
    path.write_bytes(content)
    path.with_name(f"{path.name}-wal").write_bytes(b"leftover")
    database = Database(path)
    database.open()
    assert Drafts(database).load() is None
    Drafts(database).save({"text": "begun again"})
    assert database.damaged is not None
    assert database.damaged.read_bytes() == content
    assert database.damaged.name.startswith("desk.sqlite.damaged-20")
    database.close()
    first = database.damaged
    path.write_bytes(b"damaged again" * 100)
    database.open()
    assert database.damaged not in {None, first}
    assert first.read_bytes() == content
    database.close()


def test_a_sound_file_is_not_set_aside(database: Database, path: Path) -> None:
    assert database.damaged is None


def test_a_write_that_is_killed_leaves_what_was_committed(path: Path) -> None:
    program = _start(
        path,
        """
        database = Database(path)
        database.open()
        for n in itertools.count():
            Drafts(database).save({"n": n, "filling": "x" * 20_000})
            print(n, flush=True)
        """,
    )
    with program:
        assert program.stdout is not None
        for _ in range(20):
            program.stdout.readline()
        program.kill()
        told = [int(line) for line in program.stdout.read().split()]
    database = Database(path)
    database.open()
    saved = Drafts(database).load()
    database.close()
    assert database.damaged is None
    assert saved is not None
    assert saved["n"] >= max(told, default=19)
    assert len(saved["filling"]) == 20_000


def test_a_transaction_that_is_killed_never_was(path: Path) -> None:
    _make(path, {"text": "before"})
    program = _start(
        path,
        """
        database = Database(path)
        database.open()
        with database.write() as connection:
            connection.execute("UPDATE drafts SET data = ?", ("x" * 5_000_000,))
            print("inside", flush=True)
            sys.stdin.read()
        """,
    )
    with program:
        assert program.stdout is not None
        assert program.stdout.readline() == "inside\n"
        program.kill()
    database = Database(path)
    database.open()
    assert Drafts(database).load() == {"text": "before"}
    database.close()


def test_another_program_may_write_too(path: Path, database: Database) -> None:
    program = _start(
        path,
        """
        database = Database(path)
        database.open()
        for n in range(100):
            Drafts(database).save({"n": n}, "theirs")
        """,
    )
    with program:
        for n in range(100):
            Drafts(database).save({"n": n}, "ours")
    assert program.returncode == 0
    assert Drafts(database).load("theirs") == Drafts(database).load("ours") == {"n": 99}


def test_one_that_never_lets_go_is_told_of(path: Path) -> None:
    database = Database(path, busy_seconds=0.05)
    database.open()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy) as busy:
            Drafts(database).save({})
        assert busy.value.path == path
    Drafts(database).save({"text": "free again"})
    database.close()


def test_a_new_file_that_another_one_never_lets_go_is_told_of(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE theirs (a TEXT)")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy):
            Database(path, busy_seconds=0.05).open()


def test_a_full_database_says_so_and_keeps_what_it_has(path: Path, database: Database) -> None:
    Drafts(database).save({"text": "before"})
    pages = database.read("PRAGMA page_count")[0][0]
    database.read(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(DiskFull) as full:
        Drafts(database).save({"text": "x" * 100_000})
    assert full.value.path == path
    assert Drafts(database).load() == {"text": "before"}
    Drafts(database).save({"text": "after"})
    assert Drafts(database).load() == {"text": "after"}


@pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE is a limit of POSIX")
def test_a_disk_that_takes_no_more_says_so_and_keeps_what_it_has(path: Path) -> None:
    _make(path, {"text": "before"})
    program = _start(
        path,
        """
        import resource
        from desktop_app.store.errors import StoreFailed
        database = Database(path)
        database.open()
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        try:
            Drafts(database).save({"text": "x" * 1_000_000})
        except StoreFailed as error:
            print(error)
        print(Drafts(database).load())
        """,
    )
    with program:
        said, _ = program.communicate(timeout=30)
    assert said.splitlines() == ["StoreFailed(desk.sqlite, SQLITE_IOERR_WRITE)", "{'text': 'before'}"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    path = tmp_path / "file" / "desk.sqlite"
    with pytest.raises(StoreFailed) as failed:
        Database(path).open()
    assert failed.value.path == path
    assert str(failed.value) in {"StoreFailed(desk.sqlite, EEXIST)", "StoreFailed(desk.sqlite, ENOTDIR)"}
    path = tmp_path / "folder.sqlite"
    path.mkdir()
    with pytest.raises(StoreFailed, match="SQLITE_CANTOPEN"):
        Database(path).open()


def _make(path: Path, draft: dict[str, str], migrations: tuple[tuple[str, ...], ...] = MIGRATIONS) -> None:
    database = Database(path, migrations=migrations)
    database.open()
    Drafts(database).save(draft)
    database.close()


def _start(path: Path, script: str) -> subprocess.Popen[str]:
    head = f"""
        import itertools, pathlib, sys
        from desktop_app.store.database import MIGRATIONS, Database
        from desktop_app.store.drafts import Drafts
        path = pathlib.Path({str(path)!r})
    """
    source = textwrap.dedent(head) + textwrap.dedent(script)
    return subprocess.Popen(
        [sys.executable, "-c", source], cwd=_ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
