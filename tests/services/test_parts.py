"""Every part of the program is named with its licence, and the file of the frozen program says the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop_app.services import parts as module
from desktop_app.services.parts import as_json, installed_parts, parts

ROOT = Path(__file__).resolve().parents[2]


def test_every_locked_package_that_is_installed_is_there_with_a_licence() -> None:
    from importlib import metadata

    lock = (ROOT / "packaging" / "runtime.lock").read_text(encoding="utf-8")
    locked = {re.sub(r"[-_.]+", "-", name).lower() for name in re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE)}
    there = {re.sub(r"[-_.]+", "-", each.metadata["Name"]).lower() for each in metadata.distributions()}
    found = {re.sub(r"[-_.]+", "-", part.name).lower(): part for part in installed_parts()}
    assert locked & there <= found.keys()
    assert "python" in found
    assert all(part.licence and part.version for part in found.values())
    assert "LGPL" in found["pyside6-essentials"].licence
    assert sum(bool(part.text) for part in found.values()) > len(found) / 2


def test_the_frozen_program_reads_its_own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "licences.json"
    file.write_text(as_json(), encoding="utf-8")
    monkeypatch.setattr(module, "resource", lambda *_parts: file)
    expected = installed_parts()
    monkeypatch.setattr(module, "installed_parts", lambda: pytest.fail("asked the packages"))
    assert parts() == expected
