"""The right of the page: the fields of what is selected, and the way up to what it is in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from desktop_app.packing.checks import Problem, Severity
from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.packing.tree import LOOSE_ITEMS, LOOSE_PACKAGES, Notice
from desktop_app.ui.builder import words
from desktop_app.ui.builder.commands import Commands
from desktop_app.ui.builder.context import BuilderContext
from desktop_app.ui.builder.forms.consignment_form import ConsignmentForm
from desktop_app.ui.builder.forms.item_form import ItemForm
from desktop_app.ui.builder.forms.node_form import NodeForm
from desktop_app.ui.builder.forms.package_form import PackageForm
from desktop_app.ui.builder.forms.problem_words import problem_words
from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.style.measures import Type, font
from desktop_app.ui.widgets.elided_label import ElidedLabel
from desktop_app.ui.widgets.plain_label import PlainLabel


class DetailsPane(QWidget):
    """One form, of the item, package or consignment selected; without a selection, of the consignment worked on."""

    def __init__(self, context: BuilderContext) -> None:
        super().__init__()
        self._draft = context.draft
        self._selection = context.selection
        self._units = context.units
        self.setObjectName("details")
        unit = self.fontMetrics().height() // 2
        self._path = QHBoxLayout()
        self._path.setSpacing(0)
        self._heading = ElidedLabel()
        self._heading.setFont(font(Type.STRONG))
        self._item = ItemForm(context)
        self._package = PackageForm(context)
        self._consignment = ConsignmentForm(context)
        self._many = QLabel()
        self._many.setTextFormat(Qt.TextFormat.PlainText)
        self._many.setWordWrap(True)
        self._verbs = QWidget()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(unit, unit, unit, unit)
        column.setSpacing(unit)
        for part in (self._item, self._package, self._consignment, self._many, self._verbs):
            column.addWidget(part)
        column.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        self._scroll.setMinimumWidth(
            inside.minimumSizeHint().width() + self._scroll.verticalScrollBar().sizeHint().width()
        )
        self._add_verbs(context.commands)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, unit, 0, 0)
        outer.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(unit, 0, unit, 0)
        head.setSpacing(0)
        head.addLayout(self._path)
        head.addWidget(self._heading)
        outer.addLayout(head)
        outer.addWidget(self._scroll, 1)
        self._shown: tuple[str, ...] = ("?",)
        context.selection.changed.connect(self.show_selected)
        self.show_selected()

    def show_selected(self) -> None:
        """Show the fields of what is selected."""
        ids = self._selection.ids
        consignment = self._selection.consignment()
        if not ids and consignment is not None:
            ids = (consignment.id,)
        node = self._draft.find(ids[0]) if len(ids) == 1 else None
        self._show_path(ids)
        for form, kind in ((self._item, Item), (self._package, Package), (self._consignment, Consignment)):
            shown = isinstance(node, kind)
            form.setVisible(shown)
            if shown:
                form.show_node(node)  # type: ignore[arg-type]  # of the form's own kind
                holder = self._draft.consignment_of(ids[0])
                form.setEnabled(holder is None or not holder.locked)
        self._verbs.setVisible(len(ids) > 1)
        self._many.setVisible(node is None)
        if len(ids) > 1:
            self._many.setText(self.tr("{things} selected").replace("{things}", words.counted(self._draft, ids)))
        elif node is None:
            self._many.setText(self.tr("Select an item, a package or a consignment to see and edit it here."))

    def show_units(self) -> None:
        """Show weights and sizes in the units that are set now."""
        self._item.show_units()
        self._package.show_units()
        self.show_selected()

    def hear(self, notice: Notice) -> None:
        """Show what an edit changed about what is shown."""
        shown = {form.node_id for form in (self._item, self._package, self._consignment) if not form.isHidden()}
        inside = {holder.id for i in shown if (holder := self._draft.consignment_of(i))}
        above = any(self._above(node_id) & shown for node_id in notice.nodes)
        if notice.containers or shown & notice.nodes or inside & notice.nodes or above:
            self.show_selected()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Mark the fields that are to be mended."""
        for form in (self._item, self._package, self._consignment):
            mine = {
                p.field: problem_words(p, self._units)
                for p in reversed(problems)
                if p.node == form.node_id and p.severity is Severity.MUST
            }
            if isinstance(form, ConsignmentForm):
                form.mark(mine)
            else:
                form.set_problems(mine)

    def focus_field(self, node_id: str, field: str = "") -> None:
        """Show a node and put the cursor into one of its fields."""
        self._selection.set([node_id])
        form = self._form_shown()
        if form is None:
            return
        target = form.findChild(QWidget, field or form.first_field)
        if target is not None and target.isEnabled():
            self._scroll.ensureWidgetVisible(target)
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _form_shown(self) -> NodeForm | None:
        return next((f for f in (self._item, self._package, self._consignment) if not f.isHidden()), None)

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
            self._path.addWidget(QLabel("›"))
        self._path.addStretch()
        self._heading.setText(steps[-1][1] if steps else "")
        self._heading.setVisible(bool(steps))

    def _step(self, node_id: str, title: str) -> QWidget:
        short = title.split(" · ", maxsplit=1)[0]
        if not node_id:
            return PlainLabel(short, wrap=False)
        button = QToolButton()
        button.setText(isolated(short).replace("&", "&&"))
        button.setAutoRaise(True)
        button.setAccessibleName(isolated(title))
        button.setToolTip(self.tr("Show what this is in"))
        # Into the form: the button itself goes with the way up that it was part of.
        button.clicked.connect(lambda: self.focus_field(node_id))
        return button

    def _add_verbs(self, commands: Commands) -> None:
        column = QVBoxLayout(self._verbs)
        column.setContentsMargins(0, 0, 0, 0)
        for action in (commands.pick_up, commands.merge, commands.duplicate, commands.delete):
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            column.addWidget(button)
