"""The self-test holds on any computer: with or without a window manager, whatever its language, country and time zone.

Three computers by default; CONSIGNMENT_DESK_FAULTS=full is every one. Where `localedef` can make no locales, only Qt
sees the language, and the C library keeps to English. On Windows there is one computer: the one that this runs on.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
FULL: Final = os.environ.get("CONSIGNMENT_DESK_FAULTS") == "full"
WINDOWS: Final = sys.platform == "win32"

LANGUAGES: Final = ("C", "en_US", "de_DE", "ja_JP", "ar_EG", "fa_IR", "hi_IN", "tr_TR")
"""Some with digits, a calendar, an order of writing or a case of letters of their own."""
ZONES: Final = ("UTC", "Pacific/Apia", "America/St_Johns")
"""A day ahead, and half an hour beside."""
SOME: Final = [
    ("bare", "tr_TR", "America/St_Johns"),
    ("bare", "de_DE", "UTC"),
    ("openbox", "ar_EG", "Pacific/Apia"),
]
COMPUTERS: Final = list(itertools.product(("bare", "openbox"), LANGUAGES, ZONES)) if FULL else SOME
STEPS: Final = 11


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The C library's part of each language, in a folder of its own."""
    folder = tmp_path_factory.mktemp("locales")
    make = shutil.which("localedef") or shutil.which("true")
    assert make
    for language in sorted({language for _, language, _ in COMPUTERS} - {"C"}):
        where = str(folder / f"{language}.UTF-8")
        subprocess.run([make, "-i", language, "-f", "UTF-8", where], capture_output=True, check=False)
    return folder


@pytest.fixture(scope="module")
def screens() -> Iterator[dict[str, dict[str, str]]]:
    """The environment of a program on a display without a window manager, and on one with."""
    from steps import session

    with ExitStack() as both:
        yield {
            name: both.enter_context(session.screen(window_manager=managed))
            for name, managed in (("bare", False), ("openbox", True))
        }


def self_test(folder: Path, environment: dict[str, str]) -> None:
    """Run the self-test into `folder`, and see that it held and that nothing went wrong beside it."""
    command = [sys.executable, "-m", "desktop_app", "--self-test", str(folder)]
    # The one that started the tests may have one of its own, of this computer's language say.
    kept = {name: value for name, value in environment.items() if name not in {"LANGUAGE", "QT_QPA_PLATFORM"}}
    done = subprocess.run(
        command, cwd=ROOT, env=kept, stdin=subprocess.DEVNULL, capture_output=True, timeout=180, check=False
    )
    log = "".join(path.read_text(encoding="utf-8") for path in folder.glob("data-*/log/desk.log"))
    assert (folder / "report.json").exists(), log + done.stderr.decode(errors="replace")
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert report["ok"], report["steps"][-1]
    assert (done.returncode, len(report["steps"])) == (0, STEPS)
    assert " ERROR " not in log


@pytest.mark.desktop
@pytest.mark.skipif(WINDOWS, reason="its language and time zone are not the environment's")
@pytest.mark.parametrize(("screen", "language", "zone"), COMPUTERS)
def test_the_self_test_holds(
    tmp_path: Path, screens: dict[str, dict[str, str]], locales: Path, screen: str, language: str, zone: str
) -> None:
    name = language if language == "C" else f"{language}.UTF-8"
    self_test(tmp_path, screens[screen] | {"LANG": name, "LC_ALL": name, "TZ": zone, "LOCPATH": str(locales)})


@pytest.mark.skipif(not WINDOWS, reason="there are more computers elsewhere")
def test_the_self_test_holds_on_windows(tmp_path: Path) -> None:
    self_test(tmp_path, dict(os.environ))
