"""Every component in every state looks as it did when its picture was last agreed on.

The pictures beside this file are a quarter of the size, drawn with the font that comes with the program, and compared
with a tolerance: letters are drawn a little differently from one machine to another, places and colours are not.
`python -m tests.ui.test_gallery` draws them anew; look at them before they are committed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QImage
from PySide6.QtWidgets import QApplication

from desktop_app.main.command_line import parse
from desktop_app.paths import resource
from desktop_app.ui.gallery.pictures import SCALES, SIZE, draw, pictures
from desktop_app.ui.gallery.specimens import specimens
from desktop_app.ui.style.measures import body_font

AGREED = Path(__file__).with_name("gallery")
SMALLER = 4
MEAN = 1.5
"""How far the picture may be from the agreed one, of 255, on average."""
SPOT = 70
"""And at the worst of its spots: a letter may stand a little aside, a part may not be gone."""


def use_own_font(app: QApplication) -> None:
    """Write in the font that the program brings along, as wide on one machine as on another."""
    for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"):
        assert QFontDatabase.addApplicationFont(str(resource("fonts", name))) >= 0
    app.setFont(body_font(QFont("DejaVu Sans"), app.primaryScreen().logicalDotsPerInchY()))


@pytest.fixture
def own_font(qapp: QApplication) -> Iterator[None]:
    before = qapp.font()
    use_own_font(qapp)
    yield
    qapp.setFont(before)


def small(image: QImage) -> QImage:
    """Return a picture as it is kept: whatever its scale was, a quarter of the sheet."""
    logical = image.size() / image.devicePixelRatio()
    made = image.copy()
    made.setDevicePixelRatio(1)
    size = QSize(logical.width() // SMALLER, logical.height() // SMALLER)
    mode = Qt.TransformationMode.SmoothTransformation
    return made.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, mode).convertToFormat(QImage.Format.Format_RGB32)


def differences(one: QImage, other: QImage) -> list[int]:
    """Return how far apart each channel of each pixel is, of 255."""
    first, second = bytes(one.constBits()), bytes(other.constBits())
    return [abs(a - b) for a, b in zip(first, second, strict=True)]


@pytest.mark.usefixtures("own_font")
def test_every_picture_is_as_agreed_at_every_scale() -> None:
    wrong: list[str] = []
    names = set()
    for name, image in pictures():
        kept = name.rpartition("-")[0]
        names.add(kept)
        agreed = QImage(str(AGREED / f"{kept}.png")).convertToFormat(QImage.Format.Format_RGB32)
        drawn = small(image)
        if agreed.size() != drawn.size():
            wrong.append(f"{name}: {drawn.size().toTuple()} in place of {agreed.size().toTuple()}")
            continue
        apart = differences(agreed, drawn)
        mean, worst = sum(apart) / len(apart), max(apart)
        if mean > MEAN or worst > SPOT:
            wrong.append(f"{name}: {mean:.2f} on average, {worst} at worst")
    assert names == {path.stem for path in AGREED.glob("*.png")}
    assert not wrong, "\n".join(wrong)


def test_a_sheet_is_drawn_for_each_look_and_scale(tmp_path: Path, qapp: QApplication) -> None:
    written = draw(tmp_path / "new")
    assert len(written) == 2 * len(SCALES) * len(specimens())
    large = QImage(str(tmp_path / "new" / "buttons-dark-2x.png"))
    assert large.width() >= 2 * SIZE.width()
    assert large.pixelColor(4, 4).lightness() < 60 < QImage(str(written[0])).pixelColor(4, 4).lightness()


def test_the_command_line_takes_a_folder(tmp_path: Path) -> None:
    assert parse(["--gallery", str(tmp_path)]).gallery == tmp_path


def test_a_missing_part_is_seen() -> None:
    blank = QImage(8, 8, QImage.Format.Format_RGB32)
    blank.fill(Qt.GlobalColor.white)
    marked = QImage(blank)
    marked.setPixelColor(3, 3, Qt.GlobalColor.black)
    assert max(differences(blank, marked)) > SPOT


def _agree() -> None:
    from desktop_app.ui.style.theme import colour_application, dress

    app = QApplication(sys.argv[:1])
    dress(app)
    use_own_font(app)
    colour_application(dark=False)
    AGREED.mkdir(exist_ok=True)
    for name, image in pictures((1.0,)):
        small(image).save(str(AGREED / f"{name.rpartition('-')[0]}.png"))


if __name__ == "__main__":
    _agree()
