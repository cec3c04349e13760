"""What goes into the frozen program: each rule lets through what is used, and a folder with a stranger is refused."""

from pathlib import Path

import pytest

from steps import contents

QT = "PySide6/Qt/lib"


@pytest.mark.parametrize(
    "name",
    [
        f"{QT}/libQt6Core.so.6",
        f"{QT}/libQt6XcbQpa.so.6",
        f"{QT}/libicudata.so.73",
        "PySide6/QtWidgets.abi3.so",
        "PySide6/Qt6Gui.dll",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
        "PySide6/Qt/lib/QtGui.framework/Versions/A/QtGui",
        "certifi/cacert.pem",
        "python3.dll",
    ],
)
def test_what_the_program_uses_is_kept(name: str) -> None:
    assert contents.keeps_module_file(name, f"/srv/someone/.venv/{name}", by_wine=False)


@pytest.mark.parametrize(
    "name",
    [
        f"{QT}/libQt6Network.so.6",
        f"{QT}/libQt6Qml.so.6",
        "libQt6OpenGL.so.6",
        "PySide6/QtQuick.pyd",
        "PySide6/Qt6Designer.dll",
        "PySide6\\opengl32sw.dll",
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/Qt/plugins/platforms/libqwayland-egl.so",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/plugins/platforminputcontexts/qtvirtualkeyboardplugin.dll",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/lib/QtNetwork.framework/Resources/Info.plist",
        "httpx-0.28.1.dist-info/RECORD",
    ],
)
def test_what_it_does_not_use_is_left_out(name: str) -> None:
    assert not contents.keeps_module_file(name, f"/srv/someone/.venv/{name}", by_wine=False)


@pytest.mark.parametrize("name", sorted(contents.STAND_INS))
def test_a_stand_in_of_the_test_machine_never_goes_along(name: str) -> None:
    assert not contents.keeps_module_file(name, f"Z:\\somewhere\\python\\{name}", by_wine=True)
    assert not contents.keeps_module_file(f"PySide6\\{name.upper()}", f"Z:\\x\\{name}", by_wine=True)


def test_what_wine_has_in_the_place_of_windows_own_files_never_goes_along() -> None:
    assert not contents.keeps_module_file("ucrtbase.dll", "C:\\windows\\system32\\ucrtbase.dll", by_wine=True)
    assert contents.keeps_module_file("sqlite3.dll", "Z:\\somewhere\\python\\DLLs\\sqlite3.dll", by_wine=True)


@pytest.mark.parametrize(
    ("source", "of_the_system"),
    [
        ("/usr/lib/x86_64-linux-gnu/libxcb.so.1", True),
        ("/lib/x86_64-linux-gnu/libssl.so.3", True),
        ("/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0", False),
        ("/usr/lib/python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so", False),
        ("/usr/lib/python3/dist-packages/thing.so", False),
        ("/usr/local/lib/libpython3.11.so.1.0", False),
        ("/srv/someone/.venv/lib/python3.11/site-packages/PIL/_imaging.so", False),
        ("C:\\Python\\DLLs\\libssl-3.dll", False),
    ],
)
def test_libraries_of_the_system_are_named_and_not_carried(source: str, *, of_the_system: bool) -> None:
    assert contents.is_system_library(source) is of_the_system


def test_all_that_the_program_reads_goes_along_and_no_pictures_of_it(root: Path) -> None:
    found = contents.resources(root)
    assert {"resources/countries.json", "resources/icons/application.svg", "resources/fonts/LICENSE.txt"} <= set(found)
    assert not [place for place in found if place.endswith(".ts") or place.startswith("resources/pictures")]
    folders = {path.name for path in (root / "resources").iterdir() if path.is_dir()} - {"pictures"}
    assert {place.split("/")[1] for place in found if place.count("/") == 2} == folders


def _folder(tmp_path: Path, *more: str) -> Path:
    for name in (*contents.MUST_BE_THERE, *more):
        place = tmp_path / "_internal" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"x")
    return tmp_path


def test_a_folder_in_order_has_nothing_wrong(tmp_path: Path) -> None:
    assert contents.wrong(_folder(tmp_path, "PySide6/Qt6Core.dll", "python3.dll"), "win32") == []


@pytest.mark.parametrize(
    "stranger",
    ["PySide6/Qt6Network.dll", "PySide6/QtQml.pyd", "PySide6/translations/qt_de.qm", "test/support.py", "tcl/init.tcl"],
)
def test_a_stranger_in_the_folder_is_named(tmp_path: Path, stranger: str) -> None:
    assert contents.wrong(_folder(tmp_path, stranger), "win32") == [f"_internal/{stranger} does not belong in it"]


def test_a_stand_in_in_the_folder_is_named(tmp_path: Path) -> None:
    said = contents.wrong(_folder(tmp_path, "python3.dll"), "win32", by_wine=True)
    assert said == ["_internal/python3.dll does not belong in it"]


@pytest.mark.parametrize("lost", contents.MUST_BE_THERE)
def test_what_is_missing_is_named(tmp_path: Path, lost: str) -> None:
    folder = _folder(tmp_path)
    (folder / "_internal" / lost).unlink()
    assert contents.wrong(folder, "linux") == [f"{lost} is not there"]


def test_a_folder_that_grew_is_refused(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    with (folder / "_internal/large").open("wb") as file:
        file.truncate(contents.LARGEST["linux"])
    (said,) = contents.wrong(folder, "linux")
    assert "130 MB that it may have" in said
