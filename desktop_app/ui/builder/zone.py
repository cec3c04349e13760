"""A place on the screen where things can be put down, and the drag that brings them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QEnterEvent,
    QPainter,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QWidget

from desktop_app.packing.draft import Draft
from desktop_app.ui.builder import payload, words
from desktop_app.ui.builder.carry import Carry, Light
from desktop_app.ui.builder.desk import Target
from desktop_app.ui.theme import Kind, Role, colour


class Zone(QWidget):
    """Takes drops for `container`; lit while it may be put down here."""

    def init_zone(self, carry: Carry, container: str) -> None:
        """Set up what a drop needs; to be called once the widget itself is made."""
        self.carry = carry
        self.container = container
        self.light = Light.OFF
        self.setAcceptDrops(True)

    def target_at(self, position: QPoint, ids: Sequence[str]) -> Target:  # noqa: ARG002 - for those who sort
        """Return what a drop of `ids` at this place of the widget would mean."""
        return Target(self.container)

    def set_light(self, light: Light) -> None:
        """Be lit, or not."""
        if light is not self.light:
            self.light = light
            self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take notice of our own things alone."""
        ids = payload.unpacked(event.mimeData())
        if ids:
            self.carry.aim(self.target_at(event.position().toPoint(), ids), ids)
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show what would happen here."""
        ids = payload.unpacked(event.mimeData())
        if ids and self.carry.aim(self.target_at(event.position().toPoint(), ids), ids):
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """No longer be aimed at."""
        self.carry.aim(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Put down what was dragged here."""
        ids = payload.unpacked(event.mimeData())
        if ids and self.carry.put_down(self.target_at(event.position().toPoint(), ids), ids):
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Aim here when something was picked up by a click or a key."""
        super().enterEvent(event)
        if self.carry.active:
            self.carry.aim(self.target_at(event.position().toPoint(), self.carry.ids))

    def clicked_down(self, position: QPoint) -> bool:
        """Put down here what was picked up; False if nothing was."""
        if not self.carry.active:
            return False
        self.carry.put_down(self.target_at(position, self.carry.ids))
        return True


def start_drag(source: QWidget, carry: Carry, draft: Draft, ids: Sequence[str]) -> None:
    """Drag nodes with the mouse until they are dropped or let go."""
    if not carry.pick_up(ids, dragging=True):
        return
    drag = QDrag(source)
    drag.setMimeData(payload.packed(ids))
    titles = [words.title(draft, node) for node in map(draft.find, ids) if node]
    pixmap, hot = payload.picture(source, titles)
    drag.setPixmap(pixmap)
    drag.setHotSpot(hot)
    drag.exec(Qt.DropAction.MoveAction)
    carry.let_go()


def light_colour(light: Light, palette: QPalette) -> QColor | None:
    """Return the colour of a lit place, or None for one that is not."""
    if light is Light.REFUSED:
        return colour(Role.BAD, Kind.MARK)
    return palette.color(QPalette.ColorRole.Highlight) if light is not Light.OFF else None


def paint_light(painter: QPainter, widget: QWidget, light: Light) -> None:
    """Paint a light over the edge of a widget that paints itself."""
    lit = light_colour(light, widget.palette())
    if lit is None:
        return
    unit = widget.fontMetrics().height() / 4
    strong = light is not Light.LEGAL
    pen = QPen(lit, unit / 2.5 if strong else unit / 5)
    pen.setStyle(Qt.PenStyle.SolidLine if strong else Qt.PenStyle.DashLine)
    half = pen.widthF() / 2
    painter.save()
    painter.setPen(pen)
    painter.drawRect(QRectF(widget.rect()).adjusted(half, half, -half, -half))
    painter.restore()


def paint_panel(
    painter: QPainter, widget: QWidget, light: Light, *, selected: bool, fill: QPalette.ColorRole, dashed: bool = False
) -> None:
    """Paint the rounded surface of a card, a frame or a place, with its light and focus."""
    palette = widget.palette()
    unit = widget.fontMetrics().height() / 4
    lit = light_colour(light, palette)
    strong = selected or light in {Light.AIMED, Light.REFUSED} or widget.hasFocus()
    quiet = QPalette.ColorRole.PlaceholderText if dashed else QPalette.ColorRole.Mid
    edge = lit or palette.color(QPalette.ColorRole.Highlight if selected or widget.hasFocus() else quiet)
    pen = QPen(edge, unit / 2.5 if strong else unit / 5)
    if dashed or (light is Light.LEGAL and not strong):
        pen.setStyle(Qt.PenStyle.DashLine)
    half = pen.widthF() / 2 + 0.5
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    surface = QColor(palette.color(fill))
    painter.setBrush(surface if not dashed else Qt.BrushStyle.NoBrush)
    box = QRectF(widget.rect()).adjusted(half, half, -half, -half)
    painter.drawRoundedRect(box, unit, unit)
    if lit is not None or selected:
        tint = QColor(lit or palette.color(QPalette.ColorRole.Highlight))
        tint.setAlphaF(0.16 if strong else 0.06)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        painter.drawRoundedRect(box, unit, unit)
