"""An error in words that a shipper knows: what happened, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop_app.pro.errors import (
    AppError,
    BadAnswer,
    Conflict,
    Forbidden,
    Interrupted,
    NoKey,
    NotFound,
    Offline,
    OutcomeUnknown,
    ProError,
    ProxyFailed,
    RateLimited,
    Rejected,
    Sent,
    ServiceFailed,
    Teller,
    Unauthorised,
)
from desktop_app.services.labels import TooManyAtOnce
from desktop_app.services.pdf import CannotDraw, Flaw
from desktop_app.services.updates import CannotTell, Trouble
from desktop_app.store import errors as store
from desktop_app.store.backup import BadBackup
from desktop_app.store.backup import Flaw as BackupFlaw
from desktop_app.store.secrets import LONGEST
from desktop_app.ui.detail.print_errors import PaperTooSmall, PartlyPrinted, PrinterFailed
from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.operation import Stopped


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """What happened, what to do, the service's own words, and the id that finds the call in its log."""

    title: str
    advice: str
    detail: str = ""
    correlation_id: str = ""


def error_words(error: AppError, about: str) -> ErrorWords:
    """Return the words for `error`; `about` says in a few words what was being done, such as “Find consignments”."""
    what, advice = _words(error)
    title = _tr("{about}: {what}").format(about=about, what=what) if about else what
    if not isinstance(error, ProError):
        return ErrorWords(title, advice)
    return ErrorWords(title, advice, _said_by_service(error), error.correlation_id)


def _words(error: AppError) -> tuple[str, str]:
    match error:
        case CannotTell(trouble=Trouble.UNREACHABLE):
            return (
                _tr("the place that tells of new versions could not be reached"),
                _tr("Check this computer’s network connection, then try again. This version goes on working."),
            )
        case CannotTell():
            return _tr("the answer could not be read"), _tr("Try again later. This version goes on working.")
        case BadBackup():
            return _of_backup(error)
        case NoKey():
            return _tr("there is no API key for this environment"), _tr("Open Settings and enter the key.")
        case OutcomeUnknown():
            return (
                _tr("it is not known whether this was done"),
                _tr("The connection broke before the answer came. Look again in a moment; it will not be sent twice."),
            )
        case Stopped():
            return _tr("you stopped waiting"), _tr("Try again when SortedPRO is quicker.")
        case PaperTooSmall():
            sizes = {"label": _size(error.label), "paper": _size(error.paper)}
            return (
                _tr("the label is larger than the paper ({label} on {paper} mm)").format(**sizes),
                _tr("Choose larger paper: a label is never shrunk, as scanners may then fail to read it."),
            )
        case PartlyPrinted():
            said = (
                _tr("{count} pages were saved as {file}, but not all")
                if error.file
                else _tr("{count} pages were sent to the printer, but not all")
            )
            return (
                said.replace("{count}", str(error.printed)).replace("{file}", error.file),
                _tr("Save the file and print it with another program: {pages}").format(pages=_pages(error.missing)),
            )
        case PrinterFailed() if error.file:
            return (
                _tr("{file} could not be written").replace("{file}", error.file),
                _tr("Choose another folder, or close the program that has the file open, then print again."),
            )
        case PrinterFailed():
            return _tr("the printer did not take it"), _tr("See whether it is switched on, then print again.")
        case ProError():
            return _of_service(error)
        case _:
            return _of_store(error)


def _of_service(error: ProError) -> tuple[str, str]:
    match error:
        case CannotDraw():
            return _tr("a label cannot be drawn"), draw_words(error)
        case TooManyAtOnce():
            return (
                _tr("these labels are too large to be shown together"),
                _tr("Show fewer at once: those that are here can be saved and printed."),
            )
        case ProxyFailed(code="password-wanted"):
            return (
                _tr("the proxy on the way wants a user and a password"),
                _tr("Nothing was sent. Enter them in Settings, under Proxy, then try again."),
            )
        case ProxyFailed():
            return (
                _tr("the proxy on the way could not be used"),
                _tr("Nothing was sent. Check the proxy in Settings, then try again."),
            )
        case Offline(write=True):
            return (
                _tr("SortedPRO could not be reached"),
                _tr("Nothing was sent. Check this computer’s network connection, then try again."),
            )
        case Offline():
            return (
                _tr("SortedPRO could not be reached"),
                _tr("Check this computer’s network connection, then try again."),
            )
        case Unauthorised():
            return (
                _tr("SortedPRO does not accept the API key"),
                _tr("Check the key in Settings; it may belong to the other environment or may have been withdrawn."),
            )
        case Forbidden():
            return (
                _tr("your SortedPRO account does not include this"),
                _tr("Ask whoever looks after the account to have it switched on."),
            )
        case NotFound(teller=Teller.SERVICE):
            return _tr("SortedPRO knows nothing by that reference"), _tr("Check the reference and the environment.")
        case NotFound(teller=Teller.NOBODY):
            return (
                _tr("nothing was found, and the answer does not say what"),
                _tr("Check the reference, and in Settings that the address is that of SortedPRO."),
            )
        case NotFound():
            return (
                _tr("what answers at that address is not SortedPRO"),
                _tr("Check the address in Settings: another server, or another part of one, may be there."),
            )
        case Conflict():
            return (
                _tr("that cannot be done in the state it is in now"),
                _tr("Refresh to see its state; somebody else may have moved it on."),
            )
        case RateLimited():
            return _tr("SortedPRO asks for a pause"), _tr("Wait a minute, then try again.")
        case Rejected():
            return _tr("SortedPRO refused it"), _tr("Mend what is named below, then try again.")
        case _ if error.sent is Sent.UNKNOWN:
            return (
                _tr("no whole answer came back, so it may have been done"),
                _tr("Refresh to see before you do it again."),
            )
        case Interrupted(code="gave-up"):
            return (
                _tr("the answer did not come in time"),
                _tr("Try again later. How long an answer is waited for is set in Settings."),
            )
        case Interrupted():
            return _tr("the answer did not come in time"), _tr("Check the network connection, then try again.")
        case ServiceFailed():
            return _tr("SortedPRO is in trouble at the moment"), _tr("Try again in a few minutes.")
        case BadAnswer():
            return (
                _tr("the answer could not be read"),
                _tr(
                    "Check that the address in Settings is that of SortedPRO; a login page or a proxy may be answering."
                ),
            )
        case _:
            return _tr("it did not work"), _tr("Try again.")


