"""The demo's database: older ones are taken over, a search may lag behind, counts are exact whatever is remembered."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from desktop_app.demo.app import create_app
from desktop_app.demo.http.answers import Links
from desktop_app.demo.storage.database import Storage
from desktop_app.demo.storage.schema import MIGRATIONS
from desktop_app.demo.storage.search import conditions
from desktop_app.demo.storage.search_lag import SearchLag

BODY: dict[str, Any] = {
    "ConsignmentReferenceProvidedByCustomer": "LAG-1",
    "Packages": [{"PackageSizeReference": "TUBE"}],
    "Addresses": [
        {"AddressType": "Origin", "ShippingLocationReference": "Sorted1"},
        {"AddressType": "Destination", "ShippingLocationReference": "LeedsDC"},
    ],
}


def test_a_database_of_the_first_version_is_taken_over(tmp_path: Path) -> None:
    new = create_app(tmp_path / "new.db", consignments=30).state.service
    count, kept = new.storage.search([], 30, 0)
    rows = new.storage.connection.execute(
        "SELECT c.*, body, text FROM consignments c JOIN bodies USING (id) JOIN texts USING (id)"
    )
    names = [column[0] for column in rows.description]
    values = rows.fetchall()
    packages = new.storage.connection.execute("SELECT * FROM packages").fetchall()
    new.close()
    with closing(sqlite3.connect(tmp_path / "old.db")) as old:
        old.executescript(MIGRATIONS[0] + "PRAGMA user_version = 1;")
        first = {row[1] for row in old.execute("PRAGMA table_info(consignments)")}
        columns = [name for name in names if name in first]
        sql = f"INSERT INTO consignments ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608
        old.executemany(sql, [[row[names.index(name)] for name in columns] for row in values])
        old.executemany("INSERT INTO packages VALUES (?, ?, ?, ?)", packages)
        old.commit()
    storage = Storage(tmp_path / "old.db")
    try:
        assert storage.search([], 30, 0) == (count, kept)
        reference = kept[7]["Reference"]
        assert storage.search(conditions([("searchTerm", reference)]), 5, 0) == (1, [kept[7]])
    finally:
        storage.close()


def test_a_search_lags_behind_a_create() -> None:
    service = create_app(None, consignments=3, search_lag=60).state.service
    try:
        link = service.consignments.create(BODY, Links("http://x"))[0]["Href"]
        assert service.consignments.read(link.rsplit("/", 1)[1], metadata=False)
        for terms in ([], [("cReference", "LAG-1")], [("searchTerm", "lag-1")]):
            found = service.consignments.search("9", "0", terms, Links("http://x"))
            assert "LAG-1" not in str(found)
            assert found["Count"] == len(found["ConsignmentSummaries"])
    finally:
        service.close()


def test_what_lags_is_found_in_the_order_of_its_creation() -> None:
    now = 100.0
    lag = SearchLag(5, lambda: now)
    lag.added(41)
    now = 103.0
    lag.added(42)
    assert [each.values for each in lag.conditions()] == [(41,)]
    now = 105.0
    assert [each.values for each in lag.conditions()] == [(42,)]
    now = 108.0
    assert lag.conditions() == []


@pytest.mark.parametrize(
    "terms",
    [
        [("searchTerm", "manchester")],
        [("searchTerm", "ma")],
        [("searchTerm", "m1 5")],
        [("searchTerm", "%")],
        [("shippingLocationReference", "LeedsDC")],
        [("state", "Delivered,Cancelled")],
        [("shippingLocationReference", "LeedsDC"), ("searchTerm", "ma m1")],
    ],
)
def test_a_term_alone_finds_what_it_finds_among_others_and_counts_it(terms: list[tuple[str, str]]) -> None:
    service = create_app(None, consignments=900).state.service
    storage = service.storage
    try:
        every = conditions([("createdDateFrom", "2000-01-01")])
        count, found = storage.search(conditions(terms), 5000, 0)
        assert (count, found) == storage.search([*conditions(terms), *every], 5000, 0)
        assert count == len(found)
        assert storage.search(conditions(terms), 7, 3) == (count, found[3:10])
        service.consignments.create(BODY | {"ConsignmentReferenceProvidedByCustomer": "MA M1 5"}, Links("http://x"))
        again, _ = storage.search(conditions(terms), 0, 0)
        new = {"searchTerm": {"ma", "m1 5"}, "shippingLocationReference": {"LeedsDC"}, "state": set()}
        assert again - count == (1 if all(value in {*new[name], "ma m1"} for name, value in terms) else 0)
    finally:
        service.close()


def test_a_commit_that_fails_leaves_the_next_call_free() -> None:
    storage = Storage(None)
    storage.connection.executescript(
        "CREATE TABLE held (id INTEGER PRIMARY KEY);"
        "CREATE TABLE holds (held REFERENCES held (id) DEFERRABLE INITIALLY DEFERRED);"
    )
    with pytest.raises(sqlite3.IntegrityError), storage.transaction():
        storage.connection.execute("INSERT INTO holds VALUES (1)")
    with storage.transaction():
        storage.connection.execute("INSERT INTO held VALUES (2)")
    assert storage.connection.execute(
        "SELECT (SELECT count(*) FROM held), (SELECT count(*) FROM holds)"
    ).fetchone() == (1, 0)
    storage.close()
