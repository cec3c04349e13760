"""The demo's packages import one another one way, and what is at the top is not what they are built on."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import desktop_app.demo

DEMO = Path(desktop_app.demo.__file__).parent
SHARED = {"clock", "decimal_json", "times"}
MAY_IMPORT = {
    "clock": set[str](),
    "decimal_json": set[str](),
    "times": set[str](),
    "rules": SHARED,
    "carriers": SHARED | {"rules"},
    "storage": SHARED | {"rules"},
    "documents": SHARED | {"rules", "carriers"},
    "seed": SHARED | {"rules", "carriers", "storage"},
    "lifecycle": SHARED | {"rules", "carriers", "storage"},
    "http": SHARED | {"rules", "carriers", "storage", "documents", "lifecycle"},
    "faults": SHARED | {"rules"},
    "service": SHARED | {"rules", "carriers", "storage", "lifecycle", "http"},
    "routes": {"http", "service"},
    "app": SHARED | {"http", "routes", "seed", "service"},
    "__main__": SHARED | {"app", "faults"},
}
"""What each package, and each module beside them, may import of the others; an import inside a function counts too."""


def every_part() -> set[str]:
    """Return the names of the packages and modules that the demo consists of."""
    folders = {path.parent.name for path in DEMO.glob("*/__init__.py")}
    return folders | {path.stem for path in DEMO.glob("*.py") if path.name != "__init__.py"}


def imported(path: Path) -> Iterator[str]:
    """Yield the parts of the demo that a file imports."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            if name.startswith("desktop_app.demo."):
                yield name.split(".")[2]


def part_of(path: Path) -> str:
    """Return the part of the demo that a file belongs to."""
    return path.relative_to(DEMO).parts[0].removesuffix(".py")


def test_every_part_is_in_the_table() -> None:
    assert every_part() == set(MAY_IMPORT)


def test_no_part_may_import_one_that_may_import_it() -> None:
    order = list(MAY_IMPORT)
    assert all(order.index(other) < order.index(part) for part, others in MAY_IMPORT.items() for other in others)


def test_parts_import_what_they_may() -> None:
    found = {(part_of(path), other) for path in DEMO.rglob("*.py") for other in imported(path)}
    assert len(found) > 20
    assert {(part, other) for part, other in found if other not in MAY_IMPORT[part] | {part}} == set()
