"""Toasts: a word about what was done, in a corner over the page; they move nothing, and a bad one stays until read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from desktop_app.ui.announce import announce
from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.shown_text import shorten
from desktop_app.ui.style import drawing
from desktop_app.ui.style.emphasis import Emphasis, emphasise
from desktop_app.ui.style.measures import Space
from desktop_app.ui.style.roles import Role, Tone, tone
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.icon_label import IconLabel
from desktop_app.ui.widgets.plain_label import PlainLabel

READ_IN: Final = 6000
"""Milliseconds after which a good one goes by itself, unless the pointer or the keyboard is on it."""
LETTERS: Final = 48
"""A toast is as wide as its words, up to so many letters."""
MOST: Final = 3
"""So many at once; the oldest good one makes room."""
_SHADE: Final = 6
_ICONS: Final = {Role.BAD: "error", Role.ATTENTION: "warning", Role.GOOD: "ok"}


class Toast(QWidget):
    """One of them."""

    def __init__(
        self, theme: Theme, text: str, role: Role, parent: QWidget, action: tuple[str, Callable[[], None]] | None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.stays = role in {Role.BAD, Role.ATTENTION}
        self.setAccessibleName(isolated(shorten(text)))
        words = PlainLabel(text, lines=4)
        metrics = words.fontMetrics()
        longest = max(map(metrics.horizontalAdvance, words.text().splitlines()), default=0)
        words.setMinimumWidth(min(metrics.averageCharWidth() * LETTERS, longest + Space.XS))
        row = QHBoxLayout(self)
        row.setContentsMargins(_SHADE + Space.M, _SHADE + Space.S, _SHADE + Space.XS, _SHADE + Space.S)
        row.setSpacing(Space.S)
        row.addWidget(IconLabel(theme.icon(_ICONS.get(role, "info"), role)))
        row.addWidget(words, 1)
        if action is not None:
            name, do = action
            button = QPushButton(name)
            emphasise(button, Emphasis.QUIET)
            button.clicked.connect(do)
            button.clicked.connect(self.close)
            row.addWidget(button)
        cross = QToolButton(autoRaise=True)
        cross.setIcon(theme.icon("close"))
        away = self.tr("Put this message away")
        cross.setToolTip(away)
        cross.setAccessibleName(away)
        cross.clicked.connect(self.close)
        row.addWidget(cross)
        self._soon = QTimer(self, singleShot=True, interval=READ_IN)
        self._soon.timeout.connect(self._go)
        if not self.stays:
            self._soon.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the raised ground."""
        painter = QPainter(self)
        sheet = QRectF(self.rect()).adjusted(_SHADE, _SHADE, -_SHADE, -_SHADE)
        drawing.shadow(painter, sheet, depth=_SHADE)
        drawing.box(painter, sheet, tone(Tone.RAISED), tone(Tone.LINE))
        painter.end()

    def _go(self) -> None:
        focused: QWidget | None = self.window().focusWidget()
        if self.underMouse() or (focused is not None and self.isAncestorOf(focused)):
            self._soon.start()
        else:
            self.close()


class Toasts(QObject):
    """Keeps toasts one above the other in the corner of `host` where reading ends."""

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._theme = theme
        self._host = host
        self._shown: list[Toast] = []
        host.installEventFilter(self)

    def show(self, text: str, role: Role = Role.GOOD, action: tuple[str, Callable[[], None]] | None = None) -> Toast:
        """Show a toast, with what can be done about it as (words, what it does); returns it."""
        if len(self._shown) >= MOST:
            passing = next((toast for toast in self._shown if not toast.stays), None)
            if passing is not None:
                passing.close()
        toast = Toast(self._theme, text, role, self._host, action)
        toast.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        toast.installEventFilter(self)
        self._shown.append(toast)
        toast.show()
        self._place()
        announce(self._host, text)
        return toast

    def shown(self) -> list[Toast]:
        """Return those that can be seen, the oldest first."""
        return list(self._shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the host's size, and close the gap that one leaves."""
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._place()
        elif isinstance(watched, Toast) and event.type() == QEvent.Type.Close and watched in self._shown:
            self._shown.remove(watched)
            self._place()
        return False

    def _place(self) -> None:
        bottom = self._host.height() - Space.M
        for toast in reversed(self._shown):
            wide = min(toast.sizeHint().width(), max(self._host.width() - 2 * Space.M, 1))
            high = max(toast.heightForWidth(wide), toast.sizeHint().height())
            left_to_right = self._host.layoutDirection() is Qt.LayoutDirection.LeftToRight
            x = self._host.width() - wide - Space.M if left_to_right else Space.M
            toast.setGeometry(x, bottom - high, wide, high)
            toast.raise_()
            bottom -= high
