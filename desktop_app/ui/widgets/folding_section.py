"""A part of a page that folds: its title stays, and says in a few words what is in it."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QPropertyAnimation, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.style import drawing
from desktop_app.ui.style.measures import CONTROL, Space, Type, font, scaled
from desktop_app.ui.style.motion import Motion, duration
from desktop_app.ui.style.roles import Tone, tone

_UNBOUNDED = 16_777_215
"""Qt's own QWIDGETSIZE_MAX."""


class FoldingSection(QWidget):
    """Add to `column` what it holds. `folded(bool)`: a person has opened or closed it.

    `quiet`: it is a part of a part, and its title no louder than a link.
    """

    folded = Signal(bool)

    def __init__(self, title: str, *, opened: bool = True, quiet: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.head = _Head(title, self, quiet=quiet)
        self.head.setChecked(opened)
        self.head.toggled.connect(self._toggled)
        self._body = QWidget(self)
        self._body.setVisible(opened)
        self.column = QVBoxLayout(self._body)
        self.column.setContentsMargins(0, Space.XS, 0, Space.M)
        self.column.setSpacing(Space.S)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.NONE)
        whole.addWidget(self.head)
        whole.addWidget(self._body)
        self._moves = QPropertyAnimation(self._body, b"maximumHeight", self)
        self._moves.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._moves.finished.connect(self._settle)

    @property
    def opened(self) -> bool:
        """Whether what it holds can be seen."""
        return self.head.isChecked()

    def set_opened(self, opened: bool) -> None:
        """Open or close it, at once."""
        if opened is not self.opened:
            self.head.blockSignals(True)
            self.head.setChecked(opened)
            self.head.blockSignals(False)
            self.head.update()
        self._settle()

    def set_summary(self, words: str) -> None:
        """Say at the right of the title what is in it."""
        self.head.summary = words
        self.head.setAccessibleDescription(isolated(words))
        self.head.update()

    def _toggled(self, opened: bool) -> None:
        lasts = duration(Motion.QUICK)
        high = self._body.sizeHint().height()
        self._moves.stop()
        if lasts and self.isVisible():
            self._moves.setDuration(lasts)
            self._moves.setStartValue(0 if opened else high)
            self._moves.setEndValue(high if opened else 0)
            self._body.setMaximumHeight(0 if opened else high)
            self._body.show()
            self._moves.start()
        else:
            self._settle()
        self.folded.emit(opened)

    def _settle(self) -> None:
        self._body.setVisible(self.opened)
        self._body.setMaximumHeight(_UNBOUNDED)


class _Head(QAbstractButton):
    def __init__(self, title: str, parent: QWidget, *, quiet: bool) -> None:
        super().__init__(parent)
        self.summary = ""
        self._quiet = quiet
        self.setText(title)
        self.setCheckable(True)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFont(font(Type.BODY if quiet else Type.STRONG))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for the title and its arrow."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + Space.HUGE, scaled(CONTROL, metrics))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint arrow, title and summary."""
        painter = QPainter(self)
        box = self.rect()
        if self.underMouse() and self.isEnabled():
            drawing.box(painter, box, tone(Tone.HOVER), None)
        points = Qt.ArrowType.DownArrow if self.isChecked() else Qt.ArrowType.RightArrow
        left_to_right = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
        if not self.isChecked() and not left_to_right:
            points = Qt.ArrowType.LeftArrow
        arrow = QRect(0, 0, Space.XL, box.height())
        words = box.adjusted(Space.XL, 0, -Space.XS, 0)
        if not left_to_right:
            arrow.moveRight(box.right())
            words = box.adjusted(Space.XS, 0, -Space.XL, 0)
        ink = tone(Tone.TEXT if not self._quiet else Tone.ACCENT if self.isEnabled() else Tone.SUBDUED)
        drawing.chevron(painter, arrow, ink if self._quiet else tone(Tone.SUBDUED), points=points)
        # Left is where a line begins, right where it ends: a painter turns them round with its widget.
        near, far = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        flat = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.setPen(ink)
        title = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(flat | near), title)
        taken = self.fontMetrics().horizontalAdvance(self.text()) + Space.M
        rest = words.adjusted(taken, 0, 0, 0) if left_to_right else words.adjusted(0, 0, -taken, 0)
        painter.setFont(font(Type.BODY))
        painter.setPen(tone(Tone.SUBDUED))
        shown = painter.fontMetrics().elidedText(self.summary, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, int(flat | far), shown)
        if self.hasFocus():
            drawing.ring(painter, box)
        painter.end()
