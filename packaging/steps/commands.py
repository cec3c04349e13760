"""The commands: run, test, bench, build and audit."""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType

from steps import ROOT, SetupError, auditing, system, tally
from steps.environment import AUDIT, RUNTIME, TESTS, Environment

USAGE = """\
usage: python packaging/bootstrap.py run [options of the program]
       python packaging/bootstrap.py test [options of pytest]
       python packaging/bootstrap.py test --windows [--if-changed]
       python packaging/bootstrap.py bench [options of the benchmarks]
       python packaging/bootstrap.py build [--target linux | windows | macos] [--without-proof | --if-changed]
       python packaging/bootstrap.py audit

run    set up what is missing, then start the program
test   the same with what the tests need, then every check and test; with options, only pytest with those options
       --windows: build the program for Windows through Wine, install it and try it
bench  the same, then the benchmarks
build  make the installer for this system, or for Windows through Wine, in dist/, and try the installed program
       --if-changed: only if packaging/, a lock or main/ is not what was built and tried last on this machine
audit  ask whether a fault is known of any locked package; needs a network, and says so where there is none
"""

ON_LINUX = sys.platform.startswith("linux")
CANNOT_SET_UP = 2
NO_TESTS_COLLECTED = 5
"""pytest's exit code when nothing matched."""

SIDE_BY_SIDE = ("--numprocesses=logical", "--dist=worksteal")
"""How the tests that need no desktop share the processors."""

WHOLLY_COVERED = (
    "desktop_app/packing/*",
    "desktop_app/pro/wire.py",
    "desktop_app/pro/retry.py",
    "desktop_app/pro/states.py",
    "desktop_app/services/outbox/*",
)
"""The files of which the tests must take every branch: what is never lost and never sent twice depends on them."""


def main(arguments: list[str]) -> int:
    """Carry out one command; return 2 if it could not be set up, otherwise the exit code of what it started."""
    commands = {"run": run, "test": test, "bench": bench, "build": build, "audit": audit}
    if arguments[:1] in (["-h"], ["--help"]):
        print(USAGE, end="")
        return 0
    if not arguments or arguments[0] not in commands:
        print(USAGE, end="", file=sys.stderr)
        return CANNOT_SET_UP
    signal.signal(signal.SIGTERM, _end)
    try:
        return commands[arguments[0]](arguments[1:])
    except SetupError as error:
        print(error, file=sys.stderr)
        return CANNOT_SET_UP
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def run(options: list[str]) -> int:
    """Start the program; where there is no display, its self-test instead."""
    system.ensure(display=bool(os.environ.get("DISPLAY")), tests=False)
    python = Environment().ensure(RUNTIME)
    settings = _settings()
    if not _has_display():
        settings["QT_QPA_PLATFORM"] = "offscreen"
        if "--self-test" not in options:
            folder = tempfile.mkdtemp(prefix="consignment-desk-self-test-")
            options = ["--self-test", folder]
            print(f"There is no display, so the self-test runs instead; pictures and report.json: {folder}", flush=True)
    command = _program(python, "desktop_app", options)
    if os.name == "posix":
        os.execve(command[0], command, settings)  # noqa: S606 - the program takes this process's place
    return subprocess.call(command, env=settings)


def test(options: list[str]) -> int:
    """Run every check, or with options pytest alone; return pytest's code, or if that is 0 a failed check's."""
    if options[:1] == ["--windows"]:
        return build(["--target", "windows", *options[1:]])
    python = _set_up_for_tests()
    if options:
        return _pytest(python, options)
    checks = [["ruff", "check"], ["ruff", "format", "--check"], ["mypy"]]
    codes = {" ".join(check): _call(python, check[0], check[1:], _settings()) for check in checks}
    with tempfile.TemporaryDirectory(prefix="consignment-desk-tally-") as folder:
        tests = _pytest(python, [], [*SIDE_BY_SIDE, "--cov", "--cov-report="], Path(folder))
        wrong = tally.missing(ROOT, Path(folder).iterdir())
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        codes["every test was run"] = 1
    report = ["report", f"--include={','.join(WHOLLY_COVERED)}", "--skip-covered", "--fail-under=100"]
    codes["coverage"] = _call(python, "coverage", report, _settings())
    failed = {check: code for check, code in codes.items() if code != 0}
    if failed:
        print(f"Not in order: {', '.join(failed)}", file=sys.stderr)
    return tests or next(iter(failed.values()), 0)


