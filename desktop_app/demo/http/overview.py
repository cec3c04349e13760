"""What the calls that count and look back do: counts by state, late consignments, audit messages."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.demo.clock import Clock
from desktop_app.demo.decimal_json import Json
from desktop_app.demo.http import answers
from desktop_app.demo.http.answers import Links
from desktop_app.demo.rules.audit import notes_told
from desktop_app.demo.rules.lateness import ARRIVED
from desktop_app.demo.rules.parsing import page
from desktop_app.demo.storage.database import Storage
from desktop_app.demo.storage.history import History
from desktop_app.demo.storage.search import Condition, conditions
from desktop_app.demo.times import parse, stamp, to_micros
from desktop_app.pro.states import State

_LATE_PAGE = "100"


class Overview:
    """Count consignments and tell what happened to them."""

    def __init__(self, storage: Storage, clock: Clock, history: History) -> None:
        self._storage = storage
        self._clock = clock
        self._history = history

    def count(self, terms: Iterable[tuple[str, str]]) -> int:
        """`GET /consignments/count?state=`: how many meet the terms, which may be any search terms."""
        return self._storage.search(conditions(terms), 0, 0)[0]

    def references(self, terms: Iterable[tuple[str, str]]) -> list[str]:
        """`GET /consignments/getConsignmentReferences?…`: the references of all that match, the newest first."""
        return self._storage.references(conditions(terms))

    def summary(self, terms: Iterable[tuple[str, str]]) -> Json:
        """`GET /consignments/summary?startFrom=&endAt=`: how many are in which state, created in that time."""
        given = {name.casefold(): value.strip() for name, value in terms if value.strip()}
        span = [(name, given[name]) for name in ("startfrom", "endat") if name in given]
        wanted = conditions(span)
        counts = {
            str(state): self._storage.search([*wanted, Condition("state = ?", (str(state),))], 0, 0)[0]
            for state in State
        }
        times = {name: stamp(parse(value)) for name, value in span}
        return {
            "NumberOfConsignments": sum(counts.values()),
            "Summary": [{"Key": state, "Value": count} for state, count in counts.items() if count],
            "StartFrom": times.get("startfrom"),
            "EndAt": times.get("endat"),
        }

    def late(self, terms: Iterable[tuple[str, str]], links: Links) -> Json:
        """`GET /consignments/late?…`: what is under way after its latest delivery date; search terms narrow it.

        In pages like a search: `take` (100 unless given) and `skip` are terms too.
        """
        terms = [*terms]
        given = {name.casefold(): value for name, value in terms}
        now = self._clock.now()
        overdue = Condition(
            f"scheduled < ? AND state NOT IN ({', '.join('?' * len(ARRIVED))})",
            (to_micros(now), *sorted(map(str, ARRIVED))),
        )
        take, skip = page("take", given.get("take", _LATE_PAGE)), page("skip", given.get("skip", "0"), 10**9)
        count, found = self._storage.search([*conditions(terms), overdue], take, skip)
        return {"Count": count, "ConsignmentSummaries": [answers.summary(each, now, links) for each in found]}

    def audit(self, reference: str) -> list[Json]:
        """`GET /consignments/{ref}/audit`: what was done to it, the oldest first."""
        consignment = self._storage.consignment(reference)
        return notes_told(consignment, self._history.notes(consignment["Reference"]))
