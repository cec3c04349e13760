"""What is to be mended, in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop_app.packing.checks import Code, Problem
from desktop_app.pro.models import Weight
from desktop_app.ui.counts import Counts
from desktop_app.ui.units import Units
from desktop_app.ui.widgets.country_combo import country_name

_WORDS: Final = {
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
    Code.NO_RECEIVER: QT_TRANSLATE_NOOP("Problem", "neither a person nor a company is named as receiver"),
    Code.WRONG_EMAIL: QT_TRANSLATE_NOOP("Problem", "“{email}” is no e-mail address"),
    Code.SHIPPING_IN_THE_PAST: QT_TRANSLATE_NOOP("Problem", "the shipping date is in the past"),
    Code.DELIVERY_IN_THE_PAST: QT_TRANSLATE_NOOP("Problem", "the delivery date is in the past"),
    Code.DELIVERY_BEFORE_SHIPPING: QT_TRANSLATE_NOOP("Problem", "it is to be delivered before it is shipped"),
    Code.EXACT_DATE: QT_TRANSLATE_NOOP("Problem", "an exact delivery date leaves few carrier services to choose from"),
    Code.EMPTY_PACKAGE: QT_TRANSLATE_NOOP("Problem", "nothing is in it"),
    Code.NO_WEIGHT: QT_TRANSLATE_NOOP("Problem", "has no weight"),
    Code.WEIGHT_OF_SIZE: QT_TRANSLATE_NOOP(
        "Problem", "is sent with the weight of the size “{size}”, not that of the goods"
    ),
    Code.WEIGHT_BELOW_ITEMS: QT_TRANSLATE_NOOP("Problem", "weighs {weight}, less than its items ({items})"),
    Code.NO_DIMENSIONS: QT_TRANSLATE_NOOP("Problem", "has no dimensions"),
    Code.MIXED_CURRENCIES: QT_TRANSLATE_NOOP(
        "Problem", "has values in several currencies ({currencies}), so it has none"
    ),
    Code.WRONG_QUANTITY: QT_TRANSLATE_NOOP("Problem", "has a quantity of {quantity}"),
    Code.UNREADABLE: QT_TRANSLATE_NOOP("Problem", "“{text}” cannot be read"),
    Code.CUSTOMS_DESCRIPTION: QT_TRANSLATE_NOOP("Problem", "customs will want a description"),
    Code.CUSTOMS_ORIGIN: QT_TRANSLATE_NOOP("Problem", "customs will want to know where it was made"),
    Code.CUSTOMS_HARMONISATION: QT_TRANSLATE_NOOP("Problem", "customs will want an HS code"),
    Code.CUSTOMS_VALUE: QT_TRANSLATE_NOOP("Problem", "customs will want a value"),
}


def problem_words(problem: Problem, units: Units) -> str:
    """Return what is wrong («destination has no postcode»)."""
    text = QCoreApplication.translate("Problem", str(_WORDS[problem.code]))
    if problem.code is Code.NO_WEIGHT and problem.params.get("items"):
        text = Counts().unweighed(int(problem.params["items"]))
    if problem.code in {Code.WRONG_POSTCODE, Code.NO_POSTCODE} and problem.params.get("example"):
        text += QCoreApplication.translate("Problem", " (such as {example})")
    for name, value in problem.params.items():
        shown = str(value)
        if isinstance(value, Decimal):
            shown = units.format_weight(Weight.kg(value))
        elif name == "country":
            shown = country_name(shown)
        text = text.replace(f"{{{name}}}", shown)
    return text
