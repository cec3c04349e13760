"""The language of the words on the screen, and whose habits numbers and dates are written by."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from desktop_app.paths import resource

WORDS: Final = "consignment_desk"
"""The files `consignment_desk_<language>.qm`; that of English holds the plurals alone."""


def speak(app: QCoreApplication) -> None:
    """Install the translations of `app`: those of the system's language, or else English."""
    if QLocale().language() == QLocale.Language.C:
        # It has no habits: it writes days as “23 11 2026”.
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    words = QTranslator(app)
    folder = str(resource("translations"))
    if words.load(QLocale(), WORDS, "_", folder) or words.load(f"{WORDS}_en", folder):
        app.installTranslator(words)
    # Qt's own words in the language of ours, not of the system: a dialog does not speak two.
    of_qt = QTranslator(app)
    own, place = QLocale(words.language()), QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if of_qt.load(own, "qtbase", "_", place):
        app.installTranslator(of_qt)
