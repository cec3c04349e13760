"""PDFs as pictures: what each hostile one comes to, the limits of the process that draws, and that it is ended."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_app.services.pdf import LONGEST_DRAWING, MOST_PAGES, MOST_PIXELS, CannotDraw, Flaw, Measured, PdfDrawer
from desktop_app.services.pdf_process import LONGEST_SIDE
from tests.hostile.pdfs import HOSTILE, pdf
from tests.support.platforms import WINE

ROOT = Path(__file__).resolve().parents[2]

FLAWS = {
    "a-bad-second-page": None,
    "encrypted": Flaw.ENCRYPTED,
    "no-pdf": Flaw.NO_PDF,
    "html": Flaw.NO_PDF,
    "no-pages": Flaw.NO_PDF,
    "a-stream-of-300-mb": Flaw.TOO_MUCH,
    "the-same-packed-twice": Flaw.TOO_MUCH,
    "forms-in-forms": Flaw.TOO_MUCH,
}
TOO_LARGE = {"a-stream-of-300-mb", "the-same-packed-twice"}
"""They can be drawn, where nothing limits the memory."""
LIMITED = sys.platform == "linux" or (sys.platform == "win32" and not WINE)


@pytest.fixture
def drawer() -> Iterator[PdfDrawer]:
    made = PdfDrawer(longest=4)
    yield made
    made.rest()


def outcome(drawer: PdfDrawer, content: bytes) -> tuple[Measured | None, Flaw | None]:
    measured = None
    try:
        measured = drawer.measure(content)
        picture = drawer.draw(content, 0, 203)
    except CannotDraw as error:
        return measured, error.flaw
    assert picture.width * picture.rows <= MOST_PIXELS * 1.01 + 2 * LONGEST_SIDE
    assert len(picture.pixels) == picture.stride * picture.rows
    return measured, None


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pdf_is_drawn_within_bounds_or_named(drawer: PdfDrawer, name: str) -> None:
    content = HOSTILE[name]()
    begun = time.monotonic()
    measured, flaw = outcome(drawer, content)
    if name in FLAWS and not (name in TOO_LARGE and not LIMITED):
        assert flaw == FLAWS[name]
    else:
        assert flaw in {None, Flaw.NO_PDF, Flaw.BAD_PAGE, Flaw.TOO_MUCH}
    if name == "100000-pages":
        assert measured is not None
        assert (measured.count, len(measured.sizes)) == (100_000, MOST_PAGES)
    assert time.monotonic() - begun < 30
    # Whatever it did, the next one is drawn.
    assert outcome(drawer, pdf((300, 400)))[1] is None


def test_a_bad_page_is_one_of_several(drawer: PdfDrawer) -> None:
    content = HOSTILE["a-bad-second-page"]()
    assert drawer.measure(content).count == 3
    drawn: list[int | Flaw] = []
    for number in range(3):
        try:
            drawn.append(drawer.draw(content, number, 72).width)
        except CannotDraw as error:
            drawn.append(error.flaw)
    assert drawn[0] == 300
    assert drawn[2] == 302


def test_the_parts_of_a_page_are_those_of_the_whole(drawer: PdfDrawer) -> None:
    content = pdf((100, 100), content=b"0 0 m 100 100 l 5 w S")
    whole = drawer.draw(content, 0, 144)
    parts = [drawer.draw(content, 0, 144, top=top, rows=50) for top in range(0, 200, 50)]
    assert b"".join(part.pixels for part in parts) == whole.pixels
    assert {part.height for part in parts} == {200}


def test_what_is_being_drawn_is_ended_by_rest() -> None:
    drawer = PdfDrawer(longest=60)
    content = HOSTILE["million-strokes"]()
    drawer.measure(content)
    told: list[Flaw | None] = []
    drawing = threading.Thread(target=lambda: told.append(outcome(drawer, content)[1]))
    process = drawer._process
    assert process is not None
    drawing.start()
    drawer.rest()
    drawing.join(10)
    assert not drawing.is_alive()
    assert process.poll() is not None
    drawer.rest()


SLOW_START = """
import runpy, sys, time
time.sleep(1.5)  # what a scanner of viruses takes
runpy.run_path(sys.argv[1], run_name="__main__")
"""


def test_the_start_of_the_process_is_not_the_pages_time(monkeypatch: pytest.MonkeyPatch) -> None:
    started = subprocess.Popen

    def slowly(command: list[str], **how: Any) -> subprocess.Popen[bytes]:
        return started([command[0], "-c", SLOW_START, *command[1:]], **how)

    monkeypatch.setattr(subprocess, "Popen", slowly)
    drawer = PdfDrawer(longest=1)
    try:
        assert drawer.measure(pdf((200, 100))).count == 1
    finally:
        drawer.rest()


def test_a_page_is_given_ten_seconds() -> None:
    assert LONGEST_DRAWING == 10


IN_ITS_JOB = """
import ctypes
from desktop_app.services.pdf_process import MOST_MEMORY, _enter_small_job
assert _enter_small_job()
inside = ctypes.c_int()
kernel = ctypes.WinDLL("kernel32")
assert kernel.IsProcessInJob(ctypes.c_void_p(-1), None, ctypes.byref(inside)) and inside.value
half = bytearray(MOST_MEMORY // 2)
try:
    bytearray(MOST_MEMORY)
    print("taken")
except MemoryError:
    print("refused")
"""


@pytest.mark.skipif(sys.platform != "win32", reason="it is a job of Windows")
def test_on_windows_a_job_limits_the_memory() -> None:
    command = [sys.executable, "-c", IN_ITS_JOB]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    # Wine 8 takes the limit, and then gives what is asked for.
    assert (done.returncode, done.stdout.strip()) == (0, "taken" if WINE else "refused"), done.stderr
