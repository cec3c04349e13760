"""The pages of the open environment in the window: which are there, what they are told, what leads between them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from desktop_app.main.opener import Opened, Opener
from desktop_app.main.pages import BUILD, CONSIGNMENTS, PAGES, SETTINGS, Surroundings, Ways
from desktop_app.pro.environments import Environment
from desktop_app.pro.errors import AppError
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operation, Operations
from desktop_app.ui.page import Change, Page
from desktop_app.ui.settings.current import CurrentSettings
from desktop_app.ui.style.theme import Theme
from desktop_app.worker import Progress

if TYPE_CHECKING:
    from desktop_app.services.outbox.dispatcher import News
    from desktop_app.services.session import Session
    from desktop_app.ui.builder.page import BuildPage
    from desktop_app.ui.units import Units

_UNITS: Final = frozenset({"weight_unit", "length_unit"})
"""The settings that numbers are shown in."""


class PageHost(QObject):
    """Shows the pages of one environment at a time. `environment_chosen` and `key_changed` carry an Environment.

    `proxy_login_changed`: another password is kept for the proxy.
    """

    environment_chosen = Signal(object)
    key_changed = Signal(object)
    proxy_login_changed = Signal()

    def __init__(
        self,
        window: MainWindow,
        operations: Operations,
        notifier: Notifier,
        theme: Theme,
        settings: CurrentSettings,
        opener: Opener,
        data_dir: Path,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._operations = operations
        self._notifier = notifier
        self._theme = theme
        self._settings = settings
        self._opener = opener
        self._data_dir = data_dir
        self._session: Session | None = None
        self._dispatching: Operation | None = None
        self._units: Units | None = None
        settings.changed.connect(self._settings_changed)
        window.reference_wanted.connect(self.look_for)

    @property
    def busy(self) -> bool:
        """Whether something is being sent or printed."""
        return any(page.busy for page in self._window.pages.made())

    def flush(self, done: Callable[[], None], failed: Callable[[BaseException], None]) -> None:
        """Save what is not saved yet on any page; then `done()`, at once if nothing is left, or `failed(error)`."""
        left = self._window.pages.made()

        def go_on() -> None:
            if left:
                left.pop().flush(go_on, failed)
            else:
                done()

        go_on()

    def show(self, opened: Opened) -> None:
        """Show the pages of an environment, and keep its journal moving until `leave`."""
        session = self._session = opened.session
        self._show_pages(session.environment, opened)
        wanted, keep = self._settings.value.queue_offline, self._keep_sent()

        async def dispatch(progress: Progress) -> None:
            await session.dispatcher.queue_offline(wanted)
            with contextlib.suppress(AppError):
                await session.dispatcher.keep_bodies(keep)
            await session.dispatcher.run(progress)

        # A write: what it is sending when the environment is left is waited for.
        self._dispatching = self._operations.run(
            self,
            dispatch,
            progress=lambda news: self._journal_changed(session, news),
            failed=self._notifier.bug,
            write=True,
        )

    def show_settings_alone(self, environment: Environment) -> None:
        """Show what there is when an environment cannot be opened."""
        self._show_pages(environment, None)

    def leave(self) -> None:
        """Save what the pages hold, and send no more from the journal; who leaves deletes the pages."""
        for page in self._window.pages.made():
            page.flush()
        self._session = None
        if self._dispatching is not None:
            self._dispatching.cancel()
            self._dispatching = None

    def open_consignment(self, reference: str) -> None:
        """Show a consignment of the service."""
        from desktop_app.ui.consignments.page import ConsignmentsPage

        self._window.note_recent(reference)
        page = self._window.show_page(CONSIGNMENTS)
        if isinstance(page, ConsignmentsPage):
            page.open(reference)

    def look_for(self, name: str) -> None:
        """Show the consignment that is named by the service's reference, or by a reference of one's own."""
        from desktop_app.ui.consignments.page import ConsignmentsPage

        page = self._window.show_page(CONSIGNMENTS)
        if isinstance(page, ConsignmentsPage):
            page.look_for(name)

    def build_page(self) -> BuildPage | None:
        """Bring the bench to the front and return it; None while no environment is open."""
        from desktop_app.ui.builder.page import BuildPage

        page = self._window.show_page(BUILD) if self._session is not None else None
        return page if isinstance(page, BuildPage) else None

    def enter_key(self, environment: Environment) -> None:
        """Show Settings where the key of `environment` is entered."""
        from desktop_app.ui.settings.page import SettingsPage

        page = self._window.show_page(SETTINGS)
        if isinstance(page, SettingsPage):
            page.go_to_key(environment.name)

    def duplicate(self, consignment: object) -> None:
        """Put a consignment of the service on the bench, as a new one."""
        page = self.build_page()
        if page is not None:
            page.duplicate(consignment)

    def _show_pages(self, environment: Environment, opened: Opened | None) -> None:
        ways = Ways(
            self.open_consignment,
            self.duplicate,
            self.environment_chosen.emit,
            self.key_changed.emit,
            self.proxy_login_changed.emit,
        )
        given = Surroundings(
            self._operations,
            self._notifier,
            self._theme,
            self._settings,
            self._units_set,
            self._opener,
            self._data_dir,
            ways,
            environment,
            opened,
        )
        there = [each for each in PAGES if opened is not None or not each.needs_environment]
        first = SETTINGS if opened is None else self._settings.value.last_page
        self._window.show_pages(there, given, first)

    def _listening(self, change: Change) -> list[tuple[str, Page]]:
        """Return the pages that listen to it and have been made, with their ids."""
        pages = [(each.id, self._window.pages.page(each.id)) for each in PAGES if change in each.listens_to]
        return [(page_id, page) for page_id, page in pages if page is not None]

    def _journal_changed(self, session: Session, news: News) -> None:
        if session is not self._session:
            return
        for description in PAGES:
            if description.count is not None:
                title, number = description.words, description.count(news)
                said = self.tr("{page} ({n})").format(page=title, n=number) if number else title
                self._window.show_count(description.id, number, said)
        for _page_id, page in self._listening(Change.JOURNAL):
            page.journal_changed()

    def _settings_changed(self, names: frozenset[str]) -> None:
        if "queue_offline" in names and self._session is not None:
            self._hand_over_queueing(self._session)
        if "keep_sent_days" in names and self._session is not None:
            self._hand_over_keeping(self._session)
        if "appearance" in names:
            self._theme.set_appearance(self._settings.value.appearance)
        if names & _UNITS:
            self._show_units()

    def _hand_over_queueing(self, session: Session) -> None:
        wanted = self._settings.value.queue_offline

        async def hand_over(_progress: Progress) -> None:
            await session.dispatcher.queue_offline(wanted)

        self._operations.run(self, hand_over, failed=self._notifier.bug, write=True)

    def _keep_sent(self) -> timedelta | None:
        days = self._settings.value.keep_sent_days
        return timedelta(days=days) if days else None

    def _hand_over_keeping(self, session: Session) -> None:
        keep, about = self._keep_sent(), self.tr("Remove what was sent long ago")
        self._operations.run(
            self,
            lambda _progress: session.dispatcher.keep_bodies(keep),
            failed=lambda error: self._notifier.report(error, about, self._window.message),
            write=True,
        )

    def _units_set(self) -> Units:
        # Made when a page is: what it works with is not loaded before the window is on screen.
        from desktop_app.ui.units import Units

        if self._units is None:
            self._units = Units(self._settings.value.weight_unit, self._settings.value.length_unit)
        return self._units

    def _show_units(self) -> None:
        self._units_set().change(self._settings.value.weight_unit, self._settings.value.length_unit)
        for _page_id, page in self._listening(Change.UNITS):
            page.units_changed()
