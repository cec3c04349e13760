"""A message beside what it is about: stays until it is read, says what to do, lets its reference be copied."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.shown_text import LINES as TEXT_LINES
from desktop_app.ui.shown_text import TEXT, shorten
from desktop_app.ui.style import drawing
from desktop_app.ui.style.measures import Space
from desktop_app.ui.style.roles import Kind, Role, Tone, tone
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.plain_label import PlainLabel

LETTERS: Final = 300
"""Code points of a part of the message that are shown: it stands above a page, and must leave room for it."""
LINES: Final = 8
"""Lines of it."""
_BESIDE: Final = 55
"""Letters that fit beside each other where there is room for buttons beside what is said."""


class MessageBar(QFrame):
    """One message; hidden while there is none. All of it is plain text, whoever wrote it.

    `changed`: it was shown, says something else, or was put away.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_bar")
        self._theme = theme
        self._role = Role.NEUTRAL
        self._retry: Callable[[], None] | None = None
        self._correlation_id = ""
        self._icon = QLabel(self)
        self._title = self._label(bold=True)
        # This program's own words: where something is kept, say, which must be there whole.
        self._advice = self._label(most=TEXT, lines=TEXT_LINES)
        self._detail = self._label()
        self._retry_button = QPushButton(self.tr("Retry"), self)
        self._retry_button.clicked.connect(self._do_retry)
        self._retry_button.setObjectName("message_retry")
        self._copy_button = QPushButton(self.tr("Copy reference"), self)
        self._copy_button.clicked.connect(self._copy)
        self._copy_button.setToolTip(self.tr("Copy the reference by which SortedPRO’s support finds this call"))
        self._close_button = QToolButton(self)
        self._close_button.clicked.connect(self.clear)
        self._close_button.setAutoRaise(True)
        self._close_button.setIcon(theme.icon("close"))
        self._close_button.setToolTip(self.tr("Put this message away"))
        self._close_button.setAccessibleName(self.tr("Put this message away"))
        self._lay_out()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        theme.changed.connect(self._paint_role)
        self.hide()

    def show_problem(
        self,
        title: str,
        advice: str = "",
        detail: str = "",
        correlation_id: str = "",
        retry: Callable[[], None] | None = None,
        *,
        retry_text: str = "",
        role: Role = Role.BAD,
    ) -> None:
        """Show what happened (`title`), what to do (`advice`), the service's own words, and what finds the call.

        `retry` is offered as a button, named `retry_text` where it is not simply the same again.
        """
        self._role, self._retry, self._correlation_id = role, retry, correlation_id
        if correlation_id:
            detail = "\n".join(filter(None, (detail, self.tr("Reference: {id}").format(id=isolated(correlation_id)))))
        for label, text in ((self._title, title), (self._advice, advice), (self._detail, detail)):
            label.setText(text)
            label.setVisible(bool(text))
        self._retry_button.setText(retry_text or self.tr("Retry"))
        self._retry_button.setVisible(retry is not None)
        self._copy_button.setVisible(bool(correlation_id))
        self.setAccessibleName(isolated(shorten(title)))
        self.setAccessibleDescription(isolated(shorten(" ".join(filter(None, (advice, detail))))))
        self._paint_role()
        self.show()
        self.changed.emit()

    def show_note(self, text: str, advice: str = "", *, role: Role = Role.GOOD) -> None:
        """Show something that went well, or that is good to know."""
        self.show_problem(text, advice, role=role)

    def add_note(self, text: str, advice: str = "", *, role: Role = Role.GOOD) -> None:
        """Show this below what is said already, which keeps its button; the more severe role counts."""
        if self.isHidden():
            self.show_note(text, advice, role=role)
            return
        role = next((each for each in (Role.BAD, Role.ATTENTION) if each in (role, self._role)), role)
        title, said, detail = (label.original for label in (self._title, self._advice, self._detail))
        correlation_id = self._correlation_id
        self.show_problem(
            f"{title}\n{text}",
            "\n".join(filter(None, (said, advice))),
            detail,
            retry=self._retry,
            retry_text=self._retry_button.text(),
            role=role,
        )
        # Its words are in the detail already.
        self._correlation_id = correlation_id
        self._copy_button.setVisible(bool(correlation_id))

    def clear(self) -> None:
        """Put the message away."""
        self._retry = None
        self.hide()
        self.changed.emit()

    def reserve_room(self) -> None:
        """Keep the room of a message of three lines also while there is none, so that what is below stays there."""
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        # A label is a pixel higher than the line in it; the first is bold.
        line = max(label.fontMetrics().lineSpacing() for label in (self._title, self._advice)) + 1
        margins = self.contentsMargins().top() + self.contentsMargins().bottom()
        self.setMinimumHeight(3 * line + margins + 2 * (Space.S + Space.HAIR))

    def text(self) -> str:
        """Return all that is said, a line for each part."""
        labels = (self._title, self._advice, self._detail)
        return "" if self.isHidden() else "\n".join(filter(None, (label.original for label in labels)))

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._paint_role()

    def heightForWidth(self, width: int) -> int:
        """Return the height of all that is said at that width."""
        self._fit(width)
        return super().heightForWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, which lets nothing through."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), tone(Tone.SURFACE))
        edge = self._theme.colour(self._role, Kind.MARK)
        drawing.box(painter, self.rect(), self._theme.colour(self._role, Kind.FILL), edge)
        painter.end()

    def _label(self, *, bold: bool = False, most: int = LETTERS, lines: int = LINES) -> PlainLabel:
        label = PlainLabel(parent=self, selectable=True, bold=bold, most=most, lines=lines)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        return label

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        for label in (self._title, self._advice, self._detail):
            words.addWidget(label)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(Space.S)
        top = Qt.AlignmentFlag.AlignTop
        for button in (self._retry_button, self._copy_button):
            self._actions.addWidget(button, alignment=top)
        self._said = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._said.setSpacing(Space.S)
        self._said.addLayout(words, 1)
        self._said.addLayout(self._actions)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(self._icon, alignment=top)
        row.addLayout(self._said, 1)
        row.addWidget(self._close_button, alignment=top)

    def _fit(self, width: int) -> None:
        """Put the buttons below the words where beside them they would leave no room to read."""
        narrow = width < self.fontMetrics().averageCharWidth() * _BESIDE
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._said.direction() != wanted:
            self._said.setDirection(wanted)
            self._said.setAlignment(self._actions, Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag(0))

    def _paint_role(self) -> None:
        palette = QPalette(QGuiApplication.palette())
        palette.setColor(QPalette.ColorRole.Window, self._theme.colour(self._role, Kind.FILL))
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.colour(self._role, Kind.TEXT))
        if self.palette() != palette:
            self.setPalette(palette)
        name = {Role.BAD: "error", Role.ATTENTION: "warning"}.get(self._role, "info")
        side = self.fontMetrics().height()
        self._icon.setPixmap(self._theme.icon(name, self._role, Kind.TEXT).pixmap(side, side))

    def _do_retry(self) -> None:
        retry = self._retry
        self.clear()
        if retry is not None:
            retry()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._correlation_id)
