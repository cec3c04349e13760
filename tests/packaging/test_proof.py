"""The proof believes no report that is not whole, and tells what a removal has left."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from steps import SetupError, proof

Change = Callable[[dict[str, Any]], object]


def _report(folder: Path, change: Change = lambda _report: None) -> Path:
    steps = [{"name": f"step {n}", "ok": True, "seconds": 0.5, "picture": f"{n}.png"} for n in range(proof.STEPS)]
    report = {"steps": steps, "ok": True}
    change(report)
    for step in steps:
        (folder / str(step["picture"])).write_bytes(b"png")
    (folder / "report.json").write_text(json.dumps(report), encoding="utf-8")
    return folder


def test_a_whole_report_is_believed(tmp_path: Path) -> None:
    assert sum(proof.read_report(_report(tmp_path)).values()) == proof.STEPS / 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda report: report.update(ok=False), "steps"),
        (lambda report: report["steps"][3].update(ok=False, trouble="no window"), "step 3”: no window"),
        (lambda report: report["steps"].pop(), "10 steps, and has 11"),
    ],
)
def test_one_that_is_not_is_told(tmp_path: Path, change: Change, said: str) -> None:
    with pytest.raises(SetupError, match=said):
        proof.read_report(_report(tmp_path, change))


def test_a_picture_that_is_missing_is_told(tmp_path: Path) -> None:
    (_report(tmp_path) / "4.png").unlink()
    with pytest.raises(SetupError, match="no picture of “step 4”"):
        proof.read_report(tmp_path)


def test_no_report_is_told(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="left no report"):
        proof.read_report(tmp_path)


def test_a_person_and_what_was_theirs(tmp_path: Path) -> None:
    python = Path(sys.executable)
    made = proof.person(python, "make", tmp_path)
    assert proof.person(python, "read", tmp_path) == made
    assert "Kaffeemühle" in json.dumps(made, ensure_ascii=False)
    settings = tmp_path / "settings.json"
    settings.write_text(settings.read_text(encoding="utf-8").replace("dark", "light"), encoding="utf-8")
    assert proof.person(python, "read", tmp_path) != made


def test_what_is_left_is_named_by_its_folder() -> None:
    before = {"etc", "etc/a"}
    after = before | {"etc/b", "opt", "opt/it", "opt/it/file", "optional"}
    assert list(proof.left_behind(before, after)) == ["etc/b", "opt", "optional"]


def test_waiting_ends_with_what_did_not_come() -> None:
    with pytest.raises(SetupError, match="The end did not come about"):
        proof.wait("The end", 0.1, lambda: False)
