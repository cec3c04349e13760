"""The bench in words: what a node is called, what it adds up to, why it cannot go somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop_app.packing import limits, totals
from desktop_app.packing.copying import LeftOut
from desktop_app.packing.draft import Draft
from desktop_app.packing.nodes import Consignment, Item, Node, Package
from desktop_app.packing.tree import CONSIGNMENTS, LOOSE_ITEMS, LOOSE_PACKAGES, Refusal
from desktop_app.pro.models import Weight
from desktop_app.ui.builder.board.figures import Figure
from desktop_app.ui.builder.board.package_head import Fill, PackageHead
from desktop_app.ui.counts import Counts
from desktop_app.ui.shown_text import shorten_line
from desktop_app.ui.units import Units
from desktop_app.ui.widgets.country_combo import country_name
from desktop_app.ui.words import refusal_words

_FIELDS: Final = {
    "description": QT_TRANSLATE_NOOP("Field", "description"),
    "sku": QT_TRANSLATE_NOOP("Field", "SKU"),
    "quantity": QT_TRANSLATE_NOOP("Field", "quantity"),
    "weight": QT_TRANSLATE_NOOP("Field", "weight"),
    "dimensions": QT_TRANSLATE_NOOP("Field", "dimensions"),
    "value": QT_TRANSLATE_NOOP("Field", "value"),
    "country_of_origin": QT_TRANSLATE_NOOP("Field", "country of origin"),
    "harmonisation_code": QT_TRANSLATE_NOOP("Field", "harmonisation code"),
    "reference": QT_TRANSLATE_NOOP("Field", "reference"),
    "size": QT_TRANSLATE_NOOP("Field", "package size"),
    "origin": QT_TRANSLATE_NOOP("Field", "origin"),
    "shipping_date": QT_TRANSLATE_NOOP("Field", "shipping date"),
    "required_date": QT_TRANSLATE_NOOP("Field", "delivery date"),
    "required_exactly": QT_TRANSLATE_NOOP("Field", "delivery date"),
    "tags": QT_TRANSLATE_NOOP("Field", "tags"),
    "packages": QT_TRANSLATE_NOOP("Field", "packages"),
    "items": QT_TRANSLATE_NOOP("Field", "items"),
    "destination": QT_TRANSLATE_NOOP("Field", "destination"),
    "first_name": QT_TRANSLATE_NOOP("Field", "first name"),
    "last_name": QT_TRANSLATE_NOOP("Field", "last name"),
    "telephone": QT_TRANSLATE_NOOP("Field", "telephone"),
    "email": QT_TRANSLATE_NOOP("Field", "e-mail"),
    "company_name": QT_TRANSLATE_NOOP("Field", "company"),
    "address_line1": QT_TRANSLATE_NOOP("Field", "address"),
    "address_line2": QT_TRANSLATE_NOOP("Field", "second address line"),
    "address_line3": QT_TRANSLATE_NOOP("Field", "third address line"),
    "town": QT_TRANSLATE_NOOP("Field", "town"),
    "region": QT_TRANSLATE_NOOP("Field", "county or region"),
    "postcode": QT_TRANSLATE_NOOP("Field", "postcode"),
    "country": QT_TRANSLATE_NOOP("Field", "country"),
    "special_instructions": QT_TRANSLATE_NOOP("Field", "special instructions"),
}


_MOST_PERCENT: Final = 999
"""Of a package's room: what is far too large needs no exact number."""

_LEFT_OUT: Final = {
    LeftOut.CUSTOMS: QT_TRANSLATE_NOOP("LeftOut", "customs details"),
    LeftOut.METADATA: QT_TRANSLATE_NOOP("LeftOut", "metadata"),
    LeftOut.DIRECTION: QT_TRANSLATE_NOOP("LeftOut", "that it is inbound"),
    LeftOut.CLASSIFICATION: QT_TRANSLATE_NOOP("LeftOut", "what is dangerous or restricted in it"),
    LeftOut.ORIGIN: QT_TRANSLATE_NOOP("LeftOut", "the address it leaves from"),
}


def left_out(what: LeftOut) -> str:
    """Return what was not copied, in the field's words."""
    return QCoreApplication.translate("LeftOut", str(_LEFT_OUT[what]))


def field_name(field: str) -> str:
    """Return what a field is called («postcode» for `destination.postcode`)."""
    last = field.rsplit(".", 1)[-1]
    return QCoreApplication.translate("Field", str(_FIELDS[last])) if last in _FIELDS else last.replace("_", " ")