def _of_backup(error: BadBackup) -> tuple[str, str]:
    what = {
        BackupFlaw.OTHER_KIND: _tr("this file is no backup of Consignment Desk"),
        BackupFlaw.DAMAGED: _tr("this backup is damaged"),
        BackupFlaw.NEWER: _tr("this backup was made by a newer version of the program"),
        BackupFlaw.NO_ROOM: _tr("there is not enough room on the disk to unpack this backup"),
        BackupFlaw.NOT_READABLE: _tr("this file could not be read"),
    }[error.flaw]
    advice = {
        BackupFlaw.NEWER: _tr("Install the newest version, then restore it. Nothing was changed."),
        BackupFlaw.NO_ROOM: _tr("Free some space, then try again. Nothing was changed."),
    }.get(error.flaw, _tr("Choose another backup, or copy this one anew. Nothing was changed."))
    return what, advice


def _of_store(error: AppError) -> tuple[str, str]:
    match error:
        case store.KeyringMissing():
            return (
                _tr("this computer has no password store that can keep the key"),
                _tr("You can use a key for this session only; it is not written to disk."),
            )
        case store.KeyringLocked():
            return (
                _tr("this computer’s password store is locked or refused"),
                _tr("Unlock it (sign in to your keychain or keyring), then try again."),
            )
        case store.BadKey(reason="too-long"):
            return (
                _tr("this is too long for an API key"),
                _tr("A key has at most {most} characters. Copy it alone from the SortedPRO portal.").format(
                    most=LONGEST
                ),
            )
        case store.BadKey():
            return (
                _tr("this cannot be an API key"),
                _tr("Copy the whole key from the SortedPRO portal, and nothing around it."),
            )
        case store.DiskFull():
            return (
                _tr("the disk is full"),
                _tr("Free some space, then try again; what you typed is still here."),
            )
        case store.StoreBusy():
            return (
                _tr("another program is holding the data"),
                _tr("Close other windows of this program, or the backup that is running, then try again."),
            )
        case store.NewerDatabase():
            return (
                _tr("this data was written by a newer version of the program"),
                _tr("Install the newest version; nothing was changed."),
            )
        case _:
            return (
                _tr("this computer could not keep the data"),
                _tr("Check that its folder can be written to, then try again; what you typed is still here."),
            )


def draw_words(error: BaseException) -> str:
    """Return what stands in the place of a page that cannot be shown."""
    words = {
        Flaw.NO_PDF: _tr("The file is no PDF, so it cannot be shown. It can be saved as it came."),
        Flaw.ENCRYPTED: _tr("The file asks for a password, so it cannot be shown. It can be saved as it came."),
        Flaw.BAD_PAGE: _tr("This page is damaged, so it cannot be shown. The file can be saved as it came."),
        Flaw.TOO_MUCH: _tr(
            "This page takes more time or memory to draw than a label should. The file can be saved as it came."
        ),
    }
    return words[error.flaw] if isinstance(error, CannotDraw) else _tr("There is no label to show.")


def _pages(missing: Sequence[tuple[str, int]]) -> str:
    named = ", ".join(_tr("{file}, page {number}").format(file=file, number=number) for file, number in missing[:5])
    return f"{named}…" if len(missing) > 5 else named


def _said_by_service(error: ProError) -> str:
    lines = [isolated(error.message)]
    lines += (
        f"{isolated(detail.target)}: {isolated(detail.message)}" if detail.target else isolated(detail.message)
        for detail in error.details
    )
    if isinstance(error, BadAnswer) and not isinstance(error, CannotDraw):
        lines.append(error.code)
    if not any(lines) and error.status is not None:
        lines.append(f"HTTP {error.status}")
    return "\n".join(dict.fromkeys(filter(None, lines)))


def _size(size: tuple[float, float]) -> str:
    return f"{size[0]:.0f} × {size[1]:.0f}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Errors", text)
