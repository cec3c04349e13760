"""Currencies: the service's names for them, and how many decimals their money has.

Source of the decimals: ISO 4217, list one (published by SIX, as of June 2024).
"""

from __future__ import annotations

from decimal import Decimal

_NAMES = {
    "GBP": "Pound Sterling",
    "EUR": "Euro",
    "USD": "US Dollar",
    "PLN": "Zloty",
    "JPY": "Yen",
    "SEK": "Swedish Krona",
    "NOK": "Norwegian Krone",
    "DKK": "Danish Krone",
    "CHF": "Swiss Franc",
    "CAD": "Canadian Dollar",
    "AUD": "Australian Dollar",
    "KRW": "Won",
    "CNY": "Yuan Renminbi",
    "KWD": "Kuwaiti Dinar",
    "BHD": "Bahraini Dinar",
    "TND": "Tunisian Dinar",
}
_DECIMALS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_BY_CODE = {code: count for count, codes in _DECIMALS.items() for code in codes.split()}


def currency_name(iso_code: str) -> str | None:
    """Return the service's name of a currency, or None for one that it has none for."""
    return _NAMES.get(iso_code)


def decimals(iso_code: str) -> int:
    """Return how many decimals an amount of that currency is written with."""
    return _BY_CODE.get(iso_code, 2)


def smallest(iso_code: str) -> Decimal:
    """Return the smallest amount of that currency: 0.01 of most, 1 of a yen, 0.001 of a dinar."""
    return Decimal(1).scaleb(-decimals(iso_code))


def written(amount: Decimal, iso_code: str) -> str:
    """Return an amount of that currency in digits; with more decimals than it has only where it was sent with more."""
    rounded = Decimal(amount).quantize(smallest(iso_code))
    return f"{rounded:f}" if rounded == amount else f"{Decimal(amount).normalize():f}"
