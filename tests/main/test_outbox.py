"""The journal in the running program: what a crash left, the count beside the page, and a key that was changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)

from desktop_app.main.program import Program
from desktop_app.packing.draft import Draft
from desktop_app.packing.nodes import Consignment
from desktop_app.packing.saved import from_data, to_data
from desktop_app.pro.environments import Environment
from desktop_app.store.database import Database
from desktop_app.store.drafts import Drafts
from desktop_app.store.outbox import EntryState, KeyNumber, New, Outbox
from desktop_app.store.secrets import SessionSecrets
from desktop_app.store.settings import SettingsFile
from desktop_app.ui.self_test.hand import Hand

KEY = "Zq7-not-to-be-found-anywhere"


@pytest.fixture
def crashed(tmp_path: Path) -> None:
    """What a killed program left: one create done, one on its way, one not begun; the bench knew of none."""
    database = Database(tmp_path / "data" / "environments" / "demo" / "desk.sqlite")
    database.open()
    outbox = Outbox(database)
    news = [New("create", "demo", {}, "c1", "ORDER-1"), New("create", "demo", {}, "c2", "ORDER-2")]
    outbox.move(outbox.turn_over((), news)[0], EntryState.DONE, reference="EC-000-005-ETV")
    draft = Draft()
    for name in ("c1", "c2", "c3"):
        draft.add(Consignment(name, submission="handed over"), "consignments")
    Drafts(database).save(to_data(draft))
    database.close()


def rows(hand: Hand) -> list[str]:
    """Return the pages as a screen reader says them: their titles, and how many wait there."""
    model = hand.see(QAbstractItemView, "navigation").model()
    said = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(said)) for row in range(model.rowCount())]


def shown(hand: Hand) -> list[str]:
    """Return the texts on the page in front."""
    page = hand.see(QWidget, "build_page")
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def go(hand: Hand, row: int) -> None:
    pages = hand.see(QAbstractItemView, "navigation")
    hand.click_row(pages, pages.model().index(row, 0))


def test_what_a_crash_left_is_told_on_the_bench_and_in_the_outbox(
    crashed: None, start: Callable[..., Program], tmp_path: Path
) -> None:
    hand = Hand(start().window)
    assert "Build" in rows(hand)[0]
    texts = shown(hand)
    assert "Created EC-000-005-ETV" in texts
    assert sum("may have been created" in text for text in texts) == 1
    hand.wait("the count", lambda: "Outbox (1)" in rows(hand))
    go(hand, 2)
    listed = hand.see(QTableView, "outbox_list")
    hand.wait("the entries", lambda: listed.model().rowCount() == 2)
    hand.click_row(listed, listed.model().index(0, 0))
    hand.click(hand.see(QToolButton, "outbox_discard"))
    hand.click(hand.see(QPushButton, "message_retry"))
    hand.wait("the count to go", lambda: "Outbox" in rows(hand))
    go(hand, 0)
    hand.wait(
        "the consignment to be free again",
        lambda: not any("may have been created" in text for text in shown(hand)),
    )

    path = tmp_path / "data" / "environments" / "demo" / "desk.sqlite"
    hand.wait("the bench on disk", lambda: kept(path) == [("c1", True), ("c2", False), ("c3", False)])


def kept(path: Path) -> list[tuple[str, bool]]:
    """Return the consignments of the draft on disk, and whether each is locked."""
    database = Database(path)
    database.open()
    draft = from_data(Drafts(database).load())
    database.close()
    return [(each.id, each.locked) for each in draft.consignments]


def test_the_choice_to_queue_is_kept(start: Callable[..., Program], tmp_path: Path) -> None:
    first = start()
    hand = Hand(first.window)
    go(hand, 2)
    box = hand.see(QCheckBox, "outbox_queue")
    assert not box.isChecked()
    hand.press(box, "Space")
    hand.wait("the choice on disk", lambda: SettingsFile(tmp_path / "data" / "settings.json").load().queue_offline)


def test_a_change_of_key_is_noted_without_the_key(
    start: Callable[..., Program],
    service: tuple[Environment, list[dict[str, Any]]],
    keyring: SessionSecrets,
    tmp_path: Path,
) -> None:
    environment, _ = service
    program = start(environment)
    hand = Hand(program.window)
    pages = hand.see(QAbstractItemView, "navigation")
    hand.click_row(pages, hand.row(pages, "Settings"))
    box = hand.see(QWidget, "key_custom")
    hand.type(hand.see(QLineEdit, "key_edit", box), KEY)
    hand.click(hand.see(QPushButton, "key_save", box))
    path = tmp_path / "data" / "environments" / environment.slot / "desk.sqlite"

    def noted() -> bool:
        database = Database(path)
        database.open()
        try:
            return KeyNumber(database).current() > 0
        finally:
            database.close()

    hand.wait("the note", noted)
    hand.wait("the environment to be open again", lambda: program.window.message.text() == "" and len(rows(hand)) == 4)
    assert keyring.get(environment.slot) == KEY
    assert KEY.encode() not in path.read_bytes()


def test_how_long_what_was_sent_is_kept_is_chosen_in_the_settings(
    crashed: None, start: Callable[..., Program], tmp_path: Path
) -> None:
    path = tmp_path / "data" / "environments" / "demo" / "desk.sqlite"
    database = Database(path)
    database.open()
    with database.write() as connection:
        long_ago = (datetime.now(UTC) - timedelta(days=60)).isoformat(timespec="microseconds")
        connection.execute('UPDATE outbox SET changed = ?, body = \'{"To": "13 Porter Street"}\'', (long_ago,))
    database.close()
    hand = Hand(start().window)
    assert bodies(path) == {"done": True, "unknown": True}
    go(hand, 3)
    kept_for = hand.see(QComboBox, "keep_sent_days")
    assert kept_for.currentText() == "90 days"
    hand.press(kept_for, "Up")
    hand.wait("the removal", lambda: bodies(path) == {"done": False, "unknown": True})
    settings = SettingsFile(tmp_path / "data" / "settings.json")
    hand.wait("the choice on disk", lambda: settings.load().keep_sent_days == 30)


def bodies(path: Path) -> dict[str, bool]:
    """Return whether there is a body, by the state of the entry."""
    database = Database(path)
    database.open()
    try:
        return {entry.state.value: entry.body_kept for entry in Outbox(database).latest(10)}
    finally:
        database.close()
