"""Names in any script: the order and the forms in which they are drawn, and a word where they cannot be."""

from __future__ import annotations

import base64
import io
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import httpx
import pypdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.demo.documents.typesetting import draw_text, new_canvas, plain, undrawable, warning
from desktop_app.demo.documents.writing import visual
from desktop_app.demo.rules.currencies import decimals, written

SCRIPTS = {
    "Hebrew": "דניאל כהן",
    "Arabic": "محمد علي",
    "Persian": "پریسا گلچین",
    "Urdu": "ٹیپو سلطان",
    "Greek": "Ελένη",
    "Cyrillic": "Цветелина Щерев",
    "Armenian": "Արամ Խաչատրյան",
    "Georgian": "ნინო ბერიძე",
    "Vietnamese": "Nguyễn Thị Ánh",
}
EASTERN = {"Japanese": "山田さくら", "Korean": "김민준", "Chinese": "王小明", "full width": "ＡＢ１２"}
NOT_DRAWN = {"Thai": "สมชาย ใจดี", "Devanagari": "अमित कुमार", "Tamil": "தமிழ்", "Nko": "ߒߞߏ"}


@pytest.mark.parametrize(
    ("written_as", "drawn"),
    [
        ("Peter", "Peter"),
        ("שלום עולם", "םלוע םולש"),
        ("רחוב הרצל 15, דירה 3", "3 הריד ,15 לצרה בוחר"),
        ("Mr דוד Levi", "Mr דוד Levi"[:3] + "דוד"[::-1] + " Levi"),
        ("(דוד)", "(דוד)"[0] + "דוד"[::-1] + ")"),
        ("Dr. דוד (כהן) Ltd", "Dr. (ןהכ) דוד"[:4] + "(ןהכ) דוד".replace("דוד", "דוד"[::-1]) + " Ltd"),
        ("محمد", "\ufeaa\ufee4\ufea4\ufee3"),
        ("سلام", "\ufee1\ufefc\ufeb3"),
        ("\u0645\u06cc\u200c\u062e\u0648", "\ufeee\ufea7\ufbfd\ufee3"),
        ("شارع 12", "12 \ufec9\ufead\ufe8e\ufeb7"),
    ],
)
def test_letters_are_drawn_from_right_to_left_and_joined(written_as: str, drawn: str) -> None:
    assert visual(written_as) == drawn


def test_a_mark_stays_behind_its_letter() -> None:
    assert visual("שָׁלוֹם") == "ם" + "ו\u05b9" + "ל" + "ש\u05b8\u05c1"


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), max_size=40))
def test_no_letter_is_lost(text: str) -> None:
    """A pair of lam and alef becomes one sign, a bracket may become the other; nothing else is added or left out."""

    def letters(of: str) -> list[str]:
        whole = "".join(unicodedata.normalize("NFKC", c) if "\ufb50" <= c <= "\ufefc" else c for c in of)
        return sorted(c for c in whole if c not in "()[]{}<>«»‹›")

    assert letters(visual(text)) == letters(text)
    assert len(visual(text)) <= len(text)


def test_what_is_invisible_is_dropped_and_what_breaks_lines_is_a_space() -> None:
    assert plain("a\u200bb\u00adc\ufeffd\u202ee\nf\u2028g\th") == "abcde f g h"


@pytest.mark.parametrize("name", SCRIPTS.values(), ids=SCRIPTS)
def test_these_scripts_are_drawn(name: str) -> None:
    assert warning([name]) == ""
    assert inked(name) > inked("")


@pytest.mark.parametrize("name", EASTERN.values(), ids=EASTERN)
@pytest.mark.parametrize("country", ["JP", "TW", "GB"])
def test_scripts_of_east_asia_are_drawn_or_the_paper_says_that_they_are_not(name: str, country: str) -> None:
    """Their fonts are too large to be carried along: whoever shows the file supplies them, and may have none."""
    assert bool(warning([name], country)) == (inked(name, country) == inked(""))


def inked(text: str, country: str = "") -> int:
    """Return how many pixels are dark where a text is drawn."""
    target = io.BytesIO()
    canvas = new_canvas(target, (300, 40), "")
    draw_text(canvas, 5, 10, text, 20, 290, country=country)
    canvas.showPage()
    canvas.save()
    document = pypdfium2.PdfDocument(target.getvalue())
    image = document[0].render(grayscale=True).to_pil()
    document.close()
    return sum(image.histogram()[:128])


@pytest.mark.parametrize(("script", "name"), NOT_DRAWN.items())
def test_of_the_others_the_paper_says_so(script: str, name: str) -> None:
    assert undrawable(["Peter", name]) == [script]
    assert script in warning([name])


Create = Callable[..., str]


