"""The settings in force, told of when they change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_app.store.settings import Settings


class CurrentSettings(QObject):
    """Holds a value that is never changed, only replaced, so that another thread can be given it.

    `changed` carries the names of the fields (a frozenset) that have another value now.
    """

    changed = Signal(object)

    def __init__(self, value: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._value = value

    @property
    def value(self) -> Settings:
        """The settings as they are now."""
        return self._value

    def change(self, **fields: Any) -> None:
        """Set these fields of Settings; raises TypeError for one that it does not have."""
        before, self._value = self._value, replace(self._value, **fields)
        names = frozenset(name for name in fields if getattr(before, name) != getattr(self._value, name))
        if names:
            self.changed.emit(names)
