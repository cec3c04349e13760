"""PDFs as pictures, page by page: drawn in a process that can be ended, so that a hostile one harms nothing here."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Final

from desktop_app.pro.errors import BadAnswer
from desktop_app.services import pdf_process

DRAW_ARGUMENT: Final = "--draw-pdf"
"""What the frozen program is started with to be the drawing process: it has no Python that could run a file."""
MOST_PAGES: Final = 2000
"""Pages of one document that are shown; of more the first."""
MOST_PIXELS: Final = 4_000_000
"""Of one picture: 16 MiB. An A4 page at 200 dots an inch has 3.9 million."""
LONGEST_DRAWING: Final = 10.0
"""Seconds for one page; one that takes longer is not drawn."""
LONGEST_START: Final = 60.0
"""Seconds until the process is there: on Windows a scanner of viruses may look through all of a program first."""


class Flaw(Enum):
    """Why a document or a page of it cannot be drawn."""

    NO_PDF = "no-pdf"
    ENCRYPTED = "encrypted"
    BAD_PAGE = "bad-page"
    TOO_MUCH = "too-much"
    """Drawing it takes more time or memory than it is given, or breaks what draws."""


class CannotDraw(BadAnswer):
    """A document, or a page of it, cannot be drawn; its file can still be saved."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(code=flaw.value)
        self.flaw = flaw


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a page in millimetres."""

    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class Measured:
    """How many pages a document has, and the size of each of the first MOST_PAGES; None for one that is bad."""

    count: int
    sizes: tuple[Size | None, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Some rows of a page of `height` rows; each has `stride` bytes, a pixel four (blue, green, red, unused)."""

    width: int
    rows: int
    height: int
    stride: int
    pixels: bytes


class PdfDrawer:
    """Draws in a process, which is started when it is first needed and after each time that it broke.

    Its methods block, and can be called from any thread; one is done at a time. Each raises CannotDraw. `rest` ends
    the process, and with it what is being drawn; what is asked for afterwards starts another.
    """

    def __init__(self, longest: float = LONGEST_DRAWING) -> None:
        self._longest = longest
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._sent: bytes | None = None

    def measure(self, pdf: bytes) -> Measured:
        """Return the pages of a document."""
        reply, _ = self._ask(pdf, {"sizes": MOST_PAGES})
        sizes = [None if size is None else Size(size[0] / 72 * 25.4, size[1] / 72 * 25.4) for size in reply["sizes"]]
        return Measured(reply["count"], tuple(sizes))

    def draw(
        self, pdf: bytes, number: int, dpi: float, *, pixels: int = MOST_PIXELS, top: int = 0, rows: int = 0
    ) -> Picture:
        """Return a page (the first is 0) drawn at `dpi` dots an inch, or coarser so that it has `pixels` at most.

        `top` and `rows` tell which of its rows; 0 rows are all from there on.
        """
        reply, drawn = self._ask(pdf, {"page": number, "dpi": dpi, "pixels": pixels, "top": top, "rows": rows})
        return Picture(reply["width"], reply["rows"], reply["height"], reply["stride"], drawn)

    def rest(self) -> None:
        """End the process, if there is one."""
        process = self._process
        if process is not None:
            process.kill()
        with self._turn:
            self._end()

    def _ask(self, pdf: bytes, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        with self._turn:
            try:
                if self._sent is not pdf or self._process is None:
                    self._sent = None
                    self._exchange({"pdf": len(pdf)}, pdf)
                    self._sent = pdf
                return self._exchange(request)
            except (OSError, ValueError) as error:  # it broke off, in the middle of an answer say
                self._end()
                raise CannotDraw(Flaw.TOO_MUCH) from error

    def _exchange(self, request: dict[str, Any], content: bytes = b"") -> tuple[dict[str, Any], bytes]:
        process = self._process
        if process is None:
            process = self._process = _start()
            with _killed_after(LONGEST_START, process):
                assert process.stdout is not None
                process.stdout.readline()
        assert process.stdin is not None
        assert process.stdout is not None
        with _killed_after(self._longest, process):
            process.stdin.write(json.dumps(request).encode() + b"\n" + content)
            process.stdin.flush()
            reply = json.loads(process.stdout.readline())
            drawn = process.stdout.read(reply.get("bytes", 0))
        if "flaw" in reply:
            raise CannotDraw(Flaw(reply["flaw"]))
        if len(drawn) != reply.get("bytes", 0):
            raise OSError("cut short")
        return reply, drawn

    def _end(self) -> None:
        process, self._process, self._sent = self._process, None, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()


@contextlib.contextmanager
def _killed_after(seconds: float, process: subprocess.Popen[bytes]) -> Iterator[None]:
    patience = threading.Timer(seconds, process.kill)
    patience.daemon = True
    patience.start()
    try:
        yield
    finally:
        patience.cancel()


def _start() -> subprocess.Popen[bytes]:
    frozen = getattr(sys, "frozen", False)
    command = [sys.executable, DRAW_ARGUMENT] if frozen else [sys.executable, str(Path(pdf_process.__file__))]
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    return subprocess.Popen(  # noqa: S603 - it is this program
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, creationflags=hidden
    )
