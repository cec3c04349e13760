"""The appearance of the whole program: light, dark or as the system is; palette, type and style."""

from __future__ import annotations

from typing import Any, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from desktop_app.ui.style.icons import icon
from desktop_app.ui.style.measures import Type, body_font, font
from desktop_app.ui.style.roles import Kind, Role, Tone, colour, is_dark, severity, tone

Appearance = Literal["system", "light", "dark"]


class Theme(QObject):
    """The appearance that the user chose, and the colours and icons that follow from it.

    `changed` is emitted after light became dark or the other way round, by the system or by the user.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_dark = is_dark()
        self._appearance: Appearance = "system"
        hints = QGuiApplication.styleHints()
        # Queued: the palette follows the scheme, and who repaints now would still meet the old one.
        hints.colorSchemeChanged.connect(self._scheme_changed, Qt.ConnectionType.QueuedConnection)

    def set_appearance(self, appearance: Appearance) -> None:
        """Show the program light, dark, or as the system is."""
        self._appearance = appearance
        wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(appearance, Qt.ColorScheme.Unknown)
        QGuiApplication.styleHints().setColorScheme(wanted)
        self._colour_all()
        self._look_again()

    @property
    def dark(self) -> bool:
        """Whether the program is shown light on dark."""
        return is_dark()

    def colour(self, role: Role, kind: Kind = Kind.MARK) -> QColor:
        """Return the colour of one part of a role under the present palette."""
        return colour(role, kind)

    def severity(self, state: str) -> Role:
        """Return the role of a state by its wire name."""
        return severity(state)

    def icon(self, name: str, role: Role | None = None, kind: Kind = Kind.MARK) -> QIcon:
        """Return the named icon, tinted; it follows light and dark by itself."""
        return icon(name, role, kind)

    def _scheme_changed(self) -> None:
        self._colour_all()
        self._look_again()

    def _colour_all(self) -> None:
        # A bare X server has no theme that could follow the wish, or tell of one.
        if self._appearance == "system":
            dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        else:
            dark = self._appearance == "dark"
        colour_application(dark=dark)

    def _look_again(self) -> None:
        if is_dark() != self._was_dark:
            self._was_dark = is_dark()
            self.changed.emit()


def dress(application: QApplication) -> None:
    """Give the program its style and the sizes of its text, before its first window is made."""
    from desktop_app.ui.style.desk_style import DeskStyle

    application.setStyle(DeskStyle())
    application.setFont(body_font(application.font(), application.primaryScreen().logicalDotsPerInchY()))
    for small in _named("QHeaderView", "QToolTip"):
        application.setFont(font(Type.CAPTION), small)


def colour_application(*, dark: bool) -> None:
    """Give every widget the colours of light or dark."""
    QApplication.setPalette(palette(dark=dark))
    for view in _named("QTableView", "QListView", "QTreeView"):
        lined = palette(dark=dark)
        # What a view writes is Text; WindowText is what its frame is drawn in.
        lined.setColor(QPalette.ColorRole.WindowText, tone(Tone.LINE, dark=dark))
        QApplication.setPalette(lined, view)
    marked = palette(dark=dark)
    marked.setColor(QPalette.ColorRole.Highlight, tone(Tone.ACCENT, dark=dark))
    marked.setColor(QPalette.ColorRole.HighlightedText, tone(Tone.ON_ACCENT, dark=dark))
    for written in _named("QLineEdit", "QPlainTextEdit", "QTextEdit"):
        QApplication.setPalette(marked, written)
    quiet = palette(dark=dark)
    quiet.setColor(QPalette.ColorRole.ButtonText, tone(Tone.SUBDUED, dark=dark))
    for header in _named("QHeaderView"):
        QApplication.setPalette(quiet, header)
    tip = palette(dark=dark)
    for role, which in (
        (QPalette.ColorRole.Window, Tone.TIP),
        (QPalette.ColorRole.ToolTipBase, Tone.TIP),
        (QPalette.ColorRole.WindowText, Tone.ON_TIP),
        (QPalette.ColorRole.ToolTipText, Tone.ON_TIP),
    ):
        tip.setColor(role, tone(which, dark=dark))
    QToolTip.setPalette(tip)


def _named(*classes: str) -> tuple[Any, ...]:
    """Return names of Qt's classes as PySide takes them: text, where its stubs say bytes."""
    return classes


def palette(*, dark: bool) -> QPalette:
    """Return Qt's own roles in our tones."""
    role = QPalette.ColorRole
    made = QPalette(tone(Tone.RAISED, dark=dark), tone(Tone.SURFACE, dark=dark))
    for which, roles in (
        (Tone.TEXT, (role.WindowText, role.Text, role.ButtonText, role.HighlightedText)),
        (Tone.SURFACE, (role.Window,)),
        (Tone.SUNKEN, (role.Midlight,)),
        (Tone.RAISED, (role.Base, role.AlternateBase, role.Button, role.Light)),
        (Tone.SELECTION, (role.Highlight,)),
        (Tone.ACCENT, (role.Accent, role.Link, role.LinkVisited)),
        (Tone.ON_ACCENT, (role.BrightText,)),
        (Tone.SUBDUED, (role.PlaceholderText,)),
        (Tone.LINE, (role.Mid,)),
        (Tone.EDGE, (role.Dark, role.Shadow)),
        (Tone.TIP, (role.ToolTipBase,)),
        (Tone.ON_TIP, (role.ToolTipText,)),
    ):
        for each in roles:
            made.setColor(each, tone(which, dark=dark))
    for each in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, each, tone(Tone.MUTED, dark=dark))
    made.setColor(QPalette.ColorGroup.Disabled, role.Highlight, tone(Tone.PRESSED, dark=dark))
    return made
