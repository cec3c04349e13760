"""Looks at a window as a person does: which texts are cut off, and what lies beyond the edge?

As a program it shows every page of the program itself, in longer words or in right-to-left writing, in two sizes, and
writes what does not fit as JSON: `python -m tests.support.fits longer|mirrored DATA_DIR`.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from math import ceil
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLocale, QRect, QSize, Qt, QTranslator
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTabBar,
    QToolButton,
    QWidget,
)

LONGER: Final = 0.4
"""How much longer than the English words others are."""
SIZES: Final = (QSize(1024, 700), QSize(1440, 900))
_SPARE: Final = 1
"""Pixels that rounding may take."""
_FILLER: Final = "lorem ipsum dolor sit amet consectetur "


class Longer(QTranslator):
    """A language whose words are 40 % longer than the English ones, and whose sentences break where those do."""

    def translate(self, _context: str, source: str, _disambiguation: str | None = None, _n: int = -1) -> str:
        """Return a longer text."""
        return longer(source)

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        """Say that there is something in it."""
        return False


def longer(source: str) -> str:
    """Return a text that is 40 % longer, with what is put into it left whole."""
    more = ceil(sum(not letter.isspace() for letter in source) * LONGER)
    if not source.strip() or "\n" in source:
        return source
    body = source.rstrip("….:,")
    end = source[len(body) :]
    if " " not in body:
        return f"{body}{'elnar' * (more // 5 + 1)}"[: len(body) + more] + end
    return f"{body} {(_FILLER * (more // len(_FILLER) + 1))[:more].strip()}{end}"


def cut_off(window: QWidget) -> list[str]:
    """Return each text that does not fit, and is not shown whole in a tooltip; with where it is."""
    found: list[str] = []
    for widget in window.findChildren(QWidget):
        # A header's own viewport lies over all of it.
        unseen = widget.visibleRegion().isEmpty() and not isinstance(widget, QHeaderView)
        if not widget.isVisible():
            continue
        if not _shown_whole_across(widget, window):
            found += [f"{_named(widget)} reaches out of {_named(window)}"] if _says_something(widget) else []
            continue
        if unseen:
            continue
        found += [f"{_named(widget)}: {text!r} has {has} of {wants} pixels" for text, has, wants in _lacks(widget)]
    return found


def _says_something(widget: QWidget) -> bool:
    return bool(isinstance(widget, QLabel | QAbstractButton) and widget.text())


def _shown_whole_across(widget: QWidget, window: QWidget) -> bool:
    """Say whether no edge but that of what can be scrolled cuts a widget off at its sides."""
    rect, at, around = QRect(widget.rect()), widget, widget.parentWidget()
    while at is not window and around is not None:
        if isinstance(around.parentWidget(), QAbstractScrollArea) or isinstance(around, QAbstractScrollArea):
            return True
        rect = QRect(at.mapToParent(rect.topLeft()), rect.size())
        if rect.left() < -_SPARE or rect.right() > around.width() + _SPARE:
            return False
        at, around = around, around.parentWidget()
    return True


def _lacks(widget: QWidget) -> Iterator[tuple[str, int, int]]:
    """Yield each text of a widget that has too little room: the text, the pixels that it has, and that it wants."""
    if isinstance(widget, QHeaderView):
        yield from _header(widget)
    elif isinstance(widget, QTabBar):
        for n in range(widget.count()):
            wants = widget.fontMetrics().horizontalAdvance(widget.tabText(n))
            if widget.tabRect(n).width() < wants and widget.tabText(n) not in widget.tabToolTip(n):
                yield widget.tabText(n), widget.tabRect(n).width(), wants
    elif isinstance(widget, QLabel):
        yield from _label(widget)
    elif isinstance(widget, QAbstractButton):
        alone = isinstance(widget, QToolButton) and widget.toolButtonStyle() is _ICON_ONLY
        worded = not alone or widget.icon().isNull()
        if widget.text() and worded and widget.width() + _SPARE < widget.minimumSizeHint().width():
            yield from _unless_told(widget, widget.text(), widget.width(), widget.minimumSizeHint().width())
    elif isinstance(widget, QLineEdit) and not isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox):
        wants = widget.fontMetrics().horizontalAdvance(widget.placeholderText()) + 2 * _SPARE
        if not widget.text() and widget.contentsRect().width() < wants:
            yield from _unless_told(widget, widget.placeholderText(), widget.contentsRect().width(), wants)
    elif isinstance(widget, QComboBox) and not widget.isEditable():
        wants = widget.fontMetrics().horizontalAdvance(widget.currentText())
        if widget.width() < wants:
            yield from _unless_told(widget, widget.currentText(), widget.width(), wants)


_ICON_ONLY: Final = Qt.ToolButtonStyle.ToolButtonIconOnly


def _header(header: QHeaderView) -> Iterator[tuple[str, int, int]]:
    model = header.model()
    across = header.orientation() is Qt.Orientation.Horizontal
    for n in range(header.count() if across else 0):
        title = str(model.headerData(n, header.orientation()) or "")
        told = str(model.headerData(n, header.orientation(), Qt.ItemDataRole.ToolTipRole) or "")
        wants = header.fontMetrics().horizontalAdvance(title)
        if not header.isSectionHidden(n) and header.sectionSize(n) < wants and title not in told:
            yield title, header.sectionSize(n), wants


def _label(label: QLabel) -> Iterator[tuple[str, int, int]]:
    text, room = label.text(), label.contentsRect()
    if not text:
        return
    metrics = QFontMetrics(label.font())
    if label.wordWrap():
        widest = max(metrics.horizontalAdvance(word) for word in text.split() or [""])
        if room.width() + _SPARE < widest:
            yield from _unless_told(label, text, room.width(), widest)
        wants = label.heightForWidth(label.width())
        if label.height() + _SPARE < wants:
            yield text, label.height(), wants
        return
    # A lone & is underlined away where a label names a field.
    plain = text.replace("&", "", 1)
    if room.height() + _SPARE < metrics.ascent():
        yield text, room.height(), metrics.ascent()
    wants = max(metrics.horizontalAdvance(line) for line in plain.split("\n"))
    if room.width() + _SPARE < wants:
        yield from _unless_told(label, text, room.width(), wants)


def _unless_told(widget: QWidget, text: str, has: int, wants: int) -> Iterator[tuple[str, int, int]]:
    if text.strip("…&") not in widget.toolTip():
        yield text, has, wants


def _named(widget: QWidget) -> str:
    named, at = widget.objectName(), widget.parentWidget()
    while not named and at is not None:
        named, at = at.objectName(), at.parentWidget()
    return f"{type(widget).__name__} in {named}" if named != widget.objectName() else f"{type(widget).__name__} {named}"


def look_at_every_page(language: str, data: Path, pictures: Path | None) -> dict[str, list[str]]:
    """Start the program in that language, and return what does not fit on each page and in each size."""
    from desktop_app.main.program import Program
    from desktop_app.pro.environments import DEMO
    from desktop_app.store.secrets import SessionSecrets
    from desktop_app.store.settings import Settings, SettingsFile
    from desktop_app.ui.self_test.hand import Hand
    from desktop_app.ui.style.theme import dress

    app = QApplication([])
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    words = Longer(app)
    if language == "longer":
        app.installTranslator(words)
    else:
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    dress(app)
    program = Program(data, SessionSecrets(), SettingsFile(data / "settings.json"), Settings(appearance="light"))
    _fill(data)
    program.greet()
    program.start(DEMO)
    window, hand = program.window, Hand(program.window)
    hand.see(QWidget, "build_page")
    found: dict[str, list[str]] = {}
    for size in SIZES:
        window.resize(size)
        for page, busy in _pages(hand, window):
            window.show_page(page)
            busy()
            name = f"{page} {size.width()}×{size.height()}"
            found[name] = _left_when_it_rests(window)
            if window.width() > size.width():
                found[name].insert(0, f"the window is {window.width()} wide at least")
            if pictures is not None:
                window.grab().save(str(pictures / f"{language}-{page}-{size.width()}.png"))
    for name in ("about", "back_up"):
        menu_action = window.findChild(QAction, name)
        assert isinstance(menu_action, QAction)
        menu_action.trigger()
        dialog = hand.see(QDialog, f"{name.replace('back_up', 'backup')}_dialog")
        found[name] = _left_when_it_rests(dialog)
        if pictures is not None:
            dialog.grab().save(str(pictures / f"{language}-{name}.png"))
        dialog.close()
    window.close()
    hand.wait("the end", window.isHidden)
    return found


def _fill(data: Path) -> None:
    """Put a full consignment on the bench, and one entry of each state into the journal."""
    from desktop_app.packing.draft import Draft
    from desktop_app.packing.nodes import Consignment, Item, Package
    from desktop_app.packing.saved import to_data
    from desktop_app.packing.tree import LOOSE_ITEMS
    from desktop_app.pro.environments import DEMO
    from desktop_app.pro.models import Address, Contact, Country, Dimensions, Weight
    from desktop_app.services.outbox.operations.creating import create_entry
    from desktop_app.store.database import Database
    from desktop_app.store.drafts import Drafts
    from desktop_app.store.outbox import EntryState, NotDone, Outbox

    goods = [
        Package(f"p{n}", [Item(f"i{n}", "Coat", weight=Weight.kg("1.8"))], dimensions=Dimensions.cm(30, 20, 10))
        for n in range(3)
    ]
    where = Address(
        address_type="Destination",
        contact=Contact(first_name="Łucja", last_name="Żółć"),
        address_line1="13 Porter Street",
        town="Manchester",
        postcode="M1 5WG",
        country=Country.of("GB"),
    )
    one = Consignment("c1", packages=goods, reference="CLOTHES-1", origin="Sorted1", destination=where)
    database = Database(data / "environments" / DEMO.slot / "desk.sqlite")
    database.open()
    draft = Draft()
    draft.add(one, "consignments")
    draft.add(Item("i9", "Hat", quantity=2, weight=Weight.kg("0.2")), LOOSE_ITEMS)
    Drafts(database).save(to_data(draft))
    outbox = Outbox(database)
    for state, why in (
        (EntryState.DONE, NotDone.NOT_KNOWN),
        (EntryState.REFUSED, NotDone.REFUSED),
        (EntryState.REFUSED, NotDone.OFFLINE),
        (EntryState.UNKNOWN, NotDone.NOT_KNOWN),
    ):
        (entry,) = outbox.turn_over((), [create_entry(DEMO.slot, replace(one, id=f"sent before {state} {why}"))])
        outbox.move(entry, state, reference="EC-000-005-ZZZ", answer="No carrier takes it", not_done=why)
    database.close()


def _left_when_it_rests(window: QWidget) -> list[str]:
    """Return what does not fit once the page has been laid out, or has had time enough for it."""
    from desktop_app.ui.self_test.hand import Hand, NotThere

    # What was resized is laid out by events of its own.
    for _ in range(3):
        QApplication.processEvents()
    with contextlib.suppress(NotThere):
        Hand(window, patience=2).wait("all to fit", lambda: not cut_off(window))
    return cut_off(window)


def _pages(hand: object, window: QWidget) -> Iterator[tuple[str, Callable[[], None]]]:
    from PySide6.QtWidgets import QTableView

    from desktop_app.ui.builder.page import BuildPage
    from desktop_app.ui.self_test.hand import Hand

    assert isinstance(hand, Hand)
    seeing: Hand = hand

    def pack() -> None:
        seeing.see(QWidget, "consignment_frame")
        page = window.findChild(BuildPage)
        assert page is not None
        page.selection.set(["c1"])
        seeing.see(QWidget, "consignment_form")

    def find() -> None:
        grid = seeing.see(QTableView, "consignment_grid")
        seeing.wait("rows", lambda: grid.model().rowCount() > 0)
        seeing.click_row(grid, grid.model().index(0, 0))
        seeing.see(QLabel, "detail_reference")

    def send() -> None:
        listed = seeing.see(QTableView, "outbox_list")
        seeing.wait("entries", lambda: listed.model().rowCount() > 0)
        seeing.click_row(listed, listed.model().index(1, 0))
        exchange = seeing.see(QAbstractButton, "entry_exchange")
        exchange.setChecked(True)
        seeing.see(QWidget, "entry_sent")

    yield "build", pack
    yield "consignments", find
    yield "outbox", send
    yield "settings", lambda: None


if __name__ == "__main__":
    kept = os.environ.get("FIT_PICTURES")
    print(json.dumps(look_at_every_page(sys.argv[1], Path(sys.argv[2]), Path(kept) if kept else None)))
    sys.stdout.flush()
    os._exit(0)
