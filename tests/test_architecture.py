"""The rooms are held apart, each module says what it is for, and the repository names no machine."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "desktop_app"
CONFIG = ROOT / "pyproject.toml"
CONTRACTS = {
    contract["id"]: contract
    for contract in tomllib.loads(CONFIG.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
}

BREACHES = [
    ("worker", "worker", "desktop_app.pro.errors"),
    ("pro", "pro/states", "desktop_app.store"),
    ("packing", "packing/draft", "desktop_app.pro.client"),
    ("packing", "packing/draft", "desktop_app.store"),
    ("store", "store/__init__", "desktop_app.pro.wire"),
    ("store", "store/__init__", "desktop_app.services"),
    ("services", "services/__init__", "desktop_app.ui"),
    ("demo", "demo/__init__", "desktop_app.pro.models"),
    ("demo", "demo/__init__", "desktop_app.packing.draft"),
    ("ui", "ui/__init__", "desktop_app.pro.client"),
    ("wired-in-main", "paths", "desktop_app.ui"),
    ("wired-in-main", "ui/__init__", "desktop_app.demo"),
    ("main", "ui/__init__", "desktop_app.main"),
    ("qt", "services/__init__", "PySide6.QtCore"),
    ("httpx", "services/__init__", "httpx"),
    ("httpx", "pro/retry", "httpx"),
    ("storage", "services/__init__", "sqlite3"),
    ("storage", "ui/__init__", "keyring"),
    ("pages", "ui/outbox/__init__", "desktop_app.ui.consignments"),
    ("parts-of-pages", "ui/tables/__init__", "desktop_app.ui.outbox"),
]
"""Contract, module, and the import that the contract forbids there."""


def lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Check the contracts of the copy of the project in `folder`."""
    call = "import sys; from importlinter.cli import lint_imports_command; sys.argv[0] = 'lint'; lint_imports_command()"
    command = [sys.executable, "-P", "-c", call, "--no-logo", "--no-cache", *options]
    here = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(command, cwd=folder, env=here, capture_output=True, text=True, timeout=60, check=False)


def test_contracts_hold() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(("contract", "module", "forbidden"), BREACHES)
def test_breach_is_caught(tmp_path: Path, contract: str, module: str, forbidden: str) -> None:
    shutil.copytree(PACKAGE, tmp_path / "desktop_app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CONFIG, tmp_path)
    with (tmp_path / "desktop_app" / f"{module}.py").open("a", encoding="utf-8") as file:
        file.write(f"\nimport {forbidden}\n")

    result = lint(tmp_path, "--contract", contract)

    assert result.returncode == 1
    assert f"{CONTRACTS[contract]['name']} BROKEN" in result.stdout
    assert f"{module.removesuffix('/__init__').replace('/', '.')} -> {forbidden.partition('.')[0]}" in result.stdout


def test_every_contract_is_broken_once() -> None:
    assert {contract for contract, _, _ in BREACHES} == set(CONTRACTS)


def test_every_room_but_main_has_its_contract() -> None:
    rooms = {folder.name for folder in PACKAGE.iterdir() if (folder / "__init__.py").exists()} - {"main"}
    held = {
        module.removeprefix("desktop_app.")
        for contract in CONTRACTS.values()
        for module in contract.get("source_modules", [])
    }
    assert rooms <= held


def sources() -> Iterator[Path]:
    """Yield the program's modules."""
    return PACKAGE.rglob("*.py")


def test_every_module_says_what_it_is_for() -> None:
    silent = [path for path in sources() if not ast.get_docstring(ast.parse(path.read_bytes()))]
    assert silent == []


def repository_files() -> Iterator[Path]:
    """Yield the files of the repository, without what it ignores."""
    for folder, names, files in os.walk(ROOT):
        at_root = Path(folder) == ROOT
        names[:] = [
            name
            for name in names
            if (not name.startswith(".") or name == ".ci")
            and name != "__pycache__"
            and not name.endswith(".egg-info")
            and not (at_root and name in {"build", "dist"})
        ]
        yield from (Path(folder, name) for name in files if not name.startswith(".coverage"))


def test_no_file_names_a_package_registry_or_a_machine() -> None:
    # Brackets, so that this pattern does not find itself.
    telltale = re.compile(
        rb"py[p]i\.org|python[h]osted|[a]naconda\.org|(?<![\w.~])/(?:[r]oot|[h]ome|[w]ork|[U]sers|[o]pt)/\w"
    )
    found = {
        f"{path.relative_to(ROOT)}: {match.group().decode()}"
        for path in repository_files()
        if (match := telltale.search(path.read_bytes()))
    }
    assert found == set()