def bench(options: list[str]) -> int:
    """Run the benchmarks."""
    python = _set_up_for_tests()
    with _desktop() as settings:
        return _call(python, "tests.bench", options, settings)


def build(options: list[str]) -> int:
    """Make an installer in `dist/` and try what it installs; return 2 for options that make no sense."""
    from steps import building

    names = {"linux": "linux", "windows": "win32", "macos": "darwin"}
    parser = argparse.ArgumentParser("bootstrap.py build", add_help=False)
    parser.add_argument("--target", choices=names)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--without-proof", action="store_true")
    how.add_argument("--if-changed", action="store_true")
    given = parser.parse_args(options)
    target = names[given.target] if given.target else "linux" if ON_LINUX else sys.platform
    if given.if_changed and building.was_proven(target):
        print(f"What makes the installer for {target} is as it was when that was tried on this machine")
        return 0
    made = building.build(target, proven=not given.without_proof)
    print("Made", *(f"  {path.relative_to(ROOT)}" for path in made), sep="\n")
    return 0


def audit(options: list[str]) -> int:
    """Ask the package index what faults are known of the locked packages; return 1 if any, 2 if it cannot tell."""
    # Apart from the program's environment: the auditor brings packages of its own.
    python = Environment(ROOT / ".venv-audit").ensure(AUDIT)
    command = ["--require-hashes", "--disable-pip", "--format=json", f"--requirement={ROOT / 'packaging/tests.lock'}"]
    answer = subprocess.run(
        _program(python, "pip_audit", [*command, *options]), cwd=ROOT, env=_settings(), capture_output=True, check=False
    )
    return auditing.tell(answer.stdout, answer.stderr.decode(errors="replace"))


def _set_up_for_tests() -> Path:
    system.ensure(display=True, tests=True)
    return Environment().ensure(TESTS)


def _pytest(python: Path, options: list[str], unseen: Sequence[str] = (), counts: Path | None = None) -> int:
    """Run pytest, on Linux twice: offscreen, then what needs a real desktop (a process has one Qt platform).

    The options in `unseen` are for the first run alone. Each run writes its tally into the folder `counts`, if given.
    """

    def counted(run: str) -> list[str]:
        return [f"--tally={counts / run}"] if counts else []

    if not ON_LINUX:
        return _call(python, "pytest", [*options, *unseen, *counted("all")], _settings())
    with _desktop() as settings:
        runs = (
            ([*unseen, "--desktop=without", *counted("offscreen")], "offscreen"),
            (["--desktop=only", *counted("desktop")], "xcb"),
        )
        codes = [
            _call(python, "pytest", [*options, *more], {**settings, "QT_QPA_PLATFORM": platform})
            for more, platform in runs
        ]
    ran = [code for code in codes if code != NO_TESTS_COLLECTED]
    return next((code for code in ran if code != 0), 0) if ran else NO_TESTS_COLLECTED


@contextlib.contextmanager
def _desktop() -> Iterator[dict[str, str]]:
    if ON_LINUX:
        from steps import session  # it loads on no other system

        with session.desktop() as environment:
            yield _settings(environment) | {"QT_QPA_PLATFORM": "xcb"}
    else:
        yield _settings()


def _settings(environment: dict[str, str] | None = None) -> dict[str, str]:
    """Return `environment` (this process's by default) without what would lead our Python astray."""
    settings = dict(os.environ if environment is None else environment)
    settings.pop("PYTHONHOME", None)
    settings["PYTHONPATH"] = str(ROOT)
    return settings


def _program(python: Path, module: str, options: list[str]) -> list[str]:
    """Return the command for a module (-P: no file in the folder one stands in may pass for one of its imports)."""
    return [str(python), "-P", "-m", module, *options]


def _call(python: Path, module: str, options: list[str], settings: dict[str, str]) -> int:
    return subprocess.call(_program(python, module, options), cwd=ROOT, env=settings)


def _has_display() -> bool:
    variables = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not ON_LINUX or any(os.environ.get(variable) for variable in variables)


def _end(number: int, _frame: FrameType | None) -> None:
    """Turn a termination signal into an orderly end, so that what was started is stopped."""
    sys.exit(128 + number)
