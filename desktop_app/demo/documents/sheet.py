"""A page written from the top down, and the next one where it ends.

Importing this module loads reportlab.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal

from reportlab.lib.units import mm

from desktop_app.demo.documents.typesetting import NOTE, draw_text, new_canvas, plain, warning

MARGIN = 12 * mm


class Sheet:
    """A document of as many pages as its lines need."""

    def __init__(self, size: tuple[float, float], title: str, country: str = "", margin: float = MARGIN) -> None:
        self._target = io.BytesIO()
        self._canvas = new_canvas(self._target, size, title)
        self._width, self._height = size
        self._country = country
        self._margin = margin
        self._y = self._height - margin
        self._written: list[str] = []

    def line(self, text: str, size: float = 8, *, bold: bool = False) -> None:
        """Write one line."""
        self.row([(text, 1.0)], size, bold=bold)

    def row(self, cells: Sequence[tuple[str, float]], size: float = 8, *, bold: bool = False) -> None:
        """Write texts side by side; each with its share of the width."""
        if self._y - size * 1.5 < self._margin + 10:
            self._turn()
        self._y -= size * 1.4
        x, whole = self._margin, self._width - 2 * self._margin
        for text, share in cells:
            room = whole * share - 4
            self._written.append(plain(text))
            draw_text(self._canvas, x, self._y, plain(text), size, room, bold=bold, country=self._country)
            x += whole * share

    def rule(self) -> None:
        """Draw a line across."""
        self._y -= 4
        self._canvas.line(self._margin, self._y, self._width - self._margin, self._y)

    def finish(self) -> bytes:
        """Return the file."""
        self._turn()
        self._canvas.save()
        return self._target.getvalue()

    def _turn(self) -> None:
        note = f"{NOTE}   {warning(self._written, self._country)}".rstrip()
        self._written.clear()
        draw_text(self._canvas, self._margin, self._margin - 2, note, 6, self._width - 2 * self._margin)
        self._canvas.showPage()
        self._y = self._height - self._margin


def number(value: Decimal) -> str:
    """Return a number without zeros at its end."""
    return f"{Decimal(value).normalize():f}"
