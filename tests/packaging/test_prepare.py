"""What goes along with the program: the licence of every part, and icons that each system reads."""

import sys
import tomllib
from pathlib import Path

import pytest
from PIL import Image

from desktop_app import __version__
from desktop_app.services.parts import bundled_parts
from steps import freezing, parts, prepare
from steps.version_resource import numbers


def test_every_locked_package_is_there_with_its_licence(root: Path) -> None:
    found = {
        part.name: part for part in prepare.all_parts("linux" if sys.platform.startswith("linux") else sys.platform)
    }
    assert {"CPython", "Qt", "PySide6_Essentials", "DejaVu fonts", "httpx", "pydantic_core"} <= set(found)
    assert not {"pytest", "requests", "PyInstaller"} & set(found)
    assert all(part.licence and part.version for part in found.values())
    # Nothing that would forbid the program's own licence: Qt's is the only copyleft, and its libraries stay files.
    forbidding = [part.name for part in found.values() if part.licence.startswith(("GPL", "AGPL"))]
    assert forbidding == []


def test_texts_go_along_each_once(root: Path) -> None:
    found = prepare.all_parts("linux" if sys.platform.startswith("linux") else sys.platform)
    text = prepare.licences("linux", found)
    assert text.startswith("Consignment Desk\n================\n\nMIT License\n")
    told = [part.name for part in bundled_parts(text)]
    assert told[:2] == ["Consignment Desk", "Its parts"]
    assert len(told) == 3 + sum(bool(part.texts) for part in found) + _repeated(found)
    assert text.count("GNU LESSER GENERAL PUBLIC LICENSE\n") == 1
    assert "/usr/lib/consignment-desk/_internal/PySide6" in text
    silent = {part.name for part in found if not part.texts}
    assert silent == {"PySide6_Essentials", "shiboken6"}, "their text is Qt's"


def _repeated(found: list[parts.Part]) -> int:
    """Return how many headings there are for second and further texts of a part."""
    return sum(max(len(part.texts) - 1, 0) for part in found)


def test_a_package_that_is_not_installed_is_told(tmp_path: Path) -> None:
    lock = tmp_path / "runtime.lock"
    lock.write_text("nowhere==1.0 \\\n    --hash=sha256:0\n", encoding="utf-8")
    with pytest.raises(LookupError, match="nowhere is in the lock and is not installed"):
        parts.packages(lock, None, {})


def test_a_package_for_another_system_is_left_out(tmp_path: Path) -> None:
    lock = tmp_path / "runtime.lock"
    lock.write_text("nowhere==1.0 ; sys_platform == 'win32' \\\nhttpx==1\n", encoding="utf-8")
    assert [part.name for part in parts.packages(lock, None, {"sys_platform": "linux"})] == ["httpx"]


def test_a_package_without_a_licence_is_told(tmp_path: Path) -> None:
    info = tmp_path / "nameless-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: nameless\nVersion: 1\n", encoding="utf-8")
    lock = tmp_path / "runtime.lock"
    lock.write_text("nameless==1\n", encoding="utf-8")
    with pytest.raises(LookupError, match="nameless names no licence"):
        parts.packages(lock, tmp_path, {})


@pytest.mark.usefixtures("qapp")
def test_icons_of_every_size(tmp_path: Path) -> None:
    prepare._write_icons(tmp_path)
    for side in prepare.SIZES:
        with Image.open(tmp_path / f"consignment-desk-{side}.png") as image:
            assert image.size == (side, side)
            cover = image.getchannel("A")
            assert cover.getpixel((0, 0)) == 0, "its corner lets the desktop through"
            assert cover.getpixel((side // 2, 1 + side // 12)) == 255
    with Image.open(tmp_path / "consignment-desk.ico") as image:
        assert image.info["sizes"] == {(side, side) for side in prepare.ICO_SIZES}
    with Image.open(tmp_path / "consignment-desk.icns") as image:
        assert {size * scale for size, _, scale in image.info["sizes"]} >= {32, 64, 256, 512, 1024}


def test_one_version_everywhere(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == freezing.version() == __version__
    assert (project["license"], project["license-files"]) == ("MIT", ["packaging/LICENSE.txt"])


@pytest.mark.parametrize(
    ("version", "four"), [("0.1.0", (0, 1, 0, 0)), ("1.2", (1, 2, 0, 0)), ("0.1.0.post2", (0, 1, 0, 2))]
)
def test_windows_numbers_of_a_version(version: str, four: tuple[int, ...]) -> None:
    assert numbers(version) == four
