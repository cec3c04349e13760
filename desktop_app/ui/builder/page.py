"""The Build page: what waits at the left, the bench in the middle, details at the right, what is to mend below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from desktop_app.packing.checks import check
from desktop_app.packing.copying import from_wire, left_out
from desktop_app.packing.draft import Draft
from desktop_app.packing.tree import Notice
from desktop_app.pro import models
from desktop_app.services.bench import Bench
from desktop_app.services.catalogue import Catalogue
from desktop_app.services.submit import Submitter
from desktop_app.ui.builder import words
from desktop_app.ui.builder.account import AccountReader
from desktop_app.ui.builder.board import Board
from desktop_app.ui.builder.carry import Carry
from desktop_app.ui.builder.carry_bar import BenchBar
from desktop_app.ui.builder.commands import Commands
from desktop_app.ui.builder.creator import Creator
from desktop_app.ui.builder.desk import Desk
from desktop_app.ui.builder.details import Details
from desktop_app.ui.builder.frame import Looks
from desktop_app.ui.builder.keeper import DraftKeeper
from desktop_app.ui.builder.loose import LoosePane
from desktop_app.ui.builder.problems_bar import ProblemsBar
from desktop_app.ui.builder.selection import Selection
from desktop_app.ui.builder.sent_marks import SentMarks
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.page import Page
from desktop_app.ui.theme import Role, Theme
from desktop_app.ui.units import Units
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.worker import Worker


class BuildPage(Page):
    """Everything on the bench of one environment. Call `dispose` before it is thrown away."""

    open_consignment = Signal(str)

    def __init__(
        self,
        worker: Worker,
        notifier: Notifier,
        theme: Theme,
        units: Units,
        draft: Draft,
        bench: Bench,
        catalogue: Catalogue,
        submitter: Submitter,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("build_page")
        self._draft = draft
        self.desk = Desk(draft, self)
        self.selection = Selection(draft, self)
        self.carry = Carry(self.desk, self)
        self.commands = Commands(self.desk, self.selection, self.carry, theme, self)
        looks = Looks(theme, units)
        self._message = MessageBar(theme, self)
        self._account_message = MessageBar(theme, self)
        self._keeper = DraftKeeper(draft, bench, worker, notifier, self._message, self)
        self._account = AccountReader(self.desk, worker, catalogue, notifier, self._account_message, self)
        self.board = Board(self.desk, looks, self.selection, self.carry, self.commands)
        self.loose = LoosePane(self.desk, looks, self.selection, self.carry, self.commands, self.board)
        self.details = Details(self.desk, self.selection, self.commands, units)
        self.problems = ProblemsBar(draft, theme, units)
        self._creator = Creator(self.desk, worker, submitter, notifier, self.board.frame, self)
        self._marks = SentMarks(self.desk, self.board, self._creator, self)
        self._undo, self._redo = self._history_actions(theme)
        self._bar = BenchBar(self.carry, draft, units, self._bar_groups(theme))
        self._check = QTimer(self)
        self._check.setSingleShot(True)
        self._check.setInterval(0)
        self._check.timeout.connect(self._show_problems)
        self._lay_out()
        self._connect()
        self.board.show_all()
        self._show_problems()
        self._account.read_when_wanted()

    def find(self) -> None:  # type: ignore[override]  # Qt's own is a look-up of windows by number
        """Go to the box that searches and adds items."""
        self.loose.go_to_box()

    def refresh(self) -> None:
        """Ask anew for package sizes and shipping locations."""
        self._account.read(anew=True)

    def new(self) -> None:
        """Put a new consignment on the bench."""
        self.selection.set([self.desk.add_consignment()])
        self.board.show_node(self.selection.ids[0])

    def duplicate(self, found: object) -> None:
        """Put a consignment that the service has (of `pro.models`) on the bench, as a new one."""
        assert isinstance(found, models.Consignment)
        self.selection.set([self.desk.add_new(from_wire(found))])
        self.board.show_node(self.selection.ids[0])
        missing = left_out(found)
        if missing:
            what = ", ".join(words.left_out(each) for each in missing)
            self._message.show_note(
                self.tr("Not copied: {what}").format(what=what),
                self.tr("This version has no place for it on the bench; everything else is as it was."),
                role=Role.ATTENTION,
            )

    def send(self) -> None:
        """Send the consignment that is worked on; show what must be mended first, if anything."""
        consignment = self.selection.consignment()
        if consignment is None or not self.problems.button.isEnabled():
            return
        self._show_problems()
        first = self.problems.first_must()
        if first is not None:
            self.problems.all.setChecked(True)
            self.details.focus_field(first.node, first.field)
        else:
            self._creator.create(consignment)

    def journal_changed(self) -> None:
        """Show what the journal has learnt since of consignments that were sent from here."""
        self._creator.settle()

    @property
    def busy(self) -> bool:
        """Whether a consignment is being created: who would leave now had better ask."""
        return self._creator.any_busy

    @property
    def unkept(self) -> bool:
        """Whether edits could not be saved: this page alone knows of them, and must stay until they are."""
        return self._keeper.failing

    def flush(
        self, done: Callable[[], None] = lambda: None, failed: Callable[[BaseException], None] = lambda _error: None
    ) -> None:
        """Save now what is not saved yet; then `done()`, at once if nothing is left to save, or `failed(error)`."""
        saving = self._keeper.flush()
        if saving is None:
            done()
        else:
            saving.done.connect(lambda _result: done())
            saving.failed.connect(failed)

    def dispose(self) -> None:
        """Hear no more of the draft and of calls under way."""
        self._keeper.dispose()
        self._creator.dispose()
        self._account.dispose()
        self.desk.dispose()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of what is carried when another page comes."""
        super().hideEvent(event)
        self.carry.let_go()

    def _connect(self) -> None:
        self.desk.noticed.connect(self._hear)
        self.desk.refused.connect(lambda text: self._bar.say(text, bad=True))
        self.desk.done.connect(self._bar.say)
        self.desk.supplies.changed.connect(self._check.start)
        self.commands.hint.connect(self._bar.say)
        self.commands.edit.connect(self.details.focus_field)
        self.carry.put.connect(self._put)
        self.selection.changed.connect(self._check.start)
        self.problems.shown.connect(self.details.focus_field)
        self.problems.create_wanted.connect(self.send)
        self._creator.changed.connect(self._sending_changed)
        self._marks.open_wanted.connect(self.open_consignment)
        for action, said in ((self._undo, self.tr("Undone")), (self._redo, self.tr("Redone"))):
            action.triggered.connect(lambda _=False, done=said: self._bar.say(done))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.send)
        for place in (self.board, self.loose.list, self.loose.shelf):
            place.addActions(self.commands.for_lists())

    def _hear(self, notice: Notice) -> None:
        self.selection.forget_gone()
        self.board.hear(notice)
        self.loose.hear(notice)
        self.details.hear(notice)
        self.commands.look_again()
        for node_id in notice.nodes:
            self._marks.show(node_id)
        self._check.start()

    def _put(self, ids: list[str]) -> None:
        self.selection.set(ids)
        holder = self._draft.parent_of(ids[0])
        said = self.tr("{things} put into {place}").replace("{things}", words.named(self._draft, ids))
        self._bar.say(said.replace("{place}", words.container_title(self._draft, holder)))

    def _show_problems(self) -> None:
        consignment = self.selection.consignment()
        known = self.desk.supplies.locations if self._account.locations_known else None
        found = check(consignment, known) if consignment is not None else ()
        busy = consignment is not None and self._creator.busy(consignment.id)
        self.problems.set_problems(found, consignment, busy=busy)
        self.details.show_problems(found)

    def _sending_changed(self) -> None:
        self.desk.history.pause(paused=self._creator.any_busy)
        self._show_problems()

    def _history_actions(self, theme: Theme) -> tuple[QAction, QAction]:
        undo, redo = self.desk.history.actions(self)
        for action, name in ((undo, "undo"), (redo, "redo")):
            action.setIcon(theme.icon(name))
            action.setObjectName(name)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(action)
        return undo, redo

    def _bar_groups(self, theme: Theme) -> list[list[QAction | QWidget]]:
        new = QAction(theme.icon("add"), self.tr("New consignment"), self)
        new.setObjectName("new_consignment")
        new.setProperty("worded", True)
        new.triggered.connect(self.new)
        self.commands.pick_up.setProperty("worded", True)
        verbs: list[QAction | QWidget] = [self.commands.pick_up, self.commands.delete]
        return [[new], verbs, [self._undo, self._redo]]

    def _lay_out(self) -> None:
        self._splitter = QSplitter()
        self._splitter.setChildrenCollapsible(False)
        for part, share in ((self.loose, 2), (self.board, 5), (self.details, 2)):
            self._splitter.addWidget(part)
            self._splitter.setStretchFactor(self._splitter.count() - 1, share)
        line = QFrame()
        line.setFrameShape(QFrame.Shape.HLine)
        line.setFrameShadow(QFrame.Shadow.Sunken)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        for whole in (self._message, self._account_message, self._bar, self._splitter, line, self.problems):
            page.addWidget(whole, 1 if whole is self._splitter else 0)
