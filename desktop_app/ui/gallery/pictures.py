"""Draws the gallery: each sheet in light and in dark, at 1, 1.5 and 2 times its size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import QWidget

from desktop_app.ui.gallery.specimens import specimens
from desktop_app.ui.style.theme import Theme, colour_application

SCALES: Final = (1.0, 1.5, 2.0)
SIZE: Final = QSize(1100, 640)


def draw(folder: Path) -> list[Path]:
    """Write every picture into `folder`, which is made if need be; returns their paths. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for name, image in pictures():
        path = folder / f"{name}.png"
        if not image.save(str(path)):
            raise OSError(f"{path} could not be written")
        written.append(path)
    return written


def pictures(scales: tuple[float, ...] = SCALES) -> Iterator[tuple[str, QImage]]:
    """Yield the name of each picture, and the picture; the application is light afterwards."""
    for dark in (False, True):
        colour_application(dark=dark)
        theme = Theme()
        for name, make in specimens().items():
            sheet = make(theme)
            for scale in scales:
                yield f"{name}-{'dark' if dark else 'light'}-{scale:g}x", picture(sheet, scale)
            sheet.deleteLater()
            QCoreApplication.sendPostedEvents(sheet, QEvent.Type.DeferredDelete.value)
        theme.deleteLater()
    colour_application(dark=False)


def picture(sheet: QWidget, scale: float) -> QImage:
    """Return a picture of a sheet that no window shows, `scale` times its size."""
    sheet.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    sheet.setBackgroundRole(QPalette.ColorRole.Window)
    sheet.setAutoFillBackground(True)
    sheet.resize(SIZE)
    sheet.show()
    QCoreApplication.processEvents()
    # Once it is that wide: what breaks its lines asks for less height then.
    sheet.resize(SIZE.expandedTo(sheet.sizeHint()))
    QCoreApplication.processEvents()
    image = QImage(sheet.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    sheet.render(image)
    sheet.hide()
    return image
