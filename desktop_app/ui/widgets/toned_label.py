"""A label written in a tone or in the colour of a role, in light and in dark."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from desktop_app.ui.style.measures import Type
from desktop_app.ui.style.roles import Kind, Role, Tone, colour, tone
from desktop_app.ui.widgets.plain_label import PlainLabel


class TonedLabel(PlainLabel):
    """Plain text in `ink`; it follows a change of light to dark."""

    def __init__(
        self,
        text: str = "",
        ink: Tone | Role = Tone.SUBDUED,
        kind: Type = Type.BODY,
        parent: QWidget | None = None,
        *,
        wrap: bool = True,
    ) -> None:
        super().__init__(text, parent, kind=kind, wrap=wrap)
        self._ink = ink
        # On a raised ground Qt would take the palette's Text.
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        self._paint_ink()

    def set_ink(self, ink: Tone | Role) -> None:
        """Be written in another colour."""
        self._ink = ink
        self._paint_ink()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of light to dark."""
        super().changeEvent(event)
        # Of the application's palette a label with one of its own hears as of a change to its own.
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_ink()

    def _paint_ink(self) -> None:
        made = tone(self._ink) if isinstance(self._ink, Tone) else colour(self._ink, Kind.MARK)
        role = QPalette.ColorRole.WindowText
        if self.palette().color(QPalette.ColorGroup.Active, role) != made:
            palette = QPalette()
            palette.setColor(role, made)
            self.setPalette(palette)
