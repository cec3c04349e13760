"""The packages of one consignment and the items in each, as a tree."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desktop_app.pro.models import Consignment, Item, Package
from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.theme import Theme
from desktop_app.ui.units import Units
from desktop_app.ui.widgets.number_delegate import NumberDelegate


class Contents(QTreeWidget):
    """Shows a Consignment's packages, unfolded."""

    def __init__(self, theme: Theme, units: Units, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._units = units
        self.setObjectName("detail_contents")
        self.setAccessibleName(self.tr("Packages and items"))
        self.setHeaderLabels(
            [
                self.tr("Package or item"),
                self.tr("Quantity"),
                self.tr("Weight"),
                self.tr("Value"),
                self.tr("Size"),
                self.tr("Reference"),
                self.tr("Origin and HS code"),
            ]
        )
        self.setAlternatingRowColors(True)
        self.setUniformRowHeights(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        numbers = NumberDelegate(self)
        for number in (1, 2, 3):
            self.setItemDelegateForColumn(number, numbers)
            self.headerItem().setTextAlignment(number, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show_consignment(self, consignment: Consignment) -> None:
        """Show this one."""
        self.clear()
        for number, package in enumerate(consignment.packages, start=1):
            node = self._package(number, package)
            self.addTopLevelItem(node)
            for item in package.items:
                node.addChild(self._item(item))
            node.setExpanded(True)
        for column in range(self.columnCount()):
            self.resizeColumnToContents(column)
            self.setColumnWidth(column, self.columnWidth(column) + 2 * self.fontMetrics().averageCharWidth())
        widest = self.fontMetrics().averageCharWidth() * 40
        self.setColumnWidth(0, min(self.columnWidth(0), widest))

    def _package(self, number: int, package: Package) -> QTreeWidgetItem:
        name = self.tr("Package {number}").format(number=number)
        if package.description:
            name = f"{name} · {isolated(package.description)}"
        own = package.package_reference_provided_by_customer
        node = self._row(
            name,
            "",
            self._units.format_weight(package.weight) if package.weight else "",
            self._units.format_money(package.value) if package.value else "",
            self._units.format_dimensions(package.dimensions) if package.dimensions else "",
            " · ".join(isolated(part) for part in (package.reference, own) if part),
            "",
        )
        node.setIcon(0, self._theme.icon("package"))
        return node

    def _item(self, item: Item) -> QTreeWidgetItem:
        country = item.country_of_origin.iso_code.two_letter_code if item.country_of_origin else ""
        node = self._row(
            item.description or item.model or item.sku or self.tr("Item"),
            str(item.quantity or 1),
            self._units.format_weight(item.weight) if item.weight else "",
            self._units.format_money(item.value) if item.value else "",
            self._units.format_dimensions(item.dimensions) if item.dimensions else "",
            " · ".join(isolated(part) for part in (item.sku, item.item_reference_provided_by_customer) if part),
            " · ".join(isolated(part) for part in (country, item.harmonisation_code) if part),
        )
        node.setIcon(0, self._theme.icon("item"))
        return node

    def _row(self, *texts: str) -> QTreeWidgetItem:
        node = QTreeWidgetItem(list(map(isolated, texts)))
        for number in (1, 2, 3):
            node.setTextAlignment(number, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return node