def page(service: httpx.Client, reference: str, form: str = "pdf") -> bytes:
    """Return a label."""
    answer = service.get(f"/labels/{reference}/{form}")
    assert answer.status_code == 200, answer.text
    return base64.b64decode(answer.json()["File"])


def allocated(service: httpx.Client, reference: str) -> str:
    """Allocate a consignment."""
    service.put(f"/allocation/{reference}/allocatewithcheapestquote").raise_for_status()
    return reference


def test_a_label_has_an_arabic_name_joined_and_from_right_to_left(service: httpx.Client, create: Create) -> None:
    name: Any = {"Contact": {"FirstName": "محمد", "LastName": "علي"}, "AddressLine1": "רחוב הרצל 15"}
    reference = allocated(service, create(name))
    text = pypdf.PdfReader(io.BytesIO(page(service, reference))).pages[0].extract_text()
    assert visual("محمد علي")[::-1] in text, "pypdf turns it round again"
    assert "cannot be drawn" not in text
    assert "^PA0,1,1,1" in page(service, reference, "zpl").decode()
    assert "محمد علي" in page(service, reference, "zpl").decode()


def test_a_label_says_which_letters_it_lacks(service: httpx.Client, create: Create) -> None:
    reference = allocated(service, create({"Contact": {"FirstName": "สมชาย", "LastName": "ใจดี"}}))
    pdf = page(service, reference)
    assert "cannot be drawn here: Thai" in pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    document.close()
    assert "^PA" not in page(service, allocated(service, create()), "zpl").decode()


@pytest.mark.parametrize(
    ("amount", "code", "shown"),
    [
        ("1200", "JPY", "1200"),
        ("1200.00", "JPY", "1200"),
        ("1200.5", "JPY", "1200.5"),
        ("3.5", "KWD", "3.500"),
        ("3.125", "KWD", "3.125"),
        ("9.99", "GBP", "9.99"),
        ("9.9", "EUR", "9.90"),
        ("9.999", "EUR", "9.999"),
        ("0", "JPY", "0"),
        ("5", "KRW", "5"),
        ("5", "XXX", "5.00"),
    ],
)
def test_money_has_the_decimals_of_its_currency(amount: str, code: str, shown: str) -> None:
    assert written(Decimal(amount), code) == shown


def test_a_package_in_yen_or_dinars_is_split_to_their_smallest_amounts(service: httpx.Client, create: Create) -> None:
    assert (decimals("JPY"), decimals("KWD")) == (0, 3)
    for code, shares in (("JPY", [333.0] * 3), ("KWD", [333.333] * 3)):
        package = {
            "PackageSizeReference": "SMALL_BOX",
            "Value": {"Amount": 1000, "Currency": {"IsoCode": code}},
            "Items": [{"Sku": sku} for sku in "ABC"],
        }
        reference = create(Packages=[package])
        first = service.get(f"/consignments/{reference}").json()["Packages"][0]["Reference"]
        service.put(f"/packages/{first}/split").raise_for_status()
        packages = service.get(f"/consignments/{reference}").json()["Packages"]
        assert [each["Value"]["Amount"] for each in packages] == shares


def test_an_invoice_in_yen_has_no_decimals(service: httpx.Client, create: Create) -> None:
    yen = {"Amount": 1200, "Currency": {"IsoCode": "JPY"}}
    item = {"Description": "Socks", "Quantity": 2, "Value": yen, "HarmonisationCode": "611595", "Sku": "A"}
    item |= {"CountryOfOrigin": {"IsoCode": {"TwoLetterCode": "GB"}}, "Weight": {"Value": 0.2}}
    box = {"PackageSizeReference": "SMALL_BOX", "Description": "Socks", "Value": yen, "Items": [item]}
    customs = dict.fromkeys(("DeclarationDate", "InvoiceDate"), "2031-06-02T00:00:00+00:00")
    customs |= {"CategoryType": "SaleOfGoods", "ShippingTerms": "DAP", "DesignatedPersonResponsible": "Owen Hartley"}
    reference = create(
        {"Postcode": "100-0005", "Country": {"IsoCode": {"TwoLetterCode": "JP"}}},
        Packages=[box],
        CustomsDocumentation=customs | {"ShippersVatNumber": "GB987654321"},
        MetaData=[{"KeyValue": "ShippersEORI", "StringValue": "GB987654321000"}],
    )
    wanted = {"ConsignmentReferences": [reference], "MpdCarrierServiceReference": "MPD_TBWW"}
    (summary,) = service.put("/allocation/allocatewithcarrierservice", json=wanted).json()
    assert summary["StatusCode"] == 200, summary
    pdf = base64.b64decode(service.get(f"/consignments/docs/commercialinvoice/{reference}").json())
    text = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert "1200 JPY" in text
    assert "1200.00" not in text
