"""The one place that shows an error: in words beside what it is about, or, for a bug, in the crash dialog."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.pro.errors import AppError
from desktop_app.ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from desktop_app.ui.about.crash_dialog import CrashDialog

_log = logging.getLogger(__name__)


class Notifier(QObject):
    """Shows errors: what a person can mend in the bar it is given, a cancellation not at all, a bug in a dialog.

    `log_file` is named in the crash dialog; `window` is what that dialog belongs to.
    """

    def __init__(self, log_file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log_file = log_file
        self._window: QWidget | None = None
        self._crash: CrashDialog | None = None

    def belongs_to(self, window: QWidget) -> None:
        """Tell which window the crash dialog is shown over."""
        self._window = window

    def report(
        self, error: BaseException, about: str, place: MessageBar, retry: Callable[[], None] | None = None
    ) -> None:
        """Show `error` in `place`; `about` says what was being done; `retry`, if given, is offered as a button."""
        # Here, since no start needs them before its first error.
        from asyncio import CancelledError

        from desktop_app.ui.error_words import error_words

        if isinstance(error, CancelledError):
            return
        if isinstance(error, AppError):
            _log.info("%s: %s", type(error).__name__, error)
            words = error_words(error, about)
            place.show_problem(words.title, words.advice, words.detail, words.correlation_id, retry)
            return
        place.show_problem(
            self.tr("{about}: the program made a mistake").format(about=about),
            self.tr("What you typed is kept. The details are in the log."),
            retry=retry,
        )
        self.bug(error)

    def bug(self, error: BaseException) -> None:
        """Log a bug and show the crash dialog; while one is shown, others are only logged."""
        kind = type(error).__name__
        # The message of an unforeseen error may hold what a person typed: where it happened is enough to find it.
        frames = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
        _log.error("bug: %s\n%s", kind, frames)
        if self._crash is not None:
            return
        # Here, since hardly any start needs it.
        from desktop_app.ui.about.crash_dialog import CrashDialog

        self._crash = CrashDialog(error, self._log_file, self._window)
        self._crash.finished.connect(self._crash_read)
        self._crash.show()

    def _crash_read(self) -> None:
        if self._crash is not None:
            self._crash.deleteLater()
            self._crash = None
