"""How much a button stands out: one strong one on a page, the others quieter."""

from __future__ import annotations

from enum import Enum
from typing import Final

from PySide6.QtWidgets import QAbstractButton, QWidget

PROPERTY: Final = "emphasis"


class Emphasis(Enum):
    """What a button is to the page that it is on."""

    PRIMARY = "primary"
    """What the page is for. One on a page."""
    SECONDARY = "secondary"
    QUIET = "quiet"
    """Shows its ground only under the pointer."""
    DESTRUCTIVE = "destructive"
    """What cannot be taken back."""


def emphasise(button: QAbstractButton, emphasis: Emphasis) -> None:
    """Have a button stand out as much as that."""
    button.setProperty(PROPERTY, emphasis.value)
    button.update()


def emphasis_of(widget: QWidget | None) -> Emphasis:
    """Return how much a button stands out: as any other, where nothing was said."""
    said = widget.property(PROPERTY) if widget is not None else None
    return Emphasis(said) if said else Emphasis.SECONDARY
