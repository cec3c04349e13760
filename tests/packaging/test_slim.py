"""ICU's data loses the trees that are not read, and what stays is found where ICU looks for it."""

import shutil
import struct
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

from steps import SetupError, slim

HEADER = struct.pack("<HBB", 32, 0xDA, 0x27) + bytes(8) + b"CmnD" + bytes(16)


def package(items: dict[str, bytes]) -> bytes:
    """Return a package of ICU's common data, as its own tool lays it out."""
    names = b"".join(name.encode() + b"\0" for name in items)
    at, place = 4 + 8 * len(items), -(-(32 + 4 + 8 * len(items) + len(names)) // 16) * 16 - 32
    table, body = struct.pack("<I", len(items)), b""
    for name, data in items.items():
        table += struct.pack("<II", at, place + len(body))
        at += len(name) + 1
        body += data.ljust(-(-len(data) // 16) * 16, b"\0")
    return HEADER + (table + names).ljust(place, b"\0") + body


ITEMS = {
    "icudt73l/a.cnv": b"converter",
    "icudt73l/coll/de.res": b"order" * 9,
    "icudt73l/curr/de.res": b"money",
    "z": b"last",
}


def test_without_a_tree_the_package_is_as_if_it_had_never_been_in_it() -> None:
    fewer = {name: data for name, data in ITEMS.items() if "curr" not in name}
    assert slim.package_without(package(ITEMS), lambda name: "/curr/" in name) == package(fewer)


def test_with_nothing_left_out_nothing_changes() -> None:
    assert slim.package_without(package(ITEMS), lambda _name: False) == package(ITEMS)


def test_a_library_of_another_make_is_refused() -> None:
    with pytest.raises(SetupError, match=r"slim\.py"):
        slim.without_trees("libicudata.so.99", b"\x7fELF and something else")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Qt for Linux brings ICU")
@pytest.mark.skipif(shutil.which("ld") is None, reason="binutils is installed to build with, not to test with")
def test_qt_sorts_and_converts_with_the_shortened_data(tmp_path: Path) -> None:
    (whole,) = (Path(PySide6.__path__[0]) / "Qt/lib").glob("libicudata.so.*")
    shortened = tmp_path / whole.name
    shortened.write_bytes(slim.without_trees(whole.name, whole.read_bytes()))
    assert shortened.stat().st_size < whole.stat().st_size * 0.5
    script = (
        "from PySide6.QtCore import QCollator, QLocale\n"
        "sign = lambda number: (number > 0) - (number < 0)\n"
        "order = lambda place: sign(QCollator(QLocale(place)).compare('ä', 'z'))\n"
        "print(order('de_DE'), order('sv_SE'), open('/proc/self/maps').read().count({!r}) > 0)\n"
    )
    told = [
        subprocess.run(
            [sys.executable, "-P", "-c", script.format(str(library))],
            env={"LD_PRELOAD": str(library)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for library in (whole, shortened)
    ]
    assert told[1] == told[0] == ["-1", "1", "True"]
