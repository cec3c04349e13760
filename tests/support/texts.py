"""Every text that a window holds, wherever it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabWidget,
    QTextEdit,
    QWidget,
)

_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
    Qt.ItemDataRole.StatusTipRole,
    Qt.ItemDataRole.WhatsThisRole,
)

_HARMFUL = re.compile("[\u202a-\u202e\u2060-\u2067\u200b\ufeff\U000e0000-\U000e007f]")
_DIRECTED = re.compile("[\u0590-\u08ff\u200e\u200f\ufb1d-\ufdff\ufe70-\ufefc]")


def texts(window: QWidget, *, edited: bool = True) -> Iterator[tuple[str, str]]:
    """Yield where, and what: of the window, all in it and their menus; `edited`: what stands in fields too."""
    for widget in (window, *window.findChildren(QWidget)):
        name = _name(widget)
        for text in (widget.windowTitle(), widget.toolTip(), widget.statusTip(), widget.whatsThis()):
            yield name, text
        yield f"{name} to a screen reader", widget.accessibleName()
        yield f"{name} to a screen reader", widget.accessibleDescription()
        yield from ((name, text) for text in _shown(widget, edited=edited))
    for action in window.findChildren(QAction):
        name = f"action {_name(action)}"
        yield from ((name, text) for text in (action.text(), action.toolTip(), action.statusTip(), action.iconText()))


def reaches_out(text: str) -> bool:
    """Say whether a character of `text` turns what is beside it (outside of an isolate), or cannot be seen at all."""
    if _HARMFUL.search(text):
        return True
    for line in text.split("\n"):
        depth = 0
        for character in line:
            depth += (character == "\u2068") - (character == "\u2069")
            if depth < 0 or (depth == 0 and _DIRECTED.match(character)):
                return True
        if depth:
            return True
    return False


def _shown(widget: QWidget, *, edited: bool) -> Iterator[str]:
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QGroupBox() | QMenu():
            yield widget.title()
        case QComboBox():
            yield from (widget.itemText(row) for row in range(widget.count()))
        case QLineEdit() if edited or widget.isReadOnly():
            yield widget.text()
        case QPlainTextEdit() | QTextEdit() if edited or widget.isReadOnly():
            yield widget.toPlainText()
        case QTabWidget():
            yield from (widget.tabText(n) for n in range(widget.count()))
        case QAbstractItemView():
            model = widget.model()
            if model is not None:
                yield from _cells(model, QModelIndex())


def _cells(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
    for row in range(model.rowCount(parent)):
        for column in range(columns):
            index = model.index(row, column, parent)
            for role in _ROLES:
                said = index.data(role)
                if isinstance(said, str):
                    yield said
        yield from _cells(model, model.index(row, 0, parent))


def _name(thing: QObject) -> str:
    return thing.objectName() or type(thing).__name__
