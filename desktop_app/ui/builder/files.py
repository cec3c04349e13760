"""Consignments to and from files: what is opened goes on the bench; what is there already is not doubled unasked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDate, QDir, QLocale, QObject, QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.packing.draft import new_id
from desktop_app.packing.nodes import Consignment, Node
from desktop_app.packing.saved import snapshot
from desktop_app.pro.errors import AppError
from desktop_app.services.bench import Bench
from desktop_app.ui.builder.board.board import Board
from desktop_app.ui.builder.context import BuilderContext
from desktop_app.ui.counts import Counts
from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operations
from desktop_app.ui.shown_text import shorten_line
from desktop_app.ui.style.roles import Role
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.worker import Progress

if TYPE_CHECKING:
    from desktop_app.services.consignment_files import FromFile

_NAMED: Final = 5
"""Parts that could not be read are named up to this many."""

_AT_ONCE: Final = 40
"""Nodes that are put on the bench in one step."""

_OF_WINDOWS: Final = re.compile("con|prn|aux|nul|(com|lpt)[0-9¹²³]", re.IGNORECASE)
"""Names of devices there, whatever follows after a dot."""

_Read = tuple[list["FromFile"], list[AppError], frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Step:
    """What is put on the bench at once; after the last one it is `said`, and the `first` consignment is shown."""

    nodes: Sequence[tuple[Node, str]]
    text: str
    together: str
    said: str = ""
    first: str = ""


class FileController(QObject):
    """Opens and saves consignments of one bench; what came of it is said in `message`."""

    def __init__(
        self,
        context: BuilderContext,
        board: Board,
        bench: Bench,
        operations: Operations,
        notifier: Notifier,
        message: MessageBar,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._context = context
        self._board = board
        self._bench = bench
        self._operations = operations
        self._notifier = notifier
        self._message = message
        self._left: list[_Step] = []
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._add_next)

    def choose(self) -> None:
        """Ask for files, and open them."""
        dialog = QFileDialog(self._page, self.tr("Open consignments"), _documents())
        dialog.setObjectName("consignments_open_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([self._filter(), self.tr("All files (*)")])
        dialog.filesSelected.connect(lambda names: self.open([Path(name) for name in names]))
        dialog.open()

    def open(self, paths: Sequence[Path]) -> None:
        """Put what is in these files on the bench, except what is there, or was sent from there, already."""
        bench = self._bench

        async def read(_progress: Progress) -> _Read:
            from desktop_app.services.consignment_files import CannotOpen, read_file

            found: list[FromFile] = []
            failed: list[AppError] = []
            for path in paths:
                try:
                    found.append(await read_file(path))
                except CannotOpen as error:
                    failed.append(error)
            ids = [node.id for each in found for node, _container in each.nodes]
            return found, failed, await bench.sent_before(ids)

        self._message.clear()
        self._operations.run(
            self,
            read,
            done=lambda result: self._put(*result),
            failed=lambda error: self._notifier.report(error, self.tr("Open a file"), self._message),
        )

    def save(self, *, only_selected: bool) -> None:
        """Ask for a file, and save the bench, or only the consignment that is selected, in it."""
        chosen = self._context.selection.consignment() if only_selected else None
        if only_selected and chosen is None:
            self._note(self.tr("Select a consignment first"), self.tr("Then it can be saved in a file of its own."))
            return
        if self._none_unsent(chosen):
            return
        only = chosen.id if chosen is not None else None
        dialog = QFileDialog(self._page, self.tr("Save consignments"), _documents())
        dialog.setObjectName("consignments_save_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix("consignment")
        dialog.setNameFilter(self._filter())
        dialog.selectFile(f"{_file_name(chosen.reference if chosen else '')}.consignment")
        dialog.fileSelected.connect(lambda name: self._write(Path(name), only))
        dialog.open()

    def _none_unsent(self, chosen: Consignment | None) -> bool:
        """Say so if all of the bench, or the one that is chosen, has been sent."""
        draft = self._context.draft
        if chosen is not None:
            if chosen.locked:
                self._note(
                    self.tr("This consignment has been sent: it is not saved in a file"),
                    self.tr("Opened from there it could be sent again. Duplicate it to save a new one like it."),
                )
            return chosen.locked
        unsent = [each for each in draft.consignments if not each.locked]
        if unsent or draft.loose_items or draft.loose_packages:
            return False
        self._note(
            self.tr("There is nothing on the bench to be saved"),
            self.tr("What has been sent is not saved in files, since it could be sent again from there."),
        )
        return True

    def _write(self, path: Path, only: str | None) -> None:
        """Save the consignment with the id `only`, or all; a file is never replaced by one with nothing in it."""
        chosen = self._context.draft.find(only) if only else None
        if only and not isinstance(chosen, Consignment):
            self._note(self.tr("This consignment is no longer on the bench: it is not saved in a file"))
            return
        # It may have been sent since the file was asked for, or since a try that failed.
        if self._none_unsent(chosen if isinstance(chosen, Consignment) else None):
            return
        kept = snapshot(self._context.draft)
        left = 0 if only else sum(each.locked for each in kept.consignments)

        async def write(_progress: Progress) -> None:
            from desktop_app.services.consignment_files import to_bytes
            from desktop_app.services.threads import in_thread
            from desktop_app.ui.save_file import write_file

            await in_thread(lambda: write_file(path, to_bytes(kept, [only] if only else None)))

        self._message.clear()
        self._operations.run(
            self,
            write,
            done=lambda _none: self._written(path, left),
            failed=lambda error: self._notifier.report(
                error, self.tr("Save the file"), self._message, lambda: self._write(path, only)
            ),
            write=True,
        )

    def _written(self, path: Path, left: int) -> None:
        self._context.editor.done.emit(self.tr("Saved in {file}").replace("{file}", _shown(path.name)))
        if left:
            what = self.tr("Not in the file, since it has been sent: {what}")
            self._note(what.replace("{what}", Counts().consignments(left)))

    def _put(self, found: list[FromFile], failed: list[AppError], sent: frozenset[str]) -> None:
        from desktop_app.services.consignment_files import ids_in

        draft = self._context.draft
        taken = {each for step in self._left for node, _ in step.nodes for each in ids_in(node)}
        new: list[tuple[Node, str]] = []
        known: list[tuple[Node, str]] = []
        for each in found:
            for node, container in each.nodes:
                ids = set(ids_in(node))
                there = node.id in sent or not taken.isdisjoint(ids) or any(map(draft.find, ids))
                (known if there else new).append((node, container))
                taken |= ids
        if new:
            self._add(new, ", ".join(_shown(each.name) for each in found))
        self._tell(found, failed, known, sent)

    def _add(self, nodes: Sequence[tuple[Node, str]], names: str) -> None:
        what = _counted([node for node, _container in nodes])
        said = self.tr("Opened from {file}: {what}").replace("{what}", what).replace("{file}", names)
        text, together = self.tr("open {what}").replace("{what}", what), new_id()
        for part in _in_steps(nodes):
            self._left.append(_Step(part, text, together))
        first = next((node.id for node, _ in nodes if isinstance(node, Consignment)), "")
        self._left[-1] = replace(self._left[-1], said=said, first=first)
        if not self._next.isActive():
            self._add_next()

    def _add_next(self) -> None:
        step = self._left.pop(0)
        # Whatever is left goes on even if this is refused: it says so itself.
        self._context.editor.add_all(step.nodes, step.text, step.together)
        if step.said:
            self._context.editor.done.emit(step.said)
        if self._context.draft.find(step.first):
            self._context.selection.set([step.first])
            self._board.show_node(step.first)
        if self._left:
            self._next.start()

    def _tell(
        self, found: list[FromFile], failed: list[AppError], known: list[tuple[Node, str]], sent: frozenset[str]
    ) -> None:
        from desktop_app.ui.builder.file_words import cannot_open

        titles, advice, detail = [], [], []
        for error in failed:
            title, hint = cannot_open(error)
            titles.append(title)
            advice.append(hint)
        copies: Callable[[], None] | None = None
        if known:
            what = _counted([node for node, _container in known])
            were_sent = any(node.id in sent for node, _container in known)
            title = (
                self.tr("Sent from this bench before, and not added again: {what}")
                if were_sent
                else self.tr("On the bench already, and not added again: {what}")
            )
            titles.append(title.replace("{what}", what))
            advice.append(self.tr("Add a copy only if you want the same goods once more: it would be sent, too."))
            copies = lambda: self._add_copies(known)  # noqa: E731
        lost = [part for each in found for part in each.lost]
        if lost:
            titles.append(self.tr("Some of the file could not be read, and is missing on the bench"))
            advice.append(self.tr("Compare it with where it came from before you create it."))
            detail.append(", ".join(lost[:_NAMED]) + ("…" if len(lost) > _NAMED else ""))
        if titles:
            self._message.show_problem(
                "\n".join(dict.fromkeys(titles)),
                "\n".join(dict.fromkeys(advice)),
                "\n".join(detail),
                retry=copies,
                retry_text=self.tr("Add a copy"),
                role=Role.BAD if failed else Role.ATTENTION,
            )

    def _add_copies(self, known: Sequence[tuple[Node, str]]) -> None:
        from desktop_app.services.consignment_files import with_new_ids

        self._add([(with_new_ids(node), container) for node, container in known], self.tr("the file, as a copy"))

    def _note(self, title: str, advice: str = "") -> None:
        self._message.show_note(title, advice, role=Role.ATTENTION)

    def _filter(self) -> str:
        return self.tr("Consignments (*.consignment)")


def _in_steps(nodes: Sequence[tuple[Node, str]]) -> Iterator[list[tuple[Node, str]]]:
    """Part nodes so that the window is free in between: each takes it a while to show."""
    from desktop_app.services.consignment_files import ids_in

    step: list[tuple[Node, str]] = []
    size = 0
    for node, container in nodes:
        more = sum(1 for _ in ids_in(node))
        if step and size + more > _AT_ONCE:
            yield step
            step, size = [], 0
        step.append((node, container))
        size += more
    yield step


def _counted(nodes: Sequence[Node]) -> str:
    if all(isinstance(node, Consignment) for node in nodes):
        return Counts().consignments(len(nodes))
    return Counts().things(len(nodes))


def _shown(name: str) -> str:
    return isolated(shorten_line(name))


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or QDir.homePath()


def _file_name(reference: str) -> str:
    """Return a name for the file that every system takes: a reference is free text."""
    plain = "".join(letter if letter.isalnum() or letter in " -_" else "-" for letter in reference[:60]).strip(" -")
    if _OF_WINDOWS.fullmatch(plain):
        plain += "-"
    return plain or QLocale.c().toString(QDate.currentDate(), "yyyy-MM-dd")
