"""A desktop session for the tests alone: display, window manager, D-Bus and an unlocked keyring, gone afterwards."""

import contextlib
import ctypes
import os
import select
import shlex
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from steps import SetupError

PATIENCE = 30.0
"""Seconds that one part of the session may take to start."""

MARK = "CONSIGNMENT_DESK_TEST_SESSION"
"""The variable by which a test knows that the keyring at hand is not a person's own."""

_NOT_TAKEN_OVER = {"WAYLAND_DISPLAY", "XAUTHORITY", "PYTHON_KEYRING_BACKEND"}
_LIBC = ctypes.CDLL(None)
_PR_SET_PDEATHSIG = 1


@contextlib.contextmanager
def desktop() -> Iterator[dict[str, str]]:
    """Start the session and yield the environment variables of a program that is to run on it.

    Home, data, settings and runtime folders are temporary: a person's own keyring and data are never touched.
    Raises `SetupError` when a part does not start.
    """
    with _session() as session:
        session.start_display()
        session.start_bus()
        session.start_keyring()
        session.start_window_manager()
        yield session.environment


@contextlib.contextmanager
def screen(*, window_manager: bool) -> Iterator[dict[str, str]]:
    """Start a display alone, bare or with a window manager; yields and raises as `desktop` does."""
    with _session() as session:
        session.start_display()
        if window_manager:
            session.start_window_manager()
        yield session.environment


@contextlib.contextmanager
def _session() -> "Iterator[_Session]":
    with (
        tempfile.TemporaryDirectory(prefix="desk-", ignore_cleanup_errors=True) as folder,
        contextlib.ExitStack() as parts,
    ):
        yield _Session(Path(folder), parts)


class _Session:
    """The parts of one session; each is stopped by `parts`, the last one first."""

    def __init__(self, folder: Path, parts: contextlib.ExitStack) -> None:
        self._folder = folder
        self._parts = parts
        self.environment = {name: value for name, value in os.environ.items() if name not in _NOT_TAKEN_OVER}
        for variable in (
            "HOME",
            "XDG_DATA_HOME",
            "XDG_CONFIG_HOME",
            "XDG_CACHE_HOME",
            "XDG_STATE_HOME",
            "XDG_RUNTIME_DIR",
        ):
            place = folder / variable.lower()
            place.mkdir(mode=0o700)
            self.environment[variable] = str(place)
        self.environment[MARK] = "1"

    def start_display(self) -> None:
        """Start Xvfb on a display number that it finds free itself."""
        read, write = os.pipe()
        try:
            screen = ["-screen", "0", "1600x1200x24", "-nolisten", "tcp", "-noreset"]
            server = self._start("Xvfb", "-displayfd", str(write), *screen, pass_fds=(write,))
        finally:
            os.close(write)
        self.environment["DISPLAY"] = ":" + self._line_from(read, server, "Xvfb")

    def start_bus(self) -> None:
        """Start a session bus that no one else knows of."""
        read, write = os.pipe()
        try:
            bus = self._start(
                "dbus-daemon", "--session", "--nofork", "--nopidfile", f"--print-address={write}", pass_fds=(write,)
            )
        finally:
            os.close(write)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._line_from(read, bus, "dbus-daemon")

    def start_keyring(self) -> None:
        """Start gnome-keyring with a new keyring, unlocked, and wait until it answers on the bus."""
        command = ("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets")
        daemon = self._start(*command, stdin=subprocess.PIPE)
        assert daemon.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it has ended, and the waiting below says how
            daemon.stdin.write(b"tests")
            daemon.stdin.close()
        # Asked about before it has an owner, the name would have the bus start a second daemon, and that one is locked.
        owned = ("org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets")
        default = ("/org/freedesktop/secrets", "org.freedesktop.Secret.Service.ReadAlias", "string:default")

        def answers() -> bool:
            return b"true" in self._ask(*owned) and b"/collection/" in self._ask("org.freedesktop.secrets", *default)

        self._wait(answers, daemon, "gnome-keyring-daemon")

    def start_window_manager(self) -> None:
        """Start openbox and wait until it manages windows, when it runs its start-up command."""
        managing = self._folder / "managing"
        manager = self._start("openbox", "--sm-disable", "--startup", f"touch {shlex.quote(str(managing))}")
        self._wait(managing.exists, manager, "openbox")

    def _ask(self, destination: str, *call: str) -> bytes:
        command = ["dbus-send", "--session", "--print-reply", f"--dest={destination}", *call]
        return subprocess.run(command, env=self.environment, capture_output=True, check=False).stdout

    def _start(
        self, *command: str, pass_fds: tuple[int, ...] = (), stdin: int = subprocess.DEVNULL
    ) -> subprocess.Popen[bytes]:
        with self._log(command[0]).open("wb") as log:
            process = subprocess.Popen(
                command,
                env=self.environment,
                stdin=stdin,
                stdout=log,
                stderr=log,
                pass_fds=pass_fds,
                start_new_session=True,
                preexec_fn=_end_with_parent,  # noqa: PLW1509 - one prctl call, which takes no lock
            )
        self._parts.callback(_stop, process)
        return process

    def _log(self, program: str) -> Path:
        return self._folder / f"{program}.log"

    def _line_from(self, descriptor: int, process: subprocess.Popen[bytes], program: str) -> str:
        text = b""
        with open(descriptor, "rb", buffering=0) as pipe:
            deadline = time.monotonic() + PATIENCE
            while not text.endswith(b"\n"):
                ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
                piece = pipe.read(512) if ready else b""
                if not piece:
                    raise self._failure(process, program)
                text += piece
        return text.decode().strip()

    def _wait(self, ready: Callable[[], bool], process: subprocess.Popen[bytes], program: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not ready():
            if process.poll() is not None or time.monotonic() > deadline:
                raise self._failure(process, program)
            time.sleep(0.02)

    def _failure(self, process: subprocess.Popen[bytes], program: str) -> SetupError:
        try:
            how = f"ended with exit code {process.wait(1)}"
        except subprocess.TimeoutExpired:
            how = f"did not start in {PATIENCE:.0f} s"
        lines = self._log(program).read_text(encoding="utf-8", errors="replace").strip().splitlines()
        said = f": {lines[-1]}" if lines else ""
        return SetupError(f"{program} {how}, so the tests have no desktop to run on{said}")


def _end_with_parent() -> None:
    """Have the kernel end this process when the one that started it is killed and cannot."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
