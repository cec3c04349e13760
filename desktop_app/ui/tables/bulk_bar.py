"""What can be done with the rows that are chosen: a bar over the table's header, so that nothing moves."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPropertyAnimation, QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTableView, QWidget

from desktop_app.ui.style import drawing
from desktop_app.ui.style.emphasis import Emphasis, emphasise
from desktop_app.ui.style.measures import Radius, Space, Type
from desktop_app.ui.style.motion import Motion, duration
from desktop_app.ui.style.roles import Tone, tone
from desktop_app.ui.widgets.toned_label import TonedLabel


class BulkBar(QWidget):
    """Lies over the header of `view` while something is said to be chosen; add what can be done with `add`."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
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
        self._slides = QPropertyAnimation(self, b"geometry", self)
        self._slides.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._header.installEventFilter(self)
        self.hide()

    def add(self, button: QWidget) -> None:
        """Offer something at the right."""
        self._row.addWidget(button)

    def say(self, words: str) -> None:
        """Say what is chosen, how many and how heavy; with an empty text the bar goes."""
        self._words.setText(words)
        self.setAccessibleName(words)
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

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, which lets nothing through."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), tone(Tone.RAISED))
        drawing.box(painter, self.rect(), tone(Tone.SELECTION), None, radius=Radius.SMALL)
        painter.end()

    def _place(self) -> QRect:
        return QRect(self._header.geometry())

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
