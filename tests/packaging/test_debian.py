"""The Debian package of a small program: laid out as the desktop wants it, the same bytes twice."""

import configparser
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from steps import SetupError, building, debian

TOOLS = ("appstreamcli", "desktop-file-validate", "dpkg-deb", "dpkg-shlibdeps")
pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or any(shutil.which(tool) is None for tool in TOOLS),
    reason="needs what the package is built with, which `build` installs",
)


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """Return the folder of a program that is one of this system's own."""
    folder = tmp_path / "frozen"
    (folder / "_internal/resources").mkdir(parents=True)
    shutil.copy("/usr/bin/env", folder / "consignment-desk")
    (folder / "_internal/resources/a.json").write_text("{}", encoding="utf-8")
    return folder


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """Return a folder with what is made for the package."""
    folder = tmp_path / "prepared"
    folder.mkdir()
    (folder / "licences.txt").write_text("MIT License\n", encoding="utf-8")
    for side in (16, 512):
        (folder / f"consignment-desk-{side}.png").write_bytes(b"png")
    return folder


def _listed(package: Path) -> dict[str, str]:
    lines = subprocess.run(["dpkg-deb", "-c", package], capture_output=True, text=True, check=True).stdout.splitlines()
    return {line.split(maxsplit=5)[5].removeprefix("."): line.split()[0] for line in lines}


def test_the_same_bytes_twice(frozen: Path, prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    first = debian.build(frozen, prepared, "1.2", tmp_path / "first")
    for path in frozen.rglob("*"):
        path.touch()
    (frozen / "consignment-desk").chmod(0o700)
    second = debian.build(frozen, prepared, "1.2", tmp_path / "second")
    assert hashlib.sha256(first.read_bytes()).digest() == hashlib.sha256(second.read_bytes()).digest()
    assert first.name == "consignment-desk_1.2_amd64.deb"


def test_what_is_in_it_and_how(frozen: Path, prepared: Path, tmp_path: Path) -> None:
    listed = _listed(debian.build(frozen, prepared, "1.2", tmp_path, quickly=True))
    assert listed["/usr/lib/consignment-desk/consignment-desk"] == "-rwxr-xr-x"
    assert listed["/usr/lib/consignment-desk/_internal/resources/a.json"] == "-rw-r--r--"
    assert "/usr/bin/consignment-desk -> ../lib/consignment-desk/consignment-desk" in listed
    assert "/usr/share/icons/hicolor/512x512/apps/consignment-desk.png" in listed
    assert "/usr/share/icons/hicolor/scalable/apps/consignment-desk.svg" in listed
    assert "/usr/share/mime/packages/consignment-desk.xml" in listed
    assert "/usr/share/doc/consignment-desk/copyright" in listed


def test_dependencies_are_those_that_it_is_linked_to(frozen: Path) -> None:
    assert debian.dependencies(frozen).startswith("libc6 (>= ")


def test_the_entry_opens_the_files_of_the_type(frozen: Path, prepared: Path, tmp_path: Path) -> None:
    debian.lay_out(frozen, prepared, "1.2", tmp_path / "tree")
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(tmp_path / "tree" / debian.ENTRY, encoding="utf-8")
    kind = entry["Desktop Entry"]["MimeType"].rstrip(";")
    mime = (tmp_path / "tree/usr/share/mime/packages/consignment-desk.xml").read_text(encoding="utf-8")
    assert f'type="{kind}"' in mime
    assert 'pattern="*.consignment"' in mime
    assert entry["Desktop Entry"]["Exec"] == "consignment-desk %F"
    assert 'version="1.2"' in (tmp_path / "tree" / debian.METAINFO).read_text(encoding="utf-8")


def test_an_entry_that_is_not_valid_is_refused(frozen: Path, prepared: Path, tmp_path: Path) -> None:
    debian.lay_out(frozen, prepared, "1.2", tmp_path)
    (tmp_path / debian.ENTRY).write_text("[Desktop Entry]\nType=Application\n", encoding="utf-8")
    with pytest.raises(SetupError, match="not valid"):
        debian.validate(tmp_path)


def test_a_package_that_grew_is_refused(
    frozen: Path, prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(debian, "LARGEST", 1000)
    with pytest.raises(SetupError, match="MB, and may have"):
        debian.build(frozen, prepared, "1.2", tmp_path)


def test_what_was_tried_is_tried_again_once_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    source = tmp_path / "source"
    (source / "packaging").mkdir(parents=True)
    (source / "packaging/runtime.lock").write_text("a==1", encoding="utf-8")
    monkeypatch.setattr(building, "ROOT", source)
    assert not building.was_proven("linux")
    building._remember("linux")
    assert building.was_proven("linux")
    assert not building.was_proven("win32")
    (source / "packaging/runtime.lock").write_text("a==2", encoding="utf-8")
    assert not building.was_proven("linux")
