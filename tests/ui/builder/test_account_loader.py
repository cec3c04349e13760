"""What the account offers reaches what was put on the bench before it answered."""

from __future__ import annotations

from desktop_app.packing.draft import Draft
from desktop_app.packing.nodes import Consignment, Package
from desktop_app.packing.tree import CONSIGNMENTS
from desktop_app.pro.models import Weight
from tests.ui.builder.conftest import MakePacker


def test_what_was_made_before_the_account_answered_gets_its_default_size(make_packer: MakePacker) -> None:
    package = Package("p1")
    own = Package("p2", weight=Weight.kg(1))
    sent = Consignment("c2", [Package("p3")], created="EC-AAA-BBB-CCC")
    draft = Draft()
    for consignment in (Consignment("c1", [package, own]), sent):
        draft.add(consignment, CONSIGNMENTS)
    packer = make_packer(draft)
    default = packer.page.editor.options.default_size()
    assert default.reference
    assert package.size_reference == default.reference
    assert (own.size_reference, sent.packages[0].size_reference) == ("", "")
    packer.draft.change("p1", size_reference="", size_name="", dimensions=None)
    answered: list[None] = []
    packer.page.editor.options.changed.connect(lambda: answered.append(None))
    packer.page.refresh()
    packer.qtbot.waitUntil(lambda: bool(answered))
    assert package.size_reference == ""
