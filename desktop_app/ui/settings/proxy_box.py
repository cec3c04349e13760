"""The proxy on the way to SortedPRO: the system's, none or an own one, and the password that it wants."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop_app.pro.environments import Environment
from desktop_app.services.keys import Kept
from desktop_app.services.proxy_logins import FoundProxy, ProxyLogins, address_problem
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operation, Operations
from desktop_app.ui.settings.current import CurrentSettings
from desktop_app.ui.style.measures import Space
from desktop_app.ui.style.roles import Role
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.ui.widgets.plain_label import PlainLabel
from desktop_app.ui.widgets.section import Section

T = TypeVar("T")

_OWN = "own"


class ProxyBox(Section):
    """Sets the proxy and keeps the login for it; `changed` is emitted after a login was kept or deleted.

    `message` may be put where the page has its messages.
    """

    changed = Signal()

    def __init__(
        self,
        environment: Environment,
        title: str,
        operations: Operations,
        notifier: Notifier,
        theme: Theme,
        settings: CurrentSettings,
        logins: ProxyLogins,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self.setObjectName("proxy_box")
        self._environment = environment
        self._operations = operations
        self._notifier = notifier
        self._settings = settings
        self._logins = logins
        self._found = FoundProxy()
        self._looking: Operation | None = None
        self._keeping: Operation | None = None
        self._use = QComboBox(self)
        self._use.setObjectName("proxy")
        for value, text in (
            ("system", self.tr("As the system")),
            ("none", self.tr("None")),
            (_OWN, self.tr("Own address")),
        ):
            self._use.addItem(text, value)
        self._use.setCurrentIndex(self._use.findData(settings.value.proxy))
        self._use.setMinimumWidth(self.fontMetrics().averageCharWidth() * 28)
        self._use.activated.connect(self._chosen)
        self._address = self._line("proxy_address", self.tr("proxy.example.com:3128"), self.tr("Address of the proxy"))
        self._address.setText(settings.value.proxy_address)
        self._address.returnPressed.connect(self._use_address)
        self._use_button = self._button("proxy_use", self.tr("Use this proxy"), self._use_address)
        self._own = QWidget(self)
        own = QHBoxLayout(self._own)
        own.setContentsMargins(0, 0, 0, 0)
        own.setSpacing(Space.S)
        own.addWidget(self._address, stretch=1)
        own.addWidget(self._use_button)
        self._where = PlainLabel(parent=self)
        self._where.setObjectName("proxy_where")
        self._user = self._line("proxy_user", self.tr("User"), self.tr("User for the proxy"))
        self._password = self._line("proxy_password", self.tr("Password"), self.tr("Password for the proxy"))
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._save = self._button("proxy_save", self.tr("Save password"), self._keep)
        self._delete = self._button("proxy_delete", self.tr("Delete password"), self._forget)
        for line in (self._user, self._password):
            line.textChanged.connect(self._enable)
            line.returnPressed.connect(self._keep)
        self.message = MessageBar(theme, self)
        self._lay_out()
        self._chosen_own(settings.value.proxy == _OWN)
        self._enable()
        self._look()

    def _line(self, name: str, placeholder: str, accessible: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(name)
        line.setPlaceholderText(placeholder)
        line.setAccessibleName(accessible)
        return line

    def _button(self, name: str, text: str, action: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.clicked.connect(action)
        return button

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(Space.L)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        form.addRow(self.tr("&Proxy"), self._use)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self._user, stretch=1)
        row.addWidget(self._password, stretch=1)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self._save)
        buttons.addWidget(self._delete)
        buttons.addStretch(1)
        self.column.addLayout(form)
        self.column.addWidget(self._own)
        self.column.addWidget(self._where)
        self.column.addLayout(row)
        self.column.addLayout(buttons)
        self.column.addWidget(self.message)

    def _chosen(self) -> None:
        self.message.clear()
        use = self._use.currentData()
        self._chosen_own(use == _OWN)
        if use == _OWN:
            # Nothing is changed before there is an address.
            self._address.setFocus()
            return
        self._settings.change(proxy=use)
        self._look()

    def _chosen_own(self, own: bool) -> None:
        self._own.setVisible(own)

    def _use_address(self) -> None:
        self.message.clear()
        address = self._address.text().strip()
        if problem := address_problem(address):
            self.message.show_problem(self._about_address(problem), role=Role.ATTENTION)
            self._address.setFocus()
            return
        self._settings.change(proxy=_OWN, proxy_address=address)
        self._look()

    def _about_address(self, problem: str) -> str:
        return {
            "not-http": self.tr("Only proxies that are spoken to by http:// or https:// can be used, not SOCKS."),
            "has-extras": self.tr("Leave out user, password and path: user and password have their own fields below."),
        }.get(problem, self.tr("Type the address of the proxy first, such as proxy.example.com:3128"))

    def _look(self) -> None:
        use, address = self._settings.value.proxy, self._settings.value.proxy_address
        self._looking = self._operations.run(
            self,
            lambda _progress: self._logins.look(self._environment, use, address),
            done=self._show,
            failed=lambda error: self._notifier.report(error, self.tr("Look for the proxy"), self.message),
            replaces=self._looking,
        )

    def _show(self, found: FoundProxy) -> None:
        self._found = found
        if found.problem:
            text = self.tr("The proxy that is set cannot be used, so nothing can be sent. ") + self._about_address(
                found.problem
            )
        elif not found.url:
            text = self.tr("No proxy is used.")
        elif found.kept is Kept.KEYRING:
            text = self.tr("SortedPRO is reached through {proxy}. Its password is kept in this computer’s keyring.")
        elif found.kept is Kept.SESSION:
            text = self.tr("SortedPRO is reached through {proxy}. Its password is in use for this session only.")
        else:
            text = self.tr("SortedPRO is reached through {proxy}. If it wants a password, enter it here.")
        self._where.setText(text.replace("{proxy}", found.url))
        self._save.setText(self.tr("Save password") if found.has_keyring else self.tr("Use for this session"))
        self._enable()

    def _enable(self) -> None:
        there, busy = bool(self._found.url), self._keeping is not None
        typed = bool(self._user.text() or self._password.text())
        for line in (self._user, self._password):
            line.setEnabled(there)
        self._save.setEnabled(there and typed and not busy)
        self._delete.setEnabled(there and self._found.kept is not Kept.NOWHERE and not busy)
        self._save.setToolTip("" if typed else self.tr("Enter user and password first"))
        self._delete.setToolTip("" if self._delete.isEnabled() or busy else self.tr("There is no password to delete"))

    def _keep(self) -> None:
        if not self._save.isEnabled():
            return
        logins, user, password, session_only = (
            self._logins,
            self._user.text(),
            self._password.text(),
            not self._found.has_keyring,
        )
        use, address = self._settings.value.proxy, self._settings.value.proxy_address
        said = self.tr("The password is saved.")
        self._write(
            lambda: logins.keep(self._environment, use, address, user, password, session_only=session_only),
            self.tr("Save the password"),
            said,
        )

    def _forget(self) -> None:
        logins = self._logins
        use, address = self._settings.value.proxy, self._settings.value.proxy_address
        said = self.tr("The password is deleted.")
        self._write(lambda: logins.forget(self._environment, use, address), self.tr("Delete the password"), said)

    def _write(self, call: Callable[[], Awaitable[None]], about: str, said: str) -> None:
        self.message.clear()
        self._keeping = self._operations.run(
            self,
            lambda _progress: call(),
            done=lambda _: self._kept_now(said),
            failed=lambda error: self._notifier.report(error, about, self.message),
            finished=self._ended,
            write=True,
        )
        self._enable()

    def _ended(self) -> None:
        self._keeping = None
        self._enable()

    def _kept_now(self, said: str) -> None:
        self._user.clear()
        self._password.clear()
        self._look()
        self.message.show_note(said)
        self.changed.emit()
