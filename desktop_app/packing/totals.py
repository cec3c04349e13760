"""What packages and consignments weigh and are worth; None wherever a part of it is not known.

None too for more than any number of the service: a barcode that was read into a field of amounts soon sums up to that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.packing.tree import Tree
from desktop_app.pro.models import Dimensions, Money, Weight
from desktop_app.pro.values import LARGEST


@dataclass(frozen=True, slots=True)
class Totals:
    """Of one consignment: how many packages, how many items (lines, not pieces), what they weigh and are worth."""

    packages: int
    items: int
    weight: Weight | None
    value: Money | None


def weight(package: Package) -> Weight | None:
    """Return what the package weighs: as typed, else its items' sum.

    None if that is not known, or not above zero: a weight of 0.00 is never sent.
    """
    kilograms = _kilograms(package)
    return None if kilograms is None else Weight.kg(kilograms)


def items_weight(package: Package) -> Weight | None:
    """Return the weight of all pieces in the package; None unless every item's is known."""
    kilograms = _kilograms_of_items(package)
    return None if kilograms is None else Weight.kg(kilograms)


def space_taken(package: Package) -> Decimal | None:
    """Return what part of the room in the package its pieces fill, 1 for all of it: their boxes' volumes, added up.

    More than 1 where they do not fit. None unless the sides of the package and those of every item are known.
    """
    room = _volume(package.dimensions)
    filled = _sum([None if (v := _volume(i.dimensions)) is None else v * i.quantity for i in package.items])
    return None if room is None or filled is None else filled / room


def unmeasured(package: Package) -> int:
    """Return how many items in the package have no size."""
    return sum(_volume(item.dimensions) is None for item in package.items)


def value(package: Package) -> Money | None:
    """Return what the package is worth: as typed, else its items' sum.

    None if an item has no value, or if they are in different currencies.
    """
    return package.value if package.value is not None else _sum_of_money(list(map(_value_of_item, package.items)))


def of_consignment(consignment: Consignment) -> Totals:
    """Return the totals of a consignment; weight and value None unless every package's is known."""
    packages = consignment.packages
    return Totals(
        packages=len(packages),
        items=sum(len(package.items) for package in packages),
        weight=_weight_of(packages),
        value=_sum_of_money([value(package) for package in packages]),
    )


def weight_with(draft: Tree, target: str, ids: Iterable[str]) -> Weight | None:
    """Return what a package or consignment would weigh with these nodes moved into it, as `weight` counts.

    Items dropped on a consignment count as one new package of theirs. None for every other target.
    """
    moved = [node for node in map(draft.find, ids) if node is not None]
    items = [node for node in moved if isinstance(node, Item)]
    match draft.find(target):
        case Package() as package:
            return weight(replace(package, items=_joined(package.items, items)))
        case Consignment() as consignment:
            leaving = {item.id for item in items}
            stay = [replace(p, items=[i for i in p.items if i.id not in leaving]) for p in consignment.packages]
            held = {package.id for package in consignment.packages}
            come = [node for node in moved if isinstance(node, Package) and node.id not in held]
            return _weight_of([*stay, *come, *([Package("", items=items)] if items else [])])
    return None


def weight_of(draft: Tree, ids: Iterable[str]) -> Weight | None:
    """Return what these items, or these packages, weigh together; None unless each one's weight is known."""
    nodes = [node for node in map(draft.find, ids) if node is not None]
    items = [node for node in nodes if isinstance(node, Item)]
    packages = [node for node in nodes if isinstance(node, Package)]
    return _weight_of([*packages, *([Package("", items=items)] if items else [])])


def _joined(here: Sequence[Item], more: Iterable[Item]) -> list[Item]:
    held = {item.id for item in here}
    return [*here, *(item for item in more if item.id not in held)]


def _weight_of(packages: Iterable[Package]) -> Weight | None:
    kilograms = _sum(list(map(_kilograms, packages)))
    return None if kilograms is None else Weight.kg(kilograms)


# Sums are of bare numbers: two hundred packages are added up while a hand still holds the mouse.
def _kilograms(package: Package) -> Decimal | None:
    found = package.weight.value if package.weight is not None else _kilograms_of_items(package)
    return found if found is not None and found > 0 else None


def _kilograms_of_items(package: Package) -> Decimal | None:
    return _sum([None if i.weight is None else i.weight.value * i.quantity for i in package.items])


def _volume(size: Dimensions | None) -> Decimal | None:
    """Return cubic centimetres; None while a side is not known."""
    volume = size.length * size.width * size.height if size is not None else Decimal(0)
    return volume if volume > 0 else None


def _value_of_item(item: Item) -> Money | None:
    if item.value is None:
        return None
    return _money(item.value.amount * item.quantity, item.value.currency.iso_code)


def _sum(parts: Sequence[Decimal | None]) -> Decimal | None:
    known = [part for part in parts if part is not None]
    total = sum(known, Decimal(0))
    return total if known and len(known) == len(parts) and abs(total) <= LARGEST else None


def _sum_of_money(parts: Sequence[Money | None]) -> Money | None:
    known = [money for money in parts if money is not None]
    currencies = {money.currency.iso_code for money in known}
    if len(currencies) != 1 or len(known) != len(parts):
        return None
    return _money(sum((money.amount for money in known), Decimal(0)), currencies.pop())


def _money(amount: Decimal, currency: str) -> Money | None:
    return Money.of(amount, currency) if abs(amount) <= LARGEST else None
