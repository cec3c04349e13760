"""What can be done with the rows that are chosen: a bar over the table's header, so that nothing moves."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPropertyAnimation, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QTableView, QToolButton, QWidget

from desktop_app.ui.style import drawing
from desktop_app.ui.style.emphasis import Emphasis, emphasise
from desktop_app.ui.style.measures import Radius, Space, Type
from desktop_app.ui.style.motion import Motion, duration
from desktop_app.ui.style.roles import Tone, tone
from desktop_app.ui.widgets.action_button import ActionButton
from desktop_app.ui.widgets.toned_label import TonedLabel

_KEPT = 2
"""Buttons that have room before the last of what is said has."""


class BulkBar(QWidget):
    """Lies over the header of `view` while something is said to be chosen; add what can be done with `add`.

    Buttons for which there is no room are left out from the last on; those that give an action are in a menu then.
    """

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self._header = view.horizontalHeader()
        self._words = TonedLabel(ink=Tone.ACCENT, kind=Type.BODY_STRONG, wrap=False)
        clear = QPushButton(self.tr("Clear"))
        emphasise(clear, Emphasis.QUIET)
        clear.setObjectName("bulk_bar_clear")
        clear.clicked.connect(view.clearSelection)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(Space.M, 0, Space.XS, 0)
        self._row.setSpacing(Space.S)
        self._row.addWidget(self._words)
        self._row.addWidget(clear)
        self._row.addStretch(1)
        self._clear = clear
        self._buttons: list[QWidget] = []
        self._parts: list[str] = []
        self._more = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setObjectName("bulk_bar_more")
        self._more.setText(self.tr("More"))
        self._more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._menu = QMenu(self._more)
        self._menu.setToolTipsVisible(True)
        self._more.setMenu(self._menu)
        self._row.addWidget(self._more)
        self._more.hide()
        self._slides = QPropertyAnimation(self, b"geometry", self)
        self._slides.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._header.installEventFilter(self)
        self.hide()

    def add(self, button: QWidget) -> None:
        """Offer something at the right."""
        self._row.insertWidget(self._row.count() - 1, button)
        self._buttons.append(button)
        self._fit()

    def say(self, *parts: str) -> None:
        """Say what is chosen, how many and how heavy, what matters first; with nothing to say the bar goes.

        Where there is little room, what comes last gives way to the buttons.
        """
        self._parts = [part for part in parts if part]
        words = " · ".join(self._parts)
        self.setAccessibleName(words)
        self._fit()
        if not words:
            self.hide()
        elif self.isHidden():
            self._slide_in()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stay over the header."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show} and not self.isHidden():
            self._slides.stop()
            self.setGeometry(self._place())
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the buttons that there is room for."""
        super().resizeEvent(event)
        for button in (self._clear, self._more, *self._buttons):
            button.setMaximumHeight(max(self.height() - Space.XS - Space.HAIR, 0))
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as the header is."""
        return QSize(0, super().minimumSizeHint().height())

    def _fit(self) -> None:
        margins, gap = self._row.contentsMargins(), self._row.spacing()
        room = self.width() - margins.left() - margins.right() - self._clear.sizeHint().width() - 2 * gap
        wide = [button.sizeHint().width() + gap for button in self._buttons]
        least = sum(wide[:_KEPT]) + self._more.sizeHint().width() + gap
        parts = len(self._parts)
        while parts > 1 and self._words_width(parts) + least > room:
            parts -= 1
        self._words.setText(" · ".join(self._parts[:parts]))
        room -= self._words_width(parts)
        shown = len(wide)
        if sum(wide) > room:
            room -= self._more.sizeHint().width() + gap
            while shown and sum(wide[:shown]) > room:
                shown -= 1
        for button in self._buttons[:shown]:
            button.show()
        left_out = self._buttons[shown:]
        self._menu.clear()
        for button in left_out:
            button.hide()
            action = button.action if isinstance(button, ActionButton) else None
            menu = button.menu() if isinstance(button, QToolButton) else None
            if action is not None:
                self._menu.addAction(menu.menuAction() if menu is not None else action)
        self._more.setVisible(not self._menu.isEmpty())

    def _words_width(self, parts: int) -> int:
        words = " · ".join(self._parts[:parts])
        return self._words.fontMetrics().horizontalAdvance(words) + Space.XS

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, which lets nothing through."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), tone(Tone.RAISED))
        drawing.box(painter, self.rect(), tone(Tone.SELECTION), None, radius=Radius.SMALL)
        painter.end()

    def _place(self) -> QRect:
        # Over the corner beside it too, above the scroll bar.
        place = QRect(self._header.geometry())
        corner = self._view.verticalScrollBar().width() if self._view.verticalScrollBar().isVisible() else 0
        if self._view.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            return place.adjusted(-corner, 0, 0, 0)
        return place.adjusted(0, 0, corner, 0)

    def _slide_in(self) -> None:
        place, lasts = self._place(), duration(Motion.QUICK)
        self.setGeometry(place)
        self.show()
        self.raise_()
        if lasts and self._header.isVisible():
            self._slides.setDuration(lasts)
            self._slides.setStartValue(place.translated(0, -place.height()))
            self._slides.setEndValue(place)
            self._slides.start()
