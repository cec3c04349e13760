"""What a benchmark found: figures with their budgets, as a table and as JSON."""

from __future__ import annotations

import math
import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import PySide6


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured several times; its median is what is held against the budget.

    `measured` and `budget` are in `unit`; `samples` are the runs in their order. `note` says what the budget is
    made of, where it is not a fixed number.
    """

    name: str
    unit: str
    measured: float
    budget: float
    samples: tuple[float, ...]
    note: str = ""

    @property
    def ok(self) -> bool:
        """Whether the budget is kept."""
        return self.measured <= self.budget

    def as_data(self) -> dict[str, Any]:
        """Return the figure ready for JSON."""
        return {
            "name": self.name,
            "unit": self.unit,
            "measured": round(self.measured, 3),
            "lowest": round(min(self.samples), 3),
            "highest": round(max(self.samples), 3),
            "budget": round(self.budget, 3),
            "ok": self.ok,
            "samples": [round(sample, 3) for sample in self.samples],
            "note": self.note,
        }


def figure(name: str, unit: str, samples: Sequence[float], budget: float, note: str = "") -> Figure:
    """Return the figure whose measured value is the median of its samples."""
    return Figure(name, unit, median(samples), budget, tuple(samples), note)


def percentile(values: Iterable[float], share: float) -> float:
    """Return the smallest of the values that at least `share` of them do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)), 1) - 1]


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as lines of text, their columns in line."""
    rows = [("", "measured", "spread", "budget", "")]
    rows += [
        (
            each.name,
            f"{each.measured:.2f} {each.unit}",
            f"{min(each.samples):.2f} – {max(each.samples):.2f}",
            f"{each.budget:.2f} {each.unit}",
            ("ok" if each.ok else "OVER") + (f"  ({each.note})" if each.note else ""),
        )
        for each in figures
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        "  ".join(
            [row[0].ljust(widths[0]), *(row[c].rjust(widths[c]) for c in range(1, 4)), row[4]],
        ).rstrip()
        for row in rows
    )


def as_data(figures: Sequence[Figure]) -> dict[str, Any]:
    """Return all figures, and what they were measured on, ready for JSON."""
    return {
        "ok": all(each.ok for each in figures),
        "benchmarks": [each.as_data() for each in figures],
        "machine": {
            "system": platform.platform(),
            "processors": os.cpu_count(),
            "python": platform.python_version(),
            "pyside": PySide6.__version__,
        },
    }
