"""What the palette offers: pages, what can be done on the page in front, what was looked at, references."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QAbstractSpinBox, QLineEdit, QPushButton, QTabBar, QToolButton, QWidget

from desktop_app.services.consignments import service_reference
from desktop_app.ui.palette.matching import Fit, Match, match
from desktop_app.ui.shown_text import shorten_line
from desktop_app.ui.widgets.action_button import ActionButton

_LETTERS = 80
"""Letters of a name that are offered."""


class Kind(Enum):
    """What something offered is."""

    PAGE = "page"
    ACTION = "action"
    RECENT = "recent"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing offered. `keys` also do it. `why_not`: it cannot be done now, and why; empty where it can."""

    words: str
    kind: Kind
    do: Callable[[], None]
    icon: QIcon = field(default_factory=QIcon)
    keys: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """An entry, and the letters of its words that were typed."""

    entry: Entry
    places: tuple[int, ...] = ()


def ranked(typed: str, entries: Iterable[Entry], reference: Callable[[str], Entry]) -> list[Found]:
    """Return what fits what was typed, the best first, and with it the reference that it may be.

    Words that begin so come before the reference, unless it has digits as references do; what fits loosely, or cannot
    be done now, comes after it, so that a name that is typed is looked for and not taken for something else.
    """
    typed = typed.strip()
    if not typed:
        return [Found(entry) for entry in entries if not entry.why_not]
    fitting = [(found, n, entry) for n, entry in enumerate(entries) if (found := match(typed, entry.words))]
    fitting.sort(key=lambda each: _order(*each))
    at_once = [each for each in fitting if each[0].fit <= Fit.INITIALS and not each[2].why_not]
    closely = [Found(entry, found.places) for found, _, entry in at_once]
    loosely = [Found(entry, found.places) for found, n, entry in fitting if (found, n, entry) not in at_once]
    sought = Found(reference(typed))
    if any(letter.isdigit() for letter in typed):
        return [sought, *closely, *loosely]
    return [*closely, sought, *loosely]


def _order(found: Match, place: int, entry: Entry) -> tuple[object, ...]:
    """Sort a page whose name begins so before all else, and what cannot be done last."""
    page = entry.kind is Kind.PAGE and found.fit is Fit.BEGINS
    return bool(entry.why_not), not page, found, place


def reference_entry(typed: str, go: Callable[[str], None], icon: QIcon) -> Entry:
    """Return what looks for `typed` as a reference, the service's or one's own."""
    known = service_reference(typed)
    words = QCoreApplication.translate("Palette", "Open {reference}") if known else ""
    words = words or QCoreApplication.translate("Palette", "Look for “{reference}” in Consignments")
    shown = shorten_line(known or typed, _LETTERS)
    return Entry(words.replace("{reference}", shown), Kind.REFERENCE, lambda: go(typed), icon)


def entry_of(action: QAction) -> Entry:
    """Return an action as it is offered."""
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    why_not = "" if action.isEnabled() else _one_line(action.statusTip() or action.toolTip()) or _not_now()
    return Entry(_worded(action.text()), Kind.ACTION, action.trigger, action.icon(), keys, why_not)


def actions_on(page: QWidget) -> list[Entry]:
    """Return what can be done on a page: its named actions, and its buttons that are seen.

    Two buttons with the same words are each about something beside them, and are not offered.
    """
    actions = [each for each in page.findChildren(QAction) if _offered(each)]
    buttons = [each for each in page.findChildren(QWidget) if isinstance(each, QPushButton | QToolButton)]
    seen = [each for each in buttons if each.isVisible() and not _inside_another(each)]
    actions += [each.action for each in seen if isinstance(each, ActionButton)]
    entries = {id(action): entry_of(action) for action in actions}
    alone = [each for each in seen if not isinstance(each, ActionButton)]
    made = [*entries.values(), *(entry for each in alone if (entry := _button(each)) is not None)]
    times = Counter(entry.words.casefold() for entry in made)
    return [entry for entry in made if times[entry.words.casefold()] == 1]


def _offered(action: QAction) -> bool:
    named = bool(action.objectName()) and not action.objectName().startswith("_q")
    return named and bool(_worded(action.text())) and action.isVisible() and _owner_seen(action)


def _owner_seen(action: QAction) -> bool:
    """Say whether the part of the page that an action belongs to is in front: not a menu, not a hidden view."""
    owner = action.parent()
    while owner is not None and not isinstance(owner, QWidget):
        owner = owner.parent()
    return owner is not None and owner.isVisible()


def _inside_another(button: QWidget) -> bool:
    around = button.parentWidget()
    return isinstance(around, QLineEdit | QAbstractSpinBox | QAbstractItemView | QTabBar)


def _button(button: QPushButton | QToolButton) -> Entry | None:
    words = _worded(button.text()) or _worded(button.accessibleName())
    if not words:
        return None
    keys = button.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    why_not = "" if button.isEnabled() else _one_line(button.toolTip()) or _not_now()
    return Entry(words, Kind.ACTION, button.click, button.icon(), "" if "&" in button.text() else keys, why_not)


def distinct(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries, of those with the same words the first."""
    first: dict[tuple[Kind, str], Entry] = {}
    for entry in entries:
        first.setdefault((entry.kind, entry.words.casefold()), entry)
    return list(first.values())


def _worded(text: str) -> str:
    return shorten_line(text.replace("&&", "\0").replace("&", "").replace("\0", "&"), _LETTERS)


def _one_line(text: str) -> str:
    return shorten_line(text, _LETTERS)


def _not_now() -> str:
    return QCoreApplication.translate("Palette", "Not now")
