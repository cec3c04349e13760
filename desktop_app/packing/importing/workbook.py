"""Bytes of a workbook → a table. What is read is bounded before it is read: a sheet can claim any size."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final

import python_calamine

from desktop_app.packing.importing.columns import known_columns
from desktop_app.packing.importing.reading import find_header
from desktop_app.packing.importing.table import Cell, NotOrders, Table, clean
from desktop_app.packing.importing.unfolding import unfold

_MOST_UNPACKED: Final = 512 * 1024 * 1024
_CHUNK: Final = 1 << 20
_ANY_SIZE: Final = 1 << 40
_OVERLAP: Final = 64
_FAR: Final = re.compile(rb' r="(?:[A-Z]{3}|[D-Z][A-Z]|[A-Z]*[1-9]\d{5})')
"""A cell beyond column CZ or row 99,999: a sheet takes as much memory as the whole rectangle up to its last cell."""


def read_workbook(content: bytes, name: str, sheet: str = "") -> Table:
    """Return the table of the sheet with that name, or of the one most like orders; raises NotOrders."""
    packed = content.startswith(b"PK")
    if packed:
        _check(content)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = {
            each.name: book.get_sheet_by_name(each.name)
            for each in book.sheets_metadata
            if each.typ == python_calamine.SheetTypeEnum.WorkSheet
        }
    except python_calamine.PasswordError as error:
        raise NotOrders("password") from error
    except python_calamine.CalamineError as error:
        raise NotOrders("damaged") from error
    tables = {title: each.to_python(skip_empty_area=False) for title, each in sheets.items()}
    chosen = sheet if sheet in tables else max(tables, key=lambda title: _likeness(tables[title]), default="")
    if not chosen:
        raise NotOrders("empty")
    rows: list[list[Cell]] = tables[chosen]
    for (top, left), (bottom, right) in sheets[chosen].merged_cell_ranges or ():
        if left == right:
            for number in range(top + 1, min(bottom + 1, len(rows))):
                rows[number][left] = rows[top][left]
    at = find_header(rows)
    header = [clean(cell) for cell in rows[at]]
    while not header[-1]:
        header.pop()
    numbers = [number for number in range(at + 2, len(rows) + 1) if any(rows[number - 1])]
    others = tuple(title for title in tables if title != chosen and any(map(any, tables[title])))
    width = len(header)
    kept = [row if len(row) == width else row[:width] for row in (rows[number - 1] for number in numbers)]
    return unfold(Table(name, "xlsx" if packed else "xls", None, tuple(header), kept, numbers, chosen, others))


def _likeness(rows: list[list[Cell]]) -> tuple[int, int]:
    known = max((known_columns([clean(cell) for cell in row]) for row in rows[:30]), default=0)
    return known, len(rows)


def _check(content: bytes) -> None:
    """Raise NotOrders for an archive that is no workbook, or whose sheets would not fit in memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {info.filename: info for info in archive.infolist()}
            if "xl/workbook.xml" not in parts:
                raise NotOrders("archive")
            left = _MOST_UNPACKED
            for title, info in parts.items():
                if title.startswith("xl/") and title.endswith(".xml"):
                    left = _measure(archive, info, left)
    except (zipfile.BadZipFile, EOFError, zipfile.zlib.error, NotImplementedError, RuntimeError) as error:  # type: ignore[attr-defined]
        raise NotOrders("damaged") from error


def _measure(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> int:
    """Return how many bytes may still be unpacked after a part; raises NotOrders for a cell too far."""
    for chunk in _chunks(archive, info):
        left -= len(chunk) - _OVERLAP
        if left < 0 or _FAR.search(chunk):
            raise NotOrders("too-large")
    return left


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    info.file_size = _ANY_SIZE  # what the archive says may be a lie; what is unpacked is counted
    kept = b""
    with archive.open(info) as part:
        while chunk := part.read(_CHUNK):
            yield kept.rjust(_OVERLAP) + chunk
            kept = chunk[-_OVERLAP:]
