"""Counts: what was collected, left out and run is written down, so that no test is silently not run.

`--tally FILE` writes JSON: `collected` (every test that was found, also one that was left out), `left_out` (id → why)
and `ran` (id → outcome). With several processes the first one gathers what the others collected.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.left_out import REASON

_TALLY = pytest.StashKey["Tally"]()


class Tally:
    """What one run of pytest has collected, left out and run."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self.collected: set[str] = set()
        self.left_out: dict[str, str] = {}
        self.ran: dict[str, str] = {}

    def pytest_itemcollected(self, item: pytest.Item) -> None:
        """Count a test, whatever happens to it later."""
        self.collected.add(item.nodeid)

    def pytest_deselected(self, items: list[pytest.Item]) -> None:
        """Count what was left out; conftest.py says why on each, pytest's own options do not."""
        self.left_out |= {item.nodeid: item.stash.get(REASON, "an option of pytest") for item in items}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count what was run; the worst of its phases is its outcome."""
        if report.when == "call" or report.outcome != "passed":
            self.ran[report.nodeid] = report.outcome

    def pytest_testnodedown(self, node: Any) -> None:
        """Take over what a process of xdist has collected."""
        told = getattr(node, "workeroutput", {}).get("tally")
        if told:
            self.collected |= set(told["collected"])
            self.left_out |= told["left_out"]

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        """Write the counts, or hand them to the first process."""
        told = {"collected": sorted(self.collected), "left_out": self.left_out}
        output = getattr(self._config, "workeroutput", None)
        if output is not None:
            output["tally"] = told
        elif path := self._config.getoption("--tally"):
            Path(path).write_text(json.dumps(told | {"ran": self.ran}), encoding="utf-8")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption("--tally", metavar="FILE", help="write what was collected, left out and run as JSON")


def pytest_configure(config: pytest.Config) -> None:
    """Count, in each process."""
    if not config.getoption("--tally"):
        return
    tally = config.stash[_TALLY] = Tally(config)
    if not config.pluginmanager.has_plugin("xdist"):
        # pytest does not know this hook without xdist.
        del Tally.pytest_testnodedown
    config.pluginmanager.register(tally, "tally")
