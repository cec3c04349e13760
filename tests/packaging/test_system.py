"""System libraries that are missing are named, with the one command that brings them, or installed by root."""

import os
from pathlib import Path

import pytest

from steps import SetupError, system

pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="only Linux is looked at")


@pytest.fixture(autouse=True)
def _library_that_is_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "LIBRARIES", {"libnowhere.so.9": "libnowhere9", "libc.so.6": "libc6"})


@pytest.fixture
def apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put an apt-get in front of PATH that notes its calls and installs nothing; return its notes."""
    notes = tmp_path / "calls"
    program = tmp_path / "apt-get"
    program.write_text(f'#!/bin/sh\necho "$@" >> {notes}\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return notes


def test_only_what_is_missing_is_named() -> None:
    assert system.find_missing(display=False, tests=False) == {"libnowhere.so.9": "libnowhere9"}


def test_nothing_missing_costs_nothing(apt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "LIBRARIES", {"libc.so.6": "libc6"})
    system.ensure(display=False, tests=False)
    assert not apt.exists()


@pytest.mark.usefixtures("apt")
def test_a_person_is_told_the_one_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SetupError, match=r"^.*libnowhere9; run: sudo apt-get install .* libnowhere9$"):
        system.ensure(display=False, tests=False)


def test_root_installs(apt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(SetupError, match=r"^libnowhere\.so\.9 cannot be found although"):
        system.ensure(display=False, tests=False)
    assert apt.read_text(encoding="utf-8").splitlines() == [
        "update",
        "install --yes --no-install-recommends libnowhere9",
    ]


def test_failing_apt_is_one_line(apt: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    apt.with_name("apt-get").write_text("#!/bin/sh\necho no route to mirror >&2; exit 100\n", encoding="utf-8")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(SetupError, match=r"^This did not work: apt-get update; check the network"):
        system.ensure(display=False, tests=False)
    assert "no route to mirror" in capfd.readouterr().err


def test_system_without_apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SetupError, match=r"lacks libnowhere\.so\.9; install"):
        system.ensure(display=False, tests=False)


def test_no_font_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "_font_folders", lambda: [tmp_path, tmp_path / "absent"])
    assert system.find_missing(display=False, tests=False)["a font"] == "fonts-dejavu-core"
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/Sans.TTF").touch()
    assert "a font" not in system.find_missing(display=False, tests=False)
