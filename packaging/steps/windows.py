"""The installer for Windows: built on Windows, or through Wine for tests."""

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from steps import ROOT, SetupError, freezing, session, system
from steps.version_resource import numbers

LARGEST = 40_000_000
"""Bytes that the installer may have."""
SCRIPT = ROOT / "packaging" / "windows" / "consignment-desk.nsi"
NEXT = ".post1"
"""What the version that is installed over the first one has at its end."""


def build(*, proven: bool) -> Path:
    """Make the installer in `dist/` and, if `proven`, try it; raises SetupError."""
    if sys.platform == "win32":
        return _build_on_windows(proven=proven)
    system.ensure(display=True, tests=True)
    with session.desktop() as desktop:
        return _build_by_wine(desktop, proven=proven)


def installer(frozen: Path, prepared: Path, version: str, target: Path, *, quickly: bool = False) -> Path:
    """Make the installer of a version in the folder `target`, `quickly` without making it small; return its file."""
    target.mkdir(parents=True, exist_ok=True)
    made = target / f"ConsignmentDesk-{version}-setup.exe"
    defines = {
        "VERSION": version,
        "NUMBERS": ".".join(str(number) for number in numbers(version)),
        "FROZEN": frozen,
        "ICON": prepared / "consignment-desk.ico",
        "LICENCE": ROOT / "packaging" / "LICENSE.txt",
        "OUTPUT": made,
    }
    command = [_compiler(), "-V2", "-INPUTCHARSET", "UTF8", *(["-DQUICKLY"] if quickly else [])]
    if sys.platform != "win32":
        # Wine without its 32-bit half runs no other; NSIS for Windows comes without the 64-bit half of its own.
        command.append("-DTARGET=amd64-unicode")
    command += [*(f"-D{name}={value}" for name, value in defines.items()), str(SCRIPT)]
    freezing.run(command, freezing.settings(), "the installer could not be made")
    if made.stat().st_size > LARGEST and not quickly:
        raise SetupError(f"{made.name} has {made.stat().st_size / 1e6:.0f} MB, and may have {LARGEST / 1e6:.0f}")
    print(f"{made.name}: {made.stat().st_size / 1e6:.1f} MB", flush=True)
    return made


def _build_by_wine(desktop: Mapping[str, str], *, proven: bool) -> Path:
    from steps import windows_proof, wine
    from steps.building import DIST

    home = wine.windows_home(desktop)
    python = freezing.build_python()
    prepared = freezing.prepare(python, "win32", home / "python/Lib/site-packages")
    made = freezing.MADE / "win32"
    machine = wine.Wine(home / "prefix", desktop)
    try:
        code, said = machine.run(
            wine.windows_path(home / "python/python.exe"),
            "-P",
            "-m",
            "PyInstaller",
            "--noconfirm",
            "--clean",
            "--log-level=WARN",
            f"--distpath={wine.windows_path(made)}",
            f"--workpath={wine.windows_path(made / 'work')}",
            wine.windows_path(ROOT / "packaging/consignment-desk.spec"),
            SOURCE_DATE_EPOCH=str(freezing.epoch()),
            PYTHONHASHSEED="1",
            CONSIGNMENT_DESK_PREPARED=wine.windows_path(prepared),
            seconds=3000.0,
        )
    finally:
        machine.stop()
    if code != 0:
        raise SetupError(f"The program could not be frozen for Windows ({code}):\n{said[-2000:]}")
    frozen = made / "consignment-desk"
    freezing.examine(frozen, "win32", by_wine=True)
    first = installer(frozen, prepared, freezing.version(), DIST)
    if proven:
        after = installer(frozen, prepared, freezing.version() + NEXT, made / "next", quickly=True)
        windows_proof.prove(first, after, python, home, desktop)
    return first


def _build_on_windows(*, proven: bool) -> Path:
    from steps import windows_proof
    from steps.building import DIST

    python = freezing.build_python()
    prepared = freezing.prepare(python, "win32")
    frozen = freezing.freeze(python, prepared)
    first = installer(frozen, prepared, freezing.version(), DIST)
    if proven:
        windows_proof.prove_on_windows(first)
    return first


def _compiler() -> str:
    found = shutil.which("makensis") or shutil.which("makensis", path=r"C:\Program Files (x86)\NSIS")
    if found is None:
        raise SetupError("makensis is not there: install NSIS 3")
    return found
