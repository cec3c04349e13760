"""The steps of the main job."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTableView,
    QToolButton,
    QWidget,
)

from desktop_app.ui.self_test.hand import Hand, NotThere
from desktop_app.ui.self_test.report import Report

_GOODS: Final = (("Necklace", "0.05", "99"), ("Bracelet", "0.04", "45"), ("Coat", "1.8", "32"), ("Hat", "0.2", "10"))
_REFERENCE: Final = "SELF-TEST-1"
_DESTINATION: Final = {
    "destination.contact.first_name": "Łucja",
    "destination.contact.last_name": "Żółć",
    "destination.address_line1": "13 Porter Street",
    "destination.town": "Manchester",
    "destination.postcode": "M1 5WG",
}


class SelfTest:
    """Drives `window` through the clothing example on a fresh Demo; writes pictures and the report into `folder`."""

    def __init__(self, window: QWidget, folder: Path) -> None:
        self._window = window
        self._folder = folder
        self._hand = Hand(window)
        self._created = ""
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)

    def run(self) -> int:
        """Run every step until one fails; returns the exit code: 0 only if all held."""
        report = Report(self._window, self._folder)
        ok = all(
            report.step(name, do)
            for name, do in (
                ("start on a fresh demo", self._start),
                ("add four items", self._add_items),
                ("drag necklace and bracelet into one package", self._drag_pair),
                ("drag coat and hat into their own", self._drag_rest),
                ("size, destination and reference", self._fill_in),
                ("create", self._create),
                ("find by customer reference", self._find),
                ("allocate", self._allocate),
                ("save the label", self._label),
                ("cancel a second one", self._cancel),
                ("switch to sandbox without a key", self._sandbox),
            )
        )
        report.write(ok=ok)
        self._window.close()
        return 0 if ok else 1

    def _start(self) -> None:
        self._hand.see(QWidget, "build_page")

    def _add_items(self) -> None:
        name = self._hand.see(QLineEdit, "add_item")
        for goods, weight, value in _GOODS:
            self._hand.type(name, goods)
            self._hand.type(self._hand.see(QLineEdit, "add_weight"), weight)
            self._hand.type(self._hand.see(QLineEdit, "add_value"), value)
            self._hand.press(self._hand.see(QLineEdit, "add_value"), "Return")
            self._hand.row(self._items(), goods)

    def _items(self) -> QAbstractItemView:
        return self._hand.see(QAbstractItemView, "item_list")

    def _drag(self, goods: str, target: QWidget) -> None:
        self._hand.drag(self._items(), self._hand.row(self._items(), goods), target)

    def _drag_pair(self) -> None:
        self._drag("Necklace", self._hand.see(QWidget, "board_ground"))
        self._drag("Bracelet", self._hand.see(QWidget, "package_card"))
        pair = self._hand.see(QAbstractItemView, "package_items")
        self._hand.row(pair, "Necklace")
        self._hand.row(pair, "Bracelet")

    def _drag_rest(self) -> None:
        for goods in ("Coat", "Hat"):
            before = len(self._cards())
            self._drag(goods, self._hand.see(QWidget, "new_package_place"))
            self._hand.wait(f"a package for {goods}", partial(self._more_cards_than, before))

    def _more_cards_than(self, number: int) -> bool:
        return len(self._cards()) > number

    def _cards(self) -> list[QWidget]:
        return self._hand.all(QWidget, "package_card")

    def _fill_in(self) -> None:
        for number, size in enumerate(("Small box", "Large box", "Medium box")):
            card = self._cards()[number]
            height = card.fontMetrics().height()
            self._hand.click(card, card.rect().topLeft() + type(card.pos())(height * 3, height))
            self._hand.choose(self._hand.see(QComboBox, "size"), size)
        frame = self._hand.see(QWidget, "consignment_frame")
        self._hand.click(frame, frame.rect().topLeft() + type(frame.pos())(60, 12))
        for field, text in _DESTINATION.items():
            self._hand.type(self._hand.see(QLineEdit, field), text)
        self._hand.choose(self._hand.see(QComboBox, "origin"), "Manchester")
        self._hand.type(self._hand.see(QLineEdit, "reference"), _REFERENCE)
        create = self._hand.see(QPushButton, "create_button")
        self._hand.wait("nothing left to mend", create.isEnabled)

    def _create(self) -> None:
        self._hand.click(self._hand.see(QPushButton, "create_button"))
        self._hand.see(QWidget, "open_created")

    def _find(self) -> None:
        self._go_to("Consignments")
        self._hand.type(self._hand.see(QLineEdit, "search_box"), _REFERENCE)
        grid = self._hand.see(QTableView, "consignment_grid")
        self._hand.wait("one match alone", lambda: grid.model().rowCount() == 1)
        row = grid.model().index(0, 0)
        self._created = str(row.data())
        self._hand.click_row(grid, row)
        self._hand.wait("its details", lambda: self._created in self._hand.see(QLabel, "detail_reference").text())

    def _go_to(self, page: str) -> None:
        # By a click: without a window manager no window is active, and shortcuts are for the active window alone.
        pages = self._hand.see(QAbstractItemView, "navigation")
        self._hand.click_row(pages, self._hand.row(pages, page))

    def _wait_state(self, state: str) -> None:
        chip = self._hand.see(QWidget, "detail_state")
        self._hand.wait(f"state {state}", lambda: state in chip.accessibleName())

    def _allocate(self) -> None:
        self._hand.click(self._hand.see(QToolButton, "action_allocate"))
        self._wait_state("Allocated")

    def _label(self) -> None:
        self._hand.click(self._hand.see(QToolButton, "action_labels"))
        save = self._hand.see(QToolButton, "label_save")
        self._hand.wait("the label", save.isEnabled)
        self._hand.click(save)
        dialog = self._hand.see(QFileDialog, "label_save_dialog")
        path = self._folder / "label.pdf"
        path.unlink(missing_ok=True)
        self._hand.type(self._hand.see(QLineEdit, "fileNameEdit", dialog), str(path))
        accept = self._button(dialog, QDialogButtonBox.ButtonRole.AcceptRole)
        self._hand.click(accept)
        if dialog.isVisible():
            # The names offered below the line took the first click, as a popup does.
            self._hand.click(accept)
        self._hand.wait("the file", lambda: path.exists() and path.read_bytes().startswith(b"%PDF"))

    def _button(self, dialog: QDialog, role: QDialogButtonBox.ButtonRole) -> QWidget:
        box = self._hand.see(QDialogButtonBox, "buttonBox", dialog)
        return next(button for button in box.buttons() if box.buttonRole(button) == role)

    def _cancel(self) -> None:
        if self._hand.all(QWidget, "labels_back"):
            self._hand.click(self._hand.see(QWidget, "labels_back"))
        box = self._hand.see(QLineEdit, "search_box")
        self._hand.type(box, " ")
        grid = self._hand.see(QTableView, "consignment_grid")
        self._hand.wait("more matches", lambda: grid.model().rowCount() > 10)
        other = self._cancellable(grid)
        reference = str(other.data())
        self._hand.click_row(grid, other)
        self._hand.wait("its details", lambda: reference in self._hand.see(QLabel, "detail_reference").text())
        self._hand.click(self._hand.see(QToolButton, "action_cancel"))
        self._hand.click(self._hand.see(QPushButton, "bulk_continue"))
        self._wait_state("Cancelled")

    def _cancellable(self, grid: QTableView) -> Any:
        model = grid.model()
        for row in range(model.rowCount()):
            shown = {str(model.index(row, column).data()) for column in range(model.columnCount())}
            if "Allocated" in shown and self._created not in shown:
                return model.index(row, 0)
        raise NotThere("no other allocated consignment among those shown")

    def _sandbox(self) -> None:
        self._go_to("Settings")
        radio = self._hand.see(QRadioButton, "environment_sandbox")
        self._hand.click(radio, radio.rect().topLeft() + type(radio.pos())(10, radio.height() // 2))
        bar = self._window.findChild(QWidget, "message_bar", Qt.FindChildOption.FindDirectChildrenOnly)
        self._hand.wait("the message about the key", lambda: bar is not None and "API key" in bar.accessibleName())
        self._go_to("Build")
        self._hand.see(QWidget, "build_page")
