"""The disk image for macOS. Written and linted, and never run: no Mac was at hand (packaging/README.md)."""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from steps import ROOT, SetupError, freezing, proof

APP = "Consignment Desk.app"
SIGN = ROOT / "packaging" / "macos" / "sign.sh"


def build(*, proven: bool) -> Path:
    """Make the disk image in `dist/`, signed where an identity is set, and try the program in it; raises SetupError."""
    from steps.building import DIST

    if sys.platform != "darwin":
        raise SetupError("The disk image for macOS is built on macOS")
    python = freezing.build_python()
    prepared = freezing.prepare(python, "darwin")
    freezing.freeze(python, prepared)
    app = freezing.MADE / "darwin" / APP
    _script(str(SIGN), "app", str(app))
    DIST.mkdir(exist_ok=True)
    made = DIST / f"ConsignmentDesk-{freezing.version()}-{platform.machine()}.dmg"
    made.unlink(missing_ok=True)
    defines = {"app": str(app), "icon": str(prepared / "consignment-desk.icns")}
    command = [str(python), "-m", "dmgbuild", "-s", str(ROOT / "packaging/macos/dmg_settings.py")]
    command += [word for name, value in defines.items() for word in ("-D", f"{name}={value}")]
    freezing.run([*command, "Consignment Desk", str(made)], freezing.settings(), "the disk image could not be made")
    _script(str(SIGN), "image", str(made))
    if proven:
        _prove(made)
    return made


def _prove(image: Path) -> None:
    """Install from the image as a person does, by copying the program out of it, and let it test itself."""
    with tempfile.TemporaryDirectory(prefix="consignment-desk-macos-") as folder:
        place = Path(folder)
        mounted = place / "image"
        subprocess.run(["hdiutil", "attach", "-nobrowse", "-mountpoint", str(mounted), str(image)], check=True)
        try:
            shutil.copytree(mounted / APP, place / APP, symlinks=True)
        finally:
            subprocess.run(["hdiutil", "detach", str(mounted)], check=True)
        program = place / APP / "Contents/MacOS/Consignment Desk"
        report = place / "self-test"
        settings = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        subprocess.run([str(program), "--self-test", str(report)], env=settings, timeout=600, check=False)
        seconds = proof.read_report(report)
        print(f"Self-test: {len(seconds)} steps in {sum(seconds.values()):.1f} s", flush=True)


def _script(*command: str) -> None:
    done = subprocess.run(["bash", *command], cwd=ROOT, check=False)
    if done.returncode != 0:
        raise SetupError(f"{Path(command[0]).name} {command[1]} failed")
