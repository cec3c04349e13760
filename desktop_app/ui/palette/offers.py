"""What the palette of the main window offers at this moment, in the order in which it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence

from desktop_app.ui.page import Page
from desktop_app.ui.page_stack import PageStack
from desktop_app.ui.palette.entries import Entry, Kind, actions_on, distinct, entry_of
from desktop_app.ui.program_menu import ProgramMenu
from desktop_app.ui.style.theme import Theme


def offers(
    pages: PageStack,
    show_page: Callable[[str], object],
    menu: ProgramMenu,
    recent: Sequence[str],
    look_for: Callable[[str], None],
    show_keys: Callable[[], None],
    theme: Theme,
) -> list[Entry]:
    """Return the pages, what was looked at lately, what can be done on the page in front, and the program's own."""
    made = [
        Entry(page.words, Kind.PAGE, partial(_go, show_page, page.id), theme.icon(page.icon), _number_keys(number))
        for number, page in enumerate(pages.descriptions, start=1)
    ]
    made += [Entry(name, Kind.RECENT, partial(look_for, name), theme.icon("consignment")) for name in recent]
    page = pages.current_page()
    if page is not None:
        made += [*_of_every_page(page, theme), *actions_on(page)]
    made += [entry_of(action) for action in menu.findChildren(QAction) if action.objectName()]
    made.append(Entry(_tr("All keys"), Kind.ACTION, show_keys, theme.icon("help"), _keys("F1")))
    return distinct(made)


def _go(show_page: Callable[[str], object], page_id: str) -> None:
    show_page(page_id)


def _of_every_page(page: Page, theme: Theme) -> list[Entry]:
    """Return what the window's own keys do on this page, if it has an answer to them."""
    kind, standard = type(page), QKeySequence.StandardKey
    return [
        Entry(words, Kind.ACTION, do, theme.icon(icon), _keys(QKeySequence(keys)))
        for own, default, words, do, icon, keys in (
            (kind.new, Page.new, _tr("New consignment"), page.new, "add", standard.New),
            (kind.find, Page.find, _tr("Find on this page"), page.find, "search", standard.Find),
            (kind.refresh, Page.refresh, _tr("Refresh this page"), page.refresh, "refresh", standard.Refresh),
        )
        if own is not default
    ]


def _number_keys(number: int) -> str:
    return _keys(f"Ctrl+{number}") if number <= 9 else ""


def _keys(keys: QKeySequence | str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Palette", words)
