"""What the frozen program and its installers are given: icons of every size, licences, bill of materials.

Run by the build's own Python: `python -m steps.prepare TARGET FOLDER [SITE]`. TARGET is what `sys.platform` is where
the program will run, SITE where the packages meant for it are if it is not this system.
"""

import os
import re
import sys
import uuid
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from packaging.markers import default_environment

from steps import ROOT
from steps.parts import Part, others, packages

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""Sides of the icon in pixels, as the icon theme of Linux desktops has them."""
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
ICNS_SIZES = (16, 32, 64, 128, 256, 512, 1024)

QT_NOTICE = """\
Consignment Desk uses Qt and PySide, which are free software under the GNU Lesser General Public License, version 3.
They are not changed. You may take others in their place: each of their libraries is a file of its own in the folder
of the program ({folder}); put a library of the same name and a compatible version there and start the program again.
Their source is at https://download.qt.io/official_releases/, PySide's in QtForPython, in the version named below.
{icu}"""
ICU_NOTICE = """\
ICU's data (libicudata) was shortened to what Qt reads: put the one of the PySide6-Essentials wheel in its place for all
of it.
"""
QT_FOLDERS = {
    "linux": "/usr/lib/consignment-desk/_internal/PySide6",
    "darwin": "Contents/Frameworks/PySide6 in the bundle",
}


def main(arguments: list[str]) -> None:
    """Write everything into the folder."""
    platform, folder = arguments[0], Path(arguments[1])
    site = Path(arguments[2]) if len(arguments) > 2 else None
    folder.mkdir(parents=True, exist_ok=True)
    found = all_parts(platform, site)
    (folder / "licences.txt").write_text(licences(platform, found), encoding="utf-8", newline="\n")
    (folder / "bill.cdx.json").write_text(bill(found), encoding="utf-8", newline="\n")
    _write_icons(folder)


def all_parts(platform: str, site: Path | None = None) -> list[Part]:
    """Return all parts of the program for a platform; raises LookupError if the licence of one is not known."""
    environment = {key: str(value) for key, value in default_environment().items()} | {"sys_platform": platform}
    version = environment["python_full_version"] if site is None else "3.11.9"
    found = packages(ROOT / "packaging/runtime.lock", site, environment) + others(platform, version)
    return sorted(found, key=lambda part: part.name.lower())


def licences(platform: str, found: list[Part]) -> str:
    """Return the text that goes along with the program: its own licence, a table of its parts, and their texts."""
    own = (ROOT / "packaging/LICENSE.txt").read_text(encoding="utf-8")
    folder = QT_FOLDERS.get(platform, "_internal\\PySide6 where it was installed")
    notice = QT_NOTICE.format(folder=folder, icu=ICU_NOTICE if platform == "linux" else "")
    rows = "\n".join(f"{part.name} {part.version}: {part.licence}" for part in found)
    pieces = ["Consignment Desk", own, "Its parts", f"{rows}\n", "Qt and PySide", notice]
    said: dict[str, str] = {}
    for part in found:
        for text in part.texts:
            if text in said:
                pieces += [f"{part.name}", f"The text is that of {said[text]}.\n"]
            else:
                said[text] = part.name
                pieces += [f"{part.name} {part.version}", text.strip() + "\n"]
    lines = []
    for title, body in zip(pieces[::2], pieces[1::2], strict=True):
        # About reads the file by its underlined headings: none of a text's own may pass for one.
        lines += [title, "=" * len(title), "", re.sub(r"^=+$", r" \g<0>", body, flags=re.MULTILINE)]
    return "\n".join(lines)


def bill(found: list[Part]) -> str:
    """Return the bill of materials as CycloneDX JSON; the same for the same parts and SOURCE_DATE_EPOCH."""
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6
    from packageurl import PackageURL

    from desktop_app import __version__

    licence = LicenseFactory().make_from_string
    own = Component(
        name="consignment-desk",
        version=__version__,
        type=ComponentType.APPLICATION,
        bom_ref="consignment-desk",
        licenses=[licence("MIT")],
    )
    listed = Bom(serial_number=uuid.uuid5(uuid.NAMESPACE_URL, repr([(part.name, part.version) for part in found])))
    listed.metadata.component = own
    listed.metadata.timestamp = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), UTC)
    for part in found:
        url = PackageURL(part.kind, name=part.name.lower().replace(" ", "-"), version=part.version)
        component = Component(
            name=part.name,
            version=part.version,
            type=ComponentType.LIBRARY,
            bom_ref=str(url),
            purl=url,
            licenses=[licence(part.licence)],
        )
        listed.components.add(component)
    listed.register_dependency(own, listed.components)
    return f"{JsonV1Dot6(listed).output_as_string(indent=1)}\n"


def _write_icons(folder: Path) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image
    from PySide6.QtCore import QBuffer, QByteArray, Qt
    from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
    from PySide6.QtSvg import QSvgRenderer

    _application = QGuiApplication.instance() or QGuiApplication([])
    renderer = QSvgRenderer(str(ROOT / "resources/icons/application.svg"))
    pictures = {}
    for side in sorted({*SIZES, *ICO_SIZES, *ICNS_SIZES}):
        image = QImage(side, side, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        if not QImageWriter(buffer, QByteArray(b"png")).write(image):
            raise RuntimeError(f"no icon of {side} pixels could be written")
        pictures[side] = bytes(buffer.data().data())
    for side in SIZES:
        (folder / f"consignment-desk-{side}.png").write_bytes(pictures[side])
    opened = {side: Image.open(BytesIO(png)) for side, png in pictures.items()}
    for name, kind, sides in (
        ("consignment-desk.ico", "ICO", ICO_SIZES),
        ("consignment-desk.icns", "ICNS", ICNS_SIZES),
    ):
        largest, *smaller = (opened[side] for side in sorted(sides, reverse=True))
        sized = {"sizes": [(side, side) for side in sides]} if kind == "ICO" else {}
        largest.save(folder / name, kind, append_images=smaller, **sized)


if __name__ == "__main__":
    main(sys.argv[1:])
