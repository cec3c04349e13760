"""A process of its own that draws PDFs: what a hostile one costs, or breaks, it costs and breaks here.

It is run as a file, and imports nothing of the program. Once it is there it says so (READY). Over its standard input
come requests, a line of JSON each:

- `{"pdf": n}`: the document, whose n bytes follow
- `{"sizes": most}`: how large are its pages
- `{"page": number, "dpi": d, "pixels": most, "top": row, "rows": n}`: a part of a page

Each is answered by a line of JSON; the pixels of a page follow theirs.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import sys
from typing import Any, BinaryIO, ClassVar

READY = b"ready\n"
"""What it says first: from then on its time is limited."""
MOST_MEMORY = 192 * 1024 * 1024
"""Bytes of data that this process may hold (Linux, Windows): the document, a page's pixels, and what PDFium unpacks."""
_EXTENDED_LIMITS = 9
_PROCESS_MEMORY = 0x00000100
_DIE_ON_UNHANDLED_EXCEPTION = 0x00000400
LONGEST_SIDE = 30_000
"""Pixels of a page that is drawn."""
LARGEST_POINTS = 10_000_000.0
"""Of a side of a page; one that claims more is none."""


class _Flawed(Exception):
    """The document or the page cannot be drawn; the words are those of `pdf.Flaw`."""


class _Document:
    """The document that was sent last."""

    def __init__(self, content: bytes) -> None:
        import pypdfium2

        self._pdfium = pypdfium2.raw
        try:
            self._document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            encrypted = getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD
            raise _Flawed("encrypted" if encrypted else "no-pdf") from error

    def close(self) -> None:
        self._document.close()

    def sizes(self, most: int) -> dict[str, Any]:
        """Return how many pages there are, and the size of each of the first `most` in points; None for a bad one."""
        count = len(self._document)
        if count < 1:
            raise _Flawed("no-pdf")
        return {"count": count, "sizes": [self._size(number) for number in range(min(count, most))]}

    def _size(self, number: int) -> tuple[float, float] | None:
        size = self._pdfium.FS_SIZEF()
        if not self._pdfium.FPDF_GetPageSizeByIndexF(self._document, number, size):
            return None
        sides = size.width, size.height
        return sides if all(math.isfinite(side) and 0 < side <= LARGEST_POINTS for side in sides) else None

    def draw(self, number: int, dpi: float, pixels: int, top: int, rows: int) -> tuple[dict[str, Any], bytes]:
        """Return `rows` rows of a page from `top` on (0 rows: all), drawn at `dpi`, or coarser to be `pixels` at most.

        Four bytes each: blue, green, red, unused.
        """
        # Here, and not above: the program reads this file at its start, and never draws in its own process.
        import ctypes

        pdfium, points = self._pdfium, self._size(number)
        if points is None:
            raise _Flawed("bad-page")
        scale = min(dpi / 72, math.sqrt(pixels / (points[0] * points[1])), LONGEST_SIDE / max(points))
        width, height = (max(1, round(side * scale)) for side in points)
        rows = min(rows or height, height - top)
        page = pdfium.FPDF_LoadPage(self._document, number)
        if not page or rows < 1:
            raise _Flawed("bad-page")
        bitmap = None
        try:
            bitmap = pdfium.FPDFBitmap_CreateEx(width, rows, pdfium.FPDFBitmap_BGRx, None, 0)
            if not bitmap:
                raise _Flawed("too-much")
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, rows, 0xFFFFFFFF)
            flags = pdfium.FPDF_ANNOT | pdfium.FPDF_RENDER_LIMITEDIMAGECACHE
            pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, -top, width, height, 0, flags)
            stride = pdfium.FPDFBitmap_GetStride(bitmap)
            drawn = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * rows)
        finally:
            if bitmap:
                pdfium.FPDFBitmap_Destroy(bitmap)
            pdfium.FPDF_ClosePage(page)
        return {"width": width, "rows": rows, "height": height, "stride": stride, "bytes": len(drawn)}, drawn


def serve(asked: BinaryIO, told: BinaryIO) -> None:
    """Answer requests until there are no more."""
    document: _Document | None = None
    while line := asked.readline():
        request = json.loads(line)
        reply: dict[str, Any] = {}
        body = b""
        try:
            if "pdf" in request:
                content = asked.read(request["pdf"])
                if document is not None:
                    document.close()
                    document = None
                document = _Document(content)
            elif document is None:
                raise _Flawed("no-pdf")
            elif "sizes" in request:
                reply = document.sizes(request["sizes"])
            else:
                reply, body = document.draw(
                    request["page"], request["dpi"], request["pixels"], request["top"], request["rows"]
                )
        except _Flawed as flaw:
            reply = {"flaw": str(flaw)}
        except MemoryError:
            reply = {"flaw": "too-much"}
        told.write(json.dumps(reply).encode() + b"\n" + body)
        told.flush()


def main() -> None:
    """Serve over standard input and output."""
    # PDFium may print; what it prints must not come between the answers.
    asked, told = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "r+b") as nothing:  # noqa: PTH123 - a device, not a file
        os.dup2(nothing.fileno(), 1)
    _limit_memory()
    told.write(READY)
    told.flush()
    with contextlib.suppress(BrokenPipeError):
        serve(asked, told)
    # Not through PDFium's own end: nothing is kept here that wants one.
    os._exit(0)


def _limit_memory() -> None:
    # macOS does not keep to such a limit: there only the time is limited.
    if sys.platform == "win32":
        _enter_small_job()
        return
    import resource

    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _enter_small_job() -> bool:
    """Put this process into a Windows job of its own that limits its memory, and in which it ends without a dialog.

    Returns whether Windows took it; the job lasts as long as the process does. Wine takes the limit and forgets it.
    """
    if sys.platform != "win32":
        return False
    import ctypes
    from ctypes import wintypes

    class Basic(ctypes.Structure):
        """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

        _fields_: ClassVar = [
            ("PerProcessUserTimeLimit", ctypes.c_int64),
            ("PerJobUserTimeLimit", ctypes.c_int64),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        ]

    class Limits(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

        _fields_: ClassVar = [
            ("BasicLimitInformation", Basic),
            ("IoInfo", ctypes.c_uint64 * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        ]

    kernel = ctypes.WinDLL("kernel32")
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    limits = Limits(ProcessMemoryLimit=MOST_MEMORY)
    limits.BasicLimitInformation.LimitFlags = _PROCESS_MEMORY | _DIE_ON_UNHANDLED_EXCEPTION
    job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
    told = kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
    return bool(told and kernel.AssignProcessToJobObject(job, wintypes.HANDLE(kernel.GetCurrentProcess())))


if __name__ == "__main__":
    main()
