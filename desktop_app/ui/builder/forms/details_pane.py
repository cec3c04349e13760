"""The right of the page: the fields of what is selected, and the way up to what it is in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.packing.checks import Problem, Severity
from desktop_app.packing.nodes import Consignment, Item, Node, Package
from desktop_app.packing.tree import LOOSE_ITEMS, LOOSE_PACKAGES, Notice
from desktop_app.ui.builder import words
from desktop_app.ui.builder.commands import Commands
from desktop_app.ui.builder.context import BuilderContext
from desktop_app.ui.builder.forms.consignment_form import ConsignmentForm
from desktop_app.ui.builder.forms.item_form import ItemForm
from desktop_app.ui.builder.forms.node_form import NodeForm
from desktop_app.ui.builder.forms.package_form import PackageForm
from desktop_app.ui.builder.forms.path_step import PathStep
from desktop_app.ui.builder.forms.problem_words import problem_words
from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.style.measures import Space, Type, font
from desktop_app.ui.widgets.action_button import ActionButton
from desktop_app.ui.widgets.elided_label import ElidedLabel
from desktop_app.ui.widgets.folding_section import FoldingSection
from desktop_app.ui.widgets.toned_label import TonedLabel


class DetailsPane(QWidget):
    """One form, of the item, package or consignment selected; without a selection, of the consignment worked on."""

    def __init__(self, context: BuilderContext) -> None:
        super().__init__()
        self._context = context
        self._draft = context.draft
        self._selection = context.selection
        self._units = context.units
        self._problems: tuple[Problem, ...] = ()
        self._forms: dict[type[Node], NodeForm] = {}
        self.setObjectName("details")
        self._path = QHBoxLayout()
        self._path.setSpacing(Space.S)
        self._heading = ElidedLabel()
        self._heading.setFont(font(Type.STRONG))
        self._many = TonedLabel()
        self._verbs = QWidget()
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        self._column.setSpacing(Space.M)
        for part in (self._many, self._verbs):
            self._column.addWidget(part)
        self._column.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there: a fold that opens moves nothing to the side.
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._scroll.setWidget(inside)
        self._add_verbs(context.commands)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, Space.L, 0, 0)
        outer.setSpacing(Space.NONE)
        head = QVBoxLayout()
        head.setContentsMargins(Space.L, 0, Space.L, 0)
        head.setSpacing(Space.NONE)
        head.addLayout(self._path)
        head.addWidget(self._heading)
        outer.addLayout(head)
        outer.addWidget(self._scroll, 1)
        for ground in (self, self._scroll.viewport(), inside):
            ground.setBackgroundRole(QPalette.ColorRole.Base)
            ground.setAutoFillBackground(True)
        self._shown: tuple[str, ...] = ("?",)
        context.selection.changed.connect(self.show_selected)
        self.show_selected()

    def minimumSizeHint(self) -> QSize:
        """Ask for two short fields side by side, whatever is shown now."""
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        return QSize(self.fontMetrics().averageCharWidth() * _LEAST + bar, super().minimumSizeHint().height())

    def show_selected(self) -> None:
        """Show the fields of what is selected."""
        ids = self._selection.ids
        consignment = self._selection.consignment()
        if not ids and consignment is not None:
            ids = (consignment.id,)
        node = self._draft.find(ids[0]) if len(ids) == 1 else None
        self._show_path(ids)
        wanted = self._form(node) if node is not None else None
        for form in self._forms.values():
            form.setVisible(form is wanted)
        if wanted is not None:
            wanted.show_node(node)
            holder = self._draft.consignment_of(ids[0])
            wanted.setEnabled(holder is None or not holder.locked)
        self._verbs.setVisible(len(ids) > 1)
        self._many.setVisible(node is None)
        if len(ids) > 1:
            self._many.setText(self.tr("{things} selected").replace("{things}", words.counted(self._draft, ids)))
        elif node is None:
            self._many.setText(self.tr("Select an item, a package or a consignment to see and edit it here."))

    def _form(self, node: Node) -> NodeForm:
        """Return the form for a node of that kind, made when the first one is shown."""
        kind = type(node)
        if kind not in self._forms:
            made = {Item: ItemForm, Package: PackageForm, Consignment: ConsignmentForm}[kind](self._context)
            self._forms[kind] = made
            self._column.insertWidget(0, made)
            self._mark(made)
        return self._forms[kind]

    def show_units(self) -> None:
        """Show weights and sizes in the units that are set now."""
        for form in self._forms.values():
            form.show_units()
        self.show_selected()

    def hear(self, notice: Notice) -> None:
        """Show what an edit changed about what is shown."""
        shown = {form.node_id for form in self._forms.values() if not form.isHidden()}
        inside = {holder.id for i in shown if (holder := self._draft.consignment_of(i))}
        above = any(self._above(node_id) & shown for node_id in notice.nodes)
        if notice.containers or shown & notice.nodes or inside & notice.nodes or above:
            self.show_selected()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Mark the fields that are to be mended."""
        self._problems = tuple(problems)
        for form in self._forms.values():
            self._mark(form)

    def _mark(self, form: NodeForm) -> None:
        must = [p for p in self._problems if p.node == form.node_id and p.severity is Severity.MUST]
        form.mark({p.field: problem_words(p, self._units) for p in reversed(must)})

    def focus_field(self, node_id: str, field: str = "") -> None:
        """Show a node and put the cursor into one of its fields."""
        self._selection.set([node_id])
        form = self._form_shown()
        if form is None:
            return
        target = form.findChild(QWidget, field or form.first_field)
        if target is not None and target.isEnabled():
            _open_round(target)
            self._scroll.ensureWidgetVisible(target)
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _form_shown(self) -> NodeForm | None:
        return next((form for form in self._forms.values() if not form.isHidden()), None)

    def _above(self, node_id: str) -> set[str]:
        found = set()
        draft = self._draft
        while draft.find(node_id):
            node_id = draft.parent_of(node_id)
            found.add(node_id)
        return found

    def _show_path(self, ids: Sequence[str]) -> None:
        draft = self._draft
        steps: list[tuple[str, str]] = []
        for node_id in ids[:1]:
            at = node_id
            while node := draft.find(at):
                steps.insert(0, (at, words.title(draft, node)))
                at = draft.parent_of(at)
            if at in {LOOSE_ITEMS, LOOSE_PACKAGES} and steps:
                steps.insert(0, ("", self.tr("Loose")))
        wanted = tuple(title for _, title in steps)
        if wanted == self._shown:
            return
        self._shown = wanted
        while (item := self._path.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for node_id, title in steps[:-1]:
            self._path.addWidget(self._step(node_id, title))
            self._path.addWidget(TonedLabel("›", kind=Type.CAPTION, wrap=False))
        self._path.addStretch()
        # The words of a button begin where those of the heading do.
        self._heading.setText(steps[-1][1] if steps else "")
        self._heading.setVisible(bool(steps))

    def _step(self, node_id: str, title: str) -> QWidget:
        short = title.split(" · ", maxsplit=1)[0]
        if not node_id:
            return TonedLabel(short, kind=Type.CAPTION, wrap=False)
        button = PathStep(short)
        button.setAccessibleName(isolated(title))
        button.setToolTip(self.tr("Show what this is in"))
        # Into the form: the button itself goes with the way up that it was part of.
        button.clicked.connect(lambda: self.focus_field(node_id))
        return button

    def _add_verbs(self, commands: Commands) -> None:
        column = QVBoxLayout(self._verbs)
        column.setContentsMargins(0, 0, 0, 0)
        for action in (commands.pick_up, commands.merge, commands.duplicate, commands.delete):
            button = ActionButton(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            column.addWidget(button)


def _open_round(field: QWidget) -> None:
    """Open what a field is folded away in."""
    around = field.parentWidget()
    while around is not None:
        if isinstance(around, FoldingSection):
            around.set_opened(True)
        around = around.parentWidget()


_LEAST = 32
"""Letters that the pane is wide at least."""
