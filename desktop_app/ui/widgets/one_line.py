"""Text on one line: what is pasted into a field of one line has no line breaks afterwards."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtGui import QValidator

_BREAKS: Final = "\\r\\n\\t\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029"
_AT_AN_END: Final = re.compile(f"^[{_BREAKS}]+|[{_BREAKS}]+$")
_INSIDE: Final = re.compile(f"[{_BREAKS}]+")


def on_one_line(text: str) -> str:
    """Return text with a space for each line break and tab in it, and none for those at its ends."""
    return _INSIDE.sub(" ", _AT_AN_END.sub("", text))


class OneLine(QValidator):
    """Takes any text, and line breaks out of it, whether it was typed, pasted or dropped."""

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Return the text on one line."""
        if _INSIDE.search(text):
            position = len(on_one_line(text[:position]))
            text = on_one_line(text)
        return QValidator.State.Acceptable, text, position
