"""Sizes: spaces, rows, corners, lines, type. In pixels of a screen whose text is of the usual size; Qt scales them."""

from __future__ import annotations

from enum import Enum, IntEnum
from functools import lru_cache

from PySide6.QtCore import QMargins
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication


class Space(IntEnum):
    """Room between things, and round them."""

    NONE = 0
    HAIR = 2
    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 20
    XXL = 24
    HUGE = 32


class Radius(IntEnum):
    """Corners: of what is small within something, of cards, fields and buttons, of pills."""

    SMALL = 3
    CARD = 6
    PILL = 10


class Line(IntEnum):
    """Lines: what parts, what shows where one is, what tells a chosen row at its edge."""

    THIN = 1
    FOCUS = 2
    BAR = 3


class Density(IntEnum):
    """Heights of a table's rows."""

    COMPACT = 24
    NORMAL = 32
    ROOMY = 40


class Type(Enum):
    """Sizes of text: pixels, and weight."""

    CAPTION = (12, QFont.Weight.Normal)
    CAPTION_STRONG = (12, QFont.Weight.DemiBold)
    BODY = (13, QFont.Weight.Normal)
    BODY_STRONG = (13, QFont.Weight.DemiBold)
    STRONG = (14, QFont.Weight.DemiBold)
    TITLE = (18, QFont.Weight.DemiBold)
    NUMBER = (24, QFont.Weight.DemiBold)


CONTROL = 32
"""Height of a button or a field."""
CONTROL_LARGE = 38
"""Height of the one strong button of a page."""
CELL = 8
"""Room beside the text of a table's cell."""
CHECK = 16
"""Side of a check box or radio button."""
ICON = 16
"""Side of an icon in a line of text."""
BAR = 4
"""Height of a bar that shows how far something is."""
NAVIGATION = 192
"""Width of the list of pages, at least."""
NAVIGATION_NARROW = 52
"""Width of the list of pages where it shows icons alone."""
NAVIGATION_ROW = 36
WINDOW_NARROW = 1100
"""A window less wide than this shows the icons of its pages alone, unless the person wants otherwise."""
INDEX = 200
"""Width of a list that leads to the parts of a page."""
PALETTE = 560
"""Width of the list below Go to…, at least."""
DRAWING = 120
"""Height of the drawing of an empty state; it is half as wide again."""
LETTER = 32
"""Side of the square with the first letter of goods."""
GRIP = 12
"""Width of the handle of what can be dragged."""
CARTON = 44
"""Side of the square in which a package's box is drawn."""


_TEXT = 16
"""Height of a line of text of the usual size."""


def margins(horizontal: int = 0, vertical: int | None = None) -> QMargins:
    """Return so much room at the left and right, and above and below: as much, unless `vertical` says else."""
    above = horizontal if vertical is None else vertical
    return QMargins(horizontal, above, horizontal, above)


def font(kind: Type) -> QFont:
    """Return the font of one size of text, as much larger as this person has the system's text."""
    made = QFont(QGuiApplication.font())
    size, weight = kind.value
    body, _ = Type.BODY.value
    made.setPointSizeF(made.pointSizeF() * size / body)
    made.setWeight(weight)
    return made


@lru_cache(maxsize=64)
def _written(kind: Type, _system: str) -> tuple[QFont, QFontMetrics]:
    made = font(kind)
    return made, QFontMetrics(made)


def written(kind: Type) -> tuple[QFont, QFontMetrics]:
    """Return the font of one size of text with its metrics, for who paints it hundreds of times in a frame."""
    return _written(kind, QGuiApplication.font().key())


def tabular(font: QFont) -> QFont:
    """Return the font with digits of one width, so that numbers below each other can be compared at a glance."""
    made = QFont(font)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def body_font(system: QFont, dots_per_inch: float) -> QFont:
    """Return the system's font at the size of body text, or at its own if this person has that larger."""
    made = QFont(system)
    size, _ = Type.BODY.value
    points = size * 72 / dots_per_inch
    set_points = system.pointSizeF() if system.pointSizeF() > 0 else system.pixelSize() * 72 / dots_per_inch
    made.setPointSizeF(max(points, set_points))
    return made


def scaled(pixels: int, metrics: QFontMetrics) -> int:
    """Return a height that was measured round text of the usual size, round text as large as this."""
    return max(pixels, metrics.height() + pixels - _TEXT)
