"""What the operating system has to bring on Linux: Qt's libraries, a font, and for tests the parts of a desktop."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from steps import SetupError

LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""Shared library → Debian package, for Qt on any platform plugin."""

X11_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""Shared library → Debian package, for Qt's X11 plugin."""

TEST_PROGRAMS = {
    "Xvfb": "xvfb",
    "dbus-daemon": "dbus",
    "dbus-send": "dbus",
    "gnome-keyring-daemon": "gnome-keyring",
    "openbox": "openbox",
    "xdotool": "xdotool",
}
"""Program → Debian package, for the desktop that the tests run on."""

FONT_PACKAGE = "fonts-dejavu-core"


def ensure(*, display: bool, tests: bool) -> None:
    """See that what the program (`display`: on X11) and its tests need is there; install it if that is allowed.

    Only Linux is looked at: Qt brings everything elsewhere. Raises `SetupError` naming what is missing and the one
    command that installs it.
    """
    if not sys.platform.startswith("linux"):
        return
    _install(lambda: find_missing(display=display, tests=tests))


def ensure_programs(programs: Mapping[str, str]) -> None:
    """See that these programs (name → Debian package) are there, as `ensure` does."""
    _install(lambda: {name: package for name, package in programs.items() if shutil.which(name) is None})


def _install(find: Callable[[], dict[str, str]]) -> None:
    missing = find()
    if not missing:
        return
    packages = sorted(set(missing.values()))
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None:
        raise SetupError(f"This system lacks {', '.join(sorted(missing))}; install them with its package manager")
    if os.geteuid() != 0:
        raise SetupError(f"This system lacks {', '.join(packages)}; run: sudo {' '.join(command)}")
    print(f"Installing {', '.join(packages)}", flush=True)
    _apt(["apt-get", "update"])
    _apt(command)
    left = find()
    if left:
        raise SetupError(f"{', '.join(sorted(left))} cannot be found although apt-get installed their packages")


def find_missing(*, display: bool, tests: bool) -> dict[str, str]:
    """Return each part that is missing and the Debian package that brings it."""
    libraries = LIBRARIES | (X11_LIBRARIES if display or tests else {})
    missing = {name: package for name, package in libraries.items() if not _loads(name)}
    if tests:
        missing |= {name: package for name, package in TEST_PROGRAMS.items() if shutil.which(name) is None}
    if importlib.util.find_spec("ensurepip") is None:
        missing["ensurepip"] = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not _has_font(_font_folders()):
        missing["a font"] = FONT_PACKAGE
    return missing


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _font_folders() -> list[Path]:
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() raises where there is no home
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts"]


def _has_font(folders: Iterable[Path]) -> bool:
    return any(
        file.suffix.lower() in {".ttf", ".otf", ".ttc"}
        for folder in folders
        if folder.is_dir()
        for file in folder.rglob("*.*")
    )


def _apt(command: list[str]) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=quiet, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode != 0:
        for line in (done.stdout + done.stderr).splitlines()[-8:]:
            print(f"  apt-get: {line}", file=sys.stderr)
        raise SetupError(
            f"This did not work: {' '.join(command)}; check the network and the package sources, then try again"
        )
