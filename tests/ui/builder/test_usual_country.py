"""A new address is in the origin's country or the last one that was used, whatever this computer's language is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from desktop_app.packing.draft import Draft
from desktop_app.packing.nodes import Consignment
from desktop_app.packing.tree import CONSIGNMENTS
from desktop_app.pro.models import Address, Country, ShippingLocation
from desktop_app.ui.builder.draft_editor import DraftEditor
from tests.ui.builder.conftest import MakePacker

_SHOP = ShippingLocation(reference="Shop", country=Country.of("GB"))
_BARN = ShippingLocation(reference="Barn", country=Country.of("IE"))
_YARD = ShippingLocation(reference="Yard", country=Country.of("GB"))


@pytest.fixture(autouse=True, params=["en_US", "de_DE", "ja_JP", "ar_EG"])
def language(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[None]:
    """Set the language of this computer."""
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield
    QLocale.setDefault(before)


def _country(consignment: Consignment) -> str:
    there = consignment.destination.country
    return there.iso_code.two_letter_code if there else ""


def _editor(*bench: Consignment, locations: tuple[ShippingLocation, ...] = ()) -> DraftEditor:
    draft = Draft()
    for consignment in bench:
        draft.add(consignment, CONSIGNMENTS)
    editor = DraftEditor(draft)
    editor.options.set([], locations)
    return editor


def _to(code: str, origin: str = "", name: str = "before") -> Consignment:
    return Consignment(name, origin=origin, destination=Address(country=Country.of(code)))


def _new(editor: DraftEditor) -> str:
    made = editor.draft.find(editor.add_consignment())
    assert isinstance(made, Consignment)
    return _country(made)


def test_it_is_none_while_nothing_is_known() -> None:
    assert _new(_editor()) == ""


def test_it_is_the_last_one_used_where_the_origin_is_not_known() -> None:
    assert _new(_editor(_to("FR", name="a"), _to("CH", name="b"), Consignment("c"))) == "CH"
    assert _new(_editor(_to("FR"), locations=(_SHOP, _BARN))) == "FR"


@pytest.mark.parametrize("locations", [(_SHOP,), (_SHOP, _YARD)])
def test_it_is_that_of_all_locations(locations: tuple[ShippingLocation, ...]) -> None:
    assert _new(_editor(_to("FR"), locations=locations)) == "GB"


def test_it_is_that_of_the_origin() -> None:
    assert _new(_editor(_to("FR", origin="Barn"), locations=(_SHOP, _BARN))) == "IE"


def test_choosing_the_origin_fills_it_in_once() -> None:
    editor = _editor(Consignment("c"), locations=(_SHOP, _BARN))
    made = editor.draft.consignments[0]
    editor.set_origin("c", "Barn")
    assert (made.origin, _country(made)) == ("Barn", "IE")
    editor.set_origin("c", "Shop")
    assert (made.origin, _country(made)) == ("Shop", "IE")
    undo, _ = editor.history.actions(editor)
    undo.trigger()
    assert (made.origin, _country(made)) == ("", "")


def test_choosing_an_origin_that_is_not_known_changes_nothing_else() -> None:
    editor = _editor(Consignment("c"))
    editor.set_origin("c", "Barn")
    assert _country(editor.draft.consignments[0]) == ""


def test_what_was_put_on_the_bench_before_the_account_answered_gets_it(make_packer: MakePacker) -> None:
    begun = Consignment("typed", destination=Address(address_type="Destination", town="Lyon"))
    draft = Draft()
    for consignment in (Consignment("bare"), begun, _to("FR", name="kept")):
        draft.add(consignment, CONSIGNMENTS)
    packer = make_packer(draft)
    packer.qtbot.waitUntil(lambda: bool(packer.page.editor.options.locations))
    assert [_country(c) for c in draft.consignments] == ["GB", "", "FR"]
