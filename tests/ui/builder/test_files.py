"""Files on the bench: saved, opened, not doubled in silence; what is wrong with one is said and changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path, PureWindowsPath

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton

from desktop_app.packing.draft import Draft
from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.packing.saved import VERSION, snapshot
from desktop_app.packing.tree import CONSIGNMENTS
from desktop_app.services.consignment_files import to_bytes
from desktop_app.ui.builder.draft_editor import Target
from desktop_app.ui.builder.files import _file_name
from desktop_app.ui.widgets.message_bar import MessageBar
from tests.ui.builder.conftest import Packer


def bar(packer: Packer) -> MessageBar:
    return packer.page.files._message


def two() -> Draft:
    draft = Draft()
    for name in ("one", "two"):
        box = Package(f"{name}-box", [Item(f"{name}-coat", "Coat")])
        draft.add(Consignment(name, [box], reference=f"ORDER-{name}"), CONSIGNMENTS)
    return draft


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two consignments in a file whose name is not plain."""
    path = tmp_path / "zwei für ü.consignment"
    path.write_bytes(to_bytes(snapshot(two())))
    return path


def open_and(packer: Packer, condition: Callable[[], bool], *paths: Path) -> None:
    packer.page.files.open(paths)
    packer.qtbot.waitUntil(condition, timeout=30_000)


def references(packer: Packer) -> list[str]:
    return [each.reference for each in packer.draft.consignments]


def test_it_is_on_the_bench_selected_and_one_undo_takes_it_back(packer: Packer, file: Path) -> None:
    packer.add("Hat")
    open_and(packer, lambda: len(packer.draft.consignments) == 2, file)
    assert packer.tree() == [[["Coat"]], [["Coat"]]]
    assert packer.page.selection.ids == ("one",)
    assert "2 consignment" in packer.hint()
    assert file.name in packer.hint()
    packer.page.commands.undo.trigger()
    assert references(packer) == []
    assert packer.names() == ["Hat"]
    packer.page.commands.redo.trigger()
    assert references(packer) == ["ORDER-one", "ORDER-two"]


def test_opened_twice_it_asks_before_it_doubles(packer: Packer, file: Path) -> None:
    open_and(packer, lambda: len(packer.draft.consignments) == 2, file)
    packer.page.editor.remove(["two"])
    open_and(packer, bar(packer).isVisible, file)
    # What had gone is there again, and what is there is asked about.
    assert references(packer) == ["ORDER-one", "ORDER-two"]
    assert "On the bench already" in bar(packer).text()
    assert "1 consignment" in bar(packer).text()
    again = bar(packer).findChild(QPushButton, "message_retry")
    assert again is not None
    assert again.text() == "Add a copy"
    again.click()
    assert references(packer) == ["ORDER-one", "ORDER-two", "ORDER-one"]
    assert len({each.id for each in packer.draft.consignments}) == 3


def test_one_file_named_twice_is_one(packer: Packer, file: Path) -> None:
    open_and(packer, bar(packer).isVisible, file, file)
    assert references(packer) == ["ORDER-one", "ORDER-two"]


