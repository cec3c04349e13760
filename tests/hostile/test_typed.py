"""What is typed or pasted into a field is kept: read as it is meant, or marked, and never taken for nothing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QScrollArea, QWidget

from desktop_app.packing.checks import Code, check
from desktop_app.packing.draft import Draft
from desktop_app.packing.nodes import Item
from desktop_app.packing.saved import from_data, to_data
from desktop_app.packing.tree import CONSIGNMENTS
from desktop_app.pro.models import Dimensions, Money, Weight
from desktop_app.services.consignments import Query, service_reference
from desktop_app.ui.builder.draft_editor import Target
from desktop_app.ui.consignments.filter_bar import FilterBar
from desktop_app.ui.consignments.page import ConsignmentsPage
from desktop_app.ui.tables.grid import Grid
from desktop_app.ui.units import Ambiguous, Units
from desktop_app.ui.widgets.line_edit import LineEdit
from desktop_app.ui.widgets.navigation import Navigation
from tests.support.window import CTRL, AtTheWindow, at, press
from tests.ui.builder.conftest import Packer, make_packer, packer

__all__ = ["at", "make_packer", "packer"]

BRITISH, GERMAN, FRENCH, SWISS, ARABIC = map(QLocale, ("en_GB", "de_DE", "fr_FR", "de_CH", "ar_EG"))


@pytest.mark.parametrize("locale", [BRITISH, GERMAN, FRENCH, SWISS, ARABIC], ids=lambda each: each.name())
@pytest.mark.parametrize(
    ("text", "value"), [("1,5", "1.5"), ("1.5", "1.5"), ("0,25", "0.25"), (",5", "0.5"), (".5", "0.5"), ("12", "12")]
)
def test_a_decimal_comma_is_a_decimal_point_everywhere(locale: QLocale, text: str, value: str) -> None:
    units = Units(locale=locale)
    assert units.read_weight(text) == Weight.kg(value)
    assert units.read_length(text) == Decimal(value)
    assert units.parse_amount(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "locale"),
    [("1,800", BRITISH), ("1.800", GERMAN), ("1.800", FRENCH), ("1,800 g", SWISS), ("12,345", BRITISH)],
)
def test_a_separator_that_may_mean_two_things_is_asked_about(text: str, locale: QLocale) -> None:
    with pytest.raises(Ambiguous) as asked:
        Units(locale=locale).read_weight(text)
    whole, fraction = asked.value.readings
    assert whole == fraction * 1000
    with pytest.raises(Ambiguous):
        Units(locale=locale).read_length(text.split(maxsplit=1)[0])


@pytest.mark.parametrize(
    ("text", "locale"), [("1.800", BRITISH), ("1,800", GERMAN), ("1,800", FRENCH), ("0,500", BRITISH)]
)
def test_one_that_can_mean_one_thing_alone_is_read(text: str, locale: QLocale) -> None:
    assert Units(locale=locale).read_weight(text) == Weight.kg(text.replace(",", "."))


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("9,99 €", Money.of("9.99", "EUR")),
        ("€9.99", Money.of("9.99", "EUR")),
        ("€ 9,99", Money.of("9.99", "EUR")),
        ("£9.99", Money.of("9.99", "GBP")),
        ("9.99 GBP", Money.of("9.99", "GBP")),
        ("gbp 9.99", Money.of("9.99", "GBP")),
        ("9.99EUR", Money.of("9.99", "EUR")),
        ("$5", Money.of("5", "USD")),
        ("US$ 5", Money.of("5", "USD")),
        ("¥1000", Money.of("1000", "JPY")),
        ("12 zł", Money.of("12", "PLN")),
        ("Fr. 12.50", Money.of("12.50", "CHF")),
        ("1 234,50 €", Money.of("1234.50", "EUR")),
        ("1\u202f234,50\u00a0€", Money.of("1234.50", "EUR")),
        ("1’234.50 CHF", Money.of("1234.50", "CHF")),
        ("7", Money.of("7", "GBP")),
    ],
)
def test_money_is_read_with_its_currency(text: str, money: Money) -> None:
    assert Units(locale=BRITISH).parse_money(text, "GBP") == money


@pytest.mark.parametrize("text", ["9,99 €€", "€9 GBP", "9.99 XYZ", "kr 5", "-5", "1 2", "€", "5 € 3", "1e3", "0.12345"])
def test_what_is_no_money_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says
        Units(locale=BRITISH).parse_money(text, "GBP")


def test_a_sign_of_several_currencies_is_that_of_the_one_chosen() -> None:
    units = Units(locale=BRITISH)
    assert units.parse_money("$5", "AUD") == Money.of("5", "AUD")
    assert units.parse_money("5 kr", "SEK") == Money.of("5", "SEK")
    assert units.parse_money("¥5", "CNY") == Money.of("5", "CNY")


@pytest.mark.parametrize("typed", ["24.125", "11.81102", "0.001", "7", "100.3", "33.333333"])
def test_what_was_typed_in_inches_stays_that(typed: str) -> None:
    units = Units(length="in", locale=BRITISH)
    kept = units.parse_length(typed)
    shown = units.length_number(kept)
    assert units.parse_length(shown) == kept
    if len(typed) < 8:
        assert shown == typed


@pytest.mark.parametrize("unit", ["kg", "g", "lb", "oz"])
@pytest.mark.parametrize("typed", ["24.12", "1.5", "0.37", "2"])
def test_what_was_typed_as_a_weight_stays_that(unit: str, typed: str) -> None:
    units = Units(unit, locale=BRITISH)  # type: ignore[arg-type]  # each is one
    kept = units.parse_weight(typed)
    assert units.weight_number(kept) == typed
    assert units.format_weight(Weight.kg("0.00001")) != f"0 {unit}"


def typed_into(packer: Packer, form: str, name: str, text: str) -> Any:
    """Type over what stands in a field, and leave it."""
    field = packer.find(form).findChild(QWidget, name)
    line = getattr(field, "amount", None) or field
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_A, CTRL)
    for letter in text:
        press(line, letter)
    QTest.keyClick(line, Qt.Key.Key_Tab)
    return field


@pytest.mark.parametrize(
    "text", ["1000000000", "99999999999999999999", "0", "100000", "1,5", "abc", "-3", "1.5", "2.000"]
)
def test_a_quantity_that_cannot_be_taken_is_kept_and_marked(packer: Packer, text: str) -> None:
    item = packer.add("Coat")
    packer.page.editor.put([item], Target(CONSIGNMENTS))
    packer.page.selection.set([item])
    field = typed_into(packer, "item_form", "quantity", text)
    assert isinstance(field, QAbstractSpinBox)
    assert field.text() == text
    assert field.lineEdit().accessibleDescription()
    found = packer.draft.find(item)
    assert isinstance(found, Item)
    assert found.unread == {"quantity": text}
    assert found.quantity != 10_000
    problems = [each for each in check(packer.consignment, None) if each.node == item]
    assert ("quantity", Code.UNREADABLE) in [(each.field, each.code) for each in problems]
    typed_into(packer, "item_form", "quantity", "12")
    assert (found.quantity, found.unread) == (12, {})
    assert not field.lineEdit().accessibleDescription()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("weight", "heavy"),
        ("weight", "1.2.3"),
        ("weight", "1,800"),
        ("value", "nine"),
        ("value", "9 XYZ"),
        ("weight", "9" * 30),
    ],
)
def test_what_cannot_be_read_stays_through_everything(packer: Packer, name: str, text: str) -> None:
    item, other = packer.add("Coat", "1.8", "90"), packer.add("Hat")
    packer.page.editor.put([item], Target(CONSIGNMENTS))
    packer.page.selection.set([item])
    before = to_data(packer.draft)
    field = typed_into(packer, "item_form", name, text)
    line = getattr(field, "amount", field)
    packer.page.selection.set([other])
    assert line.text() != text
    packer.page.selection.set([item])
    assert line.text() == text
    assert line.unread == text
    again = from_data(to_data(packer.draft)).find(item)
    assert isinstance(again, Item)
    assert again.unread == {name: text}
    assert getattr(again, name) is None
    assert Code.UNREADABLE in {each.code for each in check(packer.consignment, None)}
    QApplication.processEvents()
    packer.page.send()
    assert packer.page.problems.first_must() is not None
    while to_data(packer.draft) != before:
        packer.page.commands.undo.trigger()
    packer.page.selection.set([item])
    assert not line.unread


def test_a_currency_that_is_typed_is_chosen(packer: Packer) -> None:
    item = packer.add("Coat")
    packer.page.selection.set([item])
    field = typed_into(packer, "item_form", "value", "9,99 €")
    found = packer.draft.find(item)
    assert isinstance(found, Item)
    assert found.value == Money.of("9.99", "EUR")
    assert field.findChild(QComboBox).currentText() == "EUR"
    packer.add("Hat", "", "12 USD")
    assert packer.draft.loose_items[-1].value == Money.of("12", "USD")


def test_a_side_that_cannot_be_read_keeps_the_others(packer: Packer) -> None:
    item, other = packer.add("Coat"), packer.add("Hat")
    packer.page.selection.set([item])
    sides = packer.find("item_form").findChild(QWidget, "dimensions").sides
    for side, text in zip(sides, ("30", "wide", "12.5"), strict=True):
        QTest.keyClicks(side, text)
    packer.page.selection.set([other])
    packer.page.selection.set([item])
    assert [side.text() for side in sides] == ["30", "wide", "12.5"]
    found = packer.draft.find(item)
    assert isinstance(found, Item)
    assert found.unread == {"dimensions": "30×wide×12.5"}
    sides[1].selectAll()
    QTest.keyClicks(sides[1], "20")
    assert (found.dimensions, found.unread) == (Dimensions.cm(30, 20, "12.5"), {})


@pytest.mark.parametrize("end", [Qt.Key.Key_Tab, Qt.Key.Key_Return], ids=["tab", "enter"])
@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("United St", "US"),
        ("USA", "US"),
        ("us", "US"),
        ("UK", "GB"),
        ("England", "GB"),
        ("Holland", "NL"),
        ("uae", "AE"),
        ("Turkey", "TR"),
        ("hong kong", "HK"),
        ("Cote d'Ivoire", "CI"),
        ("Reunion", "RE"),
        ("aland", "AX"),
        ("germ", "DE"),
        ("FRANCE ", "FR"),
    ],
)
def test_a_country_is_found_as_people_type_it(packer: Packer, typed: str, code: str, end: Qt.Key) -> None:
    packer.page.new()
    combo = country(packer)
    type_country(combo, typed, end)
    there = packer.consignment.destination.country
    assert there is not None
    assert there.iso_code.two_letter_code == code
    assert combo.currentData() == code
    assert not combo.lineEdit().accessibleDescription()


@pytest.mark.parametrize("end", [Qt.Key.Key_Tab, Qt.Key.Key_Return], ids=["tab", "enter"])
@pytest.mark.parametrize("typed", ["Atlantis", "Uni", "Xx", "12"])
def test_what_is_no_country_stays_as_typed_and_is_marked(packer: Packer, typed: str, end: Qt.Key) -> None:
    packer.page.new()
    first = packer.consignment.id
    combo = country(packer)
    type_country(combo, typed, end)
    assert combo.currentText() == typed
    assert combo.lineEdit().accessibleDescription()
    assert packer.consignment.destination.country is None
    assert packer.consignment.unread == {"destination.country": typed}
    packer.page.new()
    assert combo.currentText() != typed
    packer.page.selection.set([first])
    assert combo.currentText() == typed
    words = [p for p in check(packer.consignment, None) if p.field == "destination.country"]
    assert [p.code for p in words] == [Code.UNKNOWN_COUNTRY]
    type_country(combo, "Spain", end)
    assert packer.consignment.unread == {}
    assert combo.currentText() == "Spain"


def country(packer: Packer) -> Any:
    found = packer.find("destination.country")
    assert isinstance(found, QComboBox)
    return found


def type_country(combo: Any, typed: str, end: Qt.Key) -> None:
    combo.setFocus()
    combo.lineEdit().selectAll()
    for letter in typed:
        press(QApplication.activePopupWidget() or combo.lineEdit(), letter)
    QTest.keyClick(QApplication.activePopupWidget() or combo.lineEdit(), end)


FORMS = ("add row", "item", "package", "consignment", "settings")


@pytest.mark.parametrize("form", FORMS)
def test_tab_goes_through_a_form_as_one_reads_it(at: AtTheWindow, form: str) -> None:
    item = at.build.editor.add_item("Coat", 1, None, None)
    at.build.editor.put([item], Target(CONSIGNMENTS))
    consignment = at.draft.consignments[0]
    chosen = {"item": item, "package": consignment.packages[0].id, "consignment": consignment.id}.get(form, "")
    if chosen:
        at.build.selection.set([chosen])
        at.settle()
        inside, first = at.find(f"{form}_form"), None
    elif form == "add row":
        inside = at.find("add_item").parentWidget()
        first = at.find("add_item")
    else:
        inside, first = at.show("settings"), None
    at.settle()
    seen: list[QWidget] = []
    at.window.resize(1200, 1600)
    at.settle()
    start = first or inside.nextInFocusChain()
    while start is not None and not (
        inside.isAncestorOf(start)
        and start.isVisible()
        and start.isEnabled()
        and start.focusPolicy() & Qt.FocusPolicy.TabFocus
    ):
        start = start.nextInFocusChain()
    assert start is not None
    start.setFocus()
    while (now := at.focused()) not in seen and inside.isAncestorOf(now):
        seen.append(now)
        at.key(Qt.Key.Key_Tab)
    assert len(seen) > 3
    if form == "add row":
        assert [each.objectName() for each in seen] == [
            "add_item", "add_quantity", "add_weight", "add_value", "add_item_button",
        ]  # fmt: skip
    # The list of sections is as high as the page: its middle is no place in the order.
    areas = (QScrollArea, Navigation)
    places = [each.mapTo(inside, each.rect().center()) for each in seen if not isinstance(each, areas)]
    assert places == sorted(places, key=as_read(places))


def tabbed(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def as_read(places: list[QPoint]) -> Callable[[QPoint], tuple[int, int]]:
    """Return the order of reading: line by line, what is less than half a line apart is on one."""

    def key(place: QPoint) -> tuple[int, int]:
        line = min(other.y() for other in places if abs(other.y() - place.y()) < 10)
        return line, place.x()

    return key


def test_a_weight_that_is_typed_after_the_name_is_no_quantity(at: AtTheWindow) -> None:
    at.find("add_item").setFocus()
    at.type("Coat")
    at.key(Qt.Key.Key_Tab)
    at.type("1.2")
    at.key(Qt.Key.Key_Return)
    assert at.draft.loose_items == []
    assert at.focused() is at.find("add_quantity")
    at.key(Qt.Key.Key_A, CTRL)
    at.type("3")
    at.key(Qt.Key.Key_Tab)
    at.type("1,2")
    at.key(Qt.Key.Key_Tab)
    at.type("9,99 €")
    at.key(Qt.Key.Key_Return)
    (coat,) = at.draft.loose_items
    assert (coat.quantity, coat.weight, coat.value) == (3, Weight.kg("1.2"), Money.of("9.99", "EUR"))


BROKEN = ["Jane\nSmith", "Jane\r\nSmith", "\nJane Smith\n", "Jane\tSmith", "Jane\u2028Smith", "Jane\x0b\x0cSmith"]


@pytest.mark.parametrize("text", BROKEN)
def test_pasted_line_breaks_become_blanks(at: AtTheWindow, text: str) -> None:
    at.build.new()
    at.settle()
    field = at.find("destination.company_name")
    field.setFocus()
    at.paste(text)
    assert at.draft.consignments[0].destination.company_name == "Jane Smith"
    for page in ("consignments", "settings"):
        shown = at.show(page)
        for line in shown.findChildren(QLineEdit):
            if line.isVisible() and line.isEnabled() and not line.isReadOnly():
                line.setFocus()
                line.selectAll()
                at.paste(text)
                assert line.text() == "Jane Smith", line.objectName()
    at.window._go_to.setFocus()
    at.paste(text)
    assert at.window._go_to.text() == "Jane Smith"


def test_several_lines_that_are_pasted_are_several_items(at: AtTheWindow) -> None:
    box: Any = at.find("add_item", LineEdit)
    box.setFocus()
    at.paste("Necklace\r\nCoat\n\n  Hat  \n")
    at.settle()
    assert [item.description for item in at.draft.loose_items] == ["Necklace", "Coat", "Hat"]
    assert box.text() == ""
    assert id(at.focused()) == id(box)
    at.key(Qt.Key.Key_Z, CTRL)
    assert at.draft.loose_items == []
    at.paste("One alone\n")
    assert at.draft.loose_items == []
    assert box.text() == "One alone"
    at.key(Qt.Key.Key_A, CTRL)
    at.paste("\n".join(f"Item {n}" for n in range(5000)))
    at.settle()
    assert at.draft.loose_items == []
    hint: Any = at.find("hint")
    assert "5000" in hint.text()


@pytest.mark.parametrize(
    ("typed", "page"), [("b", "build"), ("B", "build"), ("con", "consignments"), ("out", "outbox"), ("s", "settings")]
)
def test_enter_goes_to_the_page_that_is_offered(at: AtTheWindow, typed: str, page: str) -> None:
    at.show("outbox" if page != "outbox" else "build")
    go_to(at, typed)
    assert at.window.current_page() == page


def go_to(at: AtTheWindow, typed: str) -> None:
    at.window._go_to.begin()
    at.type(typed)
    at.key(Qt.Key.Key_Return)
    at.settle()


@pytest.mark.parametrize(
    ("typed", "reference"),
    [
        ("EC000005EU2", "EC-000-005-EU2"),
        ("ec-000-005-eu2", "EC-000-005-EU2"),
        (" EC 000 005 EU2 ", "EC-000-005-EU2"),
        ("EC–000–005–EU2", "EC-000-005-EU2"),
        ("EP000005EU2", "EP-000-005-EU2"),
        ("EXPRESSWAYS", ""),
        ("ORDER-000-005-EU2", ""),
        ("EC-000-005", ""),
        ("", ""),
    ],
)
def test_a_reference_is_known_however_it_is_typed(typed: str, reference: str) -> None:
    assert service_reference(typed) == reference
    if reference:
        assert dict(Query(text=typed, reference=typed).terms()) == {"searchTerm": reference, "reference": reference}


def test_a_reference_without_hyphens_and_one_s_own_are_found(at: AtTheWindow) -> None:
    page = at.show("consignments")
    assert isinstance(page, ConsignmentsPage)
    grid = at.window.findChild(Grid, "consignment_grid")
    assert isinstance(grid, Grid)
    at.qtbot.waitUntil(lambda: grid.model().rowCount() > 1, timeout=20_000)
    rows = page._search.model.rows
    row = next(each for each in rows if each.consignment_reference_provided_by_customer)
    own = row.consignment_reference_provided_by_customer
    assert own is not None
    for typed in (row.reference.replace("-", "").lower(), own, own.lower()):
        page.findChild(FilterBar).clear()  # type: ignore[union-attr]
        at.show("build")
        go_to(at, typed)
        assert at.window.current_page() == "consignments"
        at.qtbot.waitUntil(
            lambda: [each.reference for each in grid.chosen()] == [row.reference] and page._detail.opened is not None,
            timeout=20_000,
        )
    bar = page.findChild(FilterBar)
    assert bar is not None
    bar.set_query(Query(text=row.reference.replace("-", "")))
    at.qtbot.waitUntil(lambda: [each.reference for each in page._search.model.rows] == [row.reference])


def crowd(packer: Packer, packages: int = 24) -> None:
    """Put so many packages into one consignment that most are out of sight."""
    for number in range(packages):
        item = packer.page.editor.add_item(f"Item {number}", 1, None, None)
        packer.page.editor.put([item], Target(packer.consignment.id if packer.draft.consignments else CONSIGNMENTS))
    QApplication.processEvents()


def test_a_drag_that_rests_at_an_edge_scrolls_and_drops_where_it_then_is(packer: Packer) -> None:
    coat = packer.add("Coat")
    crowd(packer)
    board = packer.page.board
    bar, viewport = board.verticalScrollBar(), board.viewport()
    assert bar.maximum() > 0
    ground = board.ground
    low = ground.mapFromGlobal(viewport.mapToGlobal(QPoint(viewport.width() // 3, viewport.height() - 5)))
    packer.page.moves.pick_up([coat], dragging=True)
    under = viewport.window().childAt(ground.mapTo(viewport.window(), low))
    while under is not None and not hasattr(under, "target_at"):
        under = under.parentWidget()
    assert under is not None
    packer.hover([coat], under, under.mapFromGlobal(ground.mapToGlobal(low)))
    packer.qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    assert packer.page.moves.scrolled
    target = packer.page.moves.target
    assert target is not None
    packer.page.moves.put_down()
    assert packer.draft.find(coat) is not None
    assert packer.draft.parent_of(coat) == target.container or isinstance(packer.draft, Draft)
    QTest.qWait(0)
    assert not packer.page.moves.ids


def test_a_drag_in_the_middle_scrolls_nothing(packer: Packer) -> None:
    coat = packer.add("Coat")
    crowd(packer)
    board = packer.page.board
    before = board.verticalScrollBar().value()
    packer.page.moves.pick_up([coat], dragging=True)
    packer.page.moves.hovered.emit(board.viewport().mapToGlobal(board.viewport().rect().center()))
    QApplication.processEvents()
    assert board.verticalScrollBar().value() == before
    packer.page.moves.cancel()


def test_a_new_package_out_of_sight_is_scrolled_to(packer: Packer) -> None:
    crowd(packer)
    board = packer.page.board
    board.verticalScrollBar().setValue(0)
    frame = board.frame(packer.consignment.id)
    assert frame is not None
    QTest.mouseClick(frame.add, Qt.MouseButton.LeftButton)
    card = board.card(packer.consignment.packages[-1].id)
    assert card is not None
    packer.qtbot.waitUntil(lambda: not card.visibleRegion().isEmpty())
    assert card.visibleRegion().boundingRect() == card.rect()