def kind(node: Node) -> str:
    """Return «an item», «a package» or «a consignment»."""
    match node:
        case Item():
            return QCoreApplication.translate("Bench", "an item")
        case Package():
            return QCoreApplication.translate("Bench", "a package")
    return QCoreApplication.translate("Bench", "a consignment")


def item_title(item: Item) -> str:
    """Return the item's description, or what else it goes by."""
    name = item.description.strip() or item.sku.strip()
    return shorten_line(name) or QCoreApplication.translate("Bench", "Item without a name")


def package_title(draft: Draft, package: Package, number: int = 0) -> str:
    """Return «Package 2 · Small box»; without a `number` it is counted within its consignment."""
    if not number:
        rows = draft.children(draft.parent_of(package.id))
        number = next(n for n, row in enumerate(rows, start=1) if row is package)
    title = QCoreApplication.translate("Bench", "Package {number}").replace("{number}", str(number))
    more = shorten_line(package.description.strip() or package.size_name.strip())
    return f"{title} · {more}" if more else title


def consignment_title(draft: Draft, consignment: Consignment) -> str:
    """Return «Consignment 1 · ORDER-7», counted on the bench."""
    number = draft.consignments.index(consignment) + 1
    title = QCoreApplication.translate("Bench", "Consignment {number}").replace("{number}", str(number))
    own = shorten_line(consignment.reference.strip())
    return f"{title} · {own}" if own else title


def title(draft: Draft, node: Node) -> str:
    """Return what a node is called on the bench."""
    match node:
        case Item():
            return item_title(node)
        case Package():
            return package_title(draft, node)
    return consignment_title(draft, node)


def container_title(draft: Draft, container: str) -> str:
    """Return what a place to put things down is called."""
    node = draft.find(container)
    if node is not None:
        return title(draft, node)
    return {
        LOOSE_ITEMS: QCoreApplication.translate("Bench", "Loose items"),
        LOOSE_PACKAGES: QCoreApplication.translate("Bench", "Loose packages"),
        CONSIGNMENTS: QCoreApplication.translate("Bench", "A new consignment"),
    }.get(container, "")


def counted(draft: Draft, ids: Sequence[str]) -> str:
    """Return «2 items», «1 package», «3 things»."""
    nodes = [draft.find(i) for i in ids]
    if all(isinstance(node, Item) for node in nodes):
        return Counts().items(len(nodes))
    if all(isinstance(node, Package) for node in nodes):
        return Counts().packages(len(nodes))
    if all(isinstance(node, Consignment) for node in nodes):
        return Counts().consignments(len(nodes))
    return Counts().things(len(nodes))


def named(draft: Draft, ids: Sequence[str]) -> str:
    """Return «Necklace», or «Necklace and 2 more»."""
    nodes = [node for node in map(draft.find, ids) if node]
    if not nodes:
        return ""
    first = title(draft, nodes[0])
    if len(nodes) == 1:
        return first
    return Counts().and_more(first, len(nodes) - 1)


def created(consignments: Sequence[Consignment]) -> str:
    """Return «EC-000-005-EU2», or «3 consignments», of some that were created."""
    return consignments[0].created if len(consignments) == 1 else Counts().consignments(len(consignments))


def package_head(package: Package, number: int, units: Units, change: str = "") -> PackageHead:
    """Return what the card of the `number`th package says; `change` takes the place of the weight."""
    size = package.dimensions
    sides = (float(size.length), float(size.width), float(size.height)) if size is not None else None
    known = sides is not None and min(sides) > 0
    name = shorten_line(package.description.strip() or package.size_name.strip())
    measured = units.format_dimensions(size) if size is not None else QCoreApplication.translate("Bench", "no size yet")
    weight = totals.weight(package)
    return PackageHead(
        title=QCoreApplication.translate("Bench", "Package {number}").replace("{number}", str(number)),
        box=" · ".join(filter(None, (name, measured))),
        weight=change or units.format_weight(weight),
        sides=sides if known else None,
        fills=(_weight_fill(weight, units), _space_fill(package)),
        changing=bool(change),
    )


def how_full(package: Package, units: Units) -> str:
    """Return what the bars on a card mean, a line for each."""
    most = QCoreApplication.translate("Bench", "Parcel services carry {most} at most")
    most = most.replace("{most}", units.format_weight(Weight.kg(limits.PLAUSIBLE_WEIGHT)))
    fill = _space_fill(package)
    if fill.part is None:
        said = QCoreApplication.translate("Bench", "How much room is left is not known: {why}")
        return f"{most}\n{said.replace('{why}', fill.words)}"
    said = QCoreApplication.translate("Bench", "The items’ sizes add up to {part} of the room in it")
    return f"{most}\n{said.replace('{part}', fill.words)}"