def test_what_was_sent_from_here_is_not_brought_back_in_silence(packer: Packer, tmp_path: Path) -> None:
    packer.add_clothes()
    packer.page.new()
    packer.page.editor.put([item.id for item in packer.draft.loose_items], Target(packer.consignment.id))
    packer.fill_in()
    packer.qtbot.waitUntil(packer.find("create_button").isEnabled)
    saved = tmp_path / "before.consignment"
    saved.write_bytes(to_bytes(snapshot(packer.draft)))
    packer.page.send()
    packer.qtbot.waitUntil(lambda: bool(packer.consignment.created))
    packer.page.editor.clear(packer.consignment.id)
    assert references(packer) == []
    open_and(packer, bar(packer).isVisible, saved)
    assert references(packer) == []
    assert "Sent from this bench before" in bar(packer).text()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("orders.csv", b"a,b", "table"),
        ("Orders.XLSX", b"PK", "table"),
        ("x.consignment", b"<html>", "holds no consignments"),
        ("x.consignment", b"", "holds no consignments"),
        ("x.consignment", json.dumps({"version": VERSION + 1, "consignments": []}).encode(), "newer version"),
        ("x.consignment", json.dumps({"version": VERSION, "consignments": []}).encode(), "nothing in it"),
        ("x.consignment", json.dumps({"version": VERSION, "loose_items": [{}] * 3000}).encode(), "too large"),
        ("x.consignment", None, "could not be read"),
    ],
)
def test_what_cannot_be_opened_is_said_in_words(
    packer: Packer, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    open_and(packer, bar(packer).isVisible, tmp_path / name)
    assert said in bar(packer).text()
    assert name in bar(packer).text()
    assert not packer.draft.consignments
    assert not packer.draft.loose_items


def test_what_could_not_be_read_is_told(packer: Packer, tmp_path: Path) -> None:
    path = tmp_path / "x.consignment"
    path.write_bytes(json.dumps({"version": VERSION, "loose_items": [{"description": "Hat", "weight": "?"}]}).encode())
    open_and(packer, bar(packer).isVisible, path)
    assert packer.names() == ["Hat"]
    assert "could not be read" in bar(packer).text()
    assert "loose_items.weight" in bar(packer).text()


def dialog(packer: Packer, name: str) -> QFileDialog:
    found = packer.page.findChild(QFileDialog, name)
    assert isinstance(found, QFileDialog)
    return found


def test_the_bench_is_saved_and_opens_elsewhere(packer: Packer, file: Path, tmp_path: Path) -> None:
    open_and(packer, lambda: len(packer.draft.consignments) == 2, file)
    packer.add("Hat")
    packer.page.files.save(only_selected=False)
    target = tmp_path / "all.consignment"
    dialog(packer, "consignments_save_dialog").fileSelected.emit(str(target))
    packer.qtbot.waitUntil(lambda: "Saved in all.consignment" in packer.hint())
    dialog(packer, "consignments_save_dialog").done(QDialog.DialogCode.Accepted)
    packer.page.editor.remove(["one", "two", packer.draft.loose_items[0].id])
    packer.page.files.choose()
    dialog(packer, "consignments_open_dialog").filesSelected.emit([str(target)])
    packer.qtbot.waitUntil(lambda: references(packer) == ["ORDER-one", "ORDER-two"])
    dialog(packer, "consignments_open_dialog").done(QDialog.DialogCode.Accepted)
    assert packer.names() == ["Hat"]


def test_one_consignment_is_saved_under_its_reference(packer: Packer, file: Path, tmp_path: Path) -> None:
    open_and(packer, lambda: len(packer.draft.consignments) == 2, file)
    packer.page.editor.change("one", "reference", reference="A/1: ü?")
    packer.page.files.save(only_selected=True)
    box = dialog(packer, "consignments_save_dialog")
    assert box.selectedFiles()[0].endswith("A-1- ü.consignment")
    box.fileSelected.emit(str(tmp_path / "one.consignment"))
    packer.qtbot.waitUntil(lambda: "Saved in" in packer.hint())
    box.done(QDialog.DialogCode.Accepted)
    assert len(json.loads((tmp_path / "one.consignment").read_bytes())["consignments"]) == 1


def test_what_was_sent_is_not_saved_and_that_is_said(packer: Packer) -> None:
    packer.page.files.save(only_selected=False)
    assert "nothing on the bench" in bar(packer).text()
    packer.page.files.save(only_selected=True)
    assert "Select a consignment first" in bar(packer).text()
    packer.page.new()
    packer.page.editor.change(packer.consignment.id, "sent", created="EC-1")
    packer.page.files.save(only_selected=True)
    assert "has been sent" in bar(packer).text()
    packer.page.files.save(only_selected=False)
    assert "nothing on the bench" in bar(packer).text()


def test_a_folder_that_cannot_be_written_to_is_said(packer: Packer, file: Path, tmp_path: Path) -> None:
    open_and(packer, lambda: len(packer.draft.consignments) == 2, file)
    packer.page.files._write(tmp_path / "nowhere" / "x.consignment", None)
    packer.qtbot.waitUntil(bar(packer).isVisible)
    assert "Save the file" in bar(packer).text()


@pytest.mark.parametrize(("only_selected", "said"), [(True, "has been sent"), (False, "nothing on the bench")])
def test_a_file_is_not_emptied_by_a_retry_after_all_was_sent(
    packer: Packer, tmp_path: Path, only_selected: bool, said: str
) -> None:
    packer.page.new()
    packer.page.files.save(only_selected=only_selected)
    box = dialog(packer, "consignments_save_dialog")
    target = tmp_path / "later" / "x.consignment"
    box.fileSelected.emit(str(target))
    packer.qtbot.waitUntil(bar(packer).isVisible)
    target.parent.mkdir()
    target.write_text("as it was", encoding="utf-8")
    packer.page.editor.change(packer.consignment.id, "sent", created="EC-1")
    again = bar(packer).findChild(QPushButton, "message_retry")
    assert again is not None
    again.click()
    packer.qtbot.waitUntil(lambda: said in bar(packer).text() or "Saved in" in packer.hint())
    assert said in bar(packer).text()
    assert target.read_text(encoding="utf-8") == "as it was"
    box.done(QDialog.DialogCode.Accepted)


def test_a_file_is_not_emptied_when_the_consignment_has_left_the_bench(
    packer: Packer, file: Path, tmp_path: Path
) -> None:
    open_and(packer, lambda: len(packer.draft.consignments) == 2, file)
    packer.page.files.save(only_selected=True)
    box = dialog(packer, "consignments_save_dialog")
    packer.page.editor.remove(["one"])
    target = tmp_path / "x.consignment"
    box.fileSelected.emit(str(target))
    packer.qtbot.waitUntil(lambda: bar(packer).isVisible() or target.exists())
    assert "no longer on the bench" in bar(packer).text()
    assert not target.exists()
    box.done(QDialog.DialogCode.Accepted)


@pytest.mark.parametrize("reference", ["CON", "nul", "Prn ", "aux?", "COM1", "lpt9", "COM¹", "LPT0"])
def test_the_name_of_a_file_is_never_one_of_windows_devices(reference: str) -> None:
    assert PureWindowsPath("CON.consignment").is_reserved()
    name = _file_name(reference)
    assert name == f"{reference.strip(' ?')}-"
    assert not PureWindowsPath(f"{name}.consignment").is_reserved()


@pytest.mark.parametrize("reference", ["CONTRACT", "COM10", "NUL 1", "AUX-2"])
def test_what_only_begins_like_a_device_is_kept(reference: str) -> None:
    assert _file_name(reference) == reference


def test_the_fullest_file_leaves_the_window_free(packer: Packer, tmp_path: Path) -> None:
    draft = Draft()
    for n in range(100):
        boxes = [Package(f"{n}-{k}", [Item(f"{n}-{k}-{m}", "Coat") for m in range(3)]) for k in range(4)]
        draft.add(Consignment(f"{n}", boxes), CONSIGNMENTS)
    path = tmp_path / "many.consignment"
    path.write_bytes(to_bytes(snapshot(draft)))
    open_and(packer, lambda: len(packer.draft.consignments) == 100, path)
    assert packer.page.selection.ids == ("0",)
    open_and(packer, bar(packer).isVisible, path)
    assert "100 consignment" in bar(packer).text()
    assert len(packer.draft.consignments) == 100


@pytest.mark.may_stall
def test_the_fullest_file_is_one_step_back(packer: Packer, tmp_path: Path) -> None:
    draft = Draft()
    for n in range(100):
        draft.add(Consignment(f"{n}", [Package(f"{n}-{k}") for k in range(4)]), CONSIGNMENTS)
    path = tmp_path / "many.consignment"
    path.write_bytes(to_bytes(snapshot(draft)))
    packer.add("Hat")
    open_and(packer, lambda: len(packer.draft.consignments) == 100, path)
    packer.page.commands.undo.trigger()
    assert packer.draft.consignments == []
    assert packer.names() == ["Hat"]
    packer.page.commands.redo.trigger()
    assert [each.id for each in packer.draft.consignments] == [f"{n}" for n in range(100)]
