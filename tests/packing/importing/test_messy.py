"""Generated files whose truth is known: nothing may be silently wrong. CONSIGNMENT_DESK_FAULTS=full reads 2,000."""

from __future__ import annotations

import os
from typing import Final

import pytest

from desktop_app.packing.importing.columns import match
from desktop_app.packing.importing.orders import orders
from desktop_app.packing.importing.reading import read
from tests.packing.importing.judge import Judgement, judge
from tests.packing.importing.messy import make

FULL: Final = os.environ.get("CONSIGNMENT_DESK_FAULTS") == "full"
FILES: Final = 2000 if FULL else 200
READ_RIGHT: Final = 0.99


def _judged(seed: int) -> Judgement:
    messy = make(seed)
    table = read(messy.content, "orders.csv")
    return judge(messy, orders(table, match(table)))


def test_messy_files_are_read_right_and_never_silently_wrong() -> None:
    total = Judgement()
    for seed in range(FILES):
        found = _judged(seed)
        total.right += found.right
        total.asked += found.asked
        total.wrong += [f"file {seed}: {words}" for words in found.wrong]
    assert total.wrong == []
    assert total.right >= READ_RIGHT * (total.right + len(total.asked))


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_a_file_that_ends_in_the_middle_loses_nothing_in_silence(cut: float) -> None:
    for seed in range(60):
        messy = make(seed)
        if "workbook" in messy.how or "a title" in messy.how:
            continue
        content = messy.content[: int(len(messy.content) * cut)]
        whole = {order.reference: order for order in messy.orders}
        table = read(content, "orders.csv")
        for order in orders(table, match(table)).orders:
            if order.reference in whole and not order.to_mend:
                for item, line in zip(order.items, whole[order.reference].lines, strict=False):
                    assert item.quantity == line.quantity, (seed, messy.how)
                assert order.address.postcode in ("", whole[order.reference].postcode), (seed, messy.how)
