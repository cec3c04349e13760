"""What was created with which reference already, asked for as references are typed."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.packing.checks import reference_key
from desktop_app.services.references import References
from desktop_app.ui.operation import Operations

REST: Final = 500
"""Milliseconds that a reference must stay as it is before it is asked for: while it is typed it is many others."""

_log = logging.getLogger(__name__)


class KnownReferences(QObject):
    """Asks for one reference at a time. `changed`: of one more it is known that it was created."""

    changed = Signal()

    def __init__(self, references: References, operations: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._references = references
        self._operations = operations
        self._told: dict[str, str] = {}
        self._wanted = ""
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._ask)

    @property
    def created(self) -> Mapping[str, str]:
        """What was created: reference (as `reference_key` has it) → EC-…."""
        return {key: made for key, made in self._told.items() if made}

    def want(self, reference: str) -> None:
        """Ask for this one, unless it is known, once it has stayed a moment."""
        if reference_key(reference) == reference_key(self._wanted):
            return
        self._wanted = reference
        self._rest.start()

    def note(self, reference: str, made: str) -> None:
        """Take note that this was created with that reference."""
        # While it was typed, the answer was that none was created.
        key = reference_key(reference)
        self._told[key] = self._told.get(key) or made

    def forget(self) -> None:
        """Ask again for what was not created when it was asked for."""
        self._told = dict(self.created)
        wanted, self._wanted = self._wanted, ""
        self.want(wanted)

    def _ask(self) -> None:
        wanted = self._wanted
        key = reference_key(wanted)
        if not key or key in self._told:
            return
        self._operations.run(
            self,
            lambda _progress: self._references.created_with(wanted),
            done=partial(self._hear, key),
            failed=_not_told,
        )

    def _hear(self, key: str, made: str) -> None:
        if not made:
            # It may have been created since it was asked for.
            self._told.setdefault(key, made)
            return
        self._told[key] = made
        self.changed.emit()


def _not_told(error: BaseException) -> None:
    # Advice that does not come; the Outbox page tells that the journal cannot be read.
    _log.info("whether a reference was created could not be read: %s", type(error).__name__)
