"""Files of orders, read from disk; and the command that prints what an import would make of one."""

from __future__ import annotations

import contextlib
import gc
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, TextIO

from desktop_app.packing.importing.columns import match
from desktop_app.packing.importing.orders import orders
from desktop_app.packing.importing.reading import LARGEST, read
from desktop_app.packing.importing.result import Import
from desktop_app.packing.importing.table import NotOrders, Table

CANNOT_READ: Final = 2
"""The exit code of the command for a file that nothing could be made of."""


class Unreadable(NotOrders):
    """The file could not be read at all: it is not there, is a folder, is locked by another program."""

    WORDS: Final = {
        FileNotFoundError: "There is no such file.",
        IsADirectoryError: "It is a folder. Choose a file in it.",
        PermissionError: "It may not be read: another program has it open, or it belongs to somebody else. "
        "Close it there, or save a copy.",
    }

    def __init__(self, error: OSError) -> None:
        Exception.__init__(self, self.WORDS.get(type(error), f"It could not be read: {error.strerror}."))
        self.reason = "unreadable"


def read_file(path: Path, sheet: str = "") -> Table:
    """Return the table in a file; raises NotOrders. Of a file that is too large no more is read than tells that."""
    try:
        if path.is_dir():
            raise IsADirectoryError
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise Unreadable(error) from error
    return read(content, path.name, sheet)


def import_file(path: Path) -> Import:
    """Return what an import makes of a file, with its columns matched by their headers; raises NotOrders."""
    with collection_paused():
        table = read_file(path)
        return orders(table, match(table))


@contextlib.contextmanager
def collection_paused() -> Iterator[None]:
    """Keep the collector of cycles from walking through a growing table again and again: there are no cycles in it."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def main(arguments: Sequence[str]) -> int:
    """Print what an import makes of a file as JSON; returns 2, with a sentence on standard error, if nothing."""
    if len(arguments) != 1:
        _write(sys.stderr, "usage: python -m desktop_app --read-orders FILE")
        return CANNOT_READ
    path = Path(arguments[0])
    try:
        data = import_file(path).as_data()
    except NotOrders as error:
        _write(sys.stderr, f"{path.name}: {error}")
        return CANNOT_READ
    _write(sys.stdout, json.dumps(data, ensure_ascii=False, indent=1))
    return 0


def _write(stream: TextIO | None, text: str) -> None:
    # Without a console there is no stream.
    if stream is not None:
        stream.buffer.write(f"{text}\n".encode("utf-8", "replace"))
        stream.flush()
