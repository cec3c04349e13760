"""How a place shows whether what is being moved may be put down there."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPalette
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
) -> None:
    """Paint the rounded surface of a card, a frame or a place, with its highlight and focus.

    `tinted`: the highlight is on all of its ground, and not at its edge alone.
    """
    lit = highlight_colour(highlight)
    focused = widget.hasFocus()
    strong = selected or focused or highlight in {Highlight.AIMED, Highlight.REFUSED}
    quiet = tone(Tone.EDGE if dashed else Tone.LINE)
    edge = lit or (tone(Tone.ACCENT) if selected or focused else quiet)
    surface = None if dashed else widget.palette().color(fill)
    rect = QRectF(widget.rect()).adjusted(1, 1, -1, -1)
    if not dashed:
        drawing.shadow(painter, rect.adjusted(0, 0, 0, -1), depth=1)
    broken = dashed or (highlight is Highlight.LEGAL and not strong)
    drawing.box(painter, rect, surface, None)
    if lit is not None and tinted:
        drawing.box(painter, rect, faint(lit, strong=strong), None)
    drawing.box(
        painter, rect, None, edge, width=Line.FOCUS if focused or (lit and strong) else Line.THIN, dashed=broken
    )
