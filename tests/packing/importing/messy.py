"""Makes messy files of orders whose truth is known: shop shape × language × dialect × encoding × locale × damage."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Final

from tests.bench.imports import make_workbook

Shape = dict[str, str]
"""The header of each thing that a file says."""

SHAPES: Final[dict[str, Shape]] = {
    "shopify": {
        "ref": "Name", "email": "Email", "paid": "Financial Status", "ful": "Fulfillment Status", "cur": "Currency",
        "date": "Created at", "qty": "Lineitem quantity", "what": "Lineitem name", "price": "Lineitem price",
        "sku": "Lineitem sku", "ships": "Lineitem requires shipping", "weight:g": "Lineitem grams",
        "name": "Shipping Name", "line1": "Shipping Address1", "line2": "Shipping Address2", "town": "Shipping City",
        "zip": "Shipping Zip", "country": "Shipping Country", "phone": "Shipping Phone", "note": "Notes",
    },
    "woo": {
        "ref": "order_number", "date": "order_date", "paid": "status", "cur": "order_currency",
        "email": "billing_email", "phone": "billing_phone", "first": "shipping_first_name",
        "last": "shipping_last_name", "line1": "shipping_address_1", "line2": "shipping_address_2",
        "zip": "shipping_postcode", "town": "shipping_city", "country": "shipping_country", "note": "customer_note",
        "what": "item_name", "sku": "item_sku", "qty": "item_quantity", "total": "item_total",
        "weight:kg": "item_weight",
    },
    "woo export": {
        "ref": "Order Number", "paid": "Order Status", "date": "Order Date", "note": "Customer Note",
        "first": "First Name (Shipping)", "last": "Last Name (Shipping)", "line1": "Address 1&2 (Shipping)",
        "town": "City (Shipping)", "zip": "Postcode (Shipping)", "country": "Country Code (Shipping)", "sku": "SKU",
        "what": "Item Name", "qty": "Quantity", "price": "Item Cost", "phone": "Phone (Billing)",
    },
    "ebay": {
        "x1": "Sales Record Number", "ref": "Order Number", "x2": "Buyer Username", "x3": "Buyer Name",
        "name": "Ship To Name", "phone": "Ship To Phone", "line1": "Ship To Address 1", "line2": "Ship To Address 2",
        "town": "Ship To City", "zip": "Ship To Zip", "country": "Ship To Country", "x4": "Item Number",
        "what": "Item Title", "sku": "Custom Label", "qty": "Quantity", "price": "Sold For", "date:mdy": "Sale Date",
    },
    "ebay de": {
        "x1": "Verkaufsprotokollnummer", "ref": "Bestellnummer", "x2": "Nutzername des Käufers",
        "x3": "Name des Käufers", "name": "Name des Empfängers", "phone": "Telefonnummer des Empfängers",
        "line1": "Empfängeradresse 1", "line2": "Empfängeradresse 2", "town": "Ort des Empfängers",
        "zip": "Postleitzahl des Empfängers", "country": "Land des Empfängers", "x4": "Artikelnummer",
        "what": "Angebotstitel", "sku": "Bestandseinheit", "qty": "Anzahl", "price": "Verkauft für",
        "date:mdy": "Verkauft am",
    },
    "amazon": {
        "ref": "order-id", "x1": "order-item-id", "date:iso": "purchase-date", "email": "buyer-email",
        "x2": "buyer-name", "sku": "sku", "what": "product-name", "qty": "quantity-purchased", "cur": "currency",
        "total": "item-price", "name": "recipient-name", "line1": "ship-address-1", "line2": "ship-address-2",
        "town": "ship-city", "zip": "ship-postal-code", "country": "ship-country", "phone": "ship-phone-number",
    },
    "etsy": {
        "date:md": "Sale Date", "what": "Item Name", "x1": "Buyer", "qty": "Quantity", "price": "Price",
        "cur": "Currency", "x2": "Transaction ID", "x3": "Listing ID", "name": "Ship Name", "line1": "Ship Address1",
        "line2": "Ship Address2", "town": "Ship City", "zip": "Ship Zipcode", "country": "Ship Country",
        "ref": "Order ID", "sku": "SKU",
    },
    "click & drop": {
        "ref": "Order reference", "date:dm": "Date", "first": "First Name", "last": "Last Name",
        "line1": "Address Line 1", "line2": "Address Line 2", "town": "City", "zip": "Postcode", "country": "Country",
        "phone": "Phone", "x1": "Service code", "what": "Product Name", "sku": "Product SKU", "qty": "Product Quantity",
        "price": "Product Unit Price", "weight:kg": "Product Weight", "cur": "Currency Code",
    },
    "shipstation": {
        "ref": "Order Number", "date": "Order Date", "name": "Recipient Full Name", "phone": "Recipient Phone",
        "line1": "Address Line 1", "line2": "Address Line 2", "town": "City", "zip": "Postal Code",
        "country": "Country Code", "sku": "Item SKU", "what": "Item Name", "qty": "Item Quantity",
        "price": "Item Unit Price", "weight:oz": "Item Weight (oz)",
    },
    "plain en": {
        "ref": "Order No.", "date": "Date", "name": "Customer", "line1": "Street", "line2": "Address 2", "town": "Town",
        "zip": "Postcode", "country": "Country", "phone": "Phone", "sku": "Item no.", "what": "Description",
        "qty": "Qty", "weight:g": "Weight in g", "price": "Unit price (GBP)",
    },
    "plain en lb": {
        "ref": "PO Number", "name": "Ship to", "line1": "Address", "town": "City", "zip": "ZIP", "country": "Country",
        "sku": "SKU", "what": "Product", "qty": "Units", "weight:lb": "Weight (lbs)", "price": "Price",
    },
    "plain de": {
        "ref": "Bestell-Nr.", "date": "Bestelldatum", "name": "Empfänger", "line1": "Straße und Hausnummer",
        "line2": "Adresszusatz", "zip": "PLZ", "town": "Ort", "country": "Land", "phone": "Telefon", "sku": "Art.-Nr.",
        "what": "Bezeichnung", "qty": "Stückzahl", "weight:kg": "Gewicht (kg)", "price": "Einzelpreis €",
    },
    "plain de liefer": {
        "ref": "Auftragsnummer", "first": "Vorname", "last": "Nachname", "line1": "Lieferadresse Straße",
        "zip": "Lieferadresse PLZ", "town": "Lieferadresse Ort", "country": "Lieferland", "sku": "Artikelnummer",
        "what": "Artikel", "qty": "Menge", "weight:g": "Gewicht [g]", "price": "Stückpreis", "cur": "Währung",
    },
    "plain fr": {
        "ref": "N° de commande", "date": "Date de commande", "last": "Nom", "first": "Prénom", "line1": "Adresse",
        "line2": "Complément d'adresse", "zip": "Code postal", "town": "Ville", "country": "Pays", "phone": "Téléphone",
        "sku": "Référence article", "what": "Désignation", "qty": "Quantité", "weight:g": "Poids (g)",
        "price": "Prix unitaire", "cur": "Devise",
    },
    "plain fr livraison": {
        "ref": "Commande", "name": "Nom du destinataire", "line1": "Adresse de livraison", "zip": "CP",
        "town": "Ville de livraison", "country": "Pays", "sku": "Réf", "what": "Article", "qty": "Qté",
        "weight:kg": "Poids unitaire kg", "price": "Prix",
    },
}  # fmt: skip

PLACES: Final = (
    (
        "DE",
        ("Deutschland", "Germany", "Allemagne"),
        ("01067", "20095", "80331", "04109"),
        ("Dresden", "Köln", "Würzburg"),
    ),
    ("FR", ("Frankreich", "France", "France"), ("01000", "75001", "06000"), ("Besançon", "Nîmes", "Paris")),
    (
        "GB",
        ("Vereinigtes Königreich", "United Kingdom", "Royaume-Uni"),
        ("LS1 1AA", "NR2 1AB", "SW1A 1AA"),
        ("Leeds", "York"),
    ),
    (
        "US",
        ("Vereinigte Staaten", "United States", "États-Unis"),
        ("02138", "90210", "00501"),
        ("Boston", "Springfield"),
    ),
    ("IE", ("Irland", "Ireland", "Irlande"), ("D02 X285",), ("Dublin",)),
    ("CH", ("Schweiz", "Switzerland", "Suisse"), ("8001", "1200"), ("Zürich", "Genève")),
)
NAMES: Final = ("Käthe Müller", "Jürgen Weiß", "Zoë Muñoz", "François Lefèvre", "Ada O'Sample", "Bo Test", "Anaïs Noël")
GOODS: Final = ("Bürste", 'Vase 12"', "Tasse; blau", "Mug, large", "Carnet A5 | ligné", "Fern & Co. Print", "Écharpe")
SKUS: Final = ("0012", "VA-01", "TOTE-1E5", "007", "K;1", "A,B-2", "B 2", "FOX-01", "00412", "X|9", "1E5", "12345678")
STREETS: Final = ("Gänsemarkt 3", "12 Rue de l'Été", "7 Test Parade", "Weißdornweg 5", "C/ Mayor 1, 2º")


@dataclass
class Line:
    """What is true of an item; `weight` in kilograms, `sku` as the file should say it."""

    sku: str
    quantity: int
    weight: Decimal | None
    price: Decimal
    what: str
    lost_sku: bool = False


@dataclass
class Order:
    """What is true of an order."""

    reference: str
    country: str
    postcode: str
    name: str
    lines: list[Line]
    over: bool = False


@dataclass
class Messy:
    """A file, the orders in it, and what was done to it (for who looks at one that was read wrongly)."""

    content: bytes
    orders: list[Order]
    how: list[str] = field(default_factory=list)


def make(seed: int) -> Messy:
    """Return the messy file of that number."""
    return _Maker(random.Random(seed)).make()


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.shape_name = chance.choice(list(SHAPES))
        self.shape = SHAPES[self.shape_name]
        self.language = 0 if " de" in self.shape_name else 2 if " fr" in self.shape_name else 1
        pointed = self.shape_name in ("shopify", "amazon", "etsy", "click & drop", "shipstation")
        self.comma = not pointed and (self.language != 1 or (self.shape_name == "woo" and chance.random() < 0.5))
        self.workbook = chance.random() < 0.15
        self.thousands = chance.random() < 0.5
        self.unit = next((key.partition(":")[2] for key in self.shape if key.startswith("weight")), "")
        self.damaged = not self.workbook and chance.random() < 0.3
        self.how = [self.shape_name, "comma" if self.comma else "point"]

    def make(self) -> Messy:
        chance = self.chance
        orders = [self._order(number) for number in range(chance.randint(3, 9))]
        rows = [row for order in orders for row in self._rows(order)]
        header = list(self.shape.values())
        order = list(range(len(header)))
        if self.shape_name.startswith("plain") and chance.random() < 0.5:
            chance.shuffle(order)
        table = [[row[at] for at in order] for row in [header, *rows]]
        if self.shape_name.startswith("plain") and chance.random() < 0.3:
            sums = {1: "Total", 0: "Summe", 2: "Total"}[self.language]
            table += [[""] * len(order), [sums, *[""] * (len(order) - 2), "99"]]
            self.how.append("sums")
        if chance.random() < 0.25:
            self.how.append("empty rows")
            table.insert(chance.randint(1, len(table)), [""] * len(order))
            table.insert(0, [""] * len(order))
        if chance.random() < 0.15:
            self.how.append("a title")
            table.insert(0, ["Orders of November 2026", *[""] * (len(order) - 1)])
        content = self._workbook(table) if self.workbook else self._text(table)
        return Messy(content, [order for order in orders if not order.over], self.how)

    def _order(self, number: int) -> Order:
        chance = self.chance
        code, _, postcodes, _ = chance.choice(PLACES)
        lines = [self._line() for _ in range(chance.choice((1, 1, 2, 3)))]
        reference = chance.choice(("#{}", "WC-{}", "{}", "2026/{}")).format(1001 + number)
        over = "paid" in self.shape and chance.random() < 0.1
        return Order(reference, code, chance.choice(postcodes), chance.choice(NAMES), lines, over)

    def _line(self) -> Line:
        chance = self.chance
        weight = None
        if self.unit:
            grams = chance.choice((5, 50, 80, 125, 250, 999, 1000, 1250, 1800, 2500, 12500))
            weight = Decimal(grams) / 1000
            if self.unit in ("oz", "lb"):
                weight = Decimal(chance.choice(("0.5", "1", "8", "12.25", "2.125", "16")))
        lost = self.damaged and chance.random() < 0.1
        sku = "5012345000000" if lost else chance.choice(SKUS)
        price = Decimal(chance.choice((99, 1990, 1250, 500, 125000, 60000, 350))) / 100
        return Line(sku, chance.choice((1, 1, 2, 3, 10, 12)), weight, price, chance.choice(GOODS), lost)

    def _rows(self, order: Order) -> list[list[str]]:
        chance = self.chance
        place = next(place for place in PLACES if place[0] == order.country)
        first, _, last = order.name.partition(" ")
        zipped = order.postcode
        if self.damaged and zipped.isdigit():
            zipped = zipped.lstrip("0")
        elif chance.random() < 0.2:
            zipped = chance.choice((zipped.lower(), f"'{zipped}", f" {zipped}", zipped.replace(" ", "")))
        elif order.country == "DE" and chance.random() < 0.2:
            zipped = f"D-{zipped}"
        common = {
            "ref": order.reference, "email": "a@example.com", "cur": "EUR", "name": order.name, "first": first,
            "last": last,
            "paid": "cancelled" if order.over else "paid" if self.shape_name == "shopify" else "processing",
            "ful": "unfulfilled", "line1": chance.choice(STREETS), "line2": chance.choice(("", "Flat 9", "c/o Müller")),
            "town": chance.choice(place[3]), "zip": zipped,
            "country": chance.choice((order.country, place[1][self.language])),
            "phone": chance.choice(("", "+49 221 5550", "'07700900111")), "ships": "true",
            "note": chance.choice(("", "Ring; please", "Leave it,\nsecond door", "Merci & à bientôt")),
        }  # fmt: skip
        if "&" in common["note"] and chance.random() < 0.5:
            common["note"] = common["note"].replace("&", "&amp;")
        day = chance.randint(1, 28)
        found = []
        for number, line in enumerate(order.lines):
            cells = dict(common)
            if (
                number
                and self.shape_name in ("shopify", "ebay", "ebay de", "plain de", "plain en")
                and chance.random() < 0.8
            ):
                cells = {"ref": order.reference, "cur": "", "ships": "true"}
            shown = f"{line.sku[0]}.{line.sku[1:6]}E+{len(line.sku) - 1}" if line.lost_sku else line.sku
            cells |= {
                "sku": shown, "qty": str(line.quantity), "what": line.what, "price": self._money(line.price),
                "total": self._money(line.price * line.quantity), "x1": "11111111111", "x2": "someone", "x3": "Someone",
                "x4": "407197269275",
            }  # fmt: skip
            for key in self.shape:
                name, _, form = key.partition(":")
                if name == "weight" and line.weight is not None:
                    cells[key] = self._weight(line.weight)
                if name == "date":
                    cells[key] = self._date(day, form)
            found.append([cells.get(key, "") for key in self.shape])
        return found

    def _date(self, day: int, form: str) -> str:
        forms = {
            "mdy": f"Nov-{day:02}-26", "iso": f"2026-11-{day:02}T10:00:00+00:00", "md": f"11/{day:02}/26",
            "dm": f"{day:02}/11/26",
        }  # fmt: skip
        usual = (
            f"{day:02}.11.2026"
            if self.language == 0
            else f"{day:02}/11/2026"
            if self.language == 2
            else f"2026-11-{day:02}"
        )
        return forms.get(form, usual)

    def _number(self, text: str, grouped: bool) -> str:
        whole, _, rest = text.partition(".")
        mark, group = (",", ".") if self.comma else (".", ",")
        if grouped and len(whole) > 3:
            whole = f"{whole[:-3]}{group}{whole[-3:]}"
        return f"{whole}{mark}{rest}" if rest else whole

    def _money(self, value: Decimal) -> str:
        text = self._number(f"{value:.2f}", self.thousands)
        if self.shape_name.startswith("ebay"):
            return f"EUR {text}" if self.language == 1 else f"{text} €"
        return text

    def _weight(self, kilograms: Decimal) -> str:
        if self.unit == "g":
            return self._number(f"{(kilograms * 1000).normalize():f}", self.thousands and self.comma)
        text = self._number(f"{kilograms.normalize():f}", False)
        if self.shape_name.startswith("plain") and self.chance.random() < 0.15:
            return f"{text} {self.unit}"
        return text

    def _text(self, table: list[list[str]]) -> bytes:
        chance = self.chance
        amazon = self.shape_name == "amazon"
        delimiter = (
            "\t" if amazon else chance.choice((";", ";", "\t", "|") if self.comma else (",", ",", ";", "\t", "|"))
        )
        encoding = chance.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman", "cp850"))
        end = chance.choice(("\r\n", "\n", "\r"))
        self.how += [repr(delimiter), encoding, repr(end)]
        out = io.StringIO(newline="")
        if amazon:
            rows = [[cell.replace("\n", " ") for cell in row] for row in table]
            text = end.join("\t".join(row) for row in rows) + end
        else:
            # Where rows end in a bare return, Python's writer would leave a line feed within a cell without quotes.
            everywhere = end == "\r" or chance.random() < 0.5
            writer = partial(csv.writer, quoting=csv.QUOTE_ALL) if everywhere else csv.writer
            writer(out, delimiter=delimiter, lineterminator=end).writerows(table)
            text = out.getvalue()
        if chance.random() < 0.15:
            self.how.append("sep=")
            text = f"sep={delimiter}{end}{text}"
        try:
            return text.encode(encoding)
        except UnicodeEncodeError:
            return text.encode()

    def _workbook(self, table: list[list[str]]) -> bytes:
        self.how.append("workbook")
        numbers = {
            name for key, name in self.shape.items() if key.partition(":")[0] in ("qty", "weight", "price", "total")
        }
        header = next(row for row in table if self.shape["sku"] in row)
        lines = []
        for at, row in enumerate(table, 1):
            cells = []
            for column, text in enumerate(row):
                plain = text.replace(".", "").replace(",", ".") if self.comma else text.replace(",", "")
                if (
                    header[column] in numbers
                    and plain.replace(".", "").isdigit()
                    and row is not header
                    and self.chance.random() < 0.7
                ):
                    cells.append(f'<c r="{_column(column)}{at}"><v>{plain}</v></c>')
                elif text:
                    safe = text.replace("&", "&amp;").replace("<", "&lt;")
                    cells.append(
                        f'<c r="{_column(column)}{at}" t="inlineStr"><is><t xml:space="preserve">{safe}</t></is></c>'
                    )
            lines.append(f'<row r="{at}">{"".join(cells)}</row>')
        extra = '<row r="1"><c r="A1" t="inlineStr"><is><t>Notes of my own</t></is></c></row>'
        sheets = {"Notes": extra, "Orders": "".join(lines)}
        return make_workbook(sheets if self.chance.random() < 0.5 else {"Orders": sheets["Orders"]})


def _column(number: int) -> str:
    return chr(65 + number)
