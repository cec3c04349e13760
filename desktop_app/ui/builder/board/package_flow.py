"""Package cards side by side, with the place that makes a new package of what is dropped there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle

from desktop_app.packing.draft import Draft
from desktop_app.ui.builder import words
from desktop_app.ui.builder.board.item_row import row_height
from desktop_app.ui.builder.board.package_card import PackageCard
from desktop_app.ui.builder.board.package_head import PackageHead
from desktop_app.ui.builder.context import BuilderContext
from desktop_app.ui.builder.draft_editor import Target
from desktop_app.ui.builder.drag.drop_zone import DropZone
from desktop_app.ui.builder.drag.highlight import Highlight, highlight_colour
from desktop_app.ui.style import drawing
from desktop_app.ui.style.measures import ICON, Line, Space, Type, written
from desktop_app.ui.style.roles import Tone, faint, tone
from desktop_app.ui.widgets.flow_box import FlowBox


class NewPackagePlace(DropZone):
    """The place for one more: drop items for a new package of them; click, or press Space, for an empty one.

    `low`: one row high, where it stands below others; else as high as the card beside it.
    """

    def __init__(self, context: BuilderContext, container: str, text: str, *, low: bool = False) -> None:
        super().__init__(context.moves, container)
        self._commands = context.commands
        self._draft = context.draft
        self._units = context.units
        self._text = text
        self._low = low
        self._icon = context.theme.icon("add")
        self.setObjectName("new_package_place")
        self.setProperty("container", container)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("New package"))
        self.setToolTip(self.tr("Drop items here, or click for an empty package"))

    def sizeHint(self) -> QSize:
        """Ask for the height of one row, or for that of a card's head."""
        metrics = self.fontMetrics()
        high = row_height() + Space.S if self._low else PackageHead().height() + row_height()
        return QSize(metrics.horizontalAdvance(self._text) + 2 * metrics.height(), high)

    def minimumSizeHint(self) -> QSize:
        """Be as high as is asked for."""
        return QSize(0, self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put down what was picked up, or add an empty package."""
        if event.button() == Qt.MouseButton.LeftButton and not self.put_down_at(event.position().toPoint()):
            self._commands.add_package(self.container)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add an empty package."""
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._commands.add_package(self.container)
        else:
            super().keyPressEvent(event)

    def says(self) -> tuple[str, str]:
        """Return what would happen here, and more about it; the second may be empty."""
        ids = self.moves.ids
        match self.highlight:
            case Highlight.AIMED if ids:
                what = self.tr("{things} → {place}").replace("{things}", words.named(self._draft, ids))
                place = self.tr("a new package") if self.moves.wraps else self.moves.describe(Target(self.container))
                weight = self.moves.weight_moved()
                return what.replace("{place}", place), self._units.format_weight(weight) if weight else ""
            case Highlight.REFUSED:
                return self.moves.refusal, ""
            case Highlight.LEGAL if ids:
                return (self.tr("Drop here: new package") if self.moves.wraps else self.tr("Drop here")), ""
        return self._text, ""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what it is for; while something is moved, what would happen to it here."""
        painter = QPainter(self)
        lit = highlight_colour(self.highlight)
        edge = lit or tone(Tone.FOCUS if self.hasFocus() else Tone.EDGE if self.underMouse() else Tone.LINE)
        ground = faint(lit, strong=self.highlight is not Highlight.LEGAL) if lit else None
        if ground is None and self.underMouse():
            ground = tone(Tone.HOVER)
        strong = self.hasFocus() or self.highlight in {Highlight.AIMED, Highlight.REFUSED}
        inside = self.rect().adjusted(Line.THIN, Line.THIN, -Line.THIN, -Line.THIN)
        width = Line.FOCUS if strong else Line.THIN
        drawing.box(painter, inside, ground, edge, width=width, dashed=not (self.hasFocus() and lit is None))
        self._write(painter, inside.adjusted(Space.M, 0, -Space.M, 0), lit or tone(Tone.SUBDUED))
        painter.end()

    def _write(self, painter: QPainter, rect: QRect, ink: QColor) -> None:
        said, more = self.says()
        letters, metrics = written(Type.BODY_STRONG if self.highlight is Highlight.AIMED else Type.BODY)
        painter.setFont(letters)
        painter.setPen(ink)
        middle = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine)
        if self.highlight is Highlight.OFF:
            side = ICON
            shown = metrics.elidedText(said, Qt.TextElideMode.ElideRight, rect.width() - side - Space.S)
            wide = side + Space.S + metrics.horizontalAdvance(shown)
            left = rect.left() + (rect.width() - wide) // 2
            sign = QRect(left, rect.center().y() - side // 2, side, side)
            sign = QStyle.visualRect(self.layoutDirection(), rect, sign)
            self._icon.paint(painter, sign)
            place = QRect(left + side + Space.S, rect.top(), wide - side - Space.S, rect.height())
            painter.drawText(QStyle.visualRect(self.layoutDirection(), rect, place), middle, shown)
        elif not more:
            wrapped = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(rect, wrapped, said)
        else:
            shown = metrics.elidedText(said, Qt.TextElideMode.ElideMiddle, rect.width())
            high = metrics.height()
            top = rect.center().y() - high
            painter.drawText(QRect(rect.left(), top, rect.width(), high), middle, shown)
            painter.setFont(written(Type.CAPTION)[0])
            painter.drawText(QRect(rect.left(), top + high, rect.width(), high), middle, more)


_MOST_COLUMNS = 4
"""Where there is room for more, what is on the cards has it."""


class PackageFlow(FlowBox):
    """The cards of one container, in the draft's order, and the place for a new one behind them."""

    def __init__(self, draft: Draft, place: NewPackagePlace, card_of: Callable[[str], PackageCard]) -> None:
        metrics = place.fontMetrics()
        super().__init__(metrics.averageCharWidth() * 30, Space.M, most=_MOST_COLUMNS)
        self._draft = draft
        self.container = place.container
        self.place = place
        self._card_of = card_of
        self._cards: list[PackageCard] = []
        self.set_parts([place])

    @property
    def cards(self) -> list[PackageCard]:
        """The cards shown, in order."""
        return self._cards

    def sync(self) -> None:
        """Show the cards of the packages that are here now."""
        self._cards = [self._card_of(node.id) for node in self._draft.children(self.container)]
        self.set_parts([*self._cards, self.place])

    def show_headers(self) -> None:
        """Number the packages anew."""
        for number, card in enumerate(self._cards, start=1):
            card.show_number(number)
