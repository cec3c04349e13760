"""The pages of one open environment: each made when it is first shown, from the parts of its session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.main.opener import Opened, Opener
from desktop_app.pro.environments import Environment, EnvironmentName
from desktop_app.store.settings import Settings
from desktop_app.ui.main_window import MainWindow, Page
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operations
from desktop_app.ui.theme import Theme
from desktop_app.worker import Task, Worker

if TYPE_CHECKING:
    from desktop_app.services.outgoing import News
    from desktop_app.services.session import Session
    from desktop_app.ui.builder.page import BuildPage
    from desktop_app.ui.consignments.page import ConsignmentsPage
    from desktop_app.ui.outbox.page import OutboxPage
    from desktop_app.ui.settings.page import SettingsPage
    from desktop_app.ui.units import Units

BULK_IN_PRODUCTION: Final = 25
"""In production, more rows than this want their count typed («How it behaves»)."""

_BUILD: Final = "build"
_FOUND: Final = "consignments"
_OUTBOX: Final = "outbox"


class Pages(QObject):
    """Makes the pages, and leads from one to another.

    `environment_chosen` and `key_changed` carry an Environment; `settings_changed` asks to keep the settings.
    """

    environment_chosen = Signal(object)
    key_changed = Signal(object)
    settings_changed = Signal()

    def __init__(
        self,
        window: MainWindow,
        worker: Worker,
        notifier: Notifier,
        theme: Theme,
        settings: Settings,
        opener: Opener,
        data_dir: Path,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._worker = worker
        self._operations = Operations(worker)
        self._notifier = notifier
        self._theme = theme
        self._settings = settings
        self._opener = opener
        self._data_dir = data_dir
        self._build: BuildPage | None = None
        self._found: ConsignmentsPage | None = None
        self._outbox: OutboxPage | None = None
        self._set: SettingsPage | None = None
        self._moving: Task | None = None
        window.reference_wanted.connect(self.open_reference)

    @property
    def busy(self) -> bool:
        """Whether something is being sent."""
        return any(page is not None and page.busy for page in (self._build, self._found, self._outbox))

    def flush(self) -> Task | None:
        """Save what is on the bench now; returns the save to wait for, if there is one."""
        return None if self._build is None else self._build.flush()

    def show(self, opened: Opened) -> None:
        """Show the pages of an environment."""
        session = opened.session
        pages = [
            Page(_BUILD, self.tr("Build"), "build", lambda: self._make_build(opened)),
            Page(_FOUND, self.tr("Consignments"), "consignments", lambda: self._make_found(session)),
            Page(_OUTBOX, self.tr("Outbox"), "outbox", lambda: self._make_outbox(session)),
            self._settings_entry(session.environment),
        ]
        self._window.show_pages(pages, self._settings.last_page)
        session.outgoing.queueing.wanted = self._settings.queue_offline
        # A write: what it is sending when the environment is left is waited for.
        self._moving = self._worker.submit(session.outgoing.run, write=True)
        self._moving.progress.connect(self._journal_changed)
        self._moving.failed.connect(self._notifier.bug)

    def show_settings_alone(self, environment: Environment) -> None:
        """Show what there is when an environment cannot be opened."""
        self._window.show_pages([self._settings_entry(environment)], "settings")

    def dispose(self) -> None:
        """Let go of the pages and of what they were reading."""
        for page in (self._build, self._set):
            if page is not None:
                page.dispose()
        if self._found is not None:
            self._found.drop_details()
            self._destroy(_FOUND, self._found)
        if self._outbox is not None:
            self._destroy(_OUTBOX, self._outbox)
        self._build = self._found = self._outbox = self._set = None
        if self._moving is not None:
            self._moving.progress.disconnect(self._journal_changed)
            self._moving.cancel()
            self._moving = None

    def _destroy(self, name: str, page: QWidget) -> None:
        """Destroy a page now: what it is sending stops with it, and it must ask nothing of a worker that stops next."""
        self._window.forget(name)
        QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete.value)

    def open_reference(self, reference: str) -> None:
        """Show a consignment of the service."""
        self._window.show_page(_FOUND)
        if self._found is not None:
            self._found.open(reference)

    def _units(self) -> Units:
        from desktop_app.ui.units import Units

        return Units(self._settings.weight_unit, self._settings.length_unit)

    def _make_build(self, opened: Opened) -> BuildPage:
        from desktop_app.ui.builder.page import BuildPage

        session = opened.session
        page = self._build = BuildPage(
            self._worker,
            self._notifier,
            self._theme,
            self._units(),
            opened.draft,
            session.bench,
            session.catalogue,
            session.submitter,
        )
        page.open_consignment.connect(self.open_reference)
        return page

    def _make_found(self, session: Session) -> ConsignmentsPage:
        from desktop_app.ui.consignments.page import ConsignmentsPage

        page = self._found = ConsignmentsPage(
            self._operations,
            self._notifier,
            self._theme,
            self._units(),
            session.consignments,
            session.bulk,
            session.catalogue,
            session.documents,
            BULK_IN_PRODUCTION if session.environment.name is EnvironmentName.PRODUCTION else None,
        )
        page.duplicate_requested.connect(self._duplicate)
        page.set_columns(str(self._settings.columns.get(_FOUND, "")))
        page.columns_changed.connect(self._keep_columns)
        return page

    def _make_outbox(self, session: Session) -> OutboxPage:
        from desktop_app.ui.outbox.page import OutboxPage

        outgoing = session.outgoing
        page = self._outbox = OutboxPage(
            self._operations, self._notifier, self._theme, outgoing, self._settings.queue_offline
        )

        def choose(wanted: bool) -> None:
            self._settings.queue_offline = outgoing.queueing.wanted = wanted
            self.settings_changed.emit()

        page.queue_chosen.connect(choose)
        page.open_consignment.connect(self.open_reference)
        return page

    def _journal_changed(self, news: News) -> None:
        title = self.tr("Outbox")
        if news.unsettled:
            title = self.tr("{page} ({n})").format(page=title, n=news.unsettled)
        self._window.retitle(_OUTBOX, title)
        if self._outbox is not None:
            self._outbox.read()
        if self._build is not None:
            self._build.settle()

    def _settings_entry(self, environment: Environment) -> Page:
        make: Callable[[], SettingsPage] = lambda: self._make_settings(environment)  # noqa: E731 - a page's recipe
        return Page("settings", self.tr("Settings"), "settings", make)

    def _make_settings(self, environment: Environment) -> SettingsPage:
        from desktop_app.ui.settings.page import SettingsPage

        page = self._set = SettingsPage(
            self._worker,
            self._notifier,
            self._theme,
            self._settings,
            environment,
            self._opener.keys,
            self._opener.check,
            self._data_dir,
        )
        page.environment_chosen.connect(self.environment_chosen)
        page.key_changed.connect(self.key_changed)
        page.settings_changed.connect(self._apply)
        return page

    def _apply(self) -> None:
        """Show what was set: at once where one looks, and on the other pages when they are shown again."""
        self._theme.set_appearance(self._settings.appearance)
        self.settings_changed.emit()
        if self._build is not None and not self._build.busy and not self._build.unkept:
            self._build.flush()
            self._build.dispose()
            self._build = None
            self._window.forget(_BUILD)
        if self._found is not None and not self._found.busy:
            self._found.drop_details()
            self._found = None
            self._window.forget(_FOUND)

    def _keep_columns(self, columns: str) -> None:
        if self._found is not None and self._settings.columns.get(_FOUND) != columns:
            self._settings.columns[_FOUND] = columns
            self.settings_changed.emit()

    def _duplicate(self, consignment: object) -> None:
        self._window.show_page(_BUILD)
        if self._build is not None:
            self._build.duplicate(consignment)
