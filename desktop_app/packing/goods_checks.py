"""What is wrong with packages and items: weights, sizes, values, and what customs will ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from desktop_app.packing import limits, totals
from desktop_app.packing.body import items_description, sent_by_size
from desktop_app.packing.characters import seen
from desktop_app.packing.countries import address_rules, sent_as
from desktop_app.packing.currencies import in_places, most_places
from desktop_app.packing.harmonisation import code_within, is_code
from desktop_app.packing.length_checks import too_long, too_many
from desktop_app.packing.nodes import Item, Package
from desktop_app.packing.problems import Code, Mend, Param, Problem, Severity
from desktop_app.pro.models import Dimensions, Money, Weight


def of_package(package: Package, *, abroad: bool) -> Iterator[Problem]:
    """Yield what is wrong with a package, but for its items; `abroad` if it passes customs."""
    by_size = sent_by_size(package)
    if not package.items:
        yield Problem(package.id, "items", Code.EMPTY_PACKAGE, Severity.ADVICE)
    yield from too_many(package.id, "items", Code.TOO_MANY_ITEMS, package.items, limits.MOST_ITEMS)
    for name, text in (("description", package.description), ("reference", package.reference)):
        if len(text) > limits.LONGEST_TEXT:
            yield from too_long(package.id, name, text)
    automatic = 0 if seen(package.description) else len(items_description(package))
    if automatic > limits.LONGEST_TEXT:
        both: dict[str, Param] = {"length": automatic, "most": limits.LONGEST_TEXT}
        yield Problem(package.id, "description", Code.SHORTENED, Severity.ADVICE, both)
    yield from _weight_of_package(package, by_size=by_size)
    if not by_size:
        yield from _size_of_package(package)
    yield from _value_of_package(package, abroad=abroad)


def _weight_of_package(package: Package, *, by_size: bool) -> Iterator[Problem]:
    if "weight" in package.unread:
        return  # that is to be mended first
    weight, goods = totals.weight(package), totals.items_weight(package)
    stood_for = by_size and (weight is not None or (package.size_weight is not None and package.weight is None))
    if stood_for:
        params: dict[str, Param] = {"size": package.size_name or package.size_reference}
        yield Problem(package.id, "weight", Code.WEIGHT_OF_SIZE, Severity.ADVICE, params)
    elif weight is None:
        missing = sum(item.weight is None for item in package.items)
        yield Problem(package.id, "weight", Code.NO_WEIGHT, params={"items": missing})
    else:
        if goods is not None and weight.value < goods.value:
            params = {"weight": weight.value, "items": goods.value}
            as_items = Mend("weight", None)
            yield Problem(package.id, "weight", Code.WEIGHT_BELOW_ITEMS, Severity.ADVICE, params, as_items)
        yield from _heavy(package, weight)


def _heavy(package: Package, weight: Weight) -> Iterator[Problem]:
    size, kilograms = package.dimensions, weight.value
    if kilograms > limits.HEAVIEST:
        params: dict[str, Param] = {"weight": kilograms, "most": limits.HEAVIEST}
        yield Problem(package.id, "weight", Code.TOO_HEAVY, params=params)
    elif size is not None and kilograms > size.length * size.width * size.height * limits.DENSEST > 0:
        params = {"weight": kilograms, "size": size}
        yield Problem(package.id, "weight", Code.DENSE, Severity.ADVICE, params)
    elif kilograms > limits.PLAUSIBLE_WEIGHT:
        params = {"weight": kilograms, "most": limits.PLAUSIBLE_WEIGHT}
        yield Problem(package.id, "weight", Code.HEAVY, Severity.ADVICE, params)


def _size_of_package(package: Package) -> Iterator[Problem]:
    if "dimensions" in package.unread:
        return
    size = package.dimensions
    if size is None or min(_sides(size)) <= 0:
        yield Problem(package.id, "dimensions", Code.NO_DIMENSIONS)
        return
    shorter, middle, longest = sorted(_sides(size))
    if longest > limits.LONGEST_SIDE:
        yield Problem(package.id, "dimensions", Code.TOO_LARGE, params={"size": size})
    elif longest > limits.PLAUSIBLE_SIDE or longest + 2 * (middle + shorter) > limits.PLAUSIBLE_GIRTH:
        yield Problem(package.id, "dimensions", Code.LARGE, Severity.ADVICE, {"size": size})


def _value_of_package(package: Package, *, abroad: bool) -> Iterator[Problem]:
    if package.value is not None:
        yield from _value(package.id, package.value, abroad=abroad)
    else:
        currencies = sorted({item.value.currency.iso_code for item in package.items if item.value is not None})
        if len(currencies) > 1:
            params = {"currencies": ", ".join(currencies)}
            yield Problem(package.id, "value", Code.MIXED_CURRENCIES, Severity.ADVICE, params)
    value = totals.value(package)
    if value is None:
        return
    if value.amount > limits.MOST_VALUE:
        yield Problem(package.id, "value", Code.TOO_VALUABLE, params=_of_most(value, limits.MOST_VALUE))
    elif value.amount > limits.PLAUSIBLE_VALUE and value.currency.iso_code in limits.POUND_LIKE:
        params_of_most = _of_most(value, limits.PLAUSIBLE_VALUE)
        yield Problem(package.id, "value", Code.VALUABLE, Severity.ADVICE, params_of_most)


def of_item(item: Item, *, abroad: bool) -> Iterator[Problem]:
    """Yield what is wrong with an item; `abroad` if it passes customs."""
    if not 1 <= item.quantity <= limits.MOST_PIECES:
        one = Mend("quantity", 1) if item.quantity < 1 else None
        yield Problem(item.id, "quantity", Code.WRONG_QUANTITY, params={"quantity": item.quantity}, mend=one)
    for name, text in (("description", item.description), ("sku", item.sku), ("reference", item.reference)):
        if len(text) > limits.LONGEST_TEXT:
            yield from too_long(item.id, name, text)
    if item.weight is not None or item.dimensions is not None:
        yield from _weight_and_size_of_item(item)
    if item.value is not None:
        yield from _value(item.id, item.value, abroad=abroad)
        if item.value.amount > limits.MOST_VALUE:
            params: Mapping[str, Param] = _of_most(item.value, limits.MOST_VALUE)
            yield Problem(item.id, "value", Code.TOO_VALUABLE, params=params)
    code, made_in = item.harmonisation_code and seen(item.harmonisation_code), item.country_of_origin
    if code and not is_code(code):
        params = {"harmonisation": code}
        digits = code_within(code)
        mend = Mend("harmonisation_code", digits) if digits else None
        yield Problem(item.id, "harmonisation_code", Code.WRONG_HARMONISATION, params=params, mend=mend)
    made_in = made_in and seen(made_in).upper()
    if made_in and address_rules(sent_as(made_in)) is None:
        yield Problem(item.id, "country_of_origin", Code.UNKNOWN_COUNTRY, params={"country": made_in})
    if not abroad:
        return
    wanted: tuple[tuple[str, Code, Any], ...] = (
        ("description", Code.CUSTOMS_DESCRIPTION, seen(item.description)),
        ("country_of_origin", Code.CUSTOMS_ORIGIN, made_in),
        ("harmonisation_code", Code.CUSTOMS_HARMONISATION, code),
        ("value", Code.CUSTOMS_VALUE, item.value),
        ("weight", Code.CUSTOMS_WEIGHT, item.weight),
    )
    for name, missing, given in wanted:
        if not given:
            yield Problem(item.id, name, missing, Severity.ADVICE)


def _weight_and_size_of_item(item: Item) -> Iterator[Problem]:
    if item.weight is not None:
        if item.weight.value <= 0:
            yield Problem(item.id, "weight", Code.ZERO_WEIGHT)
        elif item.weight.value > limits.HEAVIEST:
            params: dict[str, Param] = {"weight": item.weight.value, "most": limits.HEAVIEST}
            yield Problem(item.id, "weight", Code.TOO_HEAVY, params=params)
    if item.dimensions is not None:
        if min(_sides(item.dimensions)) <= 0:
            yield Problem(item.id, "dimensions", Code.NO_DIMENSIONS)
        elif max(_sides(item.dimensions)) > limits.LONGEST_SIDE:
            yield Problem(item.id, "dimensions", Code.TOO_LARGE, params={"size": item.dimensions})


def _value(node: str, value: Money, *, abroad: bool) -> Iterator[Problem]:
    """Yield what is wrong with an amount as it was typed, but for how large it is."""
    code = value.currency.iso_code
    if value.amount < 0:
        positive = Mend("value", Money.of(-value.amount, code))
        yield Problem(node, "value", Code.NEGATIVE_VALUE, params={"value": value}, mend=positive)
    elif value.amount == 0 and abroad:
        yield Problem(node, "value", Code.ZERO_VALUE_ABROAD)
    elif value.amount == 0:
        yield Problem(node, "value", Code.ZERO_VALUE, Severity.ADVICE)
    if value.amount != round(value.amount, most_places(code)):
        params: dict[str, Param] = {"value": value, "currency": code, "most": most_places(code)}
        yield Problem(node, "value", Code.TOO_MANY_DECIMALS, params=params, mend=Mend("value", in_places(value)))


def _of_most(value: Money, most: Decimal) -> dict[str, Param]:
    return {"value": value, "most": Money.of(most, value.currency.iso_code)}


def _sides(size: Dimensions) -> tuple[Decimal, Decimal, Decimal]:
    return size.length, size.width, size.height
