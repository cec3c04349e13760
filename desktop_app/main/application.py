"""What the system tells the application itself: a file to open, a click on the dock, the end of the session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class DeskApplication(QApplication):
    """A QApplication that passes these on; what comes before `hears` waits for it.

    The end (⌘Q, Quit in the dock) is Qt's own: it closes the windows, and ours asks for an orderly stop first.
    """

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self._open: Callable[[Sequence[Path]], None] | None = None
        self._come_forward: Callable[[], None] = lambda: None
        self._keep: Callable[[], None] = lambda: None
        self._waiting: list[Path] = []
        self.commitDataRequest.connect(lambda _manager: self._keep())

    def hears(
        self, open_files: Callable[[Sequence[Path]], None], come_forward: Callable[[], None], keep: Callable[[], None]
    ) -> None:
        """Open files with `open_files`, show the window with `come_forward`; `keep` saves when the session ends."""
        self._open, self._come_forward, self._keep = open_files, come_forward, keep
        waiting, self._waiting = self._waiting, []
        if waiting:
            open_files(waiting)

    def event(self, event: QEvent) -> bool:
        """Take what is for the program."""
        if isinstance(event, QFileOpenEvent):
            if event.file():
                self._take(Path(event.file()))
            return True
        if event.type() == QEvent.Type.ApplicationActivate and not self._shows_something():
            # macOS: a click on the program in the dock, with its window put away.
            self._come_forward()
        return super().event(event)

    def _take(self, path: Path) -> None:
        if self._open is None:
            self._waiting.append(path)
        else:
            self._open([path])

    def _shows_something(self) -> bool:
        return any(window.isVisible() and not window.isMinimized() for window in self.topLevelWidgets())
