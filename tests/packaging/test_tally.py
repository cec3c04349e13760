"""A test that is there and was not run is named, whatever kept it away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from steps import tally


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("tests/a/test_a.py", "tests/build/test_b.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.touch()
    return tmp_path


def told(root: Path, name: str, collected: list[str], ran: dict[str, str], left_out: dict[str, str]) -> Path:
    path = root / name
    path.write_text(json.dumps({"collected": collected, "ran": ran, "left_out": left_out}), encoding="utf-8")
    return path


A, B = "tests/a/test_a.py::test_it", "tests/build/test_b.py::test_it[1]"


def test_all_run_in_one_run_or_the_other_is_well(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = told(root, "first", [A, B], {A: "passed"}, {B: "--desktop=without"})
    second = told(root, "second", [A, B], {B: "skipped"}, {A: "--desktop=only"})
    assert tally.missing(root, [first, second]) == []
    said = capsys.readouterr().out
    assert "2 tests in 2 files were collected, 2 run" in said
    assert f"skipped: {B}" in said


def test_a_file_that_contributes_nothing_is_named(root: Path) -> None:
    assert tally.missing(root, [told(root, "only", [A], {A: "passed"}, {})]) == [
        "tests/build/test_b.py: not one test was collected"
    ]


def test_what_was_collected_and_not_run_is_named_with_the_reason(root: Path) -> None:
    only = told(root, "only", [A, B], {A: "passed"}, {B: "an option of pytest"})
    assert tally.missing(root, [only]) == [f"{B}: collected and not run", "1 left out by an option of pytest"]


def test_a_run_that_wrote_nothing_leaves_everything_missing(root: Path) -> None:
    assert len(tally.missing(root, [root / "not there"])) == 2
