"""Inserts new consignments, one or a hundred thousand: references, rows, and what finds them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from desktop_app.demo.decimal_json import dumps
from desktop_app.demo.rules.consignment import Document
from desktop_app.demo.storage.columns import Value, columns, fold, text

FIRST_NUMBERS = {"EC": 252_006, "EP": 254_118, "EO": 3_629, "EDO": 338_973, "EPC": 142_136, "TRK": 9_823}
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BATCH = 50
"""As quick as larger ones, and the program does not hold megabytes of bodies before it has done anything."""
ADD_PACKAGE = "INSERT INTO packages VALUES (?, ?, ?, ?)"

Row = tuple[Value, ...]


class BulkInsert:
    """Inserts consignments in batches, in the order in which they are added, inside a transaction of the caller's.

    Its own references and numbers are counted in memory: it must be the only one to give any until it is flushed.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._numbers: dict[str, int] = {}
        self._columns: tuple[str, ...] = ()
        self._consignments: list[Row] = []
        self._bodies: list[Row] = []
        self._texts: list[Row] = []
        self._packages: list[Row] = []
        (newest,) = connection.execute("SELECT max(id) FROM consignments").fetchone()
        self.last = int(newest or 0)
        """The row of the consignment that was added last."""

    def number(self, kind: str) -> int:
        """Return the next number of a kind (see `FIRST_NUMBERS`), never the same twice."""
        if kind not in self._numbers:
            row = self._connection.execute("SELECT last FROM numbers WHERE kind = ?", (kind,)).fetchone()
            self._numbers[kind] = int(row[0]) if row else FIRST_NUMBERS[kind] - 1
        self._numbers[kind] += 1
        return self._numbers[kind]

    def reference(self, kind: str) -> str:
        """Return the next reference of a kind, such as EC-000-05C-ZB4."""
        return reference_of(kind, self.number(kind))

    def add(self, consignment: Document) -> None:
        """Insert a new consignment, at the latest with the next flush."""
        self.last += 1
        found_by = columns(consignment)
        self._columns = ("id", "reference", *found_by)
        self._consignments.append((self.last, consignment["Reference"], *found_by.values()))
        self._bodies.append((self.last, dumps(consignment)))
        self._texts.append((self.last, text(consignment)))
        self._packages.extend(packages(self.last, consignment))
        if len(self._consignments) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what was added, and the numbers that were given."""
        names = ", ".join(self._columns)
        marks = ", ".join("?" * len(self._columns))
        for sql, rows in (
            (f"INSERT INTO consignments ({names}) VALUES ({marks})", self._consignments),  # noqa: S608
            ("INSERT INTO bodies VALUES (?, ?)", self._bodies),
            ("INSERT INTO texts VALUES (?, ?)", self._texts),
            (ADD_PACKAGE, self._packages),
            ("INSERT OR REPLACE INTO numbers VALUES (?, ?)", [*self._numbers.items()]),
        ):
            if rows:
                self._connection.executemany(sql, rows)
        for rows in (self._consignments, self._bodies, self._texts, self._packages):
            rows.clear()


def packages(row: int, consignment: Document) -> Iterator[Row]:
    """Return the rows by which the packages of the consignment in `row` are found."""
    for package in consignment["Packages"]:
        tracking = next((t for leg in package["ConsignmentLegs"] for t in leg["TrackingReferences"]), None)
        yield package["Reference"], row, fold(package["PackageReferenceProvidedByCustomer"]), tracking


def reference_of(kind: str, number: int) -> str:
    """Return a number as a reference of a kind: nine digits to the base of 36, in threes."""
    digits = ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    digits = digits.rjust(9, "0")
    return f"{kind}-{digits[:3]}-{digits[3:6]}-{digits[6:]}"
