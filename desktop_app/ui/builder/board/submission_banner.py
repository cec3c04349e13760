"""The strip on a consignment's sheet, in the place of its steps, that says how its sending stands."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton

from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.style import drawing
from desktop_app.ui.style.measures import Space
from desktop_app.ui.style.roles import Kind, Role, colour
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.elided_label import ElidedLabel


class SubmissionBanner(QFrame):
    """Says in place how sending stands: on its way, created, or not known."""

    changed = Signal()
    """It was shown, or is no longer."""
    open_wanted = Signal(str)
    clear_wanted = Signal()
    look_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._role = Role.NEUTRAL
        self._reference = ""
        self.setObjectName("sent_strip")
        self.icon = QLabel()
        self.text = ElidedLabel()
        self.open = QPushButton(self.tr("Open"))
        self.open.setObjectName("open_created")
        self.clear = QPushButton(self.tr("Put away"))
        self.clear.setObjectName("clear_created")
        self.clear.setToolTip(self.tr("Take it off the bench; it is still under Consignments"))
        self.look = QPushButton(self.tr("Look again"))
        self.look.setObjectName("look_again")
        self.open.clicked.connect(lambda: self.open_wanted.emit(self._reference))
        self.clear.clicked.connect(self.clear_wanted)
        self.look.clicked.connect(self.look_wanted)
        said = QHBoxLayout()
        said.setContentsMargins(0, Space.XS, Space.S, Space.XS)
        said.setSpacing(Space.S)
        said.addWidget(self.icon)
        said.addWidget(self.text, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(Space.S)
        for button in (self.open, self.clear, self.look):
            button.setAutoDefault(False)
            self._buttons.addWidget(button)
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._parts.setContentsMargins(Space.M, 0, 0, 0)
        self._parts.setSpacing(Space.S)
        self._parts.addLayout(said, 1)
        self._parts.addLayout(self._buttons)
        theme.changed.connect(self._paint_role)
        self.hide()

    def show_sending(self) -> None:
        """Say that it is on its way."""
        self._show(Role.MOVING, self.tr("Creating…"))

    def show_created(self, reference: str) -> None:
        """Say that it is there, and offer to open it."""
        self._reference = reference
        text = self.tr("Created {reference}").replace("{reference}", reference)
        self._show(Role.GOOD, text, self.open, self.clear)

    def show_earlier(self, reference: str) -> None:
        """Say that what is here was not sent, though an earlier version of it was created; offer to open that."""
        self._reference = reference
        text = self.tr("Not sent; an earlier version is {reference}")
        self._show(Role.ATTENTION, text.replace("{reference}", reference), self.open, self.clear)

    def show_unknown(self) -> None:
        """Say that nobody knows yet, and offer to look."""
        self._show(
            Role.ATTENTION, self.tr("No answer came: it may have been created. It is not sent again."), self.look
        )

    def setVisible(self, visible: bool) -> None:  # noqa: N802 - Qt's name
        """Be shown or not, and tell."""
        super().setVisible(visible)
        self.changed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of what is said in its colours; the buttons stand beside it."""
        painter = QPainter(self)
        words = self.icon.geometry().united(self.text.geometry()).adjusted(-Space.M, -Space.XS, Space.S, Space.XS)
        if self._parts.direction() is not QBoxLayout.Direction.TopToBottom:
            words.setTop(0)
            words.setBottom(self.height() - 1)
        drawing.box(painter, words, colour(self._role, Kind.FILL), None)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the words where there is no room beside them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        margins = self._parts.contentsMargins()
        room = (
            self.width() - margins.left() - margins.right() - self.icon.sizeHint().width() - 3 * self._parts.spacing()
        )
        beside = self.text.sizeHint().width() + self._buttons.sizeHint().width() <= room
        down = QBoxLayout.Direction.TopToBottom
        self._parts.setDirection(QBoxLayout.Direction.LeftToRight if beside else down)

    def _show(self, role: Role, text: str, *buttons: QPushButton) -> None:
        self._role = role
        self.text.setText(text)
        self.setAccessibleName(isolated(text))
        for button in (self.open, self.clear, self.look):
            button.setVisible(button in buttons)
        self._paint_role()
        self.show()
        self._fit()

    def _paint_role(self) -> None:
        palette = QPalette(QGuiApplication.palette())
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.colour(self._role, Kind.TEXT))
        self.setPalette(palette)
        side = self.fontMetrics().height()
        name = {Role.GOOD: "ok", Role.ATTENTION: "unknown"}.get(self._role, "refresh")
        self.icon.setPixmap(self._theme.icon(name, self._role).pixmap(side, side))
