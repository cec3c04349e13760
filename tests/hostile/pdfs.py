"""PDFs that are not what a label should be, each as small as it can be."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

_MARK: Final = b"0 0 m 30 30 l S"


def pdf(
    *pages: tuple[float, float], content: bytes = b"", filters: bytes = b"", further: Sequence[bytes] = ()
) -> bytes:
    """Return a PDF with pages of these sizes, in points, that all show `content`; object 5 on are `further`."""
    count = len(pages)
    first = 5 + len(further)
    shown = stream(content or _MARK, filters)
    kids = b" ".join(b"%d 0 R" % (first + number) for number in range(count))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
        shown,
        b"<</XObject<</F 5 0 R>>>>",
        *further,
        *(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.2f %.2f]/Contents 3 0 R/Resources 4 0 R>>" % (width, height)
            for width, height in pages
        ),
    ]
    made, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(made)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return bytes(made) + b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


@cache
def deflated(megabytes: int) -> bytes:
    """Return so many million spaces, packed."""
    packer = zlib.compressobj(9)
    return b"".join([packer.compress(b" " * 1_000_000) for _ in range(megabytes)]) + packer.flush()


def forms_in_forms(depth: int = 12, each: int = 10) -> bytes:
    """Return a page that shows a form ten times, which shows a form ten times, and so on."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 300 400]"
    inner = [
        stream(b"/F Do " * each, form + b"/Resources<</XObject<</F %d 0 R>>>>" % (6 + level)) for level in range(depth)
    ]
    return pdf((300, 400), content=b"/F Do", further=[*inner, stream(_MARK, form)])


def bad_second_page() -> bytes:
    """Return three pages of which the second is none."""
    whole = pdf((300, 400), (301, 401), (302, 402))
    return whole.replace(b"/MediaBox[0 0 301.00 401.00]", b"/MediaBox[0 0 0 0          ]").replace(
        b"6 0 obj\n<</Type/Page", b"6 0 obj\n<</Type/Pxge"
    )


def encrypted() -> bytes:
    """Return a PDF that asks for a password."""
    import io

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(pdf((300, 400)))))
    writer.encrypt("secret", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


HOSTILE: Final[dict[str, Callable[[], bytes]]] = {
    "500-a4": lambda: pdf(*[(595, 842)] * 500),
    "a-page-of-five-metres": lambda: pdf((14400, 14400)),
    "a-page-of-a-million": lambda: pdf((1_000_000, 1_000_000)),
    "a-page-like-a-thread": lambda: pdf((1_000_000, 0.01), (0.01, 1_000_000)),
    "a-bad-second-page": bad_second_page,
    "encrypted": encrypted,
    "no-pdf": lambda: b"this is no PDF",
    "html": lambda: b"<html><body>Sign in</body></html>",
    "cut-short": lambda: pdf((300, 400))[:200],
    "no-pages": pdf,
    "100000-pages": lambda: pdf(*[(300, 400)] * 100_000),
    "a-stream-of-300-mb": lambda: pdf((300, 400), content=deflated(300), filters=b"/Filter/FlateDecode"),
    "the-same-packed-twice": lambda: pdf(
        (300, 400), content=zlib.compress(deflated(300), 9), filters=b"/Filter[/FlateDecode/FlateDecode]"
    ),
    "forms-in-forms": forms_in_forms,
    "million-strokes": lambda: pdf((300, 400), content=b"0 0 m " + b"300 400 l 3 4 l " * 400_000 + b"S"),
}
