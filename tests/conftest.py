"""What holds for every test: no noise, no leaks, and the real desktop only where it is meant."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.support.left_out import REASON

pytest_plugins = ["tests.support.noise", "tests.support.leaks", "tests.support.heartbeat", "tests.support.tally"]

TEST_SESSION = "CONSIGNMENT_DESK_TEST_SESSION"
"""Set by bootstrap.py in the desktop session that it starts for the tests."""


KEYRING = "PYTHON_KEYRING_BACKEND"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let bootstrap.py run the tests on a real desktop in a process of their own."""
    parser.addoption("--desktop", choices=("with", "without", "only"), default="with", help="tests marked `desktop`")


def pytest_configure() -> None:
    """Keep windows off the screen of the person who runs the tests by hand, and every test from every keyring."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if sys.platform == "win32":
        # Windows' own: the offscreen platform looks for fonts that Qt no longer brings.
        os.environ.setdefault("QT_QPA_FONTDIR", str(Path(os.environ["SYSTEMROOT"], "Fonts")))
    os.environ[KEYRING] = "keyring.backends.fail.Keyring"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that `--desktop` leaves out."""
    wanted = config.getoption("--desktop")
    if wanted == "with":
        return
    chosen: list[pytest.Item] = []
    left_out: list[pytest.Item] = []
    for item in items:
        on_desktop = item.get_closest_marker("desktop") is not None
        (chosen if on_desktop == (wanted == "only") else left_out).append(item)
    items[:] = chosen
    for item in left_out:
        item.stash[REASON] = f"--desktop={wanted}"
    config.hook.pytest_deselected(items=left_out)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs a real desktop or keyring where there is none; in CI on Linux that is a failure."""
    missing = [
        reason
        for marker, reason in (("desktop", _no_desktop()), ("keyring", _no_keyring()))
        if reason and item.get_closest_marker(marker)
    ]
    if not missing:
        return
    reason = f"{' and '.join(missing)}; run: python packaging/bootstrap.py test {item.nodeid.partition('::')[0]}"
    if os.environ.get("CI") and sys.platform.startswith("linux"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Dress the application as the program is: what a test measures and presses is what a person sees."""
    from desktop_app.ui.style.theme import colour_application, dress

    dress(qapp)
    colour_application(dark=False)
    return qapp


@pytest.fixture(autouse=True)
def _keyring_where_it_is_meant(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.node.get_closest_marker("keyring"):
        import keyring.core

        monkeypatch.delenv(KEYRING)
        monkeypatch.setattr(keyring.core, "_keyring_backend", None)  # it is chosen again when it is next asked for


def _no_desktop() -> str:
    if os.environ["QT_QPA_PLATFORM"] != "xcb" or not os.environ.get("DISPLAY"):
        return "no display server"
    return "" if shutil.which("xdotool") else "no xdotool"


def _no_keyring() -> str:
    return "" if TEST_SESSION in os.environ else "no keyring made for tests"
