"""What Qt leaves untold, or tells wrongly, to a screen reader; mended for every widget in one place."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QLineEdit

_MENDED: Final = "screen_reader_mended"
_CLEAR: Final = "_q_qlineeditclearaction"
"""What Qt calls the action behind the cross of a line."""


def mend_what_is_told() -> None:
    """Mend each widget as a screen reader first asks for it; where none is there, nothing is done."""
    application = QCoreApplication.instance()
    # Qt keeps it as often as it is given, and for as long as the application is.
    if application is not None and not application.property(_MENDED):
        application.setProperty(_MENDED, True)
        QAccessible.installFactory(_mend)


def _mend(kind: str, asked: QObject) -> None:
    """Qt asks for each class of a widget whether it is told in a way of its own; it is not, None says."""
    match asked:
        case QComboBox() if kind == "QComboBox":
            _ClosedList(asked)
        case QLineEdit() if kind == "QLineEdit":
            _name_cross(asked)
        case QHeaderView() if kind == "QHeaderView":
            _name_header(asked)


class _ClosedList(QObject):
    """Has the list of `combo` no size while it is closed: Qt tells an entry as showing that lies within its list."""

    def __init__(self, combo: QComboBox) -> None:
        super().__init__(combo)
        view = combo.view()
        view.installEventFilter(self)
        if not view.isVisible():
            view.resize(0, 0)

    def eventFilter(self, view: QObject, event: QEvent) -> bool:
        """Give it its size again as it opens: its frame does not, where that is as large as the last time."""
        if isinstance(view, QAbstractItemView):
            frame = view.parentWidget()
            layout = None if frame is None else frame.layout()
            if event.type() is QEvent.Type.Hide:
                view.resize(0, 0)
            elif event.type() is QEvent.Type.Show and layout is not None:
                layout.invalidate()
                layout.activate()
        return False


def _name_cross(line: QLineEdit) -> None:
    for action in line.findChildren(QAction, _CLEAR):
        if not action.text():
            action.setText(QCoreApplication.translate("ScreenReader", "Clear the field"))


def _name_header(header: QHeaderView) -> None:
    table = header.parentWidget()
    if not header.accessibleName() and table is not None:
        words = QCoreApplication.translate("ScreenReader", "Columns of {list}")
        header.setAccessibleName(words.replace("{list}", table.accessibleName()))
