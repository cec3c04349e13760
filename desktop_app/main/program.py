"""The running program: one window, one worker; switching from one environment to another, the orderly stop."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop_app.main.first_paint import FirstPaint
from desktop_app.main.opener import Opened, Opener
from desktop_app.main.page_host import PageHost
from desktop_app.main.program_actions import ProgramActions
from desktop_app.main.stepwise import BENCH, StepwiseImport
from desktop_app.pro import environments
from desktop_app.pro.environments import Environment, EnvironmentName
from desktop_app.store.losses import Loss, LossKind
from desktop_app.store.secrets import Secrets, SessionSecrets
from desktop_app.store.settings import Settings, SettingsFile
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operation, Operations
from desktop_app.ui.settings.current import CurrentSettings
from desktop_app.ui.style.roles import Role
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.slow_notice import SlowNotices
from desktop_app.worker import Progress, Worker

_log = logging.getLogger(__name__)


class Program(QObject):
    """The running program: one environment at a time."""

    def __init__(
        self, data_dir: Path, keyring: Secrets | SessionSecrets, settings_file: SettingsFile, settings: Settings
    ) -> None:
        super().__init__()
        self._settings_file = settings_file
        self._settings = CurrentSettings(settings, self)
        self._opener = Opener(data_dir, keyring, settings.read_seconds)
        self._opener.set_proxy(settings.proxy, settings.proxy_address)
        self._environment = environments.DEMO
        self.worker = Worker()
        self._warning = ""
        self._settings_unsaved = False
        self.again = False
        """Whether the program is to begin anew, now that it has stopped: a backup waits to be put in place."""
        self.theme = Theme(self)
        self._operations = Operations(self.worker, SlowNotices(self.theme))
        self._opening: Operation | None = None
        self._importing: StepwiseImport | None = None
        self.theme.set_appearance(settings.appearance)
        self.notifier = Notifier(data_dir / "log" / "desk.log", self)
        self.window = MainWindow(self.theme)
        self.notifier.belongs_to(self.window)
        self.window.restore_from(settings.geometry)
        self.window.sidebar.set_folding(settings.navigation)
        self.window.sidebar.folding_chosen.connect(lambda how: self._settings.change(navigation=how))
        self.window.closing.connect(self._asked_to_close)
        self.window.page_shown.connect(self._page_shown)
        self.window.pages.kept.connect(self._edits_kept)
        self._pages = PageHost(
            self.window,
            self._operations,
            self.notifier,
            self.theme,
            self._settings,
            self._opener,
            data_dir,
            self,
        )
        self._pages.environment_chosen.connect(self._switch)
        self._pages.key_changed.connect(self._key_changed)
        self._pages.proxy_login_changed.connect(self._proxy_changed)
        self._settings.changed.connect(self._settings_changed)
        self._actions = ProgramActions(
            self.window, self._pages, self._operations, self.notifier, self._settings, self._opener, data_dir, self
        )
        self._actions.again_wanted.connect(self._begin_anew)
        self.greet, self.open_files = self._actions.greet, self._actions.open_files
        self.tell_restored, self.keep_now = self._actions.tell_restored, self._actions.keep_now

    def start(self, environment: Environment) -> None:
        """Show the window at once, and open `environment` behind it."""
        self._environment = environment
        self.window.mark(environment)
        self.window.show()
        # What follows takes the interpreter's lock for a while.
        FirstPaint(self.window, lambda: self._begin(environment))

    def _begin(self, environment: Environment) -> None:
        self.worker.start()
        self._actions.listen()

        async def import_services(_: Progress) -> None:
            self._opener.import_services()

        # One after the other: they would only wait for the interpreter's lock.
        self._opening = self._operations.run(
            self,
            import_services,
            done=lambda _none: self._import_bench(environment),
            failed=self.notifier.bug,
        )

    def _import_bench(self, environment: Environment) -> None:
        self._importing = StepwiseImport(BENCH, lambda: self._open(environment), self)

    def _begin_anew(self) -> None:
        def stop() -> None:
            self.again = True
            self._stop()

        self._leave_for(stop, self.tr("Restore anyway"))

    def _switch(self, environment: Environment) -> None:
        def go_on() -> None:
            self._settings.change(environment=environment.name.value)
            self._open(environment)

        self._leave_for(go_on, self.tr("Switch anyway"))

    def _leave_for(self, go_on: Callable[[], None], anyway: str) -> None:
        """Do what leaves this environment, unless that would break off or lose something: then say so and offer it."""
        self.window.message.clear()
        if self._pages.busy:
            self._offer(
                self.tr("Something is still being sent or printed"),
                self.tr("Wait until that is done, or go on: what has not been sent or printed yet stays as it is."),
                lambda: self._keep_and(go_on, anyway),
                anyway,
            )
        else:
            self._keep_and(go_on, anyway)

    def _keep_and(self, go_on: Callable[[], None], anyway: str) -> None:
        def warn(_error: BaseException) -> None:
            self._warning = self.tr("What is on the bench could not be kept")
            advice = self.tr("Free some space on the disk first. If you go on, the last edits are lost.")
            self._offer(self._warning, advice, go_on, anyway)

        self._pages.flush(go_on, warn)

    def _edits_kept(self) -> None:
        """Take back what was said of edits that could not be kept, for they are now."""
        if self._warning and self.window.message.text().startswith(self._warning):
            self.window.message.clear()
        self._warning = ""
        if self._settings_unsaved:
            self._save_settings()

    def _offer(self, title: str, advice: str, go_on: Callable[[], None], anyway: str) -> None:
        self.window.stay()
        self.window.message.show_problem(title, advice, retry=go_on, retry_text=anyway, role=Role.ATTENTION)

    def _open(self, environment: Environment) -> None:
        self._pages.leave()
        self.worker.cancel_reads()
        self._environment = environment
        self.window.mark(environment)
        self.window.message.clear()
        self.window.show_opening(self.tr("Opening…"))

        self._opening = self._operations.run(
            self,
            lambda _progress: self._opener.open(environment),
            done=self._show,
            failed=self._cannot_open,
            replaces=self._opening,
        )

    def _show(self, opened: Opened) -> None:
        self._pages.show(opened)
        losses = list(opened.session.losses)
        if self._settings_file.damaged is not None:
            losses.append(Loss(LossKind.SETTINGS, self._settings_file.damaged))
        if losses:
            self._tell_losses(losses)
            opened.session.losses_told()
            self._settings_file.damaged = None
        elif opened.trouble is not None:
            self.notifier.report(opened.trouble, self.tr("Read the API key"), self.window.message, self._reopen)
        elif not opened.session.has_key:
            self.window.message.show_problem(
                self.tr("There is no API key for this environment yet"),
                self.tr("You can pack and prepare here; to send and find consignments, enter the key in Settings."),
                retry=self._show_settings,
                retry_text=self.tr("Open Settings"),
                role=Role.ATTENTION,
            )
        self._actions.opened(opened.session.environment)

    def _show_settings(self) -> None:
        self._pages.enter_key(self._environment)

    def _tell_losses(self, losses: Sequence[Loss]) -> None:
        # Here, since hardly any start needs them.
        from desktop_app.ui.loss_words import loss_words

        for loss in losses:
            _log.info("lost: %s", loss.kind.value)
        words = loss_words(losses)
        self.window.message.show_problem(words.title, words.advice, words.detail, role=Role.ATTENTION)

    def _cannot_open(self, error: BaseException) -> None:
        self._pages.show_settings_alone(self._environment)
        self.notifier.report(error, self.tr("Open the environment"), self.window.message, self._reopen)

    def _reopen(self) -> None:
        self._open(self._environment)

    def _key_changed(self, environment: Environment) -> None:
        # What was queued under the other key does not go out unasked.
        about = self.tr("Note that the key has changed")

        def noted(_none: None) -> None:
            if environment == self._environment:
                self._leave_for(self._reopen, self.tr("Use the new key now"))

        self._operations.run(
            self,
            lambda _progress: self._opener.note_key_change(environment),
            done=noted,
            failed=lambda error: self.notifier.report(
                error, about, self.window.message, lambda: self._key_changed(environment)
            ),
            write=True,
        )

    def _proxy_changed(self) -> None:
        value = self._settings.value
        self._opener.set_proxy(value.proxy, value.proxy_address)
        if self._environment.name is not EnvironmentName.DEMO:
            self._leave_for(self._reopen, self.tr("Use the new proxy now"))

    def _page_shown(self, name: str) -> None:
        self._settings.change(last_page=name)

    def _settings_changed(self, names: frozenset[str]) -> None:
        # Which page is in front is kept with the next choice, at the latest at the end.
        if names != {"last_page"}:
            self._save_settings()
        if names & {"proxy", "proxy_address"}:
            self._proxy_changed()
        if "read_seconds" in names:
            self._opener.limit_reads(self._settings.value.read_seconds)

    def _save_settings(self) -> None:
        kept = replace(self._settings.value, geometry=self.window.geometry_text())

        async def save(_: Progress) -> None:
            self._settings_file.save(kept)

        about = self.tr("Save the settings")

        def saved(_: None) -> None:
            if self._settings_unsaved and self.window.message.text().startswith(about):
                self.window.message.clear()
            self._settings_unsaved = False

        def failed(error: BaseException) -> None:
            self._settings_unsaved = True
            self.notifier.report(error, about, self.window.message, self._save_settings)

        self._operations.run(self, save, done=saved, failed=failed, write=True)

    def _asked_to_close(self) -> None:
        self.worker.start()  # for a window that is closed before it was painted; otherwise it runs already
        self._leave_for(self._stop, self.tr("Close anyway"))

    def _stop(self) -> None:
        """End in order: keep the settings, let writes end, close what is open."""
        self._save_settings()
        self._actions.rest()
        self._pages.leave()
        # At once, since nothing can be asked of the worker any more once it has been stopped.
        if self._opening is not None:
            self._opening.drop()
        if self._importing is not None:
            self._importing.stop()
        self.window.pages.clear_at_once()
        self.window.hide()

        async def close(_: Progress) -> None:
            await self._opener.close()

        if not self.worker.stop(last=close):
            _log.info("a write was still under way at the end; the journal knows of it")
        self.window.close_now()
        QApplication.quit()
