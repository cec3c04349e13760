"""The running program: the rooms wired together, switching from one environment to another, the orderly stop."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop_app.main.opener import Opened, Opener
from desktop_app.pro import environments
from desktop_app.pro.environments import Environment, EnvironmentName
from desktop_app.store.secrets import Secrets, SessionSecrets
from desktop_app.store.settings import Settings, SettingsFile
from desktop_app.ui.main_window import MainWindow, Page
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.theme import Role, Theme
from desktop_app.worker import Progress, Task, Worker

if TYPE_CHECKING:
    from desktop_app.packing.draft import Draft
    from desktop_app.services.session import Session
    from desktop_app.ui.build.page import BuildPage
    from desktop_app.ui.search.page import ConsignmentsPage
    from desktop_app.ui.settings.page import SettingsPage
    from desktop_app.ui.units import Units

BULK_IN_PRODUCTION: Final = 25
"""In production, more rows than this want their count typed («How it behaves»)."""

_FOUND: Final = "consignments"

_log = logging.getLogger(__name__)


class Program(QObject):
    """The running program: one window, one worker, one environment at a time."""

    def __init__(
        self, data_dir: Path, keyring: Secrets | SessionSecrets, settings_file: SettingsFile, settings: Settings
    ) -> None:
        super().__init__()
        self._data_dir = data_dir
        self._settings_file = settings_file
        self._settings = settings
        self._opener = Opener(data_dir, keyring)
        self._environment = environments.DEMO
        self._opening: Task | None = None
        self._build: BuildPage | None = None
        self._consignments: ConsignmentsPage | None = None
        self._settings_page: SettingsPage | None = None
        self.worker = Worker()
        self.theme = Theme(self)
        self.theme.set_appearance(settings.appearance)
        self.notifier = Notifier(data_dir / "log" / "desk.log", self)
        self.window = MainWindow(self.theme)
        self.notifier.belongs_to(self.window)
        self.window.restore_from(settings.geometry)
        self.window.closing.connect(self._asked_to_close)
        self.window.page_shown.connect(self._page_shown)
        self.window.reference_wanted.connect(self._open_reference)

    def start(self, environment: Environment) -> None:
        """Show the window at once, and open `environment` behind it."""
        self._environment = environment
        self.window.mark(environment)
        self.window.show()
        self.worker.start()
        # After the first paint: what follows takes the interpreter's lock for a while.
        QTimer.singleShot(0, self, lambda: self._open(environment))

    def _switch(self, environment: Environment) -> None:
        if not self._still_sending(lambda: self._switch_now(environment), self.tr("Switch anyway")):
            self._switch_now(environment)

    def _switch_now(self, environment: Environment) -> None:
        self._settings.environment = environment.name.value
        self._save_settings()
        self._open(environment)

    def _still_sending(self, go_on: Callable[[], None], go_on_text: str) -> bool:
        """Say so if an action over many is under way: leaving now would stop it in the middle."""
        if self._consignments is None or not self._consignments.busy:
            return False
        self.window.message.show_problem(
            self.tr("Consignments are still being sent"),
            self.tr("Wait until that is done, or go on: what has not been sent yet stays as it is."),
            retry=go_on,
            retry_text=go_on_text,
            role=Role.ATTENTION,
        )
        return True

    def _open(self, environment: Environment) -> None:
        self._leave()
        self._environment = environment
        self.window.mark(environment)
        self.window.message.clear()
        self.window.show_opening(self.tr("Opening…"))

        async def opened(_: Progress) -> Opened:
            return await self._opener.open(environment)

        self._opening = self.worker.submit(opened)
        self._opening.done.connect(self._show)
        self._opening.failed.connect(self._cannot_open)

    def _leave(self) -> None:
        """Keep what is on the bench, and let go of the pages and of what they were reading."""
        if self._build is not None:
            self._build.flush()
        for page in (self._build, self._consignments, self._settings_page):
            if page is not None:
                page.dispose()
        self._build = self._consignments = self._settings_page = None
        self.worker.cancel_reads()

    def _show(self, opened: Opened) -> None:
        from desktop_app.ui.units import Units

        session = opened.session
        units = Units(self._settings.weight_unit, self._settings.length_unit)
        pages = [
            Page("build", self.tr("Build"), "build", lambda: self._make_build(session, opened.draft, units)),
            Page("consignments", self.tr("Consignments"), "consignments", lambda: self._make_found(session, units)),
            self._settings_entry(),
        ]
        self.window.show_pages(pages, self._settings.last_page)
        if opened.trouble is not None:
            self.notifier.report(opened.trouble, self.tr("Read the API key"), self.window.message, self._reopen)
        elif not session.has_key:
            self.window.message.show_problem(
                self.tr("There is no API key for this environment yet"),
                self.tr("You can pack and prepare here; to send and find consignments, enter the key in Settings."),
                retry=lambda: self.window.show_page("settings"),
                retry_text=self.tr("Open Settings"),
                role=Role.ATTENTION,
            )

    def _make_build(self, session: Session, draft: Draft, units: Units) -> BuildPage:
        from desktop_app.ui.build.page import BuildPage

        page = self._build = BuildPage(
            self.worker,
            self.notifier,
            self.theme,
            units,
            draft,
            session.bench,
            session.catalogue,
            session.submitter,
        )
        page.open_consignment.connect(self._open_reference)
        return page

    def _make_found(self, session: Session, units: Units) -> ConsignmentsPage:
        from desktop_app.ui.search.page import ConsignmentsPage

        page = self._consignments = ConsignmentsPage(
            self.worker,
            self.notifier,
            self.theme,
            units,
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

    def _keep_columns(self, columns: str) -> None:
        self._settings.columns[_FOUND] = columns
        self._save_settings()

    def _settings_entry(self) -> Page:
        return Page("settings", self.tr("Settings"), "settings", self._make_settings)

    def _make_settings(self) -> SettingsPage:
        from desktop_app.ui.settings.page import SettingsPage

        page = self._settings_page = SettingsPage(
            self.worker,
            self.notifier,
            self.theme,
            self._settings,
            self._environment,
            self._opener.keys,
            self._opener.check,
            self._data_dir,
        )
        page.environment_chosen.connect(self._switch)
        page.key_changed.connect(self._key_changed)
        page.settings_changed.connect(self._settings_changed)
        return page

    def _cannot_open(self, error: BaseException) -> None:
        self.window.show_pages([self._settings_entry()], "settings")
        self.notifier.report(error, self.tr("Open the environment"), self.window.message, self._reopen)

    def _reopen(self) -> None:
        self._open(self._environment)

    def _key_changed(self, environment: Environment) -> None:
        if environment == self._environment:
            self._reopen()

    def _settings_changed(self) -> None:
        self.theme.set_appearance(self._settings.appearance)
        self._save_settings()
        self._reopen()

    def _page_shown(self, name: str) -> None:
        self._settings.last_page = name

    def _open_reference(self, reference: str) -> None:
        self.window.show_page("consignments")
        if self._consignments is not None:
            self._consignments.open(reference)

    def _duplicate(self, consignment: object) -> None:
        self.window.show_page("build")
        if self._build is not None:
            self._build.duplicate(consignment)

    def _save_settings(self) -> None:
        self._settings.geometry = self.window.geometry_text()
        kept = self._settings

        async def save(_: Progress) -> None:
            self._settings_file.save(kept)

        task = self.worker.submit(save, write=True)
        about = self.tr("Save the settings")
        task.failed.connect(lambda error: self.notifier.report(error, about, self.window.message, self._save_settings))

    def _asked_to_close(self) -> None:
        if self._still_sending(self._stop, self.tr("Close anyway")):
            self.window.stay()
        else:
            self._stop()

    def _stop(self) -> None:
        """End in order: keep the bench and the settings, let writes end, close what is open."""
        self._save_settings()
        self._leave()
        self.window.hide()

        async def close(_: Progress) -> None:
            await self._opener.close()

        if not self.worker.stop(last=close):
            _log.info("a write was still under way at the end; the journal knows of it")
        self.window.close_now()
        QApplication.quit()
