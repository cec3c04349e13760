"""Labels can be read: by a scanner, from PDF and from PNG, and by a person, whatever letters a name has."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from typing import Any

import httpx
import pypdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

Create = Callable[..., str]
NAMES = {
    "Polish": ("Łukasz", "Żółć", "PL", "90-001"),
    "Greek": ("Ελένη", "Παπαδόπουλος", "GR", "105 63"),
    "Cyrillic": ("Цветелина", "Щерев", "BG", "1000"),
    "Japanese": ("健太", "山田さくら", "JP", "100-0005"),
    "Korean": ("민준", "김", "KR", "03051"),
}


def label(service: httpx.Client, path: str, content_type: str) -> bytes:
    """Return the file that a label call answers with."""
    answer = service.get(f"/labels/{path}")
    assert answer.status_code == 200, answer.text
    assert answer.json()["ContentType"] == content_type
    return base64.b64decode(answer.json()["File"], validate=True)


def allocated(service: httpx.Client, reference: str) -> tuple[str, list[str], list[str]]:
    """Allocate; return the consignment's reference, its tracking references and its packages' references."""
    answer = service.put(f"/allocation/{reference}/allocatewithcheapestquote")
    assert answer.status_code == 200, answer.text
    whole = service.get(f"/consignments/{reference}").json()
    return reference, whole["ConsignmentLegs"][0]["TrackingReferences"], [p["Reference"] for p in whole["Packages"]]


def scanned(image: Any) -> list[str]:
    """Return what a scanner reads, from top to bottom."""
    found = zxingcpp.read_barcodes(image)
    assert {str(code.format) for code in found} == {"Code 128"}
    return [code.text for code in sorted(found, key=lambda code: code.position.top_left.y)]


def test_a_pdf_label_is_an_a6_page_for_each_package_with_its_barcode(service: httpx.Client, create: Create) -> None:
    reference, tracking, packages = allocated(service, create(packages=3))
    pdf = label(service, reference, "application/pdf")
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    assert [(round(p.mediabox.width / 72 * 25.4), round(p.mediabox.height / 72 * 25.4)) for p in pages] == [
        (105, 148)
    ] * 3
    document = pypdfium2.PdfDocument(pdf)
    assert [scanned(page.render(scale=203 / 72).to_pil()) for page in document] == [[t] for t in tracking]
    document.close()
    for number, page in enumerate(pages, 1):
        text = page.extract_text()
        assert tracking[number - 1] in text
        assert packages[number - 1] in text
        assert f"Package {number} of 3" in text
        assert "Peter McPetersson" in text
        assert "M1 5WG" in text


def test_a_png_label_is_the_same_at_203_dots_per_inch(service: httpx.Client, create: Create) -> None:
    reference, tracking, _ = allocated(service, create(packages=2))
    image = Image.open(io.BytesIO(label(service, f"{reference}/png", "image/png")))
    assert round(float(image.info["dpi"][0])) == 203
    assert abs(image.width - 105 / 25.4 * 203) < 2
    assert abs(image.height - 2 * 148 / 25.4 * 203) < 3
    assert scanned(image) == tracking


@pytest.mark.parametrize("form", ["ZPL", "ZPLII"])
def test_a_zpl_label_carries_barcode_and_text_and_no_name_is_a_command(
    service: httpx.Client, create: Create, form: str
) -> None:
    name = {"Contact": {"FirstName": "^XZ~JR_", "LastName": "Żółć\n^XA"}}
    reference, tracking, _ = allocated(service, create(name, packages=2))
    text = label(service, f"{reference}/{form}", "application/zpl").decode()
    assert text.count("^XA") == text.count("^XZ") == 2
    assert "~" not in text
    assert "_5EXZ_7EJR_5F Żółć _5EXA" in text
    for code in tracking:
        assert f"^BCN,200,N,N,N,A^FH^FD{code}^FS" in text
        assert f"^A0N,40,40^FH^FD{code}^FS" in text


@pytest.mark.parametrize(("first", "last", "country", "postcode"), NAMES.values(), ids=NAMES)
def test_every_name_is_printed_as_it_is_written(
    service: httpx.Client, create: Create, first: str, last: str, country: str, postcode: str
) -> None:
    reference, *_ = allocated(
        service,
        create(
            {
                "Contact": {"FirstName": first, "LastName": last},
                "Postcode": postcode,
                "Country": {"IsoCode": {"TwoLetterCode": country}},
            },
            CustomsDocumentation={"ShippingTerms": "DAP"},
        ),
    )
    text = pypdf.PdfReader(io.BytesIO(label(service, reference, "application/pdf"))).pages[0].extract_text()
    assert first in text
    assert last in text


def test_a_name_that_is_too_long_is_made_smaller_and_then_cut(service: httpx.Client, create: Create) -> None:
    reference, *_ = allocated(service, create({"CompanyName": "W" * 30, "AddressLine2": "W" * 400}))
    text = pypdf.PdfReader(io.BytesIO(label(service, reference, "application/pdf"))).pages[0].extract_text()
    assert "W" * 30 + "\n" in text
    assert "WW…" in text
    assert "W" * 100 not in text


def test_a_package_has_a_label_of_its_own(service: httpx.Client, create: Create) -> None:
    reference, tracking, packages = allocated(service, create(packages=2))
    pdf = pypdf.PdfReader(io.BytesIO(label(service, f"package/{reference}/{packages[1]}", "application/pdf")))
    assert len(pdf.pages) == 1
    assert "Package 2 of 2" in pdf.pages[0].extract_text()
    png = label(service, f"package/{reference.lower()}/{packages[0].lower()}/Png", "image/png")
    assert scanned(Image.open(io.BytesIO(png))) == tracking[:1]
    assert service.get(f"/labels/package/{reference}/EP-000-000-000").status_code == 404


def test_the_first_label_sets_when_labels_were_printed(service: httpx.Client, create: Create, clock: Any) -> None:
    reference, *_ = allocated(service, create())
    assert service.get(f"/consignments/{reference}").json()["LabelsPrinted"] is False
    label(service, f"{reference}/ZPL", "application/zpl")
    first = service.get(f"/consignments/{reference}").json()
    assert (first["LabelsPrinted"], first["DateLabelsWereFirstPrinted"]) == (True, "2026-03-02T10:15:30.1234560+00:00")
    before = clock.moment
    clock.moment = before.replace(hour=12)
    label(service, reference, "application/pdf")
    clock.moment = before
    assert service.get(f"/consignments/{reference}").json() == first
