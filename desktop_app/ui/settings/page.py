"""The Settings page: which service is spoken to, with which key, and how things look."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.pro import environments
from desktop_app.pro.environments import BadBaseUrl, Environment, EnvironmentName
from desktop_app.services.keys import Keys
from desktop_app.services.proxy_logins import ProxyLogins
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operations
from desktop_app.ui.page import Page
from desktop_app.ui.settings.current import CurrentSettings
from desktop_app.ui.settings.key_box import Check, KeyBox
from desktop_app.ui.settings.proxy_box import ProxyBox
from desktop_app.ui.settings.sections import SectionList
from desktop_app.ui.style.measures import Space
from desktop_app.ui.style.roles import Role
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.ui.widgets.message_place import MessagePlace
from desktop_app.ui.widgets.one_line import OneLine
from desktop_app.ui.widgets.plain_label import PlainLabel
from desktop_app.ui.widgets.section import Section
from desktop_app.ui.widgets.toned_label import TonedLabel


class SettingsPage(Page):
    """What a person sets; each choice takes effect at once.

    `environment_chosen` and `key_changed` carry an Environment; `proxy_login_changed`: another one is kept.
    """

    environment_chosen = Signal(object)
    key_changed = Signal(object)
    proxy_login_changed = Signal()

    def __init__(
        self,
        operations: Operations,
        notifier: Notifier,
        theme: Theme,
        settings: CurrentSettings,
        environment: Environment,
        keys: Keys,
        check: Check,
        proxy_logins: ProxyLogins,
        data_dir: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("settings_page")
        self._operations = operations
        self._notifier = notifier
        self._theme = theme
        self._settings = settings
        self._environment = environment
        self._keys = keys
        self._check = check
        self._key_boxes = self._sections_for_keys()
        self._no_keyring = PlainLabel(
            self.tr(
                "This computer has no keyring that can keep a key safely, so none is written to disk. "
                "You can use a key for this session only and enter it again next time."
            )
        )
        self._no_keyring.hide()
        proxy = self._proxy_section(proxy_logins)
        self._sections = sections = SectionList(self.tr("Settings"), self)
        for title, icon, parts in (
            (self.tr("Environment"), "custom", (self._environment_section(),)),
            (self.tr("API keys"), "key", (self._no_keyring, *self._key_boxes)),
            (self.tr("Proxy"), "move", (proxy,)),
            (self.tr("Appearance and units"), "settings", (self._look_section(),)),
            (self.tr("Waiting for SortedPRO"), "refresh", (self._waiting_section(),)),
            (self.tr("Data on this computer"), "save", (self._data_section(data_dir),)),
        ):
            sections.add(title, theme.icon(icon), *parts)
        self.setFocusProxy(sections.area)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(sections)
        bars = (self._message, *(box.message for box in self._key_boxes), proxy.message)
        MessagePlace(self, sections.area, *bars, at_bottom=True)

    def go_to_key(self, name: EnvironmentName) -> None:
        """Show where the key of an environment is entered, with the cursor in its field."""
        for box in self._key_boxes:
            if box.environment.name is name:
                self._sections.show_part(box)
                box.begin()

    def _environment_section(self) -> Section:
        section = Section(self.tr("Environment"), self)
        group = QButtonGroup(section)
        choices = QGridLayout()
        choices.setHorizontalSpacing(Space.L)
        choices.setVerticalSpacing(Space.S)
        choices.setColumnStretch(1, 1)
        for name, title, meaning in (
            (EnvironmentName.DEMO, self.tr("Demo"), self.tr("the whole service inside this program, to practise with")),
            (
                EnvironmentName.SANDBOX,
                self.tr("Sandbox"),
                self.tr("SortedPRO’s test service; nothing reaches a carrier"),
            ),
            (EnvironmentName.PRODUCTION, self.tr("Production"), self.tr("the real thing: carriers collect and charge")),
            (EnvironmentName.CUSTOM, self.tr("Custom"), self.tr("another address that speaks SortedPRO’s API")),
        ):
            button = QRadioButton(title, section)
            button.setAccessibleName(self.tr("{name}: {meaning}").format(name=title, meaning=meaning))
            button.setObjectName(f"environment_{name.value}")
            button.setIcon(self._theme.icon(name.value, Role(name.value)))
            button.setChecked(name is self._environment.name)
            button.clicked.connect(lambda _checked, name=name: self._choose(name))
            group.addButton(button)
            choices.addWidget(button, choices.rowCount(), 0, Qt.AlignmentFlag.AlignLeft)
            choices.addWidget(TonedLabel(meaning, parent=section), choices.rowCount() - 1, 1)
            if name is self._environment.name:
                self._chosen = button
        self._url = QLineEdit(self._settings.value.custom_url, section)
        self._url.setValidator(OneLine(self._url))
        self._url.setObjectName("custom_url")
        self._url.setPlaceholderText("https://")
        self._url.setAccessibleName(self.tr("Address of the custom environment"))
        self._url.returnPressed.connect(lambda: self._choose(EnvironmentName.CUSTOM))
        use = QPushButton(self.tr("Use this address"), section)
        use.setObjectName("custom_use")
        use.clicked.connect(lambda: self._choose(EnvironmentName.CUSTOM))
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self._url, stretch=1)
        row.addWidget(use)
        choices.addLayout(row, choices.rowCount(), 1)
        self._message = MessageBar(self._theme, section)
        section.column.addLayout(choices)
        return section

    def _choose(self, name: EnvironmentName) -> None:
        self._message.clear()
        known = {
            EnvironmentName.DEMO: environments.DEMO,
            EnvironmentName.SANDBOX: environments.SANDBOX,
            EnvironmentName.PRODUCTION: environments.PRODUCTION,
        }
        try:
            chosen = known.get(name) or environments.custom(self._url.text())
        except BadBaseUrl as bad:
            self._chosen.setChecked(True)
            self._message.show_problem(self._about_url(bad.reason), role=Role.ATTENTION)
            self._url.setFocus()
            return
        if name is EnvironmentName.CUSTOM:
            self._settings.change(custom_url=chosen.base_url)
        if chosen != self._environment:
            # Until the other environment is there, this one is.
            self._chosen.setChecked(True)
            self.environment_chosen.emit(chosen)

    def _about_url(self, reason: str) -> str:
        return {
            "not-https": self.tr("The address must begin with https:// (http:// only for this computer itself)."),
            "has-extras": self.tr("Leave out the user name, the ? and the # from the address."),
        }.get(reason, self.tr("Type the address of the service first, such as https://pro.example.com"))

    def _sections_for_keys(self) -> list[KeyBox]:
        wanted = [
            (environments.SANDBOX, self.tr("Sandbox key")),
            (environments.PRODUCTION, self.tr("Production key")),
        ]
        if self._environment.name is EnvironmentName.CUSTOM:
            wanted.append((self._environment, self.tr("Key for {url}").format(url=self._environment.base_url)))
        boxes = []
        for environment, title in wanted:
            box = KeyBox(
                environment, title, self._operations, self._notifier, self._theme, self._keys, self._check, self
            )
            box.changed.connect(self.key_changed)
            box.looked.connect(lambda has_keyring: self._no_keyring.setVisible(not has_keyring))
            boxes.append(box)
        return boxes

    def _proxy_section(self, logins: ProxyLogins) -> ProxyBox:
        title = self.tr("Proxy")
        box = ProxyBox(
            self._environment, title, self._operations, self._notifier, self._theme, self._settings, logins, self
        )
        box.changed.connect(self.proxy_login_changed)
        return box

    def _look_section(self) -> Section:
        section = Section(self.tr("Appearance and units"), self)
        form = QFormLayout()
        form.setHorizontalSpacing(Space.L)
        form.setVerticalSpacing(Space.S)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        section.column.addLayout(form)
        form.addRow(
            self.tr("&Appearance"),
            self._combo(
                "appearance",
                {"system": self.tr("As the system"), "light": self.tr("Light"), "dark": self.tr("Dark")},
            ),
        )
        form.addRow(
            self.tr("&Weights in"),
            self._combo(
                "weight_unit",
                {
                    "kg": self.tr("kilograms (kg)"),
                    "g": self.tr("grams (g)"),
                    "lb": self.tr("pounds (lb)"),
                    "oz": self.tr("ounces (oz)"),
                },
            ),
        )
        form.addRow(
            self.tr("&Lengths in"),
            self._combo("length_unit", {"cm": self.tr("centimetres (cm)"), "in": self.tr("inches (in)")}),
        )
        return section

    def _waiting_section(self) -> Section:
        section = Section(self.tr("Waiting for SortedPRO"), self)
        form = QFormLayout()
        form.setHorizontalSpacing(Space.L)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        choices = {
            15: self.tr("15 seconds"),
            30: self.tr("30 seconds"),
            60: self.tr("a minute"),
            120: self.tr("two minutes"),
            300: self.tr("five minutes"),
        }
        form.addRow(self.tr("&Give up after"), self._combo("read_seconds", choices))
        section.column.addLayout(form)
        section.column.addWidget(
            TonedLabel(
                self.tr("For what is looked up. What is sent is never given up without looking for it."), parent=section
            )
        )
        return section

    def _combo(self, field: str, choices: Mapping[Any, str]) -> QComboBox:
        combo = QComboBox(self)
        combo.setObjectName(field)
        for value, text in choices.items():
            combo.addItem(text, value)
        combo.setMinimumWidth(self.fontMetrics().averageCharWidth() * 28)
        combo.setCurrentIndex(combo.findData(getattr(self._settings.value, field)))
        combo.activated.connect(lambda _row: self._settings.change(**{field: combo.currentData()}))
        return combo

    def _data_section(self, data_dir: Path) -> Section:
        section = Section(self.tr("Data on this computer"), self)
        path = PlainLabel(str(data_dir), section, selectable=True)
        opener = QPushButton(self.tr("Open the folder"), section)
        opener.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(data_dir))))
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(path, stretch=1)
        row.addWidget(opener)
        section.column.addLayout(row)
        kept = self._combo(
            "keep_sent_days",
            {
                30: self.tr("30 days"),
                90: self.tr("90 days"),
                365: self.tr("a year"),
                0: self.tr("for good"),
            },
        )
        kept.setAccessibleDescription(self._about_kept())
        form = QFormLayout()
        form.setHorizontalSpacing(Space.L)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        form.addRow(self.tr("&Keep what was sent"), kept)
        section.column.addLayout(form)
        section.column.addWidget(TonedLabel(self._about_kept(), parent=section))
        return section

    def _about_kept(self) -> str:
        return self.tr(
            "Then the Outbox lets go of the names and addresses in it; when it was sent and what became of it stay."
        )
