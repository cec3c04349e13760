"""What is on the bench is on the disk in a moment, whatever becomes of the page."""

from __future__ import annotations

import asyncio
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from desktop_app.packing.nodes import Item
from desktop_app.packing.saved import to_data
from desktop_app.packing.tree import LOOSE_ITEMS
from desktop_app.store.errors import DiskFull
from desktop_app.ui.builder import autosave
from tests.ui.builder.conftest import MakePacker, Packer


def test_every_change_is_on_the_disk_within_a_second(make_packer: MakePacker) -> None:
    packer = make_packer()
    packer.add("Coat", "1.8", "90")
    began = time.monotonic()
    saved: dict[str, Any] = {}

    def on_disk() -> bool:
        saved.update(to_data(packer.call(packer.session.bench.load)))
        return bool(saved["loose_items"])

    packer.qtbot.waitUntil(on_disk)
    assert time.monotonic() - began < 1
    assert saved == to_data(packer.draft)


def test_saves_go_one_after_the_other_and_the_latest_wins(packer: Packer, monkeypatch: pytest.MonkeyPatch) -> None:
    under_way: list[int] = []
    most = 0
    gate = threading.Event()
    real = packer.session.bench.save

    async def slow(data: dict[str, Any]) -> None:
        nonlocal most
        under_way.append(1)
        most = max(most, len(under_way))
        await asyncio.to_thread(gate.wait)
        await real(data)
        under_way.pop()

    monkeypatch.setattr(type(packer.session.bench), "save", lambda _self, data: slow(data))
    packer.add("Item")
    packer.qtbot.waitUntil(lambda: bool(under_way))
    for n in range(4):
        packer.add(f"Item {n}")
        packer.page._autosave.save()
    gate.set()
    packer.qtbot.waitUntil(lambda: packer.page._autosave.clean)
    assert most == 1
    assert to_data(packer.call(packer.session.bench.load)) == to_data(packer.draft)


