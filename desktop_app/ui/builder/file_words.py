"""Why a file could not be opened, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_app.pro.errors import AppError
from desktop_app.services.consignment_files import CannotOpen, Flaw
from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.shown_text import shorten_line


def cannot_open(error: AppError) -> tuple[str, str]:
    """Return what happened and what to do about it."""
    if not isinstance(error, CannotOpen):
        raise error
    what, advice = {
        Flaw.NOT_READABLE: (
            _tr("{file} could not be read"),
            _tr("See whether it is still there, and whether you may open it."),
        ),
        Flaw.NO_FILE: (_tr("{file} is no file"), _tr("Choose a file that was saved from the bench.")),
        Flaw.TOO_LARGE: (
            _tr("{file} is too large for the bench"),
            _tr("Nothing of it was added. The bench takes 2,000 consignments, packages and lines of goods at once."),
        ),
        Flaw.OTHER_KIND: (
            _tr("{file} holds no consignments"),
            _tr("Nothing was added: it is another kind of file, or it is damaged. Ask for it to be sent again."),
        ),
        Flaw.TABLE: (
            _tr("{file} is a table: this version cannot import orders from tables yet"),
            _tr("Nothing was added. Files saved from the bench (.consignment) can be opened."),
        ),
        Flaw.NEWER: (
            _tr("{file} was saved by a newer version of the program"),
            _tr("Nothing was added. Install the newest version to open it."),
        ),
        Flaw.EMPTY: (_tr("{file} has nothing in it"), _tr("The bench is as it was.")),
    }[error.flaw]
    return what.replace("{file}", isolated(shorten_line(error.name))), advice


def _tr(text: str) -> str:
    return QCoreApplication.translate("Files", text)
