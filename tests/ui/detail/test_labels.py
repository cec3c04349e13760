"""Labels: shown as the service made them, saved byte for byte, printed at their true size."""

from __future__ import annotations

import asyncio
import base64
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, ClassVar

import httpx
import pypdf
import pypdfium2
import pytest
import zxingcpp
from PySide6.QtCore import QMarginsF, QSizeF, Qt, QTimer
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QToolButton,
)

from desktop_app.pro.states import State
from desktop_app.services.consignments import Query
from desktop_app.ui.actions import Command
from desktop_app.ui.detail import labels_view
from desktop_app.ui.detail.label_pages import LabelPages
from desktop_app.ui.detail.print_errors import PaperTooSmall
from desktop_app.ui.detail.printing import has_dialog, print_labels, printer_for
from tests.support.desk import Desk


@pytest.fixture
def allocated(desk: Desk) -> Desk:
    """A desk that shows allocated consignments alone."""
    desk.page._search.filters.set_query(Query(state=State.ALLOCATED.value))
    desk.until_found()
    return desk


def open_labels(desk: Desk, rows: int = 1) -> list[str]:
    desk.click_row(0)
    if rows > 1:
        desk.click_row(rows - 1, Qt.KeyboardModifier.ShiftModifier)
    desk.press(Command.LABELS)
    desk.qtbot.waitUntil(desk.find(QToolButton, "label_save").isEnabled, timeout=20_000)
    return desk.references()[:rows]


def captions_of(desk: Desk) -> list[str]:
    model = desk.find(LabelPages, "label_pages").model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def label_of(desk: Desk, reference: str, label_format: str) -> bytes:
    label = desk.call(lambda: desk.session.client.labels.get(reference, label_format, ""))
    return base64.b64decode(label.file)


def save_as(desk: Desk, path: Path) -> None:
    """Answer the file dialog as a person does."""
    dialog = desk.find(QFileDialog, "label_save_dialog")
    desk.qtbot.waitUntil(dialog.isVisible)
    dialog.setDirectory(str(path.parent))
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    field.selectAll()
    QTest.keyClicks(field, path.name)
    QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.fixture(autouse=True)
