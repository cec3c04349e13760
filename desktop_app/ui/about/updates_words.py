"""What is said of updates."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_app import __version__
from desktop_app.services.updates import Release
from desktop_app.ui.style.roles import Role


def updates_words(found: Release | None) -> tuple[str, str, Role]:
    """Return what is so, what to do, and how it is marked; None: there is nowhere to ask yet."""
    if found is None:
        return (
            _tr("There is nowhere to ask for updates yet"),
            _tr("This is version {here}, from before the program was published. Nothing was sent anywhere.").format(
                here=__version__
            ),
            Role.NEUTRAL,
        )
    if not found.newer:
        return _tr("This is the newest version, {here}").format(here=__version__), "", Role.GOOD
    return (
        _tr("Version {version} is there; this is {here}").format(version=found.version, here=__version__),
        _tr("Get it from {page} and install it over this one: data and keys stay.").format(page=found.page)
        if found.page
        else _tr("Install it over this one, from where this one came: data and keys stay."),
        Role.ATTENTION,
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Updates", text)
