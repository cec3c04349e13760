"""The three things of a draft: an item, a package of items, a consignment of packages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from desktop_app.pro.models import Address, Dimensions, Money, Weight

NOT_COMPARED: Final = "not compared"
"""As `submission` of a consignment: it is locked, and whether what was sent is what it holds is not known yet."""


@dataclass(slots=True)
class Item:
    """One line of goods: `quantity` pieces; `weight`, `dimensions` and `value` are those of one piece.

    `unread`, here and in the others: what was typed into a field and could not be read, by the field's name. The
    field itself has no value then. Like every value it is replaced and never changed.
    """

    id: str
    description: str = ""
    sku: str = ""
    quantity: int = 1
    weight: Weight | None = None
    dimensions: Dimensions | None = None
    value: Money | None = None
    country_of_origin: str = ""
    harmonisation_code: str = ""
    reference: str = ""
    unread: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Package:
    """Items wrapped together.

    `weight` is what the scales say, packing included; None takes it from the items. `value` None takes the
    items' sum. `size_reference` names one of the account's package sizes, whose `dimensions`, and whose
    weight (`size_weight`), were copied when it was chosen: the service takes that weight for a package that is
    sent without one («Package»), so it is never added to the items'.
    """

    id: str
    items: list[Item] = field(default_factory=list)
    description: str = ""
    size_reference: str = ""
    size_name: str = ""
    size_weight: Weight | None = None
    weight: Weight | None = None
    dimensions: Dimensions | None = None
    value: Money | None = None
    reference: str = ""
    unread: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Consignment:
    """Packages shipped together from `origin` (a shipping location's reference) to `destination`.

    `submission` is the journal's id once it was sent; `created` is the service's reference (EC-…)
    once that is known. A consignment with either is no longer edited. `earlier` is the reference of what was created
    out of an earlier version of it, which is another consignment; `sent_as` is the id under which it is sent then.
    """

    id: str
    packages: list[Package] = field(default_factory=list)
    reference: str = ""
    origin: str = ""
    destination: Address = field(default_factory=lambda: Address(address_type="Destination"))
    shipping_date: date | None = None
    required_date: date | None = None
    required_exactly: bool = False
    tags: tuple[str, ...] = ()
    unread: dict[str, str] = field(default_factory=dict)
    submission: str = ""
    created: str = ""
    earlier: str = ""
    sent_as: str = ""

    @property
    def subject(self) -> str:
        """The id that what is sent of it has in the journal."""
        return self.sent_as or self.id

    @property
    def locked(self) -> bool:
        """Whether it was sent, so that the builder must leave it as it is."""
        return bool(self.submission or self.created)


Node = Item | Package | Consignment
