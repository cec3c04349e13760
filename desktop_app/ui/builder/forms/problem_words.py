"""What is to be mended, in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop_app.packing.checks import Code, Problem
from desktop_app.pro.models import Dimensions, Money, Weight
from desktop_app.ui.builder.words import field_name
from desktop_app.ui.counts import Counts
from desktop_app.ui.units import Units
from desktop_app.ui.widgets.country_combo import country_name

_WORDS: Final = {
    Code.TOO_LONG: QT_TRANSLATE_NOOP("Problem", "{field} has {length} characters, SortedPRO takes {most}"),
    Code.SAME_REFERENCE: QT_TRANSLATE_NOOP("Problem", "consignment {number} has the reference “{reference}” too"),
    Code.REFERENCE_CREATED: QT_TRANSLATE_NOOP("Problem", "“{reference}” was created already, as {first}"),
    Code.TOO_MANY_TAGS: QT_TRANSLATE_NOOP("Problem", "has {count} tags, SortedPRO takes {most}"),
    Code.TOO_MANY_PACKAGES: QT_TRANSLATE_NOOP("Problem", "has {count} packages, SortedPRO takes {most}"),
    Code.NO_PACKAGE: QT_TRANSLATE_NOOP("Problem", "there is no package in it"),
    Code.NO_ORIGIN: QT_TRANSLATE_NOOP("Problem", "no origin is chosen"),
    Code.UNKNOWN_ORIGIN: QT_TRANSLATE_NOOP("Problem", "your account has no location “{origin}”"),
    Code.NO_COUNTRY: QT_TRANSLATE_NOOP("Problem", "destination has no country"),
    Code.UNKNOWN_COUNTRY: QT_TRANSLATE_NOOP("Problem", "“{country}” is no country"),
    Code.NO_ADDRESS_LINE: QT_TRANSLATE_NOOP("Problem", "destination has no address"),
    Code.NO_TOWN: QT_TRANSLATE_NOOP("Problem", "destination has no town"),
    Code.NO_REGION: QT_TRANSLATE_NOOP("Problem", "addresses in {country} usually have a county or region"),
    Code.NO_POSTCODE: QT_TRANSLATE_NOOP("Problem", "destination has no postcode"),
    Code.WRONG_POSTCODE: QT_TRANSLATE_NOOP("Problem", "“{postcode}” is no postcode of {country}"),
    Code.TERRITORY_POSTCODE: QT_TRANSLATE_NOOP("Problem", "“{postcode}” is a postcode of {territory}, not {country}"),
    Code.NO_RECEIVER: QT_TRANSLATE_NOOP("Problem", "neither a person nor a company is named as receiver"),
    Code.WRONG_EMAIL: QT_TRANSLATE_NOOP("Problem", "“{email}” is no e-mail address"),
    Code.SHIPPING_IN_THE_PAST: QT_TRANSLATE_NOOP("Problem", "the shipping date is in the past"),
    Code.DELIVERY_IN_THE_PAST: QT_TRANSLATE_NOOP("Problem", "the delivery date is in the past"),
    Code.DELIVERY_BEFORE_SHIPPING: QT_TRANSLATE_NOOP("Problem", "it is to be delivered before it is shipped"),
    Code.EXACT_DATE: QT_TRANSLATE_NOOP("Problem", "an exact delivery date leaves few carrier services to choose from"),
    Code.EMPTY_PACKAGE: QT_TRANSLATE_NOOP("Problem", "nothing is in it"),
    Code.NO_WEIGHT: QT_TRANSLATE_NOOP("Problem", "has no weight"),
    Code.TOO_MANY_ITEMS: QT_TRANSLATE_NOOP("Problem", "has {count} items, SortedPRO takes {most}"),
    Code.TOO_HEAVY: QT_TRANSLATE_NOOP("Problem", "weighs {weight}, SortedPRO takes {most}"),
    Code.HEAVY: QT_TRANSLATE_NOOP("Problem", "weighs {weight}; parcel services carry {most} at most"),
    Code.DENSE: QT_TRANSLATE_NOOP("Problem", "weighs {weight}, more than anything of {size} can"),
    Code.WEIGHT_OF_SIZE: QT_TRANSLATE_NOOP(
        "Problem", "is sent with the weight of the size “{size}”, not that of the goods"
    ),
    Code.WEIGHT_BELOW_ITEMS: QT_TRANSLATE_NOOP("Problem", "weighs {weight}, less than its items ({items})"),
    Code.NO_DIMENSIONS: QT_TRANSLATE_NOOP("Problem", "has no dimensions"),
    Code.TOO_LARGE: QT_TRANSLATE_NOOP("Problem", "measures {size}, more than SortedPRO takes"),
    Code.LARGE: QT_TRANSLATE_NOOP("Problem", "measures {size}, more than parcel services carry"),
    Code.SHORTENED: QT_TRANSLATE_NOOP(
        "Problem", "is described by {length} characters of its items, of which {most} are sent"
    ),
    Code.NEGATIVE_VALUE: QT_TRANSLATE_NOOP("Problem", "has a value of {value}"),
    Code.ZERO_VALUE: QT_TRANSLATE_NOOP("Problem", "has a value of nothing"),
    Code.ZERO_VALUE_ABROAD: QT_TRANSLATE_NOOP("Problem", "has a value of nothing, which customs does not take"),
    Code.TOO_VALUABLE: QT_TRANSLATE_NOOP("Problem", "has a value of {value}, SortedPRO takes {most}"),
    Code.VALUABLE: QT_TRANSLATE_NOOP("Problem", "has a value of {value}; parcel services carry {most} at most"),
    Code.TOO_MANY_DECIMALS: QT_TRANSLATE_NOOP(
        "Problem", "has a value of {value}; amounts in {currency} have no more than {most} decimals"
    ),
    Code.MIXED_CURRENCIES: QT_TRANSLATE_NOOP(
        "Problem", "has values in several currencies ({currencies}), so it has none"
    ),
    Code.WRONG_QUANTITY: QT_TRANSLATE_NOOP("Problem", "has a quantity of {quantity}"),
    Code.UNREADABLE: QT_TRANSLATE_NOOP("Problem", "“{text}” cannot be read"),
    Code.ZERO_WEIGHT: QT_TRANSLATE_NOOP("Problem", "has a weight of nothing"),
    Code.WRONG_HARMONISATION: QT_TRANSLATE_NOOP("Problem", "“{harmonisation}” is no HS code of 6, 8 or 10 digits"),
    Code.CUSTOMS_DESCRIPTION: QT_TRANSLATE_NOOP("Problem", "customs will want a description"),
    Code.CUSTOMS_ORIGIN: QT_TRANSLATE_NOOP("Problem", "customs will want to know where it was made"),
    Code.CUSTOMS_HARMONISATION: QT_TRANSLATE_NOOP("Problem", "customs will want an HS code"),
    Code.CUSTOMS_VALUE: QT_TRANSLATE_NOOP("Problem", "customs will want a value"),
    Code.CUSTOMS_WEIGHT: QT_TRANSLATE_NOOP("Problem", "customs will want a weight"),
}


def problem_words(problem: Problem, units: Units) -> str:
    """Return what is wrong («destination has no postcode»)."""
    text = QCoreApplication.translate("Problem", str(_WORDS[problem.code]))
    if problem.code is Code.NO_WEIGHT and problem.params.get("items"):
        text = Counts().unweighed(int(str(problem.params["items"])))
    if problem.code in {Code.WRONG_POSTCODE, Code.NO_POSTCODE} and problem.params.get("example"):
        text += QCoreApplication.translate("Problem", " (such as {example})")
    if problem.code is Code.TOO_LONG:
        text = text.replace("{field}", field_name(problem.field))
    for name, value in problem.params.items():
        text = text.replace(f"{{{name}}}", _shown(name, value, units))
    return text


def mend_words(problem: Problem, units: Units) -> str:
    """Return what the program would do to mend it, as a button says it («Change to Jersey»); empty if it cannot."""
    mend = problem.mend
    if mend is None:
        return ""
    if problem.code is Code.TOO_LONG:
        text = QCoreApplication.translate("Problem", "Cut to {most} characters")
        return text.replace("{most}", str(problem.params["most"]))
    if problem.code is Code.SHIPPING_IN_THE_PAST:
        return QCoreApplication.translate("Problem", "Ship today")
    if mend.value is None:
        return QCoreApplication.translate("Problem", "Take the items’ weight")
    value = _shown(mend.field.rpartition(".")[2], mend.value, units)
    return QCoreApplication.translate("Problem", "Change to {value}").replace("{value}", value)


def _shown(name: str, value: object, units: Units) -> str:
    match value:
        case Decimal():
            return units.format_weight(Weight.kg(value))
        case Money():
            return units.format_money(value)
        case Dimensions():
            return units.format_dimensions(value)
        case str() if name in {"country", "territory"}:
            return country_name(value)
    return str(value)
