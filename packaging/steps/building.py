"""The command `build`: the frozen program and its installer, in `dist/`, and the proof that the installed one works."""

import hashlib
import shutil
import sys
from pathlib import Path

from steps import ROOT, SetupError, freezing, system

DIST = ROOT / "dist"
"""Where what is handed to people is put."""
MAKES_IT = (
    "packaging",
    "desktop_app/main",
    "desktop_app/__init__.py",
    "desktop_app/__main__.py",
    "desktop_app/paths.py",
)
"""By a change of these an installer may come out differently, or not work; the rest has its own tests."""
LINUX_TOOLS = {
    "appstreamcli": "appstream",
    "as": "binutils",
    "desktop-file-validate": "desktop-file-utils",
    "dpkg-shlibdeps": "dpkg-dev",
}
"""Program → Debian package, to build with."""
LINUX_PROOF_TOOLS = {"debootstrap": "debootstrap", "unshare": "util-linux"}
"""Program → Debian package, to try what was built with."""


def build(target: str, *, proven: bool = True) -> list[Path]:
    """Build the installer of a target (`sys.platform` there), try it if `proven`, and return what is in `dist/` now.

    Raises SetupError at the first thing that is not as it should be.
    """
    if target == "win32":
        from steps import windows

        made = windows.build(proven=proven)
    elif target == "darwin":
        from steps import macos

        made = macos.build(proven=proven)
    else:
        made = _build_linux(proven=proven)
    bill = DIST / f"{made.name}.cdx.json"
    shutil.copyfile(freezing.MADE / target / "prepared" / "bill.cdx.json", bill)
    sums = DIST / f"{made.name}.sha256"
    sums.write_text(f"{hashlib.sha256(made.read_bytes()).hexdigest()}  {made.name}\n", encoding="ascii", newline="\n")
    if proven:
        _remember(target)
    return [made, bill, sums]


def was_proven(target: str) -> bool:
    """Say whether an installer made of what makes it now was tried on this machine, and found in order."""
    try:
        return _stamp(target).read_text(encoding="ascii") == _digest()
    except OSError:
        return False


def _remember(target: str) -> None:
    _stamp(target).parent.mkdir(parents=True, exist_ok=True)
    _stamp(target).write_text(_digest(), encoding="ascii")


def _stamp(target: str) -> Path:
    return freezing.cache() / f"proven-{target}"


def _digest() -> str:
    """Return a digest of the files by which an installer may come out differently, and of the Python that builds."""
    digest = hashlib.sha256(sys.version.encode())
    for part in MAKES_IT:
        place = ROOT / part
        for file in [place] if place.is_file() else sorted(place.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts and file.suffix != ".md":
                digest.update(f"{file.relative_to(ROOT).as_posix()}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _build_linux(*, proven: bool) -> Path:
    from steps import debian

    if not sys.platform.startswith("linux"):
        raise SetupError("The package for Linux is built on Linux")
    system.ensure(display=True, tests=proven)
    system.ensure_programs(LINUX_TOOLS | (LINUX_PROOF_TOOLS if proven else {}))
    python = freezing.build_python()
    prepared = freezing.prepare(python, "linux")
    frozen = freezing.freeze(python, prepared)
    made = debian.build(frozen, prepared, freezing.version(), DIST)
    if proven:
        from steps import debian_proof

        freezing.freezes_the_same_again(frozen, python, prepared)
        later = freezing.version() + debian_proof.NEXT
        after = debian.build(frozen, prepared, later, freezing.MADE / "linux" / "next", quickly=True)
        debian_proof.prove(made, after, python)
    return made
