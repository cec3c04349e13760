"""Plurals: every count in the code has both of its forms, and what is shipped is what was written."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication

from desktop_app.paths import resource
from desktop_app.ui.counts import Counts
from desktop_app.ui.language import speak

PACKAGE = Path(__file__).parents[2] / "desktop_app"
WRITTEN = resource("translations", "consignment_desk_en.ts")
SHIPPED = resource("translations", "consignment_desk_en.qm")
MARK = re.compile(r"\(s\)|%n")


def counted() -> Iterator[tuple[str, str]]:
    """Yield the context and text of each string with a count: the class that calls its own `tr`."""
    for path in PACKAGE.rglob("*.py"):
        for part in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(part, ast.ClassDef):
                for text in ast.walk(part):
                    if isinstance(text, ast.Constant) and isinstance(text.value, str) and "%n" in text.value:
                        yield part.name, text.value


@pytest.fixture
def spoken(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[QApplication]:
    before = QLocale()
    installed = []
    monkeypatch.setattr(QApplication, "installTranslator", lambda _app, each: installed.append(each))
    speak(qapp)
    monkeypatch.undo()
    for each in installed:
        qapp.installTranslator(each)
    yield qapp
    for each in installed:
        qapp.removeTranslator(each)
        each.deleteLater()
    QLocale.setDefault(before)


def test_every_count_has_both_forms(spoken: QApplication) -> None:
    texts = sorted(set(counted()))
    assert len(texts) >= 10
    for context, text in texts:
        one, two = (QCoreApplication.translate(context, text, "", n) for n in (1, 2))
        for said, number in ((one, "1"), (two, "2")):
            assert number in said, (context, text)
            assert not MARK.search(said), (context, text)
        if "(s)" in text:
            assert one.replace("1", "2") != two, (context, text)


def test_a_count_reads_as_one_would_say_it(spoken: QApplication) -> None:
    assert (Counts().packages(1), Counts().packages(3)) == ("1 package", "3 packages")
    assert Counts().and_more("Necklace", 2) == "Necklace and 2 more"


def test_no_count_is_outside_a_class_of_its_own_context() -> None:
    outside = [
        f"{path.name}: {call.lineno}"
        for path in PACKAGE.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "translate"
        and any(isinstance(each, ast.Constant) and "%n" in str(each.value) for each in call.args)
    ]
    assert outside == []


def test_the_shipped_file_is_made_of_the_written_one(tmp_path: Path) -> None:
    maker = Path(sys.executable).with_name("pyside6-lrelease")
    made = tmp_path / "made.qm"
    subprocess.run([maker, WRITTEN, "-qm", made], check=True, capture_output=True, timeout=60)
    assert made.read_bytes() == SHIPPED.read_bytes()


@pytest.mark.parametrize(("name", "day"), [("C", "23/11/2026"), ("de_DE", "23.11.26")])
def test_days_are_written_as_the_system_has_them(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, name: str, day: str
) -> None:
    from datetime import UTC, datetime

    from desktop_app.ui.formats import day as written

    before = QLocale()
    monkeypatch.setattr(QApplication, "installTranslator", lambda _app, _each: None)
    QLocale.setDefault(QLocale(name))
    try:
        speak(qapp)
        assert written(datetime(2026, 11, 23, tzinfo=UTC)) == day
    finally:
        QLocale.setDefault(before)
