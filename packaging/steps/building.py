"""The command `build`: the frozen program and its installer, in `dist/`, and the proof that the installed one works."""

import hashlib
import shutil
import sys
from pathlib import Path

from steps import ROOT, SetupError, freezing, system

DIST = ROOT / "dist"
"""Where what is handed to people is put."""
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
    return [made, bill, sums]


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

        later = freezing.version() + debian_proof.NEXT
        after = debian.build(frozen, prepared, later, freezing.MADE / "linux" / "next", quickly=True)
        debian_proof.prove(made, after, python)
    return made
