"""The strip on top of every window: which environment this is, in word, icon and colour."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from desktop_app.pro.environments import Environment, EnvironmentName
from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.style.measures import Space, Type, font
from desktop_app.ui.style.roles import Kind, Role
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.elided_label import ElidedLabel


class EnvironmentStrip(QFrame):
    """Marks a window as demo, sandbox, production or custom; add widgets to its right with `add`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("environment_strip")
        self._theme = theme
        self._role = Role.DEMO
        self._icon = QLabel(self)
        self._name = QLabel(self)
        self._name.setFont(font(Type.BODY_STRONG))
        self._meaning = ElidedLabel(parent=self)
        self._meaning.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        self._row.setSpacing(Space.S)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._name)
        self._row.addWidget(self._meaning, stretch=1)
        self.setAutoFillBackground(True)
        theme.changed.connect(self._paint_role)

    def mark(self, environment: Environment) -> None:
        """Show which environment this is."""
        name, meaning = map(isolated, self._words(environment))
        self._role = Role(environment.name.value)
        self._name.setText(name)
        self._meaning.setText(meaning)
        self.setAccessibleName(self.tr("Environment: {name}, {meaning}").format(name=name, meaning=meaning))
        self._paint_role()

    def add(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self._row.addWidget(widget)

    def _words(self, environment: Environment) -> tuple[str, str]:
        match environment.name:
            case EnvironmentName.DEMO:
                return self.tr("DEMO"), self.tr("practice inside this program; nothing leaves this computer")
            case EnvironmentName.SANDBOX:
                return self.tr("SANDBOX"), self.tr("nothing here reaches a carrier")
            case EnvironmentName.PRODUCTION:
                return self.tr("PRODUCTION"), self.tr("carriers collect and charge for what you send here")
            case EnvironmentName.CUSTOM:
                return self.tr("CUSTOM"), environment.base_url

    def _paint_role(self) -> None:
        palette = QPalette(QGuiApplication.palette())
        palette.setColor(QPalette.ColorRole.Window, self._theme.colour(self._role, Kind.FILL))
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.colour(self._role, Kind.TEXT))
        self.setPalette(palette)
        side = self.fontMetrics().height()
        self._icon.setPixmap(self._theme.icon(self._role.value, self._role, Kind.TEXT).pixmap(side, side))
