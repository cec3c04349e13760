"""The frozen program against the one from source: its start, and the size of what was built last."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.bench.figures import Figure
from tests.bench.start_up import PROGRAM, Watch

RATIO = 1.0
_ROOT = Path(__file__).parents[2]
_BUILT = _ROOT / "build" / ("linux" if sys.platform.startswith("linux") else sys.platform) / "consignment-desk"
_MEGABYTE = 1_000_000
SIZES = (
    ("Folder for Linux", "build/linux/consignment-desk", 130.0),
    ("Installer for Linux", "dist/consignment-desk_*.deb", 50.0),
    ("Folder for Windows", "build/win32/consignment-desk", 110.0),
    ("Installer for Windows", "dist/ConsignmentDesk-*-setup.exe", 40.0),
)
"""Name, where it is built, and how many megabytes it may have."""


def measure(runs: int) -> list[Figure]:
    """Start the two in turn, `runs` times each, on fresh data; look at the sizes of all that `build` has made."""
    sizes = [each for name, place, budget in SIZES for each in _size(name, place, budget)]
    program = _BUILT / ("ConsignmentDesk.exe" if sys.platform == "win32" else "consignment-desk")
    if not program.exists():
        print(f"{program} is not there, so it is not measured: python packaging/bootstrap.py build")
        return sizes
    watch = Watch()
    source: list[float] = []
    frozen: list[float] = []
    for number in range(runs + 1):
        for command, seconds in (((str(program),), frozen), (PROGRAM, source)):
            with tempfile.TemporaryDirectory(prefix="desk-bench-", ignore_cleanup_errors=True) as folder:
                started = watch.start((*command, "--data-dir", folder))
            if number > 0:  # the first round only brings files into the system's cache
                seconds.append(started.seconds)
    ratios = tuple(ours / theirs for ours, theirs in zip(frozen, source, strict=True))
    note = f"frozen {median(frozen) * 1000:.0f} ms, from source {median(source) * 1000:.0f} ms"
    return [Figure("Frozen to first window", "×", median(frozen) / median(source), RATIO, ratios, note), *sizes]


def _size(name: str, place: str, budget: float) -> list[Figure]:
    found = sorted(_ROOT.glob(place), key=lambda path: path.stat().st_mtime)
    if not found:
        return []
    newest = found[-1]
    files = [newest] if newest.is_file() else [path for path in newest.rglob("*") if not path.is_symlink()]
    size = sum(path.stat().st_size for path in files if path.is_file()) / _MEGABYTE
    return [Figure(name, "MB", size, budget, (size,))]
