"""The orders as they are kept: JSON by reference."""

from __future__ import annotations

import sqlite3

from desktop_app.demo.decimal_json import dumps, loads
from desktop_app.demo.rules.consignment import Document
from desktop_app.demo.rules.refusal import Refusal


class OrderTable:
    """The table of orders; what writes is called inside a transaction of the storage."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, order: Document) -> None:
        """Insert a new order."""
        self._connection.execute("INSERT INTO orders VALUES (?, ?)", (order["OrderReference"], dumps(order)))

    def save(self, order: Document) -> None:
        """Write back an order that was read."""
        sql = "UPDATE orders SET body = ? WHERE reference = ?"
        self._connection.execute(sql, (dumps(order), order["OrderReference"]))

    def order(self, reference: str) -> Document:
        """Return the order with that reference (any case). Raises the 404."""
        sql = "SELECT body FROM orders WHERE reference = ?"
        row = self._connection.execute(sql, (reference.upper(),)).fetchone()
        if not row:
            raise Refusal.unknown("order", reference)
        order: Document = loads(row[0])
        return order
