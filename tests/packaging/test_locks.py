"""The lock files hold what pyproject.toml asks for, each file by its hash, and nothing of where it came from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

AGAIN = "the lock files are behind pyproject.toml; packaging/README.md says how they are made"


def pins(lock: Path) -> dict[str, Requirement]:
    """Return the requirements of a lock file by name."""
    lines = [line.rstrip(" \\") for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line]
    found = [Requirement(line) for line in lines]
    return {canonicalize_name(requirement.name): requirement for requirement in found}


@pytest.mark.parametrize(
    ("name", "extra"), [("runtime", None), ("tests", "tests"), ("build", "packaging"), ("audit", "audit")]
)
def test_lock_holds_what_the_project_asks_for(root: Path, name: str, extra: str | None) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    # The auditor has an environment of its own, without the program.
    asked = [] if name == "audit" else project["dependencies"]
    asked = asked + (project["optional-dependencies"][extra] if extra else [])
    locked = pins(root / f"packaging/{name}.lock")
    for text in asked:
        requirement = Requirement(text)
        pin = locked.get(canonicalize_name(requirement.name))
        assert pin is not None, AGAIN
        (version,) = (specifier.version for specifier in pin.specifier)
        assert requirement.specifier.contains(version), AGAIN


@pytest.mark.parametrize("name", ["tests", "build"])
def test_wider_lock_holds_the_runtime_lock(root: Path, name: str) -> None:
    wider = pins(root / f"packaging/{name}.lock")
    assert {name: wider[name].specifier for name in wider} | {
        name: pin.specifier for name, pin in pins(root / "packaging/runtime.lock").items()
    } == {name: pin.specifier for name, pin in wider.items()}, AGAIN


@pytest.mark.parametrize("name", ["runtime", "tests", "build", "audit"])
def test_lock_is_hashes_and_pins_only(root: Path, name: str) -> None:
    text = (root / f"packaging/{name}.lock").read_text(encoding="utf-8")
    entries = text.replace("\\\n", "").splitlines()
    odd = [
        entry
        for entry in entries
        if not re.fullmatch(r"[a-z0-9-]+==[^ ]+( ; .+?)?(\s+--hash=sha256:[0-9a-f]{64})+", entry)
    ]
    assert entries
    assert odd == []
