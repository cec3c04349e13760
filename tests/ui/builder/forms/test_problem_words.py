"""Each problem has words, and says what it is about."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QLocale

from desktop_app.packing.checks import Code, Param, Problem
from desktop_app.pro.models import Dimensions, Money
from desktop_app.ui.builder.forms.problem_words import _WORDS, problem_words
from desktop_app.ui.units import Units
from tests.packing.test_limits import problems_of_all_kinds

_UNITS = Units(locale=QLocale("en_GB"))


def test_each_kind_of_problem_has_words() -> None:
    assert set(_WORDS) == set(Code)


def test_the_words_find_all_that_they_need() -> None:
    found = problems_of_all_kinds()
    for problem in found:
        assert not re.search(r"[{}]", problem_words(problem, _UNITS)), problem
    assert len({problem.code for problem in found}) > 15


@pytest.mark.parametrize(
    ("code", "field", "params", "said"),
    [
        (
            Code.TOO_LONG,
            "destination.town",
            {"length": 2001, "most": 2000},
            "town has 2001 characters, SortedPRO takes 2000",
        ),
        (
            Code.TERRITORY_POSTCODE,
            "destination.postcode",
            {"postcode": "JE2 3AB", "country": "GB", "territory": "JE"},
            "“JE2 3AB” is a postcode of Jersey, not United Kingdom",
        ),
        (
            Code.TOO_VALUABLE,
            "value",
            {"value": Money.of(10_000_001), "most": Money.of(10_000_000)},
            "has a value of £10,000,001.00, SortedPRO takes £10,000,000.00",
        ),
        (
            Code.LARGE,
            "dimensions",
            {"size": Dimensions.cm(300, 20, 10)},
            "measures 300×20×10 cm, more than parcel services carry",
        ),
        (
            Code.SAME_REFERENCE,
            "reference",
            {"reference": "A-1", "number": 2, "node": "c2"},
            "consignment 2 has the reference “A-1” too",
        ),
    ],
)
def test_they_are_in_the_words_of_a_packer(code: Code, field: str, params: dict[str, Param], said: str) -> None:
    assert problem_words(Problem("c", field, code, params=params), _UNITS) == said
