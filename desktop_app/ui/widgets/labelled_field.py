"""A field with its name above it, its unit behind it, and below it a hint, or what is wrong with it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui.foreign_text import isolated, tooltip
from desktop_app.ui.style.measures import Space, Type
from desktop_app.ui.style.roles import Role, Tone
from desktop_app.ui.widgets.toned_label import TonedLabel


class LabelledField(QWidget):
    """`needed` marks what cannot be left empty. An error is said below in words and takes the place of the hint."""

    def __init__(
        self,
        name: str,
        field: QWidget,
        *,
        unit: str = "",
        hint: str = "",
        needed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._hint = hint
        self._error = ""
        field.setAccessibleName(name)
        shown = self.tr("{name} *").replace("{name}", name) if needed else name
        self._shown = shown
        self._name = TonedLabel(shown, kind=Type.CAPTION, wrap=False, parent=self)
        self._name.setBuddy(field)
        self._below = TonedLabel(kind=Type.CAPTION, parent=self)
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        line.addWidget(field, 1)
        if unit:
            line.addWidget(TonedLabel(unit, wrap=False, parent=self))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self._name)
        column.addLayout(line)
        column.addWidget(self._below)
        self._say()

    @property
    def error(self) -> str:
        """What is wrong, or an empty text."""
        return self._error

    def set_error(self, error: str) -> None:
        """Say what is wrong with what stands in the field; an empty text: nothing is."""
        self._error = error
        self.field.setProperty("wrong", bool(error))
        self.field.setAccessibleDescription(isolated(error or self._hint))
        self.field.update()
        self._say()

    def mark(self, wrong: str) -> None:
        """Mark the name, where `wrong` is to be mended: nothing below moves, as it would to make room for words."""
        self._name.setText(f"{self._shown} *" if wrong else self._shown)
        self._name.set_ink(Role.ATTENTION if wrong else Tone.SUBDUED)
        self._name.setToolTip(tooltip(wrong))
        self.field.setAccessibleDescription(isolated(wrong))

    def _say(self) -> None:
        words = self._error or self._hint
        self._below.setText(words)
        self._below.setVisible(bool(words))
        self._below.set_ink(Role.BAD if self._error else Tone.SUBDUED)
