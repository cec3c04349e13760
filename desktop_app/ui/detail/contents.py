"""The packages of one consignment and the items in each, as a tree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHeaderView, QTreeView, QWidget

from desktop_app.pro.models import Consignment, Item, Package
from desktop_app.ui.shown_text import as_tooltip, shorten_line
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.units import Units
from desktop_app.ui.widgets.number_delegate import NumberDelegate

Index = QModelIndex | QPersistentModelIndex

UNFOLDED: Final = 300
"""Rows that are shown unfolded; with more, the packages begin folded."""
_NOWHERE: Final = QModelIndex()
_NUMBERS: Final = (1, 2, 3)
"""Columns that are aligned as numbers."""


class Contents(QTreeView):
    """Shows a Consignment's packages, unfolded."""

    def __init__(self, theme: Theme, units: Units, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detail_contents")
        self.setAccessibleName(self.tr("Packages and items"))
        titles = [
            self.tr("Package or item"),
            self.tr("Quantity"),
            self.tr("Weight"),
            self.tr("Value"),
            self.tr("Size"),
            self.tr("Reference"),
            self.tr("Origin and HS code"),
        ]
        words = self.tr("Package {number}"), self.tr("Item")
        self._rows = ContentsModel(titles, *words, theme, units, self)
        self._sized = True
        self.setModel(self._rows)
        self.setAlternatingRowColors(True)
        self.setUniformRowHeights(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        # As wide as what is seen: a consignment may have thousands of rows.
        header.setResizeContentsPrecision(0)
        numbers = NumberDelegate(self)
        for number in _NUMBERS:
            self.setItemDelegateForColumn(number, numbers)

    def show_consignment(self, consignment: Consignment) -> None:
        """Show this one."""
        self._rows.show_packages(consignment.packages)
        if len(consignment.packages) + sum(len(package.items) for package in consignment.packages) <= UNFOLDED:
            self.expandAll()
        self._sized = False
        if self.isVisible():
            self._size_columns()

    def showEvent(self, event: QShowEvent) -> None:
        """Make the columns as wide as what is in them: that lays out each text, and is left until it is seen."""
        super().showEvent(event)
        if not self._sized:
            self._size_columns()

    def _size_columns(self) -> None:
        self._sized = True
        for column in range(self._rows.columnCount()):
            self.resizeColumnToContents(column)
            self.setColumnWidth(column, self.columnWidth(column) + 2 * self.fontMetrics().averageCharWidth())
        widest = self.fontMetrics().averageCharWidth() * 40
        self.setColumnWidth(0, min(self.columnWidth(0), widest))


class ContentsModel(QAbstractItemModel):
    """Packages, and below each its items; a cell's text is made when it is painted.

    `package` is what a package is called, with {number} in it; `item` an item that has no name.
    """

    def __init__(
        self, titles: Sequence[str], package: str, item: str, theme: Theme, units: Units, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._titles = tuple(titles)
        self._package_name, self._item_name = package, item
        self._icons = theme.icon("package"), theme.icon("item")
        self._units = units
        self._packages: Sequence[Package] = ()
        self._of_package: Sequence[Callable[[int, Package], str]] = (
            self._package_title,
            lambda _number, _package: "",
            lambda _number, package: units.format_weight(package.weight) if package.weight else "",
            lambda _number, package: units.format_money(package.value) if package.value else "",
            lambda _number, package: units.format_dimensions(package.dimensions) if package.dimensions else "",
            lambda _number, package: _joined(package.reference, package.package_reference_provided_by_customer),
            lambda _number, _package: "",
        )
        self._of_item: Sequence[Callable[[Item], str]] = (
            lambda item: item.description or item.model or item.sku or self._item_name,
            lambda item: str(item.quantity or 1),
            lambda item: units.format_weight(item.weight) if item.weight else "",
            lambda item: units.format_money(item.value) if item.value else "",
            lambda item: units.format_dimensions(item.dimensions) if item.dimensions else "",
            lambda item: _joined(item.sku, item.item_reference_provided_by_customer),
            lambda item: _joined(
                item.country_of_origin.iso_code.two_letter_code if item.country_of_origin else "",
                item.harmonisation_code,
            ),
        )

    def show_packages(self, packages: Sequence[Package]) -> None:
        """Hold these instead."""
        self.beginResetModel()
        self._packages = packages
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if not parent.isValid():
            return len(self._packages)
        top = parent.internalId() == 0 and parent.column() == 0
        return len(self._packages[parent.row()].items) if top else 0

    def columnCount(self, _parent: Index = _NOWHERE) -> int:
        return len(self._titles)

    # An item's id is the number of its package, counted from one; a package's is nought.
    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        package = index.internalId() if index.isValid() else 0
        return self.createIndex(package - 1, 0, 0) if package else QModelIndex()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._titles):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        of_item, column = index.internalId(), index.column()
        if role == Qt.ItemDataRole.DecorationRole and column == 0:
            return self._icons[1 if of_item else 0]
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            text = self._text(of_item, index.row(), column)
            return shorten_line(text) if role == Qt.ItemDataRole.DisplayRole else as_tooltip(text)
        return None

    def _text(self, of_item: int, row: int, column: int) -> str:
        if of_item:
            return self._of_item[column](self._packages[of_item - 1].items[row])
        return self._of_package[column](row + 1, self._packages[row])

    def _package_title(self, number: int, package: Package) -> str:
        name = self._package_name.format(number=number)
        return f"{name} · {package.description}" if package.description else name


def _joined(*parts: str | None) -> str:
    return " · ".join(shorten_line(part) for part in parts if part)
