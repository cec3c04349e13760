"""How a place shows whether what is being moved may be put down there."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPalette, QRegion
from PySide6.QtWidgets import QWidget

from desktop_app.ui.style import drawing
from desktop_app.ui.style.measures import Line, Radius
from desktop_app.ui.style.roles import Kind, Role, Tone, colour, faint, tone


class Highlight(Enum):
    """Whether what is being moved may be put down at a place, and whether it is aimed there."""

    OFF = 0
    LEGAL = 1
    AIMED = 2
    REFUSED = 3


EDGE = Line.BAR
"""Pixels that the line round a panel takes; what lies in it keeps off them."""
_QUIET = {Highlight.OFF, Highlight.LEGAL}


def edge_of(widget: QWidget) -> QRegion:
    """Return the edge of a panel: what is within it, rows and all, need not be painted anew for a line round it."""
    whole, edge = widget.rect(), EDGE
    return QRegion(whole) - QRegion(whole.adjusted(edge, edge, -edge, -edge))


def touched(widget: QWidget, before: Highlight, now: Highlight) -> QRegion:
    """Return what of a panel looks different in another highlight."""
    return edge_of(widget) if {before, now} <= _QUIET else QRegion(widget.rect())


def highlight_colour(highlight: Highlight) -> QColor | None:
    """Return the colour of a lit place, or None for one that is not."""
    if highlight is Highlight.REFUSED:
        return colour(Role.BAD, Kind.MARK)
    return tone(Tone.ACCENT) if highlight is not Highlight.OFF else None


def paint_highlight(painter: QPainter, widget: QWidget, highlight: Highlight) -> None:
    """Paint a highlight over the edge of a widget that paints itself."""
    lit = highlight_colour(highlight)
    if lit is None:
        return
    strong = highlight is not Highlight.LEGAL
    width = Line.FOCUS if strong else Line.THIN
    drawing.box(
        painter, widget.rect(), faint(lit, strong=strong), lit, radius=Radius.SMALL, width=width, dashed=not strong
    )


def paint_panel(
    painter: QPainter,
    widget: QWidget,
    highlight: Highlight,
    *,
    selected: bool,
    fill: QPalette.ColorRole,
    dashed: bool = False,
    tinted: bool = True,
    exposed: QRect | None = None,
) -> None:
    """Paint the rounded surface of a card, a frame or a place, with its highlight and focus.

    `tinted`: the highlight is on all of its ground, not at its edge alone. `exposed` is what of it is to be painted:
    while one scrolls that is a strip, which seldom has the shadow below in it.
    """
    lit = highlight_colour(highlight)
    focused = widget.hasFocus()
    strong = selected or focused or highlight in {Highlight.AIMED, Highlight.REFUSED}
    quiet = tone(Tone.EDGE if dashed else Tone.LINE)
    edge = lit or (tone(Tone.ACCENT) if selected or focused else quiet)
    surface = None if dashed else widget.palette().color(fill)
    rect = QRectF(widget.rect()).adjusted(1, 1, -1, -1)
    if not dashed and (exposed is None or exposed.bottom() > rect.bottom() - Radius.CARD):
        drawing.shadow(painter, rect.adjusted(0, 0, 0, -1), depth=1)
    broken = dashed or (highlight is Highlight.LEGAL and not strong)
    drawing.box(painter, rect, surface, None)
    if lit is not None and tinted and highlight is not Highlight.LEGAL:
        drawing.box(painter, rect, faint(lit, strong=strong), None)
    drawing.box(
        painter, rect, None, edge, width=Line.FOCUS if focused or (lit and strong) else Line.THIN, dashed=broken
    )
