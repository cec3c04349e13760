"""The benchmarks of «Speed»: `python packaging/bootstrap.py bench`; by hand `python -m tests.bench` on a display."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.bench import bulk, cancels, demo_search, first_rows, flow, frozen, imports, memory, parse, scroll, start_up
from tests.bench.figures import Figure, as_data, table

BENCHMARKS: dict[str, Callable[[int], list[Figure]]] = {
    "start": start_up.measure,
    "cancels": cancels.measure,
    "bulk": bulk.measure,
    "rows": first_rows.measure,
    "scroll": scroll.measure,
    "parse": parse.measure,
    "imports": imports.measure,
    "search": demo_search.measure,
    "flow": flow.measure,
    "memory": memory.measure,
    "frozen": frozen.measure,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table and the JSON; returns 1 with `--check` if a budget is not kept, otherwise 0."""
    parser = argparse.ArgumentParser(
        "bench", description="Measures the program's speed and memory against its budgets."
    )
    parser.add_argument(
        "--runs", type=_positive, default=5, metavar="N", help="of each benchmark (default: %(default)s)"
    )
    parser.add_argument("--only", choices=BENCHMARKS, action="append", help="this one; may be given again")
    parser.add_argument("--long", action="store_true", help="use the program for ten minutes where one is measured")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, not after the table")
    parser.add_argument("--check", action="store_true", help="exit with 1 if a budget is not kept")
    options = parser.parse_args(arguments)
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    if options.long:
        BENCHMARKS["memory"] = partial(memory.measure, long=True)
    figures = [each for name in options.only or BENCHMARKS for each in BENCHMARKS[name](options.runs)]
    print(table(figures))
    text = json.dumps(as_data(figures), indent=2, ensure_ascii=False)
    if options.json:
        options.json.write_text(text + "\n", encoding="utf-8")
    else:
        print(f"\n{text}")
    return 1 if options.check and not all(each.ok for each in figures) else 0


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


if __name__ == "__main__":
    sys.exit(main())
