"""Make the frozen folder of Linux small: no debugging symbols, and of ICU's data only what Qt asks for."""

import re
import struct
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from steps import SetupError

TREES_LEFT_OUT = frozenset({"brkitr", "curr", "lang", "rbnf", "region", "translit", "unit", "zone"})
"""Parts of ICU's data that Qt 6.11 never opens: it calls ICU for collation, converters and names of time zones alone,
and the program shows UTC and local times by their numbers."""

STRIPPED = (
    "libpython*",
    "python3*/lib-dynload/*.so",
    "PIL/*.so",
    "cryptography/**/*.so",
    "pypdfium2_raw/*.so",
    "python_calamine/*.so",
)
"""Libraries that come with symbols. Not those that auditwheel changed (`*.libs`), nor Qt's: those have none."""

_ALIGNED = 16


def slim(internal: Path) -> None:
    """Take symbols and unused ICU data out of the program's folder of libraries; raises SetupError if a tool fails."""
    for pattern in STRIPPED:
        for library in sorted(internal.glob(pattern)):
            _tool(["strip", "--strip-unneeded", str(library)])
    for library in sorted(internal.glob("PySide6/Qt/lib/libicudata.so.*")):
        if not library.is_symlink():
            library.write_bytes(without_trees(library.name, library.read_bytes()))


def without_trees(name: str, library: bytes) -> bytes:
    """Return ICU's data library again with fewer trees; raises SetupError if it is not built as it was."""
    symbol = re.search(rb"icudt\d+_dat", library)
    at = library.find(b"CmnD") - 12
    if symbol is None or at < 0:
        raise SetupError(f"{name} is not ICU's data as it was known: look at packaging/steps/slim.py again")
    return _linked(name, symbol[0].decode(), package_without(library[at:], lambda item: _tree(item) in TREES_LEFT_OUT))


def package_without(package: bytes, left_out: Callable[[str], bool]) -> bytes:
    """Return a package of ICU's common data without some of its items.

    A header of its own length; a count; for each item where its name and its data begin, from the count on; names;
    data, each at a multiple of 16 (ICU's ucmndata.h). What follows the last item is taken to belong to it.
    """
    (header,) = struct.unpack_from("<H", package)
    table = package[header:]
    (count,) = struct.unpack_from("<I", table)
    entries = [struct.unpack_from("<II", table, 4 + 8 * number) for number in range(count)]
    names = [table[start : table.index(b"\0", start)] for start, _ in entries]
    ends = [start for _, start in entries[1:]] + [len(table)]
    kept = [
        (item, table[start:end])
        for item, (_, start), end in zip(names, entries, ends, strict=True)
        if not left_out(item.decode("ascii"))
    ]
    text = b"".join(item + b"\0" for item, _ in kept)
    name_at = 4 + 8 * len(kept)
    data_at = _up(header + name_at + len(text)) - header
    index, place = struct.pack("<I", len(kept)), data_at
    for item, data in kept:
        index += struct.pack("<II", name_at, place)
        name_at, place = name_at + len(item) + 1, _up(header + place + len(data)) - header
    whole = bytearray(package[:header] + (index + text).ljust(data_at, b"\0"))
    for _, data in kept:
        whole += data.ljust(_up(len(whole) + len(data)) - len(whole), b"\0")
    return bytes(whole)


def _up(number: int) -> int:
    return -(-number // _ALIGNED) * _ALIGNED


def _tree(item: str) -> str:
    """Return `curr` of `icudt73l/curr/de.res`; of an item beside the trees, nothing."""
    parts = item.split("/")
    return parts[1] if len(parts) > 2 else ""


def _linked(name: str, symbol: str, data: bytes) -> bytes:
    with tempfile.TemporaryDirectory(prefix="consignment-desk-icu-") as folder:
        place = Path(folder)
        (place / "data").write_bytes(data)
        (place / "data.s").write_text(
            f'.section .rodata\n.balign 16\n.globl {symbol}\n.type {symbol}, @object\n{symbol}:\n.incbin "data"\n'
            f".size {symbol}, .-{symbol}\n"
            '.section .note.GNU-stack,"",@progbits\n',
            encoding="ascii",
        )
        _tool(["as", "data.s", "-o", "data.o"], place)
        _tool(["ld", "-shared", "-z", "noexecstack", "-soname", name, "data.o", "-o", "library"], place)
        _tool(["strip", "--strip-unneeded", "library"], place)
        return (place / "library").read_bytes()


def _tool(command: list[str], folder: Path | None = None) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode != 0:
        raise SetupError(f"{' '.join(command)} failed: {done.stderr.strip()}")
