"""What consignments can be searched by: the documented terms, as conditions on their columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from desktop_app.demo.rules.refusal import Detail, Refusal
from desktop_app.demo.rules.transitions import SHIPPED
from desktop_app.demo.storage.columns import Value, fold, squeeze
from desktop_app.demo.times import micros_after, parse, to_micros
from desktop_app.pro.states import known

_EVERY_TEXT = "SELECT id FROM texts WHERE 1"


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of a WHERE clause and the values of its question marks.

    `alone` is a SELECT of the same ids, each once, that is quicker where nothing else is asked for.
    """

    sql: str
    values: tuple[Value, ...] = ()
    alone: str = ""


def conditions(terms: Iterable[tuple[str, str]]) -> list[Condition]:
    """Return what the query string asks for; names in any case, empty and unknown terms passed over.

    Raises the 400 that names every term whose value cannot be read.
    """
    given: dict[str, list[str]] = {}
    for name, value in terms:
        if value.strip() and name.casefold() in _TERMS:
            given.setdefault(name.casefold(), []).append(value.strip())
    found: list[Condition] = []
    faults: list[Detail] = []
    for name, values in given.items():
        try:
            found.append(_states(values) if name == "state" else _TERMS[name](values[-1]))
        except ValueError as error:
            faults.append(Detail(name, str(error)))
    if faults:
        raise Refusal.invalid(*faults)
    return found


def _states(values: list[str]) -> Condition:
    names = [name.strip() for value in values for name in value.split(",") if name.strip()]
    states = [known(name) for name in names]
    if not names or None in states:
        raise ValueError(f"must be one of the documented states, not {', '.join(names)[:100]}")
    return one_of("state", list(dict.fromkeys(str(state) for state in states)))


def _attribute(value: str) -> Condition:
    if value.casefold() != "shipped":
        raise ValueError("must be Shipped, the only attribute of a state that is known")
    return one_of("state", [str(state) for state in SHIPPED])


def one_of(column: str, values: Sequence[str]) -> Condition:
    """Return that a column has one of these values."""
    return Condition(f"{column} IN ({', '.join('?' * len(values))})", tuple(values))


def _from(column: str) -> Callable[[str], Condition]:
    return lambda value: Condition(f"{column} >= ?", (to_micros(parse(value)),))


def _to(column: str) -> Callable[[str], Condition]:
    return lambda value: Condition(f"{column} < ?", (micros_after(value),))


def _number(column: str, operator: str) -> Callable[[str], Condition]:
    def condition(value: str) -> Condition:
        if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,9})?", value):
            raise ValueError("must be a number")
        try:
            return Condition(f"{column} {operator} ?", (float(Decimal(value)),))
        except InvalidOperation as error:
            raise ValueError("must be a number") from error

    return condition


def _equal(column: str, form: Callable[[str], str]) -> Callable[[str], Condition]:
    return lambda value: Condition(f"{column} = ?", (form(value),))


def _starts(value: str) -> Condition:
    start = squeeze(value)
    if not start:
        raise ValueError("must contain a letter or a digit")
    return Condition("postcode >= ? AND postcode < ?", (start, start + "\U0010ffff"))


def _printed(value: str) -> Condition:
    if value.casefold() not in {"true", "false", "1", "0"}:
        raise ValueError("must be true or false")
    return Condition("labels_printed = ?", (int(value.casefold() in {"true", "1"}),))


def _choice(column: str, *choices: str) -> Callable[[str], Condition]:
    def condition(value: str) -> Condition:
        found = next((choice for choice in choices if choice.casefold() == value.casefold()), None)
        if not found:
            raise ValueError(f"must be {' or '.join(choices)}")
        return Condition(f"{column} = ?", (found,))

    return condition


def _package(*package_columns: str) -> Callable[[str], Condition]:
    where = " OR ".join(f"{column} = ?" for column in package_columns)

    def condition(value: str) -> Condition:
        return Condition(
            f"id IN (SELECT consignment FROM packages WHERE {where})",  # noqa: S608 - our own column names
            tuple(value.upper() if column != "customer_reference" else fold(value) for column in package_columns),
        )

    return condition


def _either_reference(value: str) -> Condition:
    return Condition("(customer_reference = ? OR reference = ?)", (fold(value), value.upper()))


def _location(value: str) -> Condition:
    place = fold(value)
    from_it = "SELECT id FROM consignments WHERE origin = ?1"
    only_to_it = "SELECT id FROM consignments WHERE target = ?1 AND origin <> ?1"
    return Condition("? IN (origin, target)", (place,), f"{from_it} UNION ALL {only_to_it}")


def _free_text(value: str) -> Condition:
    """Every word must occur in the text, as a part of it; the trigram index helps with words of three or more."""
    words = fold(value).split()[:20]
    if not words:
        return Condition("0")
    long = " ".join('"' + word.replace('"', '""') + '"' for word in words if len(word) >= 3)
    short = ["%" + re.sub("[%_^]", r"^\g<0>", word) + "%" for word in words if len(word) < 3]
    source = "SELECT rowid AS id FROM consignment_text WHERE consignment_text MATCH ?" if long else _EVERY_TEXT
    listed = source + " AND text LIKE ? ESCAPE '^'" * len(short)
    return Condition(f"id IN ({listed})", (long, *short) if long else tuple(short), alone=listed)


_TERMS: dict[str, Callable[[str], Condition]] = {
    "startfrom": _from("created"),
    "endat": _to("created"),
    "createddatefrom": _from("created"),
    "createddateto": _to("created"),
    "scheduleddeliverydatefrom": _from("scheduled"),
    "scheduleddeliverydateto": _to("scheduled"),
    "shippeddatefrom": _from("shipped"),
    "shippeddateto": _to("shipped"),
    "shippingdatefrom": _from("shipping"),
    "shippingdateto": _to("shipping"),
    "requesteddeliverydatefrom": _from("requested"),
    "requesteddeliverydateto": _to("requested"),
    "reference": _equal("reference", str.upper),
    "consignmentnumber": _equal("reference", str.upper),
    "referenceprovidedbycustomer": _equal("customer_reference", fold),
    "creference": _either_reference,
    "preference": _package("reference", "customer_reference"),
    "packagenumber": _package("reference"),
    "trackingreference": _package("tracking"),
    "state": lambda value: _states([value]),
    "stateattribute": _attribute,
    "direction": _choice("direction", "Outbound", "Inbound"),
    "source": _choice("source", "Api", "Web"),
    "weightingramsfrom": _number("grams", ">="),
    "weightingramsto": _number("grams", "<="),
    "valuefrom": _number("value", ">="),
    "valueto": _number("value", "<="),
    "carrierservice": _equal("service", str.upper),
    "postcode": _starts,
    "labelsprinted": _printed,
    "searchterm": _free_text,
    "shippinglocationreference": _location,
    "destinationcountrycode": _equal("country", str.upper),
    "destinationregion": _equal("region", fold),
}
"""The documented search terms, in lower case (`GET /consignments/{take}/{skip}`)."""
