"""Errors in words: each says what is known, and no more."""

from __future__ import annotations

import pytest

from desktop_app.pro.errors import NotFound, Teller
from desktop_app.ui.error_words import error_words


@pytest.mark.parametrize(
    ("teller", "what", "advice"),
    [
        (Teller.SERVICE, "SortedPRO knows nothing by that reference", "reference"),
        (Teller.NOBODY, "nothing was found, and the answer does not say what", "address"),
        (Teller.OTHER, "what answers at that address is not SortedPRO", "address in Settings"),
    ],
)
def test_a_wrong_address_is_not_a_wrong_reference(teller: Teller, what: str, advice: str) -> None:
    said = error_words(NotFound(status=404, teller=teller), "Find consignments")
    assert said.title == f"Find consignments: {what}"
    assert advice in said.advice
    assert ("knows nothing" in said.title) == (teller is Teller.SERVICE)
    assert said.detail == "HTTP 404"
