"""The Debian package: the frozen folder, its entry in the menu, and what it needs of the system."""

import functools
import gzip
import os
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from steps import ROOT, SetupError, contents, freezing

LARGEST = 50_000_000
"""Bytes that the installer may have."""
HOME = Path("usr/lib/consignment-desk")
"""Where the program is installed."""
ENTRY = Path("usr/share/applications/consignment-desk.desktop")
METAINFO = Path("usr/share/metainfo/app.consignment_desk.ConsignmentDesk.metainfo.xml")
RECOMMENDED = (
    "gnome-keyring | kwalletmanager | libpam-kwallet5, hicolor-icon-theme, shared-mime-info, desktop-file-utils"
)
"""Without a keyring a key is kept for the session alone; without the others there is no icon and no file type."""

_CONTROL = """\
Package: consignment-desk
Version: {version}
Architecture: amd64
Maintainer: The authors of Consignment Desk <consignment-desk@localhost>
Installed-Size: {size}
Depends: {depends}
Recommends: {recommends}
Suggests: cups
Section: misc
Priority: optional
Description: pack goods and ship them through SortedPRO
 Drag items into packages and packages into a consignment, create it in
 SortedPRO, find it again, allocate it to a carrier service, print its label.
 .
 It starts on Demo: the whole service inside the program, to practise on.
"""


def build(frozen: Path, prepared: Path, version: str, target: Path, *, quickly: bool = False) -> Path:
    """Make the package of a version in the folder `target`, `quickly` without making it small; return its file.

    Raises SetupError.
    """
    target.mkdir(parents=True, exist_ok=True)
    made = target / f"consignment-desk_{version}_amd64.deb"
    with tempfile.TemporaryDirectory(prefix="consignment-desk-deb-") as folder:
        tree = Path(folder) / "tree"
        lay_out(frozen, prepared, version, tree)
        _write_control(frozen, version, tree)
        for path in sorted(tree.rglob("*"), reverse=True):
            os.utime(path, (freezing.epoch(), freezing.epoch()), follow_symlinks=False)
        # One thread: with more, what comes out depends on how many there are.
        command = ["dpkg-deb", "--root-owner-group", "-Znone" if quickly else "-Zxz", "--build", str(tree), str(made)]
        freezing.run(command, freezing.settings() | {"DPKG_DEB_THREADS_MAX": "1"}, "the package could not be made")
    if made.stat().st_size > LARGEST and not quickly:
        raise SetupError(f"{made.name} has {made.stat().st_size / 1e6:.0f} MB, and may have {LARGEST / 1e6:.0f}")
    print(f"{made.name}: {made.stat().st_size / 1e6:.1f} MB", flush=True)
    return made


def lay_out(frozen: Path, prepared: Path, version: str, tree: Path) -> None:
    """Put every file where it will be installed, below `tree`; raises SetupError if an entry is not valid."""
    shutil.copytree(frozen, tree / HOME, symlinks=True)
    date = datetime.fromtimestamp(freezing.epoch(), UTC)
    linux = ROOT / "packaging" / "linux"
    documents = Path("usr/share/doc/consignment-desk")
    texts = {
        ENTRY: "consignment-desk.desktop",
        METAINFO: "consignment-desk.metainfo.xml",
        Path("usr/share/mime/packages/consignment-desk.xml"): "consignment-desk.mime.xml",
    }
    for place, source in texts.items():
        _write(tree / place, _filled_in((linux / source).read_text(encoding="utf-8"), version, date).encode())
    manual = _filled_in((linux / "consignment-desk.1").read_text(encoding="utf-8"), version, date).encode()
    _write(tree / "usr/share/man/man1/consignment-desk.1.gz", gzip.compress(manual, mtime=0))
    news = (
        f"consignment-desk ({version}) stable; urgency=low\n\n  * See the changelog in the project's README.\n\n"
        f" -- The authors of Consignment Desk <consignment-desk@localhost>  {date:%a, %d %b %Y %H:%M:%S +0000}\n"
    )
    _write(tree / documents / "changelog.gz", gzip.compress(news.encode(), mtime=0))
    _write(tree / documents / "copyright", (prepared / "licences.txt").read_bytes())
    icons = tree / "usr/share/icons/hicolor"
    for picture in sorted(prepared.glob("consignment-desk-*.png")):
        side = picture.stem.rpartition("-")[2]
        _write(icons / f"{side}x{side}/apps/consignment-desk.png", picture.read_bytes())
    _write(icons / "scalable/apps/consignment-desk.svg", (ROOT / "resources/icons/application.svg").read_bytes())
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/consignment-desk").symlink_to("../lib/consignment-desk/consignment-desk")
    for path in tree.rglob("*"):
        if not path.is_symlink():
            executable = path.is_dir() or path == tree / HOME / "consignment-desk"
            path.chmod(0o755 if executable else 0o644)
    validate(tree)


def validate(tree: Path) -> None:
    """Raise SetupError if the system's own checkers object to the entry or to the metadata."""
    for command in (
        ["desktop-file-validate", str(tree / ENTRY)],
        ["appstreamcli", "validate", "--no-net", "--no-color", str(tree / METAINFO)],
    ):
        freezing.run(command, freezing.settings(), "what the desktop is told of the program is not valid")


@functools.cache
def dependencies(frozen: Path) -> str:
    """Return which packages of this system hold the libraries that the program is linked to, as Debian writes it."""
    programs = [
        path for path in sorted(frozen.rglob("*")) if path.is_file() and not path.is_symlink() and _is_elf(path)
    ]
    private = sorted({str(path.parent) for path in programs})
    with tempfile.TemporaryDirectory(prefix="consignment-desk-depends-") as folder:
        (Path(folder) / "debian").mkdir()
        (Path(folder) / "debian/control").write_text(
            "Source: consignment-desk\n\nPackage: consignment-desk\nArchitecture: amd64\n", encoding="ascii"
        )
        command = ["dpkg-shlibdeps", "-O", "--warnings=0", "--ignore-missing-info", *(f"-l{each}" for each in private)]
        asked = subprocess.run(
            [*command, *(f"-e{each}" for each in programs)],
            cwd=folder,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
    if asked.returncode != 0 or not asked.stdout.startswith("shlibs:Depends="):
        raise SetupError(f"What the program needs of the system cannot be told: {asked.stderr.strip()[-400:]}")
    return asked.stdout.strip().removeprefix("shlibs:Depends=")


def _write_control(frozen: Path, version: str, tree: Path) -> None:
    control = _CONTROL.format(
        version=version,
        size=contents.size_of(tree) // 1024,
        depends=dependencies(frozen),
        recommends=RECOMMENDED,
    )
    _write(tree / "DEBIAN/control", control.encode())
    (tree / "DEBIAN").chmod(0o755)
    (tree / "DEBIAN/control").chmod(0o644)


def _filled_in(text: str, version: str, date: datetime) -> str:
    return text.replace("@VERSION@", version).replace("@DATE@", f"{date:%Y-%m-%d}")


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"
