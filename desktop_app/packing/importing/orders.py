"""A table and the match of its columns → orders. Rows of one order are joined; what is not taken is listed with why."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from desktop_app.packing.importing import places
from desktop_app.packing.importing.cells import Cells
from desktop_app.packing.importing.columns import Match, meaning_of, squeezed, words
from desktop_app.packing.importing.dates import day
from desktop_app.packing.importing.items import Items, Line
from desktop_app.packing.importing.people import People, given
from desktop_app.packing.importing.result import Import, ImportedAddress, ImportedOrder, SetAside, ToMend
from desktop_app.packing.importing.table import Table
from desktop_app.packing.importing.weights import weigh

_ROLES: Final = ("ship", "plain", "bill")
_FOOT: Final = re.compile(
    r"record\(s\) downloaded|datens\w+ heruntergeladen|enregistrement\(?s\)? téléchargé|"
    r"^\W*(?:seller id|verkäufer-?id|id (?:du )?vendeur) ?:",
    re.IGNORECASE,
)
"""Lines that a shop writes under its orders."""
_FOOT_ROWS: Final = 3
"""Rows at the end among which a sum may be, with a number where orders have theirs."""
_SAID: Final = (
    ("unpaid", "not paid yet"),
    ("partly refunded", "partly refunded"),
    ("partly shipped", "partly shipped"),
)


@dataclass(slots=True)
class _Group:
    """The rows of an order, counted from 0 under the header, and what is to be said of how they came together."""

    reference: str
    rows: list[int] = field(default_factory=list)
    to_mend: list[ToMend] = field(default_factory=list)


def orders(table: Table, match: Match, take: Collection[int] = ()) -> Import:
    """Return what an import makes of a table whose columns are matched in that way.

    `take` are numbers of rows in the file that are taken although something speaks against it (`SetAside.row`).
    """
    return _Orders(table, match, frozenset(take)).read()


class _Orders:
    def __init__(self, table: Table, match: Match, take: frozenset[int]) -> None:
        self._table = table
        self._match = match
        self._take = take
        self._cells = cells = Cells(table, match)
        self._items = Items(cells, take)
        self._set_aside: list[SetAside] = []
        self._people = {role: People(cells, role) for role in _ROLES}
        self._package_mark = cells.own_mark("order.packageweight")
        self._meanings = self._statuses()
        self._given = {
            name: cells.given(f"order.{name}") for name in ("date", "cancelled", "shipped", "note", "packageweight")
        }

    def read(self) -> Import:
        found: list[ImportedOrder] = []
        for group in self._groups():
            order = self._order(group)
            if order:
                found.append(order)
        set_aside = sorted(self._set_aside, key=lambda each: each.row)
        return Import(self._table, self._match, tuple(found), tuple(set_aside), self._cells.dates)

    def _groups(self) -> list[_Group]:
        """Return the rows of each order; what belongs to none is set aside."""
        cells, items = self._cells, self._items
        numbers, broken = self._table.numbers, self._table.broken
        references = cells.texts("order.reference")
        ship, plain, bill = self._people.values()
        numbered = cells.has("order.reference")
        sums = words("sums")
        own_name = cells.header_of("order.reference")
        groups: dict[str | tuple[str, ...], _Group] = {}
        last: _Group | None = None
        for row, reference in enumerate(references):
            number = numbers[row]
            if number in broken and number not in self._take:
                if self._is_foot(row):
                    continue
                self._set_aside.append(SetAside(broken[number], number))
                if reference:
                    group = groups.setdefault(reference, _Group(reference))
                    group.to_mend.append(ToMend(f"row {number} of it is not taken: {broken[number]}", number))
                continue
            item = items.in_row(row)
            where = ship.anywhere[row] or plain.anywhere[row] or (not reference and bill.anywhere[row])
            if (numbered and reference == own_name) or (not where and not item and self._is_foot(row)):
                continue
            maybe = (
                not reference
                or (not reference[-1].isdigit() and squeezed(reference) in sums)
                or row >= cells.count - _FOOT_ROWS
            )
            if maybe and number not in self._take and cells.is_sum(row):
                self._set_aside.append(SetAside("a sum, not an order", number))
                continue
            if reference:
                last = groups.setdefault(reference, _Group(reference))
            elif where:
                people = self._people.values()
                key = tuple(texts[row] for each in people for texts in (*each.where, each.names))
                known = key in groups
                last = groups.setdefault(key, _Group(""))
                if known:
                    words_ = f"row {number} goes to the same address as row {numbers[last.rows[0]]}: taken as one order"
                    last.to_mend.append(ToMend(words_, number))
                elif numbered:
                    last.to_mend.append(ToMend(f"row {number} has no order number", number))
            elif item and last:
                if numbered:
                    words_ = f"row {number} has no order number: taken as part of the order above it"
                    last.to_mend.append(ToMend(words_, number))
            else:
                self._set_aside.append(SetAside("no order number, no address and no item in it", number))
                continue
            last.rows.append(row)
        return [group for group in groups.values() if group.rows]

    def _is_foot(self, row: int) -> bool:
        return any(_FOOT.search(str(cell).strip()) for cell in self._table.rows[row][:4])

    def _order(self, group: _Group) -> ImportedOrder | None:
        rows = group.rows
        first = self._table.numbers[rows[0]]
        if first not in self._take and (why := self._over(rows)):
            self._set_aside.append(SetAside(why, first, group.reference))
            return None
        lines = self._items.of(rows)
        if not lines and not any(each.anywhere[row] for each in self._people.values() for row in rows):
            self._set_aside.append(SetAside("no address and no item in it", first, group.reference))
            return None
        address, said, remarks = self._address(rows)
        taken = [line for line in lines if not line.left_out]
        left_out: tuple[SetAside, ...] = ()
        if len(taken) < len(lines):
            left_out = tuple(
                SetAside(line.left_out, self._number(line.row), line.label) for line in lines if line.left_out
            )
        if lines and not taken and first not in self._take:
            why = " / ".join(dict.fromkeys(each.why for each in left_out))
            self._set_aside.append(SetAside(why, first, group.reference))
            return None
        to_mend = self._said(taken, said, rows, group)
        on = self._first("date", rows)
        read = day(on) if on else None
        placed = read.read(self._cells.first) if read else None
        if on and placed is None:
            both = " or ".join(each.isoformat() for each in read.readings) if read else ""
            words_ = f"date {on}: {both}?" if both else f"date «{on}» cannot be read"
            to_mend.append(self._mend(words_, rows[0], "order.date", on))
        weight = None
        if text := self._first("packageweight", rows):
            unit = self._items.unit("order.packageweight", rows[0])
            weight, words_ = weigh(text, unit, self._package_mark, self._cells.mark)
            if words_:
                to_mend.append(self._mend(f"package {words_}", rows[0], "order.packageweight", text))
        return ImportedOrder(
            reference=group.reference,
            date=placed,
            address=address,
            items=tuple(line.item for line in taken),
            rows=tuple(map(self._number, rows)),
            note=self._first("note", rows),
            package_weight_kg=weight,
            left_out=left_out,
            to_mend=tuple({each.words: each for each in to_mend}.values()) if to_mend else (),
            remarks=tuple(remarks),
        )

    def _said(self, taken: list[Line], address: list[ToMend], rows: list[int], group: _Group) -> list[ToMend]:
        """Return what is to be said, by row: of the first row's item, the address, then the other items."""
        found = [each for line in taken[:1] for each in line.to_mend]
        found += address
        found += [each for line in taken[1:] for each in line.to_mend]
        found += group.to_mend
        for meaning, words_ in _SAID if self._meanings else ():
            if shown := self._status(rows, meaning):
                found.append(ToMend(f"{words_}: {shown}", self._number(rows[0]), value=shown))
        return found

    def _over(self, rows: list[int]) -> str:
        """Return why an order is not to be sent any more, or an empty string."""
        cancelled = self._first("cancelled", rows)
        if cancelled and squeezed(cancelled) not in words("no"):
            return "cancelled"
        for meaning in ("cancelled", "refunded", "failed") if self._meanings else ():
            if self._status(rows, meaning):
                return meaning
        if self._status(rows, "partly shipped"):
            return ""
        on = self._first("shipped", rows)
        read = day(on) if on else None
        placed = read.read(self._cells.first) if read else None
        if on:
            return f"shipped on {placed.isoformat() if placed else on}"
        return "shipped" if self._status(rows, "shipped") else ""

    def _statuses(self) -> dict[int, list[tuple[str, str]]]:
        """Return what the statuses in a row mean, and how they stand there, by row; only such as mean something."""
        found: dict[int, list[tuple[str, str]]] = {}
        for name in ("status", "fulfilment", "payment"):
            for texts in self._cells.each(f"order.{name}"):
                meanings = {text: meaning_of(text) for text in {*texts}}
                # That a payment is complete says nothing of the goods.
                kept = {
                    text: meaning
                    for text, meaning in meanings.items()
                    if meaning and (name, meaning) != ("payment", "shipped")
                }
                if kept:
                    for row, text in enumerate(texts):
                        if text in kept:
                            found.setdefault(row, []).append((kept[text], text))
        return found

    def _status(self, rows: list[int], meaning: str) -> str:
        """Return the status of an order, as it stands there, that has that meaning; an empty string if none has."""
        each = (pair for row in rows for pair in self._meanings.get(row, ()))
        return next((text for found, text in each if found == meaning), "")

    def _address(self, rows: list[int]) -> tuple[ImportedAddress, list[ToMend], list[str]]:
        people, row = self._placed(rows)
        role = people.role
        line1, street, house, line2, line3, town, region, postcode, both, named = [texts[row] for texts in people.core]
        said: list[ToMend] = []

        def say(found: places.Said, thing: str, text: str) -> str:
            if found.words:
                said.append(self._mend(found.words, row, f"{role}.{thing}", text))
            return found.value

        telephone = self._contact("telephone", rows, _ROLES)
        telephone = say(places.telephone(telephone), "telephone", telephone)
        country = say(places.country(named), "country", named)
        if not named:
            country = self._cells.country
            if not country:
                said.append(self._mend("country missing", row, f"{role}.country", ""))
        if both:
            postcode, town = places.postcode_and_town(both)
        if not town:
            said.append(self._mend("town missing", row, f"{role}.town", ""))
        postcode = say(places.postcode(postcode, country), "postcode", postcode)
        line1, line2, line3 = places.lines([line1 or street, line2, line3], house, country)
        if len(rows) > 1 and (others := [other for other in rows if _differs(people.where, other, row)]):
            numbers = ", ".join(str(self._number(other)) for other in others)
            words_ = f"row {numbers} has another address: that of row {self._number(row)} is taken"
            said.append(ToMend(words_, self._number(row)))
        remarks = [places.customs_remark(country, postcode)] if postcode else []
        if role == "bill" and (self._people["ship"].placed or self._people["plain"].placed):
            remarks.append("the billing address: there is no other")
        roles = ("ship", "plain") if role != "bill" else ("bill", "ship", "plain")
        address = ImportedAddress(
            _one_line(self._name(rows, (*roles, "bill"))),
            self._contact("company", rows, roles),
            line1,
            line2,
            line3,
            _one_line(town),
            _one_line(region),
            postcode,
            country,
            telephone,
            places.email(self._contact("email", rows, _ROLES)),
        )
        return address, said, [remark for remark in remarks if remark]

    def _placed(self, rows: list[int]) -> tuple[People, int]:
        """Return the role and the row that say where an order goes."""
        for people in self._people.values():
            for row in rows:
                if people.anywhere[row]:
                    return people, row
        return self._people["plain"], rows[0]

    def _contact(self, thing: str, rows: list[int], roles: Sequence[str]) -> str:
        for role in roles:
            if text := self._people[role].first(thing, rows):
                return text
        return ""

    def _name(self, rows: list[int], roles: Sequence[str]) -> str:
        for role in roles:
            if name := given(self._people[role].names, rows):
                return name
        return ""

    def _first(self, name: str, rows: list[int]) -> str:
        texts = self._given[name]
        if not texts:
            return ""
        return texts.get(rows[0]) or next((texts[row] for row in rows if row in texts), "")

    def _number(self, row: int) -> int:
        return self._table.numbers[row]

    def _mend(self, words_: str, row: int, field: str, value: str) -> ToMend:
        return ToMend(words_, self._number(row), self._cells.header_of(field), value)


def _differs(where: list[list[str]], other: int, row: int) -> bool:
    return any(texts[other] and texts[other] != texts[row] for texts in where)


def _one_line(text: str) -> str:
    return text.replace("\n", " ")
