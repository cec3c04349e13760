"""Every part of the program is named with its licence, and the file of the frozen program says the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop_app.services import parts as module
from desktop_app.services.parts import installed_parts, parts

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


BUNDLED = """\
Consignment Desk
================

MIT License

Its parts
=========

httpx 0.28: BSD-3-Clause

httpx 0.28
==========

Redistribution and use
=====
no heading: it is longer than its line
"""


def test_the_frozen_program_reads_its_own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "licences.txt"
    file.write_text(BUNDLED, encoding="utf-8")
    monkeypatch.setattr(module, "resource", lambda *_parts: file)
    monkeypatch.setattr(module, "installed_parts", lambda: pytest.fail("asked the packages"))
    found = parts()
    assert [part.name for part in found] == ["Consignment Desk", "Its parts", "httpx 0.28"]
    assert found[0].text == "MIT License"
    assert found[2].text.endswith("longer than its line")
    file.write_text("something else", encoding="utf-8")
    assert [part.text for part in parts()] == ["something else"]
