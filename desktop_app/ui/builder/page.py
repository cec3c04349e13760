"""The Build page: what waits at the left, the bench in the middle, details at the right, what is to mend below."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop_app.packing.checks import Problem, check
from desktop_app.packing.copying import from_wire, left_out
from desktop_app.packing.draft import Draft
from desktop_app.packing.nodes import Consignment
from desktop_app.packing.tree import Notice
from desktop_app.pro import models
from desktop_app.pro.errors import NoKey
from desktop_app.services.account_data import AccountData
from desktop_app.services.bench import Bench
from desktop_app.services.outbox.submitter import Submitter
from desktop_app.services.references import References
from desktop_app.ui.builder import words
from desktop_app.ui.builder.account_loader import AccountOptionsLoader
from desktop_app.ui.builder.autosave import Autosave, Done, Failed
from desktop_app.ui.builder.board.board import Board
from desktop_app.ui.builder.board.consignment_steps import Stage
from desktop_app.ui.builder.board.frame_progress import FrameProgress
from desktop_app.ui.builder.board.loose_pane import LoosePane
from desktop_app.ui.builder.board.submission_banners import SubmissionBanners
from desktop_app.ui.builder.context import BuilderContext
from desktop_app.ui.builder.create_controller import CreateController
from desktop_app.ui.builder.forms.details_pane import DetailsPane
from desktop_app.ui.builder.forms.problems_bar import ProblemsBar
from desktop_app.ui.builder.known_references import KnownReferences
from desktop_app.ui.builder.toolbar import BuilderToolBar
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operations
from desktop_app.ui.page import Page
from desktop_app.ui.style.roles import Role
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.units import Units
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.ui.widgets.message_place import MessagePlace
from desktop_app.ui.widgets.rule import rule

if TYPE_CHECKING:
    from desktop_app.ui.builder.files import FileController


class BuildPage(Page):
    """The draft of one environment. What was not saved when it is thrown away is saved then."""

    open_consignment = Signal(str)

    def __init__(
        self,
        operations: Operations,
        notifier: Notifier,
        theme: Theme,
        units: Units,
        draft: Draft,
        bench: Bench,
        account_data: AccountData,
        submitter: Submitter,
        references: References,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("build_page")
        self._notifier = notifier
        self._bench, self._operations = bench, operations
        self.context = context = BuilderContext.of(draft, theme, units, self)
        self.editor, self.selection = context.editor, context.selection
        self.moves, self.commands = context.moves, context.commands
        self._put_away = ""
        self._message = MessageBar(theme, self)
        self._account_message = MessageBar(theme, self)
        self._autosave = Autosave(self.editor, bench, operations, self)
        self._account = AccountOptionsLoader(self.editor, account_data, operations, self)
        self._creating = CreateController(self.editor, bench, submitter, operations, self)
        self._references = KnownReferences(references, operations, self)
        self.board = Board(context)
        self.loose = LoosePane(context, self.board)
        self.details = DetailsPane(context)
        self.problems = ProblemsBar(draft, theme, units)
        self._banners = SubmissionBanners(self.editor, self._creating, self.board, notifier)
        self._tools = BuilderToolBar(context, self._tool_groups(theme))
        self._check = QTimer(self)
        self._check.setSingleShot(True)
        self._check.setInterval(0)
        self._check.timeout.connect(self._show_problems)
        self._progress = FrameProgress(self.board, self._problems_of, self._creating, self)
        self._lay_out()
        self._connect()
        self.board.show_all()
        self._show_problems()
        self._account.load_when_wanted()

    def find(self) -> None:  # type: ignore[override]  # Qt's own is a look-up of windows by number
        """Go to the box that searches and adds items."""
        self.loose.go_to_box()

    def refresh(self) -> None:
        """Ask anew for package sizes and shipping locations."""
        self._account.load(anew=True)
        self._references.forget()

    def new(self) -> None:
        """Put a new consignment on the bench."""
        self.selection.set([self.editor.add_consignment()])
        self.board.show_node(self.selection.ids[0])

    def duplicate(self, found: object) -> None:
        """Put a consignment that the service has (of `pro.models`) on the bench, as a new one."""
        assert isinstance(found, models.Consignment)
        self.selection.set([self.editor.add_new(from_wire(found))])
        self.board.show_node(self.selection.ids[0])
        missing = left_out(found)
        if missing:
            what = ", ".join(words.left_out(each) for each in missing)
            self._message.show_note(
                self.tr("Not copied: {what}").format(what=what),
                self.tr("This version has no place for it on the bench; everything else is as it was."),
                role=Role.ATTENTION,
            )

    @cached_property
    def files(self) -> FileController:
        """What opens and saves files; made when it is first wanted."""
        from desktop_app.ui.builder.files import FileController

        bar = MessageBar(self.context.theme, self)
        self._messages.take(bar)
        return FileController(self.context, self.board, self._bench, self._operations, self._notifier, bar, self)

    def message_area(self) -> QWidget:
        """Return what is between the line of buttons and the line of problems."""
        return self._splitter

    def take_scan(self, text: str) -> bool:
        """Say that a barcode was scanned where nothing takes one."""
        self._tools.say(self.tr("“{code}” was scanned, and nothing here takes a barcode").replace("{code}", text))
        return True

    def units_changed(self) -> None:
        """Show weights and sizes in the units that are set now."""
        self.board.show_anew()
        self.loose.show_units()
        self.details.show_units()
        self._show_problems()

    def send(self) -> None:
        """Send the consignment that is worked on; show what must be mended first, if anything."""
        # Now, not as it was before the last key: what is shown follows the bench a moment later.
        self._show_problems()
        consignment = self.selection.consignment()
        first = self.problems.first_must()
        if consignment is None or self.problems.why_not:
            self._tools.say(self.problems.why_not, bad=True)
        elif first is not None:
            self.problems.all.setChecked(True)
            self.details.focus_field(first.node, first.field)
        else:
            self.selection.stay_with(consignment.id)
            self._creating.create(consignment)

    def journal_changed(self) -> None:
        """Show what the journal has learnt since of consignments that were sent from here."""
        self._creating.settle()

    @property
    def busy(self) -> bool:
        """Whether a consignment is being created: who would leave now had better ask."""
        return self._creating.any_busy

    @property
    def unkept(self) -> bool:
        """Whether edits could not be saved: this page alone knows of them, and must stay until they are."""
        return self._autosave.failing

    def flush(self, done: Done = lambda: None, failed: Failed = lambda _: None) -> None:
        """Save now what is not saved yet; then `done()`, at once if nothing is left to save, or `failed(error)`."""
        self._autosave.flush(done, failed)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of what is being moved when another page comes."""
        super().hideEvent(event)
        self.moves.cancel()

    def _connect(self) -> None:
        self.editor.noticed.connect(self._hear)
        self.editor.refused.connect(lambda text: self._tools.say(text, bad=True))
        self.editor.done.connect(self._tools.say)
        self.editor.done.connect(self.selection.go_on)
        self.editor.put_away.connect(self._say_put_away)
        self.editor.options.changed.connect(self._check.start)
        self._references.changed.connect(self._check.start)
        self.commands.hint.connect(self._tools.say)
        self.commands.made.connect(self.board.reveal)
        self._tools.keyboard_lost.connect(self._give_keyboard)
        self.commands.edit.connect(self.details.focus_field)
        self.moves.put.connect(self._put)
        self.selection.changed.connect(self._check.start)
        self.problems.shown.connect(self.details.focus_field)
        self.problems.create_wanted.connect(self.send)
        self.problems.mend_wanted.connect(self._mend)
        self.problems.open_wanted.connect(self.open_consignment)
        self._creating.created.connect(self._note_created)
        self._creating.started.connect(self._sending_changed)
        self._creating.ended.connect(self._sending_changed)
        self._autosave.failed.connect(self._not_saved)
        self._autosave.saved.connect(self._message.clear)
        self._autosave.saved.connect(self.kept)
        self._account.failed.connect(self._account_failed)
        self._account.loaded.connect(self._account_message.clear)
        self.board.added.connect(lambda frame: frame.step_wanted.connect(self._lead))
        self._banners.open_wanted.connect(self.open_consignment)
        for action, said in ((self.commands.undo, self.tr("Undone")), (self.commands.redo, self.tr("Redone"))):
            self.addAction(action)
            action.triggered.connect(lambda _=False, done=said: self._tools.say(done))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.send)
        for place in (self.board, self.loose.list, self.loose.flow):
            place.addActions(self.commands.for_lists())

    def _hear(self, notice: Notice) -> None:
        focused = self._focused()
        self.selection.forget_gone()
        self.board.hear(notice)
        self.loose.hear(notice)
        self.details.hear(notice)
        self._progress.hear(notice)
        self.commands.look_again()
        for node_id in notice.nodes:
            self._banners.show(node_id)
        if focused is not None and not (focused is self._focused() and focused.isVisible() and focused.isEnabled()):
            self._give_keyboard(notice.containers)
        self._check.start()

    def _focused(self) -> QWidget | None:
        """Return what of this page has the keyboard, or would have if the window were active."""
        focused: QWidget | None = self.window().focusWidget()
        return focused if focused is not None and self.isAncestorOf(focused) else None

    def _give_keyboard(self, containers: Iterable[str] = ()) -> None:
        """Give the keyboard to what is selected, or to what holds what was; never to something beside the bench."""
        places = (self.board.keyboard_place(node_id) for node_id in (*self.selection.ids[-1:], *containers))
        usable = (place for place in places if place is not None and place.isVisible() and place.isEnabled())
        next(usable, self.loose.list).setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, ids: list[str]) -> None:
        self.selection.set(ids)
        self.board.reveal(ids[-1])
        holder = self.context.draft.parent_of(ids[0])
        said = self.tr("{things} put into {place}").replace("{things}", words.named(self.context.draft, ids))
        said = said.replace("{place}", words.container_title(self.context.draft, holder))
        gone, self._put_away = self._put_away, ""
        if gone:
            more = self.tr("{said}; put away {things} (back with Undo)")
            said = more.replace("{said}", said).replace("{things}", gone)
        self._tools.say(said)

    def _say_put_away(self, things: str) -> None:
        self._put_away = things

    def _problems_of(self, consignment: Consignment) -> tuple[Problem, ...]:
        known = self.editor.options.locations if self._account.locations_known else None
        return check(consignment, known, bench=self.editor.draft, created=self._references.created)

    def _show_problems(self) -> None:
        consignment = self.selection.consignment()
        if consignment is not None and not consignment.locked:
            self._references.want(consignment.reference)
        found = self._problems_of(consignment) if consignment is not None else ()
        busy = consignment is not None and self._creating.busy(consignment.id)
        self.problems.set_problems(found, consignment, busy=busy)
        self.details.show_problems(found)
        if consignment is not None:
            self._progress.show(consignment, found)

    def _lead(self, node_id: str, step: int) -> None:
        """Go to where a step of a consignment is done: to what is to be mended first there, if anything is."""
        consignment = self.editor.draft.find(node_id)
        if not isinstance(consignment, Consignment):
            return
        self.selection.set([node_id])
        problem = self._progress.first(node_id, Stage(step))
        if problem is not None and problem.field not in {"packages", "items"}:
            self.details.focus_field(problem.node, problem.field)
        elif step == Stage.SEND:
            self.problems.button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif step == Stage.PACK:
            self.board.show_node(consignment.packages[0].id if consignment.packages else node_id)
        else:
            self.details.focus_field(node_id)

    def _not_saved(self, error: BaseException) -> None:
        self._notifier.report(error, self.tr("Keep what is on the bench"), self._message, self._autosave.retry)

    def _account_failed(self, error: BaseException) -> None:
        # Without a key the window's own bar says so already.
        if not isinstance(error, NoKey):
            about = self.tr("Read package sizes and locations")
            self._notifier.report(error, about, self._account_message, self._account.load)

    def _mend(self, problem: Problem) -> None:
        if self.editor.mend(problem):
            self.details.focus_field(problem.node, problem.field)

    def _note_created(self, node_id: str, reference: str) -> None:
        consignment = self.editor.draft.find(node_id)
        if isinstance(consignment, Consignment):
            self._references.note(consignment.reference, reference)

    def _sending_changed(self) -> None:
        self.editor.history.pause(paused=self._creating.any_busy)
        self._show_problems()

    def _tool_groups(self, theme: Theme) -> list[list[QAction]]:
        new = QAction(theme.icon("add"), self.tr("New consignment"), self)
        new.setObjectName("new_consignment")
        new.setProperty("worded", True)
        new.triggered.connect(self.new)
        self.commands.pick_up.setProperty("worded", True)
        return [
            [new, self.commands.put_away],
            [self.commands.pick_up, self.commands.delete],
            [self.commands.undo, self.commands.redo],
        ]

    def _lay_out(self) -> None:
        self._splitter = QSplitter()
        self._splitter.setChildrenCollapsible(False)
        for part, share in ((self.loose, 5), (self.board, 20), (self.details, 9)):
            self._splitter.addWidget(part)
            self._splitter.setStretchFactor(self._splitter.count() - 1, share)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        self._messages = MessagePlace(self, self._splitter, self._message, self._account_message, at_bottom=True)
        self._messages.be_over(self._splitter, self.board.findChildren(MessagePlace))
        for whole in (self._tools, rule(parent=self), self._splitter, rule(parent=self), self.problems):
            page.addWidget(whole, 1 if whole is self._splitter else 0)
