"""A file that is set aside keeps its content and its companions, and overwrites none that was set aside before."""

from __future__ import annotations

from pathlib import Path

from desktop_app.store.aside import set_aside


def test_nothing_is_lost(tmp_path: Path) -> None:
    kept = []
    for n in range(3):
        path = tmp_path / "desk.sqlite"
        path.write_text(f"main {n}")
        path.with_name("desk.sqlite-wal").write_text(f"wal {n}")
        kept.append(set_aside(path, "-wal", "-shm"))
    assert [(aside.read_text(), Path(f"{aside}-wal").read_text()) for aside in kept] == [
        (f"main {n}", f"wal {n}") for n in range(3)
    ]
    assert len(list(tmp_path.iterdir())) == 6