def _qt_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system's own file dialog cannot be driven with Qt's events."""
    from PySide6.QtCore import QCoreApplication

    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)


@pytest.mark.parametrize("label_format", ["PDF", "PNG", "ZPL"])
def test_the_file_is_the_service_s_to_the_byte(allocated: Desk, tmp_path: Path, label_format: str) -> None:
    (reference,) = open_labels(allocated)
    save = allocated.find(QToolButton, "label_save")
    if label_format == "PDF":
        QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    else:
        next(a for a in save.menu().actions() if label_format in a.text()).trigger()
    dialog = allocated.find(QFileDialog, "label_save_dialog")
    proposed = Path(dialog.selectedFiles()[0]).name
    assert proposed == f"label-{reference}.{label_format.lower()}"
    path = tmp_path / f"mine.{label_format.lower()}"
    save_as(allocated, path)
    allocated.qtbot.waitUntil(lambda: "Saved" in allocated.page._labels._bar.text())
    assert path.read_bytes() == label_of(allocated, reference, label_format)
    assert str(path) in allocated.page._labels._bar.text()


def test_a_file_that_cannot_be_written_is_an_error_in_words(allocated: Desk, tmp_path: Path) -> None:
    open_labels(allocated)
    view = allocated.page._labels
    view._write(view._set.documents, "PDF", tmp_path / "no such folder" / "label.pdf")
    bar = allocated.page._labels._bar
    allocated.qtbot.waitUntil(lambda: "could not keep the data" in bar.text())


def test_several_go_into_a_folder_and_write_over_nothing(allocated: Desk, tmp_path: Path) -> None:
    references = open_labels(allocated, rows=3)
    taken = tmp_path / f"label-{references[1]}.pdf"
    taken.write_bytes(b"mine")
    view = allocated.page._labels
    view._write(view._set.documents, "PDF", tmp_path)
    allocated.qtbot.waitUntil(lambda: "3 files" in allocated.page._labels._bar.text())
    assert taken.read_bytes() == b"mine"
    assert taken.with_stem(f"{taken.stem} (2)").read_bytes() == label_of(allocated, references[1], "PDF")
    assert len(list(tmp_path.glob("*.pdf"))) == 4


def test_the_preview_shows_every_page_and_its_size(allocated: Desk) -> None:
    references = open_labels(allocated, rows=3)
    pages = allocated.find(LabelPages, "label_pages")
    wanted = [len(pypdf.PdfReader(_pdf(allocated, reference)).pages) for reference in references]
    assert pages.count == sum(wanted)
    captions = captions_of(allocated)
    assert captions[0].startswith(references[0])
    assert all("105 × 148 mm" in caption for caption in captions)
    zoom, size = allocated.find(QComboBox, "label_zoom"), pages.page(0).size
    assert size is not None
    whole = pages.shown_size(0).width()
    zoom.setCurrentIndex(1)
    assert pages.shown_size(0).width() > whole
    zoom.setCurrentIndex(2)
    assert pages.shown_size(0).width() == round(size.width_mm * pages.dots_per_mm())
    # The rows are marked as printed by the service, and say so.
    allocated.until_quiet()
    assert all(row.labels_printed for row in allocated.page._search.model.rows if row.reference in references)
    QTest.keyClick(pages, Qt.Key.Key_Escape)
    assert allocated.grid.isVisible()


def _pdf(desk: Desk, reference: str) -> Path:
    path = Path(desk.session.database.path).parent / f"{reference}.pdf"
    path.write_bytes(label_of(desk, reference, "PDF"))
    return path


def test_those_without_labels_are_named_and_one_that_fails_can_be_had_again(desk: Desk) -> None:
    desk.choose_all()
    failing = next(row.reference for row in desk.grid.chosen() if row.state == "Allocated")

    def fail(request: httpx.Request) -> None:
        if request.url.path == f"/labels/{failing}/PDF":
            raise httpx.ReadTimeout("slow")

    desk.door.before = fail
    desk.press(Command.LABELS)
    labels = desk.page._labels
    assert "no labels in their present state" in labels._bar.text()
    desk.qtbot.waitUntil(lambda: failing in labels._bar.text(), timeout=30_000)
    shown = labels._pages.count
    desk.door.before = lambda _request: None
    QTest.mouseClick(labels._bar._retry_button, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: labels._pages.count > shown)
    desk.until_quiet()
    assert len(labels._set.documents) == len(labels._set.references)


def to_file(path: Path, width_mm: float, height_mm: float) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setFullPage(True)
    size = QPageSize(QSizeF(width_mm, height_mm), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch)
    printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    return printer


@pytest.mark.parametrize(("width_mm", "height_mm"), [(105, 148), (210, 297), (101.6, 152.4)])
def test_print_is_at_true_size_on_any_paper(allocated: Desk, tmp_path: Path, width_mm: float, height_mm: float) -> None:
    """The barcode comes out as wide, in millimetres, as the service drew it, and a scanner reads it."""
    desk = allocated
    reference = desk.references()[0]
    document = desk.call(lambda: desk.session.documents.label(reference))
    path = tmp_path / "printed.pdf"
    printer = to_file(path, width_mm, height_mm)
    count = desk.call(lambda: print_labels(printer, [document, document]))
    assert count == 2 * len(pypdf.PdfReader(_pdf(desk, reference)).pages)
    printed = pypdf.PdfReader(path)
    assert len(printed.pages) == count
    assert float(printed.pages[0].mediabox.width) == pytest.approx(width_mm / 25.4 * 72, abs=2)
    meant, came = barcode(document.content), barcode(path.read_bytes())
    assert came[0] == meant[0]
    assert came[1] == pytest.approx(meant[1], abs=0.5)


def barcode(pdf: bytes) -> tuple[str, float]:
    """Return the text of the first page's barcode, and its width in millimetres."""
    with pypdfium2.PdfDocument(pdf) as document:
        image = document[0].render(scale=300 / 72).to_pil()
    (found,) = zxingcpp.read_barcodes(image)
    return found.text, (found.position.top_right.x - found.position.top_left.x) / 300 * 25.4


def test_paper_that_is_too_small_is_refused_and_nothing_is_shrunk(allocated: Desk, tmp_path: Path) -> None:
    desk = allocated
    reference = desk.references()[0]
    document = desk.call(lambda: desk.session.documents.label(reference))
    path = tmp_path / "printed.pdf"
    task = desk.worker.submit(lambda _p: print_labels(to_file(path, 60, 40), [document]))
    with desk.qtbot.waitSignal(task.failed) as heard:
        pass
    assert isinstance(heard.args[0], PaperTooSmall)
    assert not path.exists()


