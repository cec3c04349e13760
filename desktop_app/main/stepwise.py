"""Imports what holds Qt classes in the GUI thread, a little at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Final

from PySide6.QtCore import QObject, QTimer

BENCH: Final = (
    "desktop_app.ui.units",
    "desktop_app.ui.builder.account_options",
    "desktop_app.ui.builder.context",
    "desktop_app.ui.builder.autosave",
    "desktop_app.ui.builder.board.item_list",
    "desktop_app.ui.builder.board.board",
    "desktop_app.ui.builder.forms.consignment_form",
    "desktop_app.ui.builder.forms.details_pane",
    "desktop_app.ui.builder.page",
)
"""The Build page, and in front of it parts of it: what one of them needs, the next one finds."""


class StepwiseImport(QObject):
    """Imports these modules, one in each turn of the event loop; after the last calls `then`.

    Never in the worker: PySide makes each class of Qt when it is first named, and while two threads did that at once
    one start in a hundred of a busy computer ended in a crash.
    """

    def __init__(self, modules: Iterable[str], then: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._left = list(reversed(tuple(modules)))
        self._then = then
        self._turn = QTimer(self)
        self._turn.timeout.connect(self._step)
        self._turn.start(0)

    def stop(self) -> None:
        """Import no more, and call nothing."""
        self._turn.stop()

    def _step(self) -> None:
        if self._left:
            import_module(self._left.pop())
            return
        self.stop()
        self._then()
