"""The frozen program: a folder with the program, Python and every library, checked for what is in it."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from steps import ROOT, SetupError, contents, slim
from steps.environment import BUILD, Environment

MADE = ROOT / "build"
"""Where everything on the way to an installer is put."""


def version() -> str:
    """Return the program's version, as its package says it."""
    text = (ROOT / "desktop_app" / "__init__.py").read_text(encoding="utf-8")
    return text.split('__version__ = "')[1].split('"')[0]


def epoch() -> int:
    """Return the time that everything built is given: SOURCE_DATE_EPOCH, otherwise that of the newest commit."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if told:
        return int(told)
    asked = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, errors="replace", check=False
    )
    return int(asked.stdout) if asked.returncode == 0 else 1_700_000_000


def settings(source: Path = ROOT) -> dict[str, str]:
    """Return the variables under which the same source gives the same bytes, wherever it lies."""
    ours = {
        name: value for name, value in os.environ.items() if name not in {"PYTHONHOME", "PYTHONPATH", "QT_QPA_PLATFORM"}
    }
    # The order of sets is in PyInstaller's archives.
    return ours | {
        "SOURCE_DATE_EPOCH": str(epoch()),
        "PYTHONHASHSEED": "1",
        "PYTHONPATH": os.pathsep.join((str(source / "packaging"), str(source))),
    }


def cache() -> Path:
    """Return the folder for what is made once on this machine and used again by each build."""
    told = os.environ.get("XDG_CACHE_HOME")
    return (Path(told) if told else Path(os.path.expanduser("~")) / ".cache") / "consignment-desk"  # noqa: PTH111


def build_python() -> Path:
    """Return the Python that builds, in an environment of its own with the packages of build.lock."""
    return Environment(ROOT / ".venv-build").ensure(BUILD)


def prepare(python: Path, target: str, site: Path | None = None) -> Path:
    """Make icons, licences and the bill of materials for a target; return their folder."""
    folder = MADE / target / "prepared"
    command = [str(python), "-P", "-m", "steps.prepare", target, str(folder), *([str(site)] if site else [])]
    run(command, settings(), "what the program is given could not be prepared")
    return folder


def freeze(python: Path, prepared: Path, source: Path = ROOT) -> Path:
    """Return the folder of the frozen program for this system; raises SetupError if anything is amiss in it."""
    made = source / "build" / sys.platform
    command = [str(python), "-P", "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=WARN"]
    command += [
        f"--distpath={made}",
        f"--workpath={made / 'work'}",
        str(source / "packaging" / "consignment-desk.spec"),
    ]
    run(command, settings(source) | {"CONSIGNMENT_DESK_PREPARED": str(prepared)}, "the program could not be frozen")
    folder = made / "consignment-desk"
    if sys.platform.startswith("linux"):
        slim.slim(folder / "_internal")
    examine(folder, sys.platform)
    return folder


def freezes_the_same_again(frozen: Path, python: Path, prepared: Path) -> None:
    """Freeze a copy of the source that lies elsewhere; raises SetupError, naming the first file that is different."""
    with tempfile.TemporaryDirectory(prefix="consignment-desk-again-") as folder:
        elsewhere = Path(folder) / "of the source"
        for part in ("packaging", "desktop_app", "resources"):
            shutil.copytree(ROOT / part, elsewhere / part, ignore=shutil.ignore_patterns("__pycache__"))
        again = freeze(python, prepared, elsewhere)
        first, second = _digests(frozen), _digests(again)
    different = sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))
    if different:
        raise SetupError(f"Frozen again in another folder, {len(different)} files are not the same: {different[0]}, …")
    print(f"Frozen again in another folder: the same {len(first)} files, byte for byte", flush=True)


def _digests(folder: Path) -> dict[str, str]:
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not path.is_dir()}
    return {
        name: str(path.readlink()) if path.is_symlink() else hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in found.items()
    }


def examine(folder: Path, platform: str, *, by_wine: bool = False) -> None:
    """Raise SetupError if the folder holds what it must not, lacks something, or is too large."""
    said = contents.wrong(folder, platform, by_wine=by_wine)
    if said:
        raise SetupError("The frozen program is not as it should be:\n  " + "\n  ".join(said))
    print(f"{folder.name}: {contents.size_of(folder) / 1e6:.1f} MB", flush=True)


def run(command: list[str], environment: dict[str, str], trouble: str) -> None:
    """Run a command, show what it says only if it fails, and raise SetupError then."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        for line in (done.stdout + done.stderr).splitlines()[-25:]:
            print(f"  {line}", file=sys.stderr)
        raise SetupError(f"{trouble}: {Path(command[0]).name} ended with {done.returncode}")
