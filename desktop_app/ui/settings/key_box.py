"""The API key of one environment: enter it, test it, delete it; where it is kept is said, the key is never shown."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop_app.pro.environments import Environment, EnvironmentName
from desktop_app.services.keys import Kept, Keys
from desktop_app.services.session import Tested, Verdict
from desktop_app.ui.error_words import error_words
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operation, Operations
from desktop_app.ui.style.emphasis import Emphasis, emphasise
from desktop_app.ui.style.measures import Space
from desktop_app.ui.style.roles import Role
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.ui.widgets.one_line import OneLine
from desktop_app.ui.widgets.section import Section
from desktop_app.ui.widgets.toned_label import TonedLabel

T = TypeVar("T")
Check = Callable[[Environment, str | None], Awaitable[Tested]]


class KeyBox(Section):
    """Keeps and tests the key of `environment`; `changed` is emitted after one was kept or deleted.

    `looked(bool)`: whether this computer has a keyring. `message` may be put where the page has its messages.
    """

    changed = Signal(object)
    looked = Signal(bool)

    def __init__(
        self,
        environment: Environment,
        title: str,
        operations: Operations,
        notifier: Notifier,
        theme: Theme,
        keys: Keys,
        check: Check,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self.setObjectName(f"key_{environment.name.value}")
        self.environment = environment
        self._operations = operations
        self._notifier = notifier
        self._keys = keys
        self._check = check
        self._running: Operation | None = None
        self._has_keyring = True
        self._title = title
        self._where = TonedLabel(parent=self)
        self._edit = QLineEdit(self)
        self._edit.setValidator(OneLine(self._edit))
        self._edit.setObjectName("key_edit")
        self._edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._edit.setPlaceholderText(self.tr("Paste the API key"))
        self._edit.setAccessibleName(self.tr("API key for {environment}").format(environment=title))
        self._edit.textChanged.connect(self._enable)
        self._edit.returnPressed.connect(self._keep)
        self._save = self._button("key_save", self.tr("Save key"), self._keep)
        self._test = self._button("key_test", self.tr("Test connection"), self._do_test)
        self._delete = self._button("key_delete", self.tr("Delete key"), self._forget)
        emphasise(self._delete, Emphasis.DESTRUCTIVE)
        self.message = MessageBar(theme, self)
        self.column.addWidget(self._where)
        for first, *others in ((self._edit, self._save), (self._test, self._delete)):
            row = QHBoxLayout()
            row.setSpacing(Space.S)
            row.addWidget(first, stretch=1 if first is self._edit else 0)
            for button in others:
                row.addWidget(button)
            row.addStretch(0 if first is self._edit else 1)
            self.column.addLayout(row)
        self.column.addWidget(self.message)
        self._show(True, Kept.NOWHERE)
        self._look()

    def begin(self) -> None:
        """Put the cursor where the key is entered."""
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _steps(self) -> str:
        portals = {
            EnvironmentName.SANDBOX: "websandbox.electioapp.com",
            EnvironmentName.PRODUCTION: "www.electioapp.com",
        }
        portal = portals.get(self.environment.name)
        if portal is None:
            return self.tr("Whoever runs that service can give you a key.")
        return self.tr(
            "Sign in at {portal} and open Settings › Users & Roles › User Accounts. "
            "Choose Edit User, then Show API Key; copy the key and paste it here."
        ).format(portal=portal)

    def _button(self, name: str, text: str, action: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.clicked.connect(action)
        return button

    def _look(self) -> None:
        keys, environment = self._keys, self.environment

        async def where() -> tuple[bool, Kept]:
            return await keys.available(), await keys.kept(environment)

        self._run(where, self.tr("Look for the key"), lambda found: self._show(*found))

    def _show(self, has_keyring: bool, kept: Kept) -> None:
        self._has_keyring = has_keyring
        self._kept = kept
        if kept is Kept.KEYRING:
            text = self.tr("A key is kept in this computer’s keyring.")
        elif kept is Kept.SESSION:
            text = self.tr("A key is in use for this session only. It is forgotten when the program ends.")
        else:
            text = self.tr("No key yet. {steps}").format(steps=self._steps())
        self._where.setText(text)
        self._save.setText(self.tr("Save key") if has_keyring else self.tr("Use for this session"))
        self._enable()
        self.looked.emit(has_keyring)

    def _enable(self) -> None:
        typed = bool(self._edit.text().strip())
        busy = self._running is not None
        self._save.setEnabled(typed and not busy)
        self._test.setEnabled((typed or self._kept is not Kept.NOWHERE) and not busy)
        self._delete.setEnabled(self._kept is not Kept.NOWHERE and not busy)
        self._save.setToolTip("" if typed else self.tr("Paste a key first"))
        self._test.setToolTip("" if self._test.isEnabled() or busy else self.tr("There is no key to test yet"))
        self._delete.setToolTip("" if self._delete.isEnabled() or busy else self.tr("There is no key to delete"))

    def _keep(self) -> None:
        if not self._save.isEnabled():
            return
        keys, environment, key, session_only = self._keys, self.environment, self._edit.text(), not self._has_keyring
        said = self.tr("The key is saved.")
        self._run(
            lambda: keys.keep(environment, key, session_only=session_only),
            self.tr("Save the key"),
            lambda _: self._kept_now(said),
            write=True,
        )

    def _forget(self) -> None:
        keys, environment = self._keys, self.environment
        said = self.tr("The key is deleted.")
        self._run(
            lambda: keys.forget(environment), self.tr("Delete the key"), lambda _: self._kept_now(said), write=True
        )

    def _kept_now(self, said: str) -> None:
        self._edit.clear()
        self._look()
        self.message.show_note(self._about_it(said))
        self.changed.emit(self.environment)

    def _do_test(self) -> None:
        typed = self._edit.text().strip()
        keys, environment, check = self._keys, self.environment, self._check

        async def test() -> Tested:
            return await check(environment, typed or await keys.get(environment))

        self._test.setText(self.tr("Testing…"))
        self._run(test, self.tr("Test the connection"), self._tell, waits=True)

    def _tell(self, tested: Tested) -> None:
        said = {
            Verdict.WORKS: self.tr("It works: SortedPRO answered and accepts the key."),
            Verdict.KEY_MISSING: self.tr("There is no key to test yet."),
            Verdict.KEY_REFUSED: self.tr("The key failed: SortedPRO answered, but does not accept it."),
            Verdict.NETWORK_FAILED: self.tr("The network failed: SortedPRO could not be reached from this computer."),
            Verdict.SERVICE_FAILED: self.tr("The service failed: it was reached, but did not answer as it should."),
        }[tested.verdict]
        if tested.error is None:
            role = Role.GOOD if tested.verdict is Verdict.WORKS else Role.ATTENTION
            self.message.show_note(self._about_it(said), role=role)
            return
        words = error_words(tested.error, "")
        self.message.show_problem(self._about_it(said), words.advice, words.detail, words.correlation_id)

    def _about_it(self, said: str) -> str:
        """Say of which key that is: the message stands away from it."""
        return self.tr("{key} · {said}").replace("{key}", self._title).replace("{said}", said)

    def _run(
        self,
        call: Callable[[], Awaitable[T]],
        about: str,
        then: Callable[[T], None],
        *,
        write: bool = False,
        waits: bool = False,
    ) -> None:
        self.message.clear()
        self._running = operation = self._operations.run(
            self,
            lambda _progress: call(),
            done=then,
            failed=lambda error: self._notifier.report(error, about, self.message),
            finished=lambda: self._ended(operation),
            write=write,
            about=about if waits else "",
        )
        self._enable()

    def _ended(self, operation: Operation) -> None:
        # What came of it may have begun the next one.
        if self._running is operation:
            self._running = None
        self._test.setText(self.tr("Test connection"))
        self._enable()