def test_a_failed_save_says_so_and_the_next_change_tries_again(packer: Packer, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = True
    real = packer.session.bench.save

    async def save(data: dict[str, Any]) -> None:
        if broken:
            raise DiskFull(Path("desk.sqlite"))
        await real(data)

    monkeypatch.setattr(type(packer.session.bench), "save", lambda _self, data: save(data))
    packer.add("Coat")
    packer.qtbot.waitUntil(lambda: not packer.page._message.isHidden())
    assert not packer.page._autosave.clean
    broken = False
    packer.add("Hat")
    packer.qtbot.waitUntil(lambda: packer.page._autosave.clean)
    assert packer.page._message.isHidden()
    assert to_data(packer.call(packer.session.bench.load)) == to_data(packer.draft)


def test_flush_saves_at_once_and_says_when_there_is_nothing_to_save(packer: Packer) -> None:
    told: list[str] = []
    packer.page.flush(lambda: told.append("nothing to save"))
    assert told == ["nothing to save"]
    packer.add("Coat")
    packer.page.flush(lambda: told.append("saved"))
    assert told == ["nothing to save"]
    packer.qtbot.waitUntil(lambda: told[1:] == ["saved"])
    assert to_data(packer.call(packer.session.bench.load)) == to_data(packer.draft)


def kept(packer: Packer) -> dict[str, Any]:
    """Return what is on the disk."""
    return to_data(packer.call(packer.session.bench.load))


@pytest.fixture
def never_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets a page that is made after this wait for ever before it saves."""
    monkeypatch.setattr(autosave, "DELAY", 3_600_000)


def test_an_edit_is_saved_although_the_page_is_thrown_away_at_once(
    never_by_itself: None, make_packer: MakePacker
) -> None:
    packer = make_packer()
    draft = packer.draft
    packer.add("Coat")
    packer.throw_away()
    packer.qtbot.waitUntil(lambda: kept(packer) == to_data(draft))
    assert kept(packer)["loose_items"]


def test_an_edit_during_a_save_is_saved_although_the_page_is_thrown_away(
    packer: Packer, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    real = packer.session.bench.save
    turn = asyncio.Lock()

    async def slow(data: dict[str, Any]) -> None:
        async with turn:  # as the real one: in the order in which they were asked for
            await asyncio.to_thread(gate.wait)
            await real(data)

    draft = packer.draft
    monkeypatch.setattr(type(packer.session.bench), "save", lambda _self, data: slow(data))
    packer.add("Coat")
    packer.page.flush()
    packer.add("Hat")
    packer.throw_away()
    gate.set()
    packer.qtbot.waitUntil(lambda: not packer.worker._running)
    assert [item["description"] for item in kept(packer)["loose_items"]] == ["Coat", "Hat"]
    assert kept(packer) == to_data(draft)


def test_who_waits_for_a_save_is_told_although_the_page_is_thrown_away(packer: Packer) -> None:
    told: list[str] = []
    packer.add("Coat")
    packer.page.flush(lambda: told.append("saved"))
    packer.throw_away()
    assert told == []
    packer.qtbot.waitUntil(lambda: bool(told))
    assert told == ["saved"]
    assert kept(packer)["loose_items"]


def test_who_waits_for_a_save_is_told_that_it_failed(packer: Packer, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(_data: dict[str, Any]) -> None:
        raise DiskFull(Path("desk.sqlite"))

    monkeypatch.setattr(type(packer.session.bench), "save", lambda _self, data: full(data))
    packer.add("Coat")
    told: list[object] = []
    packer.page.flush(lambda: told.append("saved"), told.append)
    packer.qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], DiskFull)
    assert packer.page.unkept


@pytest.mark.expect_log("the last edits could not be saved: DiskFull")
def test_a_last_save_that_fails_is_in_the_log(
    never_by_itself: None, make_packer: MakePacker, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(_data: dict[str, Any]) -> None:
        raise DiskFull(Path("desk.sqlite"))

    packer = make_packer()
    monkeypatch.setattr(type(packer.session.bench), "save", lambda _self, data: full(data))
    packer.add("Coat")
    packer.throw_away()
    packer.qtbot.waitUntil(lambda: not packer.worker._running)


def test_a_page_that_is_gone_hears_nothing_of_the_draft(packer: Packer) -> None:
    draft = packer.draft
    packer.throw_away()
    assert draft._listeners == []
    draft.add(Item("late", "Coat"), LOOSE_ITEMS)
    packer.qtbot.waitUntil(lambda: not packer.worker._running)
    assert not kept(packer)["loose_items"]


def fill_the_disk(packer: Packer, *, full: bool) -> None:
    """Let the database take no page more, or as many as it likes again: SQLite's own error, on the real file."""

    async def limit() -> None:
        pages = packer.session.database.read("PRAGMA page_count")[0][0]
        packer.session.database.read(f"PRAGMA max_page_count = {pages if full else 1_000_000}")

    packer.call(limit)


@pytest.mark.may_stall  # it types twenty thousand letters without a pause
def test_edits_are_saved_by_themselves_once_a_full_disk_is_freed(
    packer: Packer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autosave, "RETRIES", (10, 20))
    told: list[object] = []
    packer.page._autosave.failed.connect(told.append)
    fill_the_disk(packer, full=True)
    packer.add("Coat" * 5000)
    packer.qtbot.waitUntil(lambda: "disk is full" in packer.page._message.text())
    packer.qtbot.waitUntil(lambda: packer.page._autosave._tries > 3)
    assert len(told) == 1
    assert packer.page.unkept
    with packer.qtbot.waitSignal(packer.page.kept):
        fill_the_disk(packer, full=False)
    assert packer.page._message.text() == ""
    assert packer.page._autosave.clean
    assert kept(packer) == to_data(packer.draft)


def test_what_is_tried_again_is_tried_more_and_more_rarely(packer: Packer, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(_data: dict[str, Any]) -> None:
        raise DiskFull(Path("desk.sqlite"))

    real = type(packer.session.bench).save
    monkeypatch.setattr(type(packer.session.bench), "save", lambda _self, data: full(data))
    autosaving = packer.page._autosave
    packer.add("Coat")
    waits: list[int] = []
    for _ in range(6):
        packer.qtbot.waitUntil(lambda: autosaving._tries == len(waits) + 1 and autosaving._again.isActive())
        waits.append(autosaving._again.interval())
        autosaving._try_again()
    assert waits == [1_000, 2_000, 5_000, 10_000, 30_000, 30_000]
    heard: list[bool] = []
    autosaving.saved.connect(lambda: heard.append(True))
    monkeypatch.setattr(type(packer.session.bench), "save", real)

    def saved() -> bool:
        # The last try may still be on its way to the disk that was full.
        if not heard:
            autosaving.retry()
        return bool(heard)

    packer.qtbot.waitUntil(saved)
    assert not autosaving._again.isActive()
