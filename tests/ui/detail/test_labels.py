"""Labels: shown as the service made them, saved byte for byte, printed at their true size."""

from __future__ import annotations

import base64
from pathlib import Path

import httpx
import pypdf
import pypdfium2
import pytest
import zxingcpp
from PySide6.QtCore import QMarginsF, QSizeF, Qt, QTimer
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QLabel, QLineEdit, QToolButton

from desktop_app.pro.states import State
from desktop_app.services.consignments import Query
from desktop_app.ui.actions import Command
from desktop_app.ui.detail.label_pages import LabelPages
from desktop_app.ui.detail.print_errors import PaperTooSmall
from desktop_app.ui.detail.printing import print_labels, printer_for
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
    allocated.page._labels._write(tmp_path / "no such folder" / "label.pdf", "PDF")
    bar = allocated.page._labels._bar
    allocated.qtbot.waitUntil(lambda: "could not keep the data" in bar.text())


def test_several_go_into_a_folder_and_write_over_nothing(allocated: Desk, tmp_path: Path) -> None:
    references = open_labels(allocated, rows=3)
    taken = tmp_path / f"label-{references[1]}.pdf"
    taken.write_bytes(b"mine")
    allocated.page._labels._write(tmp_path, "PDF")
    allocated.qtbot.waitUntil(lambda: "3 files" in allocated.page._labels._bar.text())
    assert taken.read_bytes() == b"mine"
    assert taken.with_stem(f"{taken.stem} (2)").read_bytes() == label_of(allocated, references[1], "PDF")
    assert len(list(tmp_path.glob("*.pdf"))) == 4


def test_the_preview_shows_every_page_and_its_size(allocated: Desk) -> None:
    references = open_labels(allocated, rows=3)
    pages = allocated.find(LabelPages, "label_pages")
    wanted = [len(pypdf.PdfReader(_pdf(allocated, reference)).pages) for reference in references]
    assert pages.count == sum(wanted)
    captions = [label.text() for label in pages.findChildren(QLabel)]
    assert captions[0].startswith(references[0])
    assert all("105 × 148 mm" in caption for caption in captions)
    zoom, picture = allocated.find(QComboBox, "label_zoom"), pages._pictures[0]
    whole = picture.width()
    zoom.setCurrentIndex(1)
    assert picture.width() > whole
    zoom.setCurrentIndex(2)
    dots = picture._dots_per_mm()
    assert picture.width() == round(picture._size_mm[0] * dots)
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
    assert len(labels._labels()) == len(labels._wanted)


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
    count = desk.call(lambda: print_labels(printer, desk.session.documents, [document, document]))
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
    task = desk.worker.submit(lambda _p: print_labels(to_file(path, 60, 40), desk.session.documents, [document]))
    with desk.qtbot.waitSignal(task.failed) as heard:
        pass
    assert isinstance(heard.args[0], PaperTooSmall)
    assert not path.exists()


def test_the_printer_is_offered_paper_of_the_label_s_size(allocated: Desk) -> None:
    open_labels(allocated)
    page = next(iter(allocated.page._labels._got.values())).pages[0]
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
