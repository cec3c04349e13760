"""An endless bar moves while it is seen, and only then."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.ui.style import motion
from desktop_app.ui.widgets.turning_bar import TurningBar


@pytest.fixture
def bar(qtbot: QtBot) -> TurningBar:
    made = TurningBar()
    qtbot.addWidget(made)
    made.resize(200, 20)
    made.setRange(0, 0)
    return made


def test_it_moves_while_it_is_endless_and_seen(bar: TurningBar, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(motion, "reduced", lambda: False)
    assert not bar.turning
    bar.show()
    qtbot.waitUntil(lambda: bar.turning)
    drawn = bar.grab().toImage()
    qtbot.waitUntil(lambda: float(bar.property("turn") or 0) > 0.5)
    assert bar.grab().toImage() != drawn
    bar.hide()
    assert not bar.turning
    bar.show()
    qtbot.waitUntil(lambda: bar.turning)
    bar.setRange(0, 5)
    qtbot.waitUntil(lambda: not bar.turning)


def test_it_rests_where_less_motion_is_asked_for(
    bar: TurningBar, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(motion, "reduced", lambda: True)
    bar.show()
    qtbot.waitExposed(bar)
    bar.grab()
    assert not bar.turning