def _weight_fill(weight: Weight | None, units: Units) -> Fill:
    name = QCoreApplication.translate("Bench", "Weight")
    if weight is None:
        return Fill(name, None, QCoreApplication.translate("Bench", "not known yet"))
    most = units.format_weight(Weight.kg(limits.PLAUSIBLE_WEIGHT))
    of = QCoreApplication.translate("Bench", "of {most}").replace("{most}", most)
    return Fill(name, float(weight.value / limits.PLAUSIBLE_WEIGHT), of)


def _space_fill(package: Package) -> Fill:
    name = QCoreApplication.translate("Bench", "Space")
    part = totals.space_taken(package)
    if part is not None:
        return Fill(name, float(part), f"{min(round(part * 100), _MOST_PERCENT)} %")
    if not package.items:
        return Fill(name, None, QCoreApplication.translate("Bench", "empty"))
    missing = totals.unmeasured(package)
    if missing:
        return Fill(name, None, Counts().unmeasured(missing))
    return Fill(name, None, QCoreApplication.translate("Bench", "the package has no size"))


def package_totals(package: Package, units: Units) -> str:
    """Return «0.3 kg · £99.00 · 30×20×10 cm», with what is not known left out."""
    parts = [
        (totals.weight(package), units.format_weight),
        (totals.value(package), units.format_money),
        (package.dimensions, units.format_dimensions),
    ]
    return " · ".join(write(part) for part, write in parts if part is not None)  # type: ignore[operator]  # each with its own


def consignment_totals(consignment: Consignment, units: Units) -> str:
    """Return «3 packages · 2.4 kg · £186.00», with what is not known left out."""
    added = totals.of_consignment(consignment)
    parts = [Counts().packages(added.packages)]
    if added.weight is not None:
        parts.append(units.format_weight(added.weight))
    if added.value is not None:
        parts.append(units.format_money(added.value))
    return " · ".join(parts)


def consignment_figures(consignment: Consignment, units: Units, then: Weight | None = None) -> tuple[Figure, ...]:
    """Return packages, weight and value of a consignment; `then` is what it would weigh with what is held over it."""
    added = totals.of_consignment(consignment)
    changing = then is not None and then != added.weight
    weight, _, unit = units.format_weight(then if changing else added.weight).rpartition(" ")
    named = QCoreApplication.translate("Bench", "Weight")
    if changing:
        named = QCoreApplication.translate("Bench", "Weight then")
    return (
        Figure(QCoreApplication.translate("Bench", "Packages"), str(added.packages)),
        Figure(named, weight or unit, unit if weight else "", changing),
        Figure(QCoreApplication.translate("Bench", "Value"), units.format_money(added.value)),
    )


def destination(consignment: Consignment) -> str:
    """Return who and where in one line, or that it is not said yet."""
    there = consignment.destination
    person = there.contact
    names = " ".join(filter(None, (person.first_name, person.last_name))) if person else ""
    said = (names, there.company_name, there.address_line1, there.town, there.postcode)
    parts = [part.strip() for part in said if part and part.strip()]
    if not parts and not there.shipping_location_reference:
        return QCoreApplication.translate("Bench", "No destination yet")
    code = there.country.iso_code.two_letter_code if there.country else ""
    if code:
        parts.append(country_name(code))
    elif typed := consignment.unread.get("destination.country"):
        parts.append(typed)
    place = ", ".join(parts) or there.shipping_location_reference or ""
    return QCoreApplication.translate("Bench", "To {destination}").replace("{destination}", place)


def why_not(draft: Draft, ids: Sequence[str], container: str, refusal: Refusal) -> str:
    """Say why things cannot be put somewhere, as helpfully as what and where allow."""
    if refusal is Refusal.WRONG_KIND:
        nodes = [draft.find(i) for i in ids]
        if any(isinstance(node, Consignment) for node in nodes):
            return QCoreApplication.translate("Bench", "A consignment stays where it is")
        if all(isinstance(node, Package) for node in nodes):
            if container == LOOSE_ITEMS:
                return QCoreApplication.translate(
                    "Bench", "A package waits among the loose packages, not among the items"
                )
            if isinstance(draft.find(container), Package):
                return QCoreApplication.translate("Bench", "A package does not go into another one: merge them instead")
        if len({type(node) for node in nodes}) > 1:
            return QCoreApplication.translate("Bench", "Move items and packages one after the other")
    return refusal_words(refusal)
