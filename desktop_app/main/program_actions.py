"""What concerns the program and not a page: the menu, files from outside, backups, the first start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

from desktop_app.main.opener import Opener
from desktop_app.main.page_host import PageHost
from desktop_app.pro import environments
from desktop_app.pro.environments import Environment, EnvironmentName
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operations
from desktop_app.ui.settings.current import CurrentSettings
from desktop_app.ui.style.roles import Role
from desktop_app.worker import Progress

if TYPE_CHECKING:
    from desktop_app.main.handover import Handover
    from desktop_app.services.updates import Release
    from desktop_app.store.restored import Restored
    from desktop_app.ui.first_start import FirstStart

SAVE_SECONDS: Final = 3
"""The system waits some seconds for each program when a session ends; then it is killed."""


class ProgramActions(QObject):
    """Does what is asked of the program as a whole. `again_wanted`: a backup is to be put in place."""

    again_wanted = Signal()

    def __init__(
        self,
        window: MainWindow,
        pages: PageHost,
        operations: Operations,
        notifier: Notifier,
        settings: CurrentSettings,
        opener: Opener,
        data_dir: Path,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._pages = pages
        self._operations = operations
        self._notifier = notifier
        self._settings = settings
        self._opener = opener
        self._data_dir = data_dir
        self._waiting: list[Path] = []
        self._opened = False
        self._restored: Restored | None = None
        self._handover: Handover | None = None
        self._first_start: FirstStart | None = None
        window.files_dropped.connect(self.open_files)
        menu = window.menu
        for action, do in (
            (menu.open, self._choose_file),
            (menu.save_all, lambda: self._save(only_selected=False)),
            (menu.save_one, lambda: self._save(only_selected=True)),
            (menu.back_up, self._back_up),
            (menu.updates, self._ask_for_updates),
            (menu.settings, self._show_settings),
            (menu.about, self._show_about),
            (menu.quit, window.close),
        ):
            action.triggered.connect(lambda _checked=False, do=do: do())

    def listen(self) -> None:
        """Hear what a second start on the same data asks for; once the worker runs."""
        from desktop_app.main.handover import Handover
        from desktop_app.store.handover import FOLDER

        self._handover = Handover(self._data_dir / FOLDER, self._operations, self._notifier, self)
        self._handover.asked.connect(self._asked)
        self._handover.listen()

    def rest(self) -> None:
        """Hear nothing more from other starts: the program ends."""
        if self._handover is not None:
            self._handover.rest()

    def opened(self, environment: Environment) -> None:
        """Go on with what waited for an environment to be open."""
        self._opened = True
        if self._restored is not None:
            self._say_restored(self._restored)
            self._restored = None
        elif self._settings.value.network_told != str(self._data_dir):
            self._look_for_network()
        if self._first_start is not None and environment.name is not EnvironmentName.DEMO:
            self._end_first_start()
        if self._waiting:
            self.open_files(())

    def open_files(self, paths: Sequence[Path]) -> None:
        """Open files on the bench, now or once there is one."""
        self._waiting += paths
        page = self._pages.build_page() if self._opened and self._waiting else None
        if page is not None:
            waiting, self._waiting = self._waiting, []
            page.files.open(waiting)

    def greet(self) -> None:
        """Say in three sentences what this is, until it is put away: it is the first start."""
        from desktop_app.ui.first_start import FirstStart

        self._first_start = FirstStart(self._window)
        self._first_start.connect_wanted.connect(self._connect_account)
        self._first_start.closed.connect(self._end_first_start)
        self._window.show_above(self._first_start)

    def tell_restored(self, restored: Restored | None) -> None:
        """Say, once there is something to be seen, what became of a backup that was to be put in place."""
        self._restored = restored

    def keep_now(self) -> None:
        """Save what is not saved yet, and return when that is done or has taken too long: the session ends."""
        loop = QEventLoop()
        done = False

        def end(_error: object = None) -> None:
            nonlocal done
            done = True
            loop.quit()

        self._pages.flush(end, end)
        if not done:
            QTimer.singleShot(SAVE_SECONDS * 1000, loop, loop.quit)
            loop.exec()

    def _asked(self, paths: list[Path]) -> None:
        self._window.come_forward()
        self.open_files(paths)

    def _choose_file(self) -> None:
        self._with_bench(lambda page: page.files.choose())

    def _save(self, *, only_selected: bool) -> None:
        self._with_bench(lambda page: page.files.save(only_selected=only_selected))

    def _with_bench(self, do: Callable[..., None]) -> None:
        page = self._pages.build_page()
        if page is not None:
            do(page)
        else:
            self._window.message.show_note(
                self.tr("There is no bench while no environment is open"),
                self.tr("Choose an environment in Settings first."),
                role=Role.ATTENTION,
            )

    def _show_settings(self) -> None:
        self._pages.enter_key(environments.SANDBOX)

    def _connect_account(self) -> None:
        self._end_first_start()
        self._pages.enter_key(environments.SANDBOX)

    def _end_first_start(self) -> None:
        if self._first_start is not None:
            self._first_start.hide()
            self._first_start.deleteLater()
            self._first_start = None

    def _back_up(self) -> None:
        from desktop_app.ui.about.backup_dialog import BackupDialog

        dialog = BackupDialog(
            self._data_dir, self._operations, self._notifier, self._pages.flush, self._window.theme, self._window
        )
        dialog.restore_wanted.connect(self.again_wanted)
        dialog.open()

    def _show_about(self) -> None:
        from desktop_app.ui.about.about_dialog import AboutDialog

        AboutDialog(self._data_dir, self._operations, self._notifier, self._window.theme, self._window).open()

    def _ask_for_updates(self) -> None:
        from desktop_app.main.updates import Updates
        from desktop_app.ui.about.updates_words import updates_words

        updates = Updates(self._settings.value.proxy, self._settings.value.proxy_address)
        message = self._window.message
        if not updates.address:
            title, advice, role = updates_words(None)
            message.show_note(title, advice, role=role)
            return

        def tell(found: Release) -> None:
            title, advice, role = updates_words(found)
            message.show_note(title, advice, role=role)

        about = self.tr("Check for updates")
        self._operations.run(
            self,
            lambda _progress: updates.newest(),
            done=tell,
            failed=lambda error: self._notifier.report(error, about, message, self._ask_for_updates),
            about=about,
        )

    def _say_restored(self, restored: Restored) -> None:
        # Not in the place of what is missing in it, say, which is told only once.
        if restored.done:
            self._window.message.add_note(
                self.tr("The backup is in place"),
                self.tr(
                    "What was here before is kept in {folder}. Check the bench before you create: what another "
                    "computer has sent since the backup was made is not known here."
                ).replace("{folder}", str(restored.kept)),
            )
        else:
            self._window.message.add_note(
                self.tr("The backup could not be put in place"),
                self.tr("All is as it was. Close other programs that use the data folder, then restore it again."),
                role=Role.BAD,
            )

    def _look_for_network(self) -> None:
        folder = self._data_dir

        async def look(_progress: Progress) -> bool:
            from desktop_app.drives import on_network

            return on_network(folder)

        def tell(remote: bool) -> None:
            if remote and self._window.message.isHidden():
                self._settings.change(network_told=str(folder))
                self._window.message.show_note(
                    self.tr("Your data is on a network drive: {folder}").replace("{folder}", str(folder)),
                    self.tr(
                        "It is kept more slowly there, and only one computer may have it open at a time. "
                        "A folder on this computer is better: start the program with --data-dir."
                    ),
                    role=Role.ATTENTION,
                )

        self._operations.run(self, look, done=tell, failed=self._notifier.bug)
