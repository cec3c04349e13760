"""The pages of the program, each described once: a further page is one more entry in PAGES, and how it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

from desktop_app.main.opener import Opened, Opener
from desktop_app.pro.environments import Environment, EnvironmentName
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operations
from desktop_app.ui.page import Change, Page, PageDescription
from desktop_app.ui.settings.current import CurrentSettings
from desktop_app.ui.style.theme import Theme

if TYPE_CHECKING:
    from desktop_app.ui.units import Units

BULK_IN_PRODUCTION: Final = 25
"""In production, more rows than this want their count typed («How it behaves»)."""

BUILD: Final = "build"
CONSIGNMENTS: Final = "consignments"
OUTBOX: Final = "outbox"
SETTINGS: Final = "settings"


@dataclass(frozen=True, slots=True)
class Ways:
    """What leads from a page to elsewhere."""

    open_consignment: Callable[[str], None]
    """Show the consignment of the service with that reference."""
    duplicate: Callable[[object], None]
    """Put a consignment of the service (of `pro.models`) on the bench as a new one."""
    choose_environment: Callable[[Environment], None]
    tell_key_changed: Callable[[Environment], None]
    tell_proxy_login_changed: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page is made from: the parts of the program, and of the environment that is open."""

    operations: Operations
    notifier: Notifier
    theme: Theme
    settings: CurrentSettings
    units: Callable[[], Units]
    """The units that are set; one object for all pages, which follows the settings."""
    opener: Opener
    data_dir: Path
    ways: Ways
    environment: Environment
    opened_environment: Opened | None

    @property
    def opened(self) -> Opened:
        """The open environment, for a page that is there only while one is."""
        assert self.opened_environment is not None
        return self.opened_environment


def _make_build(given: Surroundings) -> Page:
    from desktop_app.ui.builder.page import BuildPage

    session = given.opened.session
    page = BuildPage(
        given.operations,
        given.notifier,
        given.theme,
        given.units(),
        given.opened.draft,
        session.bench,
        session.account_data,
        session.submitter,
        session.references,
    )
    page.open_consignment.connect(given.ways.open_consignment)
    return page


def _make_consignments(given: Surroundings) -> Page:
    from desktop_app.ui.consignments.page import ConsignmentsPage

    session, settings = given.opened.session, given.settings
    page = ConsignmentsPage(
        given.operations,
        given.notifier,
        given.theme,
        given.units(),
        session.consignments,
        session.actions,
        session.account_data,
        session.documents,
        BULK_IN_PRODUCTION if session.environment.name is EnvironmentName.PRODUCTION else None,
    )
    page.set_columns(str(settings.value.columns.get(CONSIGNMENTS, "")))
    page.columns_changed.connect(
        lambda columns: settings.change(columns={**settings.value.columns, CONSIGNMENTS: columns})
    )
    page.duplicate_requested.connect(given.ways.duplicate)
    return page


def _make_outbox(given: Surroundings) -> Page:
    from desktop_app.ui.outbox.page import OutboxPage

    page = OutboxPage(
        given.operations,
        given.notifier,
        given.theme,
        given.opened.session.dispatcher,
        given.settings.value.queue_offline,
    )
    page.queue_chosen.connect(lambda wanted: given.settings.change(queue_offline=wanted))
    page.open_consignment.connect(given.ways.open_consignment)
    return page


def _make_settings(given: Surroundings) -> Page:
    from desktop_app.ui.settings.page import SettingsPage

    page = SettingsPage(
        given.operations,
        given.notifier,
        given.theme,
        given.settings,
        given.environment,
        given.opener.keys,
        given.opener.check,
        given.opener.proxy_logins,
        given.data_dir,
    )
    page.environment_chosen.connect(given.ways.choose_environment)
    page.key_changed.connect(given.ways.tell_key_changed)
    page.proxy_login_changed.connect(given.ways.tell_proxy_login_changed)
    return page


PAGES: Final[tuple[PageDescription[Surroundings], ...]] = (
    PageDescription(
        BUILD,
        str(QT_TRANSLATE_NOOP("Pages", "Build")),
        "build",
        _make_build,
        listens_to=frozenset({Change.JOURNAL, Change.UNITS}),
    ),
    PageDescription(
        CONSIGNMENTS,
        str(QT_TRANSLATE_NOOP("Pages", "Consignments")),
        "consignments",
        _make_consignments,
        listens_to=frozenset({Change.UNITS}),
    ),
    PageDescription(
        OUTBOX,
        str(QT_TRANSLATE_NOOP("Pages", "Outbox")),
        "outbox",
        _make_outbox,
        listens_to=frozenset({Change.JOURNAL}),
        count=lambda news: news.unsettled,
    ),
    PageDescription(
        SETTINGS, str(QT_TRANSLATE_NOOP("Pages", "Settings")), "settings", _make_settings, needs_environment=False
    ),
)
"""In the order in which the window has them: Ctrl+1 leads to the first."""
