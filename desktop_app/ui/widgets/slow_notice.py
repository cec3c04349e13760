"""Says over the foot of a page that the service is slow, and offers to stop waiting. Nothing moves to make room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop_app.ui.announce import announce
from desktop_app.ui.operation import SLOW_AFTER, Operation
from desktop_app.ui.style.measures import Space
from desktop_app.ui.style.roles import Kind, Role
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.elided_label import ElidedLabel
from desktop_app.ui.widgets.icon_label import IconLabel

MARGIN = Space.M


class SlowNotices:
    """Shows a notice on the page, or the panel, that waits: on the nearest widget above who asked that has room."""

    def __init__(self, theme: Theme, after: int = SLOW_AFTER) -> None:
        self.after = after
        self._theme = theme

    def show(self, operation: Operation) -> None:
        """Say that this is being waited for, until it has ended or there is news of it."""
        place = _place(operation)
        if place is None:
            return
        notice = place.findChild(SlowNotice, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if not isinstance(notice, SlowNotice):
            notice = SlowNotice(self._theme, place)
        notice.add(operation)

    def news(self, operation: Operation) -> None:
        """Say it no more, for now."""
        place = _place(operation)
        notice = place and place.findChild(SlowNotice, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if isinstance(notice, SlowNotice):
            notice.take_away(operation)


class SlowNotice(QFrame):
    """One notice over the foot of `place`, for all that is waited for there; gone when nothing is."""

    def __init__(self, theme: Theme, place: QWidget) -> None:
        super().__init__(place)
        self.setObjectName("slow_notice")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self._theme = theme
        self._place = place
        self._operations: list[Operation] = []
        # What goes without an end goes with who asked, and this notice may be going with it.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._one_ended)
        self._text = ElidedLabel()
        self._stop = QPushButton(self.tr("Stop"))
        self._stop.setObjectName("slow_stop")
        self._stop.setToolTip(self.tr("Wait no longer; it can be asked again"))
        self._stop.clicked.connect(self._stop_all)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, Space.S, MARGIN, Space.S)
        row.addWidget(IconLabel(theme.icon("refresh")))
        row.addWidget(self._text, 1)
        row.addWidget(self._stop)
        place.installEventFilter(self)
        theme.changed.connect(self._paint_role)
        self._paint_role()
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def add(self, operation: Operation) -> None:
        """Name one more."""
        if operation in self._operations:
            return
        self._operations.append(operation)
        operation.ended.connect(self._one_ended)
        operation.destroyed.connect(self._soon.start)
        self._tell()
        announce(self, self.text)

    def take_away(self, operation: Operation) -> None:
        """Name one no more."""
        self._operations = [each for each in self._operations if each is not operation]
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show} and watched is self._place and self.isVisible():
            self._put_at_foot()
        return super().eventFilter(watched, event)

    def _one_ended(self) -> None:
        self._operations = [each for each in self._operations if _lives(each) and each.pending]
        self._tell()

    def _tell(self) -> None:
        if not self._operations:
            self.hide()
            return
        about = ", ".join(dict.fromkeys(each.about for each in self._operations))
        self._text.setText(self.tr("{about}: SortedPRO is slow to answer").replace("{about}", about))
        self.setAccessibleName(self._text.text())
        self._put_at_foot()
        self.show()
        self.raise_()

    def _put_at_foot(self) -> None:
        place = self._place
        wide = (
            self.sizeHint().width()
            - self._text.sizeHint().width()
            + self._text.fontMetrics().horizontalAdvance(self.text)
        )
        width = min(wide + 2 * MARGIN, place.width() - 2 * MARGIN)
        height = self.sizeHint().height()
        self.setGeometry((place.width() - width) // 2, place.height() - height - MARGIN, width, height)

    def _stop_all(self) -> None:
        operations, self._operations = self._operations, []
        self.hide()
        for operation in operations:
            if _lives(operation):
                operation.stop()

    def _paint_role(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, self._theme.colour(Role.ATTENTION, Kind.FILL))
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.colour(Role.ATTENTION, Kind.TEXT))
        self.setPalette(palette)


def _place(operation: Operation) -> QWidget | None:
    """Return the nearest widget above `operation` that is large enough for a notice; None if there is none."""
    above: QObject | None = operation.parent()
    found: QWidget | None = None
    while above is not None:
        if isinstance(above, QWidget):
            found = above
            letter = above.fontMetrics()
            if above.width() >= letter.averageCharWidth() * 36 and above.height() >= letter.lineSpacing() * 12:
                return above
            if above.isWindow():
                # A menu, say: the page that it belongs to is seen, it is not.
                above = above.parentWidget()
                continue
        above = above.parent()
    return found


def _lives(operation: Operation) -> bool:
    from shiboken6 import isValid

    return isValid(operation)
