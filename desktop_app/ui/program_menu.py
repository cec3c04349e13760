"""What concerns the program and not a page: open, save, back up, about. In the strip on top, or in macOS' menu bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop_app.ui.style.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenuBar


class ProgramMenu(QObject):
    """One QAction for each; who composes the program connects them."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._menu: QMenu | None = None
        role, standard = QAction.MenuRole, QKeySequence.StandardKey
        self.open = self._action("open_file", self.tr("Open consignments…"), key=standard.Open)
        self.save_all = self._action("save_bench", self.tr("Save the bench to a file…"), key=standard.Save)
        self.save_one = self._action("save_consignment", self.tr("Save this consignment to a file…"))
        self.save_one.setShortcut("Ctrl+Shift+S")
        self.back_up = self._action("back_up", self.tr("Back up and restore…"))
        self.updates = self._action("check_updates", self.tr("Check for updates"), role.ApplicationSpecificRole)
        self.settings = self._action("open_settings", self.tr("Settings…"), role.PreferencesRole, standard.Preferences)
        self.about = self._action("about", self.tr("About Consignment Desk"), role.AboutRole)
        self.quit = self._action("quit", self.tr("Quit"), role.QuitRole, standard.Quit)

    def button(self) -> QToolButton:
        """Return the button that opens the menu."""
        button = QToolButton(self._window)
        button.setObjectName("program_menu_button")
        button.setIcon(self._theme.icon("menu"))
        button.setAutoRaise(True)
        button.setToolTip(self.tr("Open, save, back up, about (Alt+F)"))
        button.setAccessibleName(self.tr("Program menu"))
        button.setShortcut("Alt+F")
        # No menu of the button's own: the three dots say that there is more, and a style's arrow would say it twice.
        button.clicked.connect(lambda: self._open_below(button))
        return button

    def menu_bar(self) -> QMenuBar:
        """Return the menus as macOS has them: there About, Settings and Quit move to the application's own menu."""
        from PySide6.QtWidgets import QMenuBar

        bar = QMenuBar()
        self._fill(bar.addMenu(self.tr("File")))
        self._window.destroyed.connect(bar.deleteLater)
        return bar

    def _open_below(self, button: QToolButton) -> None:
        if self._menu is None:
            self._menu = self._fill(QMenu(button))
        size = self._menu.sizeHint()
        self._menu.popup(button.mapToGlobal(QPoint(button.width() - size.width(), button.height())))

    def _fill(self, menu: QMenu) -> QMenu:
        menu.setObjectName("program_menu")
        for group in (
            (self.open, self.save_all, self.save_one),
            (self.back_up,),
            (self.settings, self.updates, self.about),
            (self.quit,),
        ):
            menu.addActions(group)
            menu.addSeparator()
        return menu

    def _action(
        self,
        name: str,
        text: str,
        role: QAction.MenuRole = QAction.MenuRole.NoRole,
        key: QKeySequence.StandardKey | None = None,
    ) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        # Without a role macOS guesses one from the words.
        action.setMenuRole(role)
        if key is not None:
            action.setShortcuts(key)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self._window.addAction(action)
        return action
