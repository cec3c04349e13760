"""The settings in force are replaced, never changed, and who listens hears which fields have another value."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from desktop_app.store.settings import Settings
from desktop_app.ui.settings.current import CurrentSettings


@pytest.fixture
def current(qapp: QObject) -> CurrentSettings:
    return CurrentSettings(Settings(weight_unit="kg"))


def test_it_is_told_which_fields_have_another_value(current: CurrentSettings) -> None:
    before, heard = current.value, list[frozenset[str]]()
    current.changed.connect(heard.append)
    current.change(weight_unit="g", length_unit=before.length_unit)
    assert heard == [{"weight_unit"}]
    assert current.value == Settings(weight_unit="g")
    assert before == Settings(weight_unit="kg")


def test_the_same_again_is_no_change(current: CurrentSettings) -> None:
    heard: list[frozenset[str]] = []
    current.changed.connect(heard.append)
    current.change(weight_unit="kg")
    assert heard == []


def test_what_it_does_not_have_cannot_be_set(current: CurrentSettings) -> None:
    with pytest.raises(TypeError):
        current.change(weight="g")
    assert current.value == Settings(weight_unit="kg")
