"""The virtual environment: made, filled from a lock file, and known to be whole by a stamp written last."""

import collections
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from steps import ROOT, SetupError

RUNTIME = "runtime"
TESTS = "tests"
AUDIT = "audit"
BUILD = "build"
CONTAINS = {RUNTIME: (RUNTIME,), TESTS: (TESTS, RUNTIME), AUDIT: (AUDIT,), BUILD: (BUILD, RUNTIME)}
"""Which sets of dependencies are there once a set is installed: `tests.lock` and `build.lock` pin all of `runtime.lock`
and more."""


class Environment:
    """A virtual environment in `folder`, filled from `<set>.lock` files in `locks`."""

    def __init__(self, folder: Path = ROOT / ".venv", locks: Path = ROOT / "packaging") -> None:
        """Name the folders; nothing is touched yet."""
        self._folder = folder
        self._locks = locks
        self._stamp = folder / "consignment-desk.json"
        self.python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def ensure(self, wanted: str) -> Path:
        """Return the environment's Python with the set `wanted` installed, doing only what is still to be done.

        Raises `SetupError` when the environment cannot be made or filled.
        """
        state = self._state()
        if wanted in state.get("sets", {}) and state["sets"][wanted] == self._digest(wanted):
            return self.python
        if not state:
            self._make()
        # Without a stamp an environment counts as broken: one that is killed from here on is made anew.
        self._stamp.unlink(missing_ok=True)
        self._install(wanted)
        self._write_stamp(CONTAINS[wanted])
        return self.python

    def _state(self) -> dict[str, dict[str, str]]:
        """Return what the stamp says, or nothing if the environment is not whole or its Python has changed."""
        try:
            state = json.loads(self._stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        whole = isinstance(state, dict) and state.get("python") == self._identity() and self.python.exists()
        return state if whole else {}

    def _identity(self) -> dict[str, str]:
        """Return what must not change under the environment: the Python behind it."""
        config = self._folder / "pyvenv.cfg"
        return {
            "executable": os.path.realpath(self.python),
            "config": hashlib.sha256(config.read_bytes()).hexdigest() if config.exists() else "",
        }

    def _digest(self, name: str) -> str:
        return hashlib.sha256((self._locks / f"{name}.lock").read_bytes()).hexdigest()

    def _write_stamp(self, sets: tuple[str, ...]) -> None:
        state = {"python": self._identity(), "sets": {name: self._digest(name) for name in sets}}
        unfinished = self._stamp.with_suffix(".part")
        unfinished.write_text(json.dumps(state, indent=1), encoding="utf-8")
        unfinished.replace(self._stamp)

    def _make(self) -> None:
        print(f"Making {self._folder}", flush=True)
        try:
            if self._folder.is_symlink() or self._folder.is_file():
                self._folder.unlink()
            elif self._folder.exists():
                shutil.rmtree(self._folder)
        except OSError as error:
            raise SetupError(f"{self._folder} is not whole and cannot be removed ({error}); delete it") from error
        # The Python that runs this may be the one in the folder that was just removed; the base one stays.
        base = getattr(sys, "_base_executable", None) or sys.executable
        made = subprocess.run(
            [base, "-I", "-m", "venv", str(self._folder)], capture_output=True, text=True, errors="replace", check=False
        )
        if made.returncode != 0:
            raise SetupError(f"{self._folder} cannot be made: {_last_line(made.stdout + made.stderr)}")

    def _install(self, name: str) -> None:
        lock = self._locks / f"{name}.lock"
        count = sum("==" in line for line in lock.read_text(encoding="utf-8").splitlines())
        print(f"Installing up to {count} locked packages (only this first time)", flush=True)
        command = [
            str(self.python),
            "-I",
            "-m",
            "pip",
            "install",
            "--require-hashes",
            "--no-deps",
            "--only-binary=:all:",
        ]
        command += ["--no-input", "--disable-pip-version-check", "--progress-bar=off", "-r", str(lock)]
        # A person's pip configuration may say "user = true", which pip refuses inside a virtual environment.
        settings = {**os.environ, "PIP_USER": "0", "PYTHONUTF8": "1"}
        last = collections.deque[str](maxlen=8)
        with subprocess.Popen(
            command, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
        ) as pip:
            assert pip.stdout is not None
            for line in pip.stdout:
                last.append(line.rstrip())
                if line.startswith("Collecting ") and sys.stdout.isatty():
                    print(f"\r\x1b[K  {line.split()[1].partition('=')[0]}", end="", flush=True)
        if sys.stdout.isatty():
            print("\r\x1b[K", end="")
        if pip.returncode != 0:
            for line in last:
                print(f"  pip: {line}", file=sys.stderr)
            raise SetupError(
                "The locked packages could not be installed; check the network connection "
                "(or the proxy and index in pip's own settings) and give the same command again"
            )


def _last_line(output: str) -> str:
    lines = [line for line in output.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "no reason given"
