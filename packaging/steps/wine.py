"""Windows as far as it can be had on Linux: a real CPython for Windows, and prefixes of Wine to use programs in."""

import contextlib
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from steps import ROOT, SetupError, contents, freezing, system

MAKER = ROOT.parent / "shared" / "windows" / "make-windows-python"
"""What makes the Windows Python: it lies beside a checkout, and belongs to the machines that test."""
TOOLS = {
    "makensis": "nsis",
    "unzip": "unzip",
    "wine": "wine",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64",
}
"""Program → Debian package."""
_NOT_FOR_WINDOWS = {"QT_QPA_PLATFORM", "QT_PLUGIN_PATH", "LD_LIBRARY_PATH", "PYTHONPATH", "PYTHONHOME"}


class Wine:
    """One prefix: a Windows of its own, with its files and its registry."""

    def __init__(self, prefix: Path, desktop: Mapping[str, str]) -> None:
        """Name the prefix, and the desktop to show windows on."""
        self.prefix = prefix
        ours = {name: value for name, value in desktop.items() if name not in _NOT_FOR_WINDOWS}
        self._environment = ours | {"WINEPREFIX": str(prefix), "WINEDEBUG": "-all", "PYTHONDONTWRITEBYTECODE": "1"}

    def run(self, *command: str, seconds: float = 600.0, **variables: str) -> tuple[int, str]:
        """Run a Windows program to its end; return its exit code and what it said. Raises SetupError if it hangs."""
        # A background job has no console: without a pipe its Python has no standard streams to start with.
        try:
            done = subprocess.run(
                ["wine", *command],
                env=self._environment | variables,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise SetupError(f"{command[0]} did not end within {seconds:.0f} s") from error
        return done.returncode, done.stdout.decode("utf-8", errors="replace").replace("\r", "")

    def here(self, windows: str) -> Path:
        """Return where on this system a path of the prefix's drive C is."""
        return self.prefix / "drive_c" / windows.removeprefix("C:\\").replace("\\", "/")

    def runs(self, program: str) -> bool:
        """Say whether a program of that name runs in this prefix."""
        mine = f"WINEPREFIX={self.prefix}".encode()
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                named = program.encode() in (process / "cmdline").read_bytes()
                if named and mine in (process / "environ").read_bytes().split(b"\0"):
                    return True
        return False

    def stop(self) -> None:
        """End every program of this prefix."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(["wineserver", "-k"], env=self._environment, timeout=60, check=False)
            subprocess.run(["wineserver", "-w"], env=self._environment, timeout=60, check=False)


def windows_path(path: Path) -> str:
    """Return a path of this system as Wine's programs see it."""
    return "Z:" + str(path.resolve()).replace("/", "\\")


def windows_home(desktop: Mapping[str, str]) -> Path:
    """Return the folder with the Windows Python (`python/`) and its prefix (`prefix/`), made the first time.

    Made anew when the lock or what makes it has changed. Raises SetupError.
    """
    if not MAKER.exists():
        raise SetupError(f"{MAKER} makes the Windows Python and is not there: build on Windows instead")
    system.ensure_programs(TOOLS)
    lock = ROOT / "packaging" / "build.lock"
    mark = hashlib.sha256(lock.read_bytes() + MAKER.read_bytes()).hexdigest()[:12]
    home = freezing.cache() / f"windows-{mark}"
    if not home.exists():
        print("Making a Windows Python (only this first time)", flush=True)
        for old in freezing.cache().glob("windows-*"):
            shutil.rmtree(old)
        unfinished = home.with_suffix(".part")
        command = ["bash", str(MAKER), str(unfinished), str(lock)]
        freezing.run(command, dict(desktop), "the Windows Python could not be made")
        for left in ("parts", "wheels"):
            shutil.rmtree(unfinished / left)
        unfinished.rename(home)
    return home


@contextlib.contextmanager
def fresh(home: Path, folder: Path, desktop: Mapping[str, str]) -> Iterator[Wine]:
    """Give a new prefix in `folder`, as bare as a Windows is, but for what Wine lacks of Windows' own files."""
    prefix = folder / "prefix"
    freezing.run(["cp", "-a", str(home / "prefix"), str(prefix)], dict(os.environ), "the prefix could not be copied")
    # A Windows that has no Python has no python3.dll either: there a program brings the real one.
    shutil.copy(home / "python" / "python3.dll", prefix / "drive_c/windows/system32/python3.dll")
    assert "python3.dll" in contents.STAND_INS
    wine = Wine(prefix, desktop)
    try:
        yield wine
    finally:
        wine.stop()