def test_the_printer_is_offered_paper_of_the_label_s_size(allocated: Desk) -> None:
    open_labels(allocated)
    page = allocated.page._labels._set.first_page
    assert page is not None
    size = printer_for(page).pageLayout().fullRect(QPageLayout.Unit.Millimeter)
    assert size.width() == pytest.approx(105, abs=1)
    assert size.height() == pytest.approx(148, abs=1)


def test_print_asks_for_a_printer_first(allocated: Desk) -> None:
    open_labels(allocated)
    seen: list[str] = []

    def answer() -> None:
        dialog = allocated.find(QDialog, "print_dialog")
        seen.append(dialog.objectName())
        dialog.reject()

    QTimer.singleShot(0, answer)
    allocated.page.print_labels()
    assert seen == ["print_dialog"]
    assert not allocated.page._labels._bar.text()


class Gate:
    """Holds the answers about one consignment's label until it is opened; `reached` once one is held."""

    def __init__(self, desk: Desk, path: str) -> None:
        self._desk = desk
        self._open = asyncio.Event()
        self.reached = threading.Event()
        self._path = path
        desk.door.before = self._hold

    def _hold(self, request: httpx.Request) -> Awaitable[None] | None:
        if self._path not in request.url.path or self._open.is_set():
            return None
        self.reached.set()
        return self._wait()

    async def _wait(self) -> None:
        await self._open.wait()

    def open(self) -> None:
        self._desk.worker._thread.loop.call_soon_threadsafe(self._open.set)


def leave_by_find(desk: Desk, _reference: str) -> None:
    desk.page.find()


def leave_by_go_to(desk: Desk, reference: str) -> None:
    desk.page.open(reference)
    desk.qtbot.waitUntil(lambda: desk.references() == [reference])


def leave_by_escape(desk: Desk, _reference: str) -> None:
    QTest.keyClick(desk.page._labels, Qt.Key.Key_Escape)


@pytest.mark.parametrize("leave", [leave_by_find, leave_by_go_to, leave_by_escape])
def test_labels_of_one_never_mix_with_another_s(allocated: Desk, leave: Callable[[Desk, str], None]) -> None:
    desk = allocated
    left, wanted = desk.references()[:2]
    gate = Gate(desk, f"/labels/{left}/")
    desk.click_row(0)
    desk.press(Command.LABELS)
    assert gate.reached.wait(5)
    leave(desk, wanted)
    own = Gate(desk, f"/labels/{wanted}/")
    desk.click_row(desk.references().index(wanted))
    desk.press(Command.LABELS)
    assert own.reached.wait(5)
    gate.open()
    save, printing = desk.find(QToolButton, "label_save"), desk.find(QToolButton, "label_print")
    desk.call(nothing)
    assert not save.isEnabled()
    assert not printing.isEnabled()
    own.open()
    desk.qtbot.waitUntil(save.isEnabled)
    desk.until_quiet()
    captions = captions_of(desk)
    assert captions
    assert all(caption.startswith(wanted) for caption in captions)


def test_labels_are_fetched_no_further_while_another_page_is_shown(allocated: Desk) -> None:
    desk = allocated
    first, second, third = desk.references()[:3]
    gate = Gate(desk, f"/labels/{second}/")
    desk.click_row(0)
    desk.click_row(2, Qt.KeyboardModifier.ShiftModifier)
    desk.press(Command.LABELS)
    assert gate.reached.wait(5)
    desk.qtbot.waitUntil(lambda: desk.find(LabelPages, "label_pages").count > 0)
    desk.page.hide()
    desk.until_quiet()
    assert not any(third in request.url.path for request in desk.door.sent)
    gate.open()
    desk.page.show()
    desk.qtbot.waitUntil(desk.find(QToolButton, "label_save").isEnabled)
    fetched = [r.url.path.split("/")[2] for r in desk.door.sent if r.url.path.startswith("/labels/")]
    assert fetched == [first, second, second, third]


