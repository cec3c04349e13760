"""The installer for Windows of a small program: it compiles, names its version, and is refused if it grows."""

import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from steps import SetupError, windows, wine

needs_makensis = pytest.mark.skipif(shutil.which("makensis") is None, reason="needs NSIS, which `build` installs")


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, Path]:
    """Return a frozen folder and what was prepared for it, both small."""
    frozen, prepared = tmp_path / "frozen", tmp_path / "prepared"
    (frozen / "_internal/ü").mkdir(parents=True)
    (frozen / "ConsignmentDesk.exe").write_bytes(b"MZ")
    (frozen / "_internal/ü/a.txt").write_text("a", encoding="utf-8")
    prepared.mkdir()
    from PIL import Image

    Image.new("RGBA", (32, 32)).save(prepared / "consignment-desk.ico", sizes=[(16, 16), (32, 32)])
    return frozen, prepared


@needs_makensis
def test_it_compiles_and_names_its_version(made: tuple[Path, Path], tmp_path: Path) -> None:
    installer = windows.installer(*made, "1.2.3", tmp_path / "dist")
    assert installer.name == "ConsignmentDesk-1.2.3-setup.exe"
    content = installer.read_bytes()
    for text in ("ProductVersion", "1.2.3", "Consignment Desk Setup"):
        assert text.encode("utf-16-le") in content, text
    assert b"longPathAware" in content
    assert b"dpiAware" in content


@needs_makensis
def test_one_that_grew_is_refused(made: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "LARGEST", 1000)
    with pytest.raises(SetupError, match="MB, and may have"):
        windows.installer(*made, "1.2.3", tmp_path / "dist")


def test_the_program_asks_for_no_administrator_and_knows_each_screen(root: Path) -> None:
    text = (root / "packaging/windows/consignment-desk.manifest").read_text(encoding="utf-8")
    told = {element.tag.rpartition("}")[2]: element for element in ET.fromstring(text).iter()}  # noqa: S314
    assert told["requestedExecutionLevel"].get("level") == "asInvoker"
    assert (told["dpiAwareness"].text or "").startswith("PerMonitorV2")
    assert told["longPathAware"].text == "true"


def test_paths_as_wine_sees_them(tmp_path: Path) -> None:
    machine = wine.Wine(tmp_path, {"DISPLAY": ":1", "QT_QPA_PLATFORM": "offscreen"})
    assert machine.here("C:\\users\\Some One") == tmp_path / "drive_c/users/Some One"
    assert wine.windows_path(Path("/tmp/a b")) == "Z:\\tmp\\a b"
