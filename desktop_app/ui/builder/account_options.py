"""What the account offers the bench, and new packages and consignments made of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from desktop_app.packing.draft import Draft, new_id
from desktop_app.packing.nodes import Consignment, Package
from desktop_app.pro.models import Address, Contact, Country, Dimensions, PackageSize, ShippingLocation, Weight

OWN_SIZE: Final = PackageSize(reference="")
"""Stands for a package that has dimensions of its own."""


class AccountOptions(QObject):
    """Package sizes and shipping locations; both empty until the service has told."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sizes: tuple[PackageSize, ...] = ()
        self.locations: tuple[ShippingLocation, ...] = ()
        self._last_origin = ""

    def set(self, sizes: Sequence[PackageSize], locations: Sequence[ShippingLocation]) -> None:
        """Take what the account offers."""
        self.sizes, self.locations = tuple(sizes), tuple(locations)
        self.changed.emit()

    def default_size(self) -> PackageSize:
        """Return the account's default size, or OWN_SIZE where it has none."""
        return next((size for size in self.sizes if size.is_default), OWN_SIZE)

    def package(self, size: PackageSize | None = None) -> Package:
        """Make a package that is nowhere yet, of the default size unless another is given."""
        chosen = self.default_size() if size is None else size
        return Package(new_id(), **(of_size(chosen) if chosen.reference else {}))

    def consignment(self, draft: Draft) -> Consignment:
        """Make a consignment that is nowhere yet, from where the last one on the bench leaves."""
        made = Consignment(new_id(), origin=self._usual_origin(draft))
        code = self.usual_country(draft, made.origin)
        if code:
            made.destination = with_country(made.destination, code)
        return made

    def usual_country(self, draft: Draft, origin: str) -> str:
        """Return the code of the country that a new consignment from `origin` most likely goes to; may be empty.

        Most of what is sent stays in the country that it leaves from. Where that is not known, it is the country of
        the last one on the bench; what this computer's language is says nothing about it.
        """
        places = [place for place in self.locations if place.reference == origin] or self.locations
        countries = {_code(place) for place in places} - {""}
        if len(countries) == 1:
            return countries.pop()
        before = [code for code in map(_code, (c.destination for c in draft.consignments)) if code]
        return before[-1] if before else ""

    def remember(self, draft: Draft) -> None:
        """Note where the last one on the bench leaves from, before it is taken away."""
        self._last_origin = self._usual_origin(draft)

    def _usual_origin(self, draft: Draft) -> str:
        before = [c.origin for c in draft.consignments if c.origin]
        if before or self._last_origin:
            return before[-1] if before else self._last_origin
        return self.locations[0].reference if len(self.locations) == 1 else ""


def _code(address: Address) -> str:
    return "" if address.country is None else address.country.iso_code.two_letter_code


def with_country(address: Address, code: str) -> Address:
    """Return an address in another country."""
    return address.model_copy(update={"country": Country.of(code)})


def with_value(address: Address, field: str, value: Any) -> Address:
    """Return an address with another value in a field («contact.email»); a country is given as its code."""
    first, _, last = field.partition(".")
    if last:
        value = (address.contact or Contact()).model_copy(update={last: value})
    elif first == "country":
        return with_country(address, value)
    return address.model_copy(update={first: value})


def of_size(size: PackageSize) -> dict[str, Any]:
    """Return the fields of a package of one of the account's sizes."""
    sides = (size.length, size.width, size.height)
    return {
        "size_reference": size.reference,
        "size_name": size.description,
        "size_weight": Weight.kg(size.weight) if size.weight else None,
        "dimensions": Dimensions.cm(*(side or 0 for side in sides)) if any(sides) else None,
    }
