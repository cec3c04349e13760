"""What the account offers the bench, and new packages and consignments made of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QLocale, QObject, Signal

from desktop_app.packing.draft import Draft, new_id
from desktop_app.packing.nodes import Consignment, Package
from desktop_app.pro.models import Address, Country, Dimensions, PackageSize, ShippingLocation, Weight

OWN_SIZE: Final = PackageSize(reference="")
"""Stands for a package that has dimensions of its own."""


class AccountOptions(QObject):
    """Package sizes and shipping locations; both empty until the service has told."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sizes: tuple[PackageSize, ...] = ()
        self.locations: tuple[ShippingLocation, ...] = ()

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
        places = [p for p in self.locations if p.reference == made.origin] or self.locations
        countries = {place.country.iso_code.two_letter_code for place in places if place.country is not None}
        if not places:
            countries = {QLocale.territoryToCode(QLocale().territory())}
        if len(countries) == 1:
            # Most of what is sent stays in the country.
            made.destination = Address(address_type="Destination", country=Country.of(countries.pop()))
        return made

    def _usual_origin(self, draft: Draft) -> str:
        before = [c.origin for c in draft.consignments if c.origin]
        if before:
            return before[-1]
        return self.locations[0].reference if len(self.locations) == 1 else ""


def of_size(size: PackageSize) -> dict[str, Any]:
    """Return the fields of a package of one of the account's sizes."""
    sides = (size.length, size.width, size.height)
    return {
        "size_reference": size.reference,
        "size_name": size.description,
        "size_weight": Weight.kg(size.weight) if size.weight else None,
        "dimensions": Dimensions.cm(*(side or 0 for side in sides)) if any(sides) else None,
    }
