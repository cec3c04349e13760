"""Numbers as people write them, in their units; what is shown comes back as it was."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from desktop_app.pro.models import Dimensions, Money, Weight
from desktop_app.ui.units import LengthUnit, Units, WeightUnit

BRITISH = QLocale("en_GB")
GERMAN = QLocale("de_DE")


@pytest.mark.parametrize(
    ("text", "locale", "kilograms"),
    [
        ("0.05", BRITISH, "0.05"),
        ("50 g", BRITISH, "0.05"),
        ("1 lb", BRITISH, "0.45359"),
        ("1,5", BRITISH, "1.5"),
        ("0,500", BRITISH, "0.5"),
        ("1,500", BRITISH, "1500"),
        ("1,234.5", BRITISH, "1234.5"),
        ("1,5", GERMAN, "1.5"),
        ("1.500", GERMAN, "1500"),
        ("1.234,5", GERMAN, "1234.5"),
        ("0.05 kg", GERMAN, "0.05"),
    ],
)
def test_a_weight_is_read_as_it_is_written(text: str, locale: QLocale, kilograms: str) -> None:
    assert Units(locale=locale).parse_weight(text) == Weight.kg(kilograms)


@pytest.mark.parametrize("text", ["", "heavy", "1.8..", "1.2.3", "12,34,5", "5 cm", "-1", "1e3", "."])
def test_what_is_no_weight_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a number|no unit"):
        Units(locale=BRITISH).parse_weight(text)


@pytest.mark.parametrize("locale", [BRITISH, GERMAN], ids=["british", "german"])
@given(
    thousandths=st.integers(1, 1_000_000),
    unit=st.sampled_from(["kg", "g", "lb", "oz"]),
)
def test_what_a_field_shows_is_read_back_as_what_it_showed(locale: QLocale, thousandths: int, unit: WeightUnit) -> None:
    units = Units(unit, locale=locale)
    shown = units.weight_number(Weight.kg(Decimal(thousandths) / 1000))
    assert units.weight_number(units.parse_weight(f"{shown} {unit}")) == shown


@pytest.mark.parametrize(("unit", "shown"), [("cm", "30×20×10 cm"), ("in", "11.81×7.87×3.94 in")])
def test_dimensions_are_said_length_width_height(unit: LengthUnit, shown: str) -> None:
    assert Units(length=unit, locale=BRITISH).format_dimensions(Dimensions.cm(30, 20, 10)) == shown


@pytest.mark.parametrize(
    ("money", "shown"),
    [
        (Money.of("186"), "£186.00"),
        (Money.of("1234.5", "EUR"), "€1,234.50"),
        (Money.of("0.1234"), "£0.1234"),
        (Money.of("9.9", "SEK"), "9.90 SEK"),
        (None, "–"),
    ],
)
def test_money_is_shown_with_its_currency(money: Money | None, shown: str) -> None:
    assert Units(locale=BRITISH).format_money(money) == shown


def test_an_amount_has_four_places_at_most() -> None:
    units = Units(locale=BRITISH)
    assert units.parse_amount("£1,234.5678") == Decimal("1234.5678")
    with pytest.raises(ValueError, match="amount"):
        units.parse_amount("0.12345")


@pytest.mark.parametrize("barcode", ["00340123450000000018" * 2, "93401234500000000181"])
def test_a_barcode_read_into_a_field_of_amounts_is_no_amount(barcode: str) -> None:
    units = Units(locale=BRITISH)
    for parse in (units.parse_amount, units.parse_weight, units.parse_length):
        with pytest.raises(ValueError, match="more than any amount"):
            parse(barcode)


@pytest.mark.parametrize(
    ("money", "shown", "number"),
    [
        (Money.of("1500", "JPY"), "JP¥1,500", "1500"),
        (Money.of("1500", "KRW"), "1,500 KRW", "1500"),
        (Money.of("1.5", "KWD"), "1.500 KWD", "1.500"),
        (Money.of("1.2345", "KWD"), "1.2345 KWD", "1.2345"),
        (Money.of("9.9", "GBP"), "£9.90", "9.90"),
    ],
)
def test_money_has_the_decimals_of_its_currency(money: Money, shown: str, number: str) -> None:
    units = Units(locale=BRITISH)
    assert units.format_money(money) == shown
    assert units.amount_number(money.amount, money.currency.iso_code) == number
