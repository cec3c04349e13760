"""The start: command line, data folder, log, translations, and the program on top of them."""

from __future__ import annotations

import gc
import locale
import logging
import logging.handlers
import os
import signal
import sys
import threading
import traceback
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from PySide6.QtCore import (
    QLockFile,
    QMessageLogContext,
    Qt,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop_app import __version__
from desktop_app.main.application import DeskApplication
from desktop_app.main.command_line import environment_of, parse
from desktop_app.main.lean import search_no_icon_themes
from desktop_app.main.program import Program
from desktop_app.main.second_start import Start, begin
from desktop_app.paths import resource
from desktop_app.pro.environments import BadBaseUrl
from desktop_app.store.errors import StoreFailed
from desktop_app.store.private import keep_private, make_private_folder, private_opener
from desktop_app.store.restored import MARKER, STAGE, Restored
from desktop_app.store.secrets import Secrets, SessionSecrets
from desktop_app.store.settings import SettingsFile
from desktop_app.streams import stand_in
from desktop_app.ui.language import speak
from desktop_app.ui.style.theme import dress

_log = logging.getLogger(__name__)


def start(arguments: Sequence[str] | None) -> int:
    """Run the program until it ends; returns its exit code."""
    heard = stand_in()
    try:
        options = parse(arguments)
    except SystemExit as end:
        if heard is not None and heard.text():
            QApplication(sys.argv[:1])
            return _refuse(int(end.code or 0), heard.text())
        raise
    if heard is not None:
        heard.forget()
    if options.self_test or options.gallery:
        os.environ.setdefault("QT_QPA_PLATFORM", "" if _has_display() else "offscreen")
    search_no_icon_themes()
    app = DeskApplication(sys.argv[:1])
    _letters_of_no_language()
    app.setApplicationName("Consignment Desk")
    app.setApplicationVersion(__version__)
    app.setWindowIcon(QIcon(str(resource("icons", "application.svg"))))
    speak(app)
    dress(app)
    if options.gallery:
        return _draw_gallery(options.gallery)
    data_dir: Path = options.data_dir
    cannot_write = f"Consignment Desk cannot write to {data_dir}: check the folder, or give another --data-dir."
    try:
        make_private_folder(data_dir)
        keep_private(data_dir)
        _log_to(data_dir / "log")
        lock = QLockFile(str(data_dir / "in-use.lock"))
        lock.setStaleLockTime(0)
        started = begin(lock, data_dir, options.files)
    except OSError:
        return _refuse(1, cannot_write)
    if started is not Start.FIRST:
        return _leave_to_the_open_one(started, data_dir, asked_for_more=bool(options.environment))
    qInstallMessageHandler(_qt_said)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    keyring = SessionSecrets() if options.self_test else Secrets()
    while True:
        restored = _finish_restore(data_dir)
        settings_file = SettingsFile(data_dir / "settings.json")
        first_start = not settings_file.path.exists() and not options.self_test
        try:
            settings = settings_file.load()
        except StoreFailed:
            return _refuse(1, cannot_write)
        try:
            environment = environment_of(options, settings)
        except BadBaseUrl as bad:
            return _refuse(
                2, f"--base-url: {bad.reason}; give https://… or, on this computer alone, http://127.0.0.1:…"
            )
        program = Program(data_dir, keyring, settings_file, settings)
        _hear_bugs(program)
        app.hears(program.open_files, program.window.come_forward, program.keep_now)
        if first_start:
            program.greet()
        program.tell_restored(restored)
        program.open_files(options.files)
        try:
            program.start(environment)
        except Exception as error:  # noqa: BLE001 - there is no window yet that could tell
            where = "".join(traceback.format_tb(error.__traceback__))
            _log.error("could not start: %s\n%s", type(error).__name__, where)
            return _refuse(1, f"Consignment Desk could not start. What happened is written in {data_dir / 'log'}.")
        if options.self_test:
            from desktop_app.ui.self_test import SelfTest

            return SelfTest(program.window, options.self_test).run()
        code = app.exec()
        if not program.again:
            return code
        # A backup is put in place while nothing is open: then all begins anew, as if the program had been closed.
        options.files, options.environment = [], None
        program.window.deleteLater()
        program.deleteLater()


def _finish_restore(data_dir: Path) -> Restored | None:
    if not any((data_dir / name).exists() for name in (MARKER, STAGE)):
        return None
    # Here, since it brings the database along, which the window does not wait for.
    from desktop_app.store.restoring import finish_restore

    return finish_restore(data_dir)


def _hear_bugs(program: Program) -> None:
    sys.excepthook = lambda _kind, error, _trace: program.notifier.bug(error)
    threading.excepthook = lambda hooked: _log.error("bug in a thread: %s", hooked.exc_type.__name__)
    # What the start leaves behind stays: looking through it for garbage stopped the window for 40 ms now and then.
    program.window.page_shown.connect(lambda _page: gc.freeze(), Qt.ConnectionType.SingleShotConnection)


def _leave_to_the_open_one(started: Start, data_dir: Path, *, asked_for_more: bool) -> int:
    if started is Start.NO_ANSWER:
        return _refuse(
            1,
            f"Consignment Desk is already open on {data_dir}, and does not answer: close it there first, or give "
            "another --data-dir.",
        )
    said = f"Consignment Desk is already open on {data_dir}: its window was brought to the front."
    if asked_for_more:
        return _refuse(1, f"{said} Choose the environment there, under Settings.")
    if sys.stderr is not None:
        sys.stderr.write(f"{said}\n")
    return 0


def _letters_of_no_language() -> None:
    """Have the C library change the case of letters as in English, whatever the system's language.

    PySide finds `setInterval` for `interval=…` by it, and in Turkish and Azerbaijani the capital of i is no I. What is
    shown is written by QLocale, which does not look here.
    """
    try:
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    except locale.Error:
        locale.setlocale(locale.LC_CTYPE, "C")


def _draw_gallery(folder: Path) -> int:
    from desktop_app.ui.gallery.pictures import draw

    try:
        draw(folder)
    except OSError as error:
        return _refuse(1, f"The gallery cannot be drawn into {folder}: {error.strerror or error}.")
    return 0


def _refuse(code: int, why: str) -> int:
    """Say why the program does not start, where it can be read, and return the exit code."""
    if sys.stderr is not None:
        sys.stderr.write(f"{why}\n")
    if not _from_terminal():
        box = QMessageBox(QMessageBox.Icon.Warning, "Consignment Desk", why)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.exec()
    return code


def _from_terminal() -> bool:
    headless = QGuiApplication.platformName() == "offscreen"
    return headless or (sys.stderr is not None and sys.stderr.isatty())


def _has_display() -> bool:
    return sys.platform != "linux" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


class _PrivateLog(logging.handlers.RotatingFileHandler):
    def _open(self) -> TextIOWrapper:
        return open(self.baseFilename, "a", encoding=self.encoding, errors=self.errors, opener=private_opener)


def _log_to(folder: Path) -> None:
    logging.basicConfig(level=logging.INFO, handlers=[log_handler(folder)])


def log_handler(folder: Path) -> logging.Handler:
    """Return what writes the log into `folder`; hushes the libraries that would say too much. Raises OSError."""
    make_private_folder(folder)
    handler = _PrivateLog(folder / "desk.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    for library in ("httpx", "httpcore"):
        # At INFO it logs addresses, and an address holds what was searched for; at DEBUG each header of an answer.
        logging.getLogger(library).setLevel(logging.WARNING)
    return handler


def _qt_said(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Put what Qt has to say into the log, where a window's user has no terminal to read it in."""
    levels = {QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO}
    # The offscreen platform, which the self-test runs on where there is no display, says so for each window.
    level = logging.DEBUG if message.startswith("This plugin does not support") else levels.get(kind, logging.WARNING)
    logging.getLogger("qt").log(level, "%s", message)
