"""How many decimals money has: two, but for the currencies that have none or three.

Source: ISO 4217, list one (published by SIX, as of June 2024).
"""

from __future__ import annotations

from decimal import Decimal

_DECIMALS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_BY_CODE = {code: count for count, codes in _DECIMALS.items() for code in codes.split()}


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
