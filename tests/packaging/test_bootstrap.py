"""bootstrap.py as a person uses it: on a copy of the project whose only dependency is a wheel made here."""

import ast
import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PROGRAM = '''"""Says how it was started."""
import json, os, sys, parcel
print(json.dumps({"arguments": sys.argv[1:], "platform": os.environ.get("QT_QPA_PLATFORM"), "folder": os.getcwd()}))
'''

Bootstrap = Callable[..., subprocess.CompletedProcess[str]]


def make_wheel(folder: Path) -> str:
    """Make the wheel `parcel` 1.0 in `folder`; return the lock file that asks for it by its hash."""
    info = "parcel-1.0.dist-info"
    files = {
        "parcel.py": b"",
        f"{info}/METADATA": b"Metadata-Version: 2.1\nName: parcel\nVersion: 1.0\n",
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = f"{info}/RECORD,,\n"
    for name, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        record += f"{name},sha256={digest},{len(content)}\n"
    wheel = folder / "parcel-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, content in (files | {f"{info}/RECORD": record.encode()}).items():
            archive.writestr(name, content)
    return f"parcel==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project of the same shape as this one, in a folder with a space in its name, not yet set up."""
    folder = tmp_path_factory.mktemp("a project")
    real = Path(__file__).parents[2] / "packaging"
    shutil.copytree(real, folder / "packaging", ignore=shutil.ignore_patterns("__pycache__", "*.lock"))
    (folder / "packaging/runtime.lock").write_text(make_wheel(folder), encoding="utf-8")
    (folder / "desktop_app").mkdir()
    (folder / "desktop_app/__main__.py").write_text(PROGRAM, encoding="utf-8")
    return folder


@pytest.fixture
def bootstrap(project: Path, tmp_path: Path) -> Bootstrap:
    """Return a function that calls the copy's bootstrap.py from another folder, with an empty home and no index."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "QT_", "PYTHON"))}
    settings |= {
        "HOME": str(tmp_path),
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": project.as_uri(),
        "PIP_CONFIG_FILE": os.devnull,
    }

    def call(*arguments: str, **changes: str | None) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in (settings | changes).items() if value is not None}
        command = [sys.executable, str(project / "packaging/bootstrap.py"), *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False
        )

    return call


def started(result: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """Return what the program said about how it was started."""
    assert result.returncode == 0, result.stderr
    said: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    return said


def last_line(result: subprocess.CompletedProcess[str]) -> str:
    """Return the line that a person reads when it could not be set up."""
    assert result.returncode == 2, result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    return result.stderr.splitlines()[-1]


def test_first_run_installs_and_second_starts_at_once(bootstrap: Bootstrap, project: Path, tmp_path: Path) -> None:
    impostor = tmp_path / "desktop_app"
    impostor.mkdir()
    (impostor / "__main__.py").write_text("raise SystemExit('the folder one stands in won')", encoding="utf-8")
    first = bootstrap("run", "--environment", "demo", DISPLAY=":7")
    assert started(first)["arguments"] == ["--environment", "demo"]
    assert started(first)["folder"] == str(tmp_path)
    assert "Installing" in first.stdout

    begin = time.perf_counter()
    second = bootstrap("run", DISPLAY=":7")
    took = time.perf_counter() - begin
    assert started(second)["arguments"] == []
    assert "Installing" not in second.stdout
    assert took < 2.0


def test_without_display_the_self_test_runs(bootstrap: Bootstrap) -> None:
    result = bootstrap("run", "--environment", "demo", DISPLAY=None, WAYLAND_DISPLAY=None)
    said = started(result)
    option, folder = said["arguments"]
    Path(folder).rmdir()  # and so it exists and is empty
    assert (option, said["platform"]) == ("--self-test", "offscreen")
    assert "no display" in result.stdout
    assert folder in result.stdout


@pytest.mark.parametrize("damage", ["stamp", "nonsense", "python", "base"])
def test_broken_environment_is_made_anew(bootstrap: Bootstrap, project: Path, damage: str) -> None:
    started(bootstrap("run", DISPLAY=":7"))
    stamp = project / ".venv/consignment-desk.json"
    leftover = project / ".venv/leftover"
    leftover.touch()
    match damage:
        case "stamp":  # killed while pip was at work
            stamp.unlink()
        case "nonsense":
            stamp.write_text("{", encoding="utf-8")
        case "python":  # the system's Python was removed
            (project / ".venv/bin/python").unlink()
        case "base":  # the system's Python was replaced
            stamp.write_text(stamp.read_text(encoding="utf-8").replace("/", "/old/", 1), encoding="utf-8")

    result = bootstrap("run", DISPLAY=":7")

    assert started(result)["arguments"] == []
    assert "Making" in result.stdout
    assert not leftover.exists()


def test_changed_lock_is_installed_over_the_old_one(bootstrap: Bootstrap, project: Path) -> None:
    started(bootstrap("run", DISPLAY=":7"))
    leftover = project / ".venv/leftover"
    leftover.touch()
    with (project / "packaging/runtime.lock").open("a", encoding="utf-8") as lock:
        lock.write("# changed\n")
    result = bootstrap("run", DISPLAY=":7")
    started(result)
    assert "Installing" in result.stdout
    assert leftover.exists()


def test_package_with_another_hash_is_refused(bootstrap: Bootstrap, project: Path) -> None:
    lock = project / "packaging/runtime.lock"
    good = lock.read_text(encoding="utf-8")
    lock.write_text(f"parcel==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    try:
        result = bootstrap("run", PIP_FORCE_REINSTALL="1")
        assert "could not be installed" in last_line(result)
        assert "HASHES" in result.stderr
    finally:
        lock.write_text(good, encoding="utf-8")


def test_no_network(bootstrap: Bootstrap, project: Path) -> None:
    shutil.rmtree(project / ".venv", ignore_errors=True)
    unreachable = "http://127.0.0.1:9/"
    result = bootstrap("run", PIP_NO_INDEX=None, PIP_FIND_LINKS=None, PIP_INDEX_URL=unreachable, PIP_RETRIES="0")
    assert "check the network connection" in last_line(result)
    assert not (project / ".venv/consignment-desk.json").exists()


def test_link_to_elsewhere_is_replaced(bootstrap: Bootstrap, project: Path) -> None:
    shutil.rmtree(project / ".venv", ignore_errors=True)
    (project / ".venv").symlink_to("/dev/null")
    assert started(bootstrap("run", DISPLAY=":7"))["arguments"] == []


@pytest.mark.parametrize("version", [(3, 8, 18), (3, 10, 0), (3, 14, 0)])
def test_unfit_python(root: Path, version: tuple[int, int, int]) -> None:
    file = root / "packaging/bootstrap.py"
    pretend = (
        f"import runpy, sys; sys.version_info = {version}; sys.argv = ['b.py', 'run']; runpy.run_path({str(file)!r})"
    )
    result = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True, timeout=30, check=False)
    line = last_line(result)
    assert line == result.stderr.strip()
    assert "needs Python 3.11 to 3.13, and this is " + ".".join(map(str, version)) in line
    assert "; run: python3.1" in line or "; install Python 3.13" in line


def test_old_python_can_read_as_far_as_the_check(root: Path) -> None:
    ast.parse((root / "packaging/bootstrap.py").read_text(encoding="ascii"), feature_version=(3, 4))


@pytest.mark.parametrize("arguments", [[], ["instal"], ["--self-test"]])
def test_unknown_command(bootstrap: Bootstrap, arguments: list[str]) -> None:
    result = bootstrap(*arguments)
    assert result.returncode == 2
    assert result.stderr.startswith("usage:")