def test_nothing_is_printed_before_every_label_is_here(allocated: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = allocated
    asked: list[str] = []

    def answer(_self: QPrintDialog) -> QDialog.DialogCode:
        asked.append("printer")
        return QDialog.DialogCode.Rejected

    monkeypatch.setattr(labels_view, "has_dialog", lambda _printer: True)
    monkeypatch.setattr(QPrintDialog, "exec", answer)
    gate = Gate(desk, f"/labels/{desk.references()[1]}/")
    desk.click_row(0)
    desk.click_row(2, Qt.KeyboardModifier.ShiftModifier)
    desk.press(Command.LABELS)
    desk.qtbot.waitUntil(lambda: desk.find(LabelPages, "label_pages").count > 0)
    desk.page.print_labels()
    assert asked == []
    gate.open()
    desk.qtbot.waitUntil(desk.find(QToolButton, "label_print").isEnabled)
    desk.page.print_labels()
    assert asked == ["printer"]


@pytest.mark.parametrize(("platform", "asked"), [("linux", True), ("win32", False), ("darwin", False)])
def test_a_computer_without_a_printer_says_so(
    allocated: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, asked: bool
) -> None:
    # Without any, Qt's printer writes a file, and the dialog of Windows refuses it without a word.
    monkeypatch.setattr(labels_view, "printer_for", lambda _size: to_file(tmp_path / "x.pdf", 100, 100))
    monkeypatch.setattr(labels_view, "has_dialog", lambda printer: has_dialog(printer, platform))
    dialogs: list[object] = []

    def answer(dialog: QPrintDialog) -> QDialog.DialogCode:
        dialogs.append(dialog)
        return QDialog.DialogCode.Rejected

    monkeypatch.setattr(QPrintDialog, "exec", answer)
    open_labels(allocated, rows=1)
    allocated.page.print_labels()
    assert (len(dialogs) == 1, "no printer" in allocated.page._labels._bar.text()) == (asked, not asked)


def test_what_is_saved_is_what_was_shown_when_it_was_asked_for(allocated: Desk, tmp_path: Path) -> None:
    desk = allocated
    references = open_labels(desk, rows=3)
    other = desk.references()[3]
    gate = Gate(desk, f"/labels/{references[0]}/PNG")
    next(a for a in desk.find(QToolButton, "label_save").menu().actions() if "PNG" in a.text()).trigger()
    dialog = desk.find(QFileDialog, "label_save_dialog")
    dialog.fileSelected.emit(str(tmp_path))
    dialog.reject()
    assert gate.reached.wait(5)
    QTest.keyClick(desk.page._labels, Qt.Key.Key_Escape)
    desk.click_row(3)
    desk.press(Command.LABELS)
    desk.qtbot.waitUntil(desk.find(QToolButton, "label_save").isEnabled)
    assert other in desk.find(QLabel, "labels_title").text()
    gate.open()
    desk.until_quiet()
    assert {path.name for path in tmp_path.glob("*.png")} == {f"label-{reference}.png" for reference in references}


async def nothing() -> None:
    """A call that does nothing: when its end is heard, what the worker said before has been heard too."""


class SlowPainter(QPainter):
    """Draws when it is let, and notes whether it is ended meanwhile."""

    drawing, go_on = threading.Event(), threading.Event()
    ended_while_drawing: ClassVar[list[bool]] = []

    def drawImage(self, *arguments: Any) -> None:  # noqa: N802 - Qt's name
        SlowPainter.drawing.set()
        SlowPainter.go_on.wait(10)
        super().drawImage(*arguments)
        SlowPainter.drawing.clear()

    def end(self) -> bool:
        SlowPainter.ended_while_drawing.append(SlowPainter.drawing.is_set())
        return super().end()


@pytest.fixture
def slow_painter(monkeypatch: pytest.MonkeyPatch) -> type[SlowPainter]:
    for event in (SlowPainter.drawing, SlowPainter.go_on):
        event.clear()
    SlowPainter.ended_while_drawing.clear()
    monkeypatch.setattr("desktop_app.ui.detail.printing.QPainter", SlowPainter)
    return SlowPainter


def test_a_print_that_is_broken_off_ends_between_two_pages(
    allocated: Desk, tmp_path: Path, slow_painter: type[SlowPainter]
) -> None:
    desk = allocated
    document = desk.call(lambda: desk.session.documents.label(desk.references()[0]))
    printer = to_file(tmp_path / "printed.pdf", 105, 148)
    task = desk.worker.submit(lambda _p: print_labels(printer, [document] * 3))
    assert slow_painter.drawing.wait(10)
    task.cancel()
    desk.call(nothing)
    assert slow_painter.ended_while_drawing == []
    slow_painter.go_on.set()
    desk.until_quiet()
    assert slow_painter.ended_while_drawing == [False]


def test_the_page_is_busy_while_it_prints(
    allocated: Desk, tmp_path: Path, slow_painter: type[SlowPainter], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = allocated
    open_labels(desk)
    printer = to_file(tmp_path / "printed.pdf", 105, 148)
    monkeypatch.setattr("desktop_app.ui.detail.labels_view.printer_for", lambda _page: printer)
    monkeypatch.setattr(labels_view, "has_dialog", lambda _printer: True)
    monkeypatch.setattr(QPrintDialog, "exec", lambda _self: QDialog.DialogCode.Accepted)
    desk.page.print_labels()
    assert slow_painter.drawing.wait(10)
    assert desk.page.busy
    slow_painter.go_on.set()
    desk.qtbot.waitUntil(lambda: bool(desk.page._labels._bar.text()))
    # No printer had it.
    count = len(pypdf.PdfReader(tmp_path / "printed.pdf").pages)
    assert desk.page._labels._bar.text() == f"Saved as {tmp_path / 'printed.pdf'}; pages: {count}"
    desk.until_quiet()
    assert not desk.page.busy


def print_into(monkeypatch: pytest.MonkeyPatch, printer: QPrinter) -> None:
    """Let the person choose that printer whenever one is asked for."""
    monkeypatch.setattr("desktop_app.ui.detail.labels_view.printer_for", lambda _page: printer)
    monkeypatch.setattr(QPrintDialog, "exec", lambda _self: QDialog.DialogCode.Accepted)


def test_a_print_tells_how_far_it_is_and_can_be_cancelled(
    allocated: Desk, tmp_path: Path, slow_painter: type[SlowPainter], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = allocated
    references = open_labels(desk, 3)
    pages = [len(pypdf.PdfReader(_pdf(desk, reference)).pages) for reference in references]
    path = tmp_path / "printed.pdf"
    print_into(monkeypatch, to_file(path, 105, 148))
    desk.page.print_labels()
    assert slow_painter.drawing.wait(10)
    words, bar = desk.find(QLabel, "print_words"), desk.find(QProgressBar, "print_progress")
    assert bar.isVisible()
    assert (words.text(), bar.value(), bar.maximum()) == ("Saving: 0 of 3 labels", 0, 3)
    assert not desk.find(QToolButton, "label_print").isEnabled()
    desk.page.print_labels()  # not a second one beside it
    QTest.mouseClick(desk.find(QPushButton, "print_cancel"), Qt.MouseButton.LeftButton)
    assert not desk.find(QPushButton, "print_cancel").isEnabled()
    slow_painter.go_on.set()
    desk.qtbot.waitUntil(lambda: not desk.page.busy)
    # One page is out, which is all of a label only where that has no other.
    whole = 1 if pages[0] == 1 else 0
    assert desk.page._labels._bar.text() == f"Stopped: {whole} of 3 labels were saved as {path}"
    assert len(pypdf.PdfReader(path).pages) == 1
    assert not bar.isVisible()
    # And again, to its end.
    heard: list[int] = []
    bar.valueChanged.connect(heard.append)
    desk.page.print_labels()
    desk.qtbot.waitUntil(lambda: desk.page._labels._bar.text() == f"Saved as {path}; pages: {sum(pages)}")
    assert heard[-1] == 3
    assert len(pypdf.PdfReader(path).pages) == sum(pages)
    desk.qtbot.waitUntil(desk.find(QToolButton, "label_print").isEnabled)


@pytest.mark.expect_log("QPainter::begin")
def test_a_file_that_cannot_be_written_is_named(
    allocated: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = allocated
    open_labels(desk)
    path = tmp_path / "no such folder" / "printed.pdf"
    print_into(monkeypatch, to_file(path, 105, 148))
    desk.page.print_labels()
    desk.qtbot.waitUntil(lambda: "could not be written" in desk.page._labels._bar.text())
    assert str(path) in desk.page._labels._bar.text()
    assert "printer" not in desk.page._labels._bar.text()
