"""Noise is failure: a log record at WARNING or above, or a Qt warning, fails the test in which it came.

A test to which such a line belongs says so with `@pytest.mark.expect_log("regular expression")`, and then it must come.
"""

import logging
import re
import sys
from collections.abc import Generator
from typing import Any

import pytest

_FAILED = pytest.StashKey[bool]()
_NOISE = pytest.StashKey["Noise"]()
_OFFSCREEN = "This plugin does not support "
"""How the offscreen platform begins what it says of every window and menu that it shows."""


class Noise(logging.Handler):
    """Keeps what is logged at WARNING or above, by Python code or by Qt, while it listens."""

    def __init__(self) -> None:
        """Start deaf; `listen` starts."""
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record."""
        self.records.append(record)

    def listen(self) -> None:
        """Hear all of Python's logging, and Qt's messages if Qt is there (it is never loaded for this)."""
        logging.getLogger().addHandler(self)
        if core := sys.modules.get("PySide6.QtCore"):
            core.qInstallMessageHandler(_log_qt_message)

    def stop(self) -> None:
        """Leave Python's and Qt's logging as they were."""
        logging.getLogger().removeHandler(self)
        if core := sys.modules.get("PySide6.QtCore"):
            core.qInstallMessageHandler(None)

    def verdict(self, expected: list[str]) -> str:
        """Return what is wrong: each record that nothing in `expected` matches, each pattern that matched nothing."""
        lines = [(record, record.getMessage()) for record in self.records]
        wrong = [
            f"{record.levelname} from {record.name} ({record.filename}:{record.lineno}): {message}"
            for record, message in lines
            if not any(re.search(pattern, message) for pattern in expected)
        ]
        wrong += [
            f"expected, but it never came: {pattern}"
            for pattern in expected
            if not any(re.search(pattern, message) for _, message in lines)
        ]
        return "\n".join(wrong)


def _log_qt_message(kind: Any, context: Any, text: str | None) -> None:
    """Pass a message of Qt on as a log record, so that both kinds are judged alike."""
    levels = {
        "QtDebugMsg": logging.DEBUG,
        "QtInfoMsg": logging.INFO,
        "QtWarningMsg": logging.WARNING,
        "QtCriticalMsg": logging.ERROR,
        "QtFatalMsg": logging.CRITICAL,
    }
    if kind.name == "QtFatalMsg":  # Qt ends the process next, and with it whatever would have reported this
        print(text, file=sys.__stderr__, flush=True)
    if text and text.startswith(_OFFSCREEN):
        return
    category = getattr(context, "category", None) or "default"
    logging.getLogger(f"Qt.{category}").log(levels[kind.name], "%s", text)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember a failure: what such a test logs or leaves behind is its consequence."""
    report = yield
    if report.failed:
        item.stash[_FAILED] = True
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    """Listen from before the first fixture is set up."""
    noise = item.stash[_NOISE] = Noise()
    noise.listen()
    yield


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    """Judge after the last fixture is torn down."""
    noise = item.stash[_NOISE]
    try:
        yield
    finally:
        noise.stop()
    wrong = noise.verdict([str(mark.args[0]) for mark in item.iter_markers("expect_log")])
    if wrong and not has_failed(item):
        pytest.fail(f"{item.name} was not quiet:\n{wrong}", pytrace=False)


def has_failed(item: pytest.Item) -> bool:
    """Say whether a phase of this test has failed already."""
    return item.stash.get(_FAILED, False)
