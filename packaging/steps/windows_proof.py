"""The installer for Windows, tried: installed, started from its shortcut, self-tested, upgraded and removed."""

import os
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from time import monotonic

from steps import SetupError, proof
from steps.wine import Wine, fresh, windows_path

WINDOW = "Consignment Desk"
PATIENCE = 120.0
"""Seconds that a step may take: Wine on a machine that does other things too is slow."""
KEY = "a key from before the upgrade"
KEYRING = """\
import sys
import keyring
what, slot, *value = sys.argv[1:]
if what == "set":
    keyring.set_password("Consignment Desk", slot, value[0])
print(keyring.get_password("Consignment Desk", slot))
"""
_UNINSTALL_KEY = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\ConsignmentDesk"
_CLASSES = (r"Software\Classes\ConsignmentDesk.Draft", r"Software\Classes\ConsignmentDesk.Orders")


def prove(first: Path, after: Path, python: Path, home: Path, desktop: Mapping[str, str]) -> None:
    """Install `first` silently in a new Windows, use it, install `after` over it, use that, remove it.

    Raises SetupError at the first thing that is not as it should be.
    """
    with (
        tempfile.TemporaryDirectory(prefix="consignment-desk-wine-", ignore_cleanup_errors=True) as folder,
        fresh(home, Path(folder), desktop) as wine,
    ):
        system = _System(wine, home, desktop)
        bare = system.files()
        system.install(first)
        system.self_test("Grüße aus Köln")
        before = proof.person(python, "make", system.data)
        system.keyring("set", "sandbox", KEY)
        system.start_and_close()
        if proof.person(python, "read", system.data) != before:
            raise SetupError("The installed program changed a draft or settings that it was only to open")
        stale = system.program / "_internal" / "of an earlier version.dll"
        stale.write_bytes(b"")
        system.refuses_while_it_runs(after)
        system.install(after)
        if stale.exists():
            raise SetupError("The next version left a library of the first one")
        system.start_and_close()
        system.self_test("again")
        if proof.person(python, "read", system.data) != before:
            raise SetupError("A draft or settings did not outlive the upgrade")
        if system.keyring("get", "sandbox") != KEY:
            raise SetupError("A key did not outlive the upgrade")
        system.uninstall()
        left = list(proof.left_behind(bare, system.files()))
        print("Left after its removal:", *(f"  C:\\{path.replace('/', chr(92))}" for path in left), sep="\n")
        if not (system.data / "settings.json").exists() or system.keyring("get", "sandbox") != KEY:
            raise SetupError("The removal took the person's data or key without being asked to")
        strange = [path for path in left if not _belongs_to_the_person(path)]
        if strange:
            raise SetupError(f"The removal left {', '.join(strange)}")
        system.install(first)
        system.uninstall("/DeleteData")
        if system.data.exists() or system.keyring("get", "sandbox") != "None":
            raise SetupError("The removal left the person's data or key, though it was told to take them")


def prove_on_windows(first: Path) -> None:
    """Install for this person, self-test, remove. Never run: no Windows was at hand (packaging/README.md)."""
    place = Path(os.environ["LOCALAPPDATA"]) / "Programs" / "Consignment Desk"
    subprocess.run([str(first), "/S", "/CurrentUser"], check=True, timeout=600)
    with tempfile.TemporaryDirectory(prefix="consignment-desk-self-test-") as folder:
        report = Path(folder) / "Grüße aus Köln"
        subprocess.run([str(place / "ConsignmentDesk.exe"), "--self-test", str(report)], check=False, timeout=600)
        seconds = proof.read_report(report)
    print(f"Self-test: {len(seconds)} steps in {sum(seconds.values()):.1f} s", flush=True)
    subprocess.run([str(place / "uninstall.exe"), "/S", "/CurrentUser"], check=True, timeout=600)
    # The uninstaller goes on as a copy of itself, for no program can delete its own file.
    proof.wait("The end of the installed program's folder", PATIENCE, lambda: not place.exists())


class _System:
    """A Windows with the program in it, and the desktop of this machine's test session to show windows on."""

    def __init__(self, wine: Wine, home: Path, desktop: Mapping[str, str]) -> None:
        self._wine = wine
        self._home = home
        self._desktop = desktop
        (user,) = (path for path in wine.here("C:\\users").iterdir() if path.name != "Public")
        self.user = user
        self.data = user / "AppData/Local/Consignment Desk"
        self.program = user / "AppData/Local/Programs/Consignment Desk"
        self._shortcuts = [
            user / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Consignment Desk.lnk",
            user / "Desktop/Consignment Desk.lnk",
        ]

    def install(self, installer: Path) -> None:
        """Install silently for one person; what has to be there is looked for."""
        code, said = self._wine.run(windows_path(installer), "/S", "/CurrentUser")
        if code != 0:
            raise SetupError(f"{installer.name} ended with {code}: {said}")
        for path in (self.program / "ConsignmentDesk.exe", self.program / "uninstall.exe", *self._shortcuts):
            if not path.exists():
                raise SetupError(f"{installer.name} did not make {path.relative_to(self.user)}")
        version = installer.name.split("-")[1]
        told = self._registry(_UNINSTALL_KEY, "DisplayVersion")
        if version not in told:
            raise SetupError(f"Windows was told of version {told!r}, and {version} is what was installed")
        opens = self._registry(rf"{_CLASSES[0]}\shell\open\command", "")
        if "ConsignmentDesk.exe" not in opens or "Draft" not in self._registry(r"Software\Classes\.consignment", ""):
            raise SetupError(f"Consignment files are opened by {opens!r}")

    def refuses_while_it_runs(self, installer: Path) -> None:
        """See that an installer changes nothing while the program runs, and says so by its exit code."""
        program = self._start()
        try:
            code, _ = self._wine.run(windows_path(installer), "/S", "/CurrentUser")
            if code != 2:
                raise SetupError(f"{installer.name} ended with {code} while the program was running")
        finally:
            self._close(program)

    def uninstall(self, *switches: str) -> None:
        """Remove silently, and see that what was made is gone."""
        code, said = self._wine.run(_on_drive(self._wine, self.program / "uninstall.exe"), "/S", *switches)
        if code != 0:
            raise SetupError(f"The uninstaller ended with {code}: {said}")
        # It goes on as a copy of itself, for no program can delete its own file.
        proof.wait("The end of the installed program's folder", PATIENCE, lambda: not self.program.exists())
        proof.wait("The end of its entry", PATIENCE, lambda: not self._registry(_UNINSTALL_KEY, "DisplayName"))
        for path in self._shortcuts:
            if path.is_file():
                raise SetupError(f"The removal left {path.relative_to(self.user)}")
        for key in (*_CLASSES, r"Software\Classes\.consignment"):
            if self._registry(key, ""):
                raise SetupError(f"The removal left {key} in the registry")

    def self_test(self, name: str) -> None:
        """Let the installed program drive itself, with its pictures and data in a folder of that name."""
        folder = self.user / name
        program = _on_drive(self._wine, self.program / "ConsignmentDesk.exe")
        code, said = self._wine.run(program, "--self-test", _on_drive(self._wine, folder), seconds=600)
        seconds = proof.read_report(folder)
        if code != 0:
            raise SetupError(f"The self-test ended with {code}: {said}")
        print(f"Self-test in “{name}”: {len(seconds)} steps in {sum(seconds.values()):.1f} s", flush=True)

    def start_and_close(self) -> None:
        """Start the program by its shortcut, see its window, and close that."""
        before = monotonic()
        program = self._start()
        print(f"Its window is there after {monotonic() - before:.1f} s", flush=True)
        self._close(program)

    def keyring(self, *command: str) -> str:
        """Set or get a key in this Windows' Credential Manager; return what is there now."""
        python = windows_path(self._home / "python/python.exe")
        code, said = self._wine.run(python, "-P", "-c", KEYRING, *command)
        if code != 0:
            raise SetupError(f"The Credential Manager does not answer: {said[-300:]}")
        return said.strip().splitlines()[-1]

    def files(self) -> set[str]:
        """Return all files of this Windows, but for its own temporary ones."""
        root = self._wine.here("C:\\")
        found = {path.relative_to(root).as_posix() for path in root.rglob("*")}
        return {path for path in found if "/Temp/" not in path and not path.startswith("windows/")}

    def _start(self) -> "subprocess.Popen[bytes]":
        environment = self._wine._environment  # noqa: SLF001
        command = ["wine", "start", "/wait", _on_drive(self._wine, self._shortcuts[0])]
        program = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        proof.wait("The window of the installed program", PATIENCE, lambda: bool(self._windows()))
        return program

    def _close(self, program: "subprocess.Popen[bytes]") -> None:
        for window in self._windows():
            self._xdotool("windowactivate", "--sync", window, "key", "alt+F4")
        proof.wait("The end of the window", PATIENCE, lambda: not self._windows())
        proof.wait("Its end, after its window was closed", PATIENCE, lambda: not self._wine.runs("ConsignmentDesk.exe"))
        program.wait(PATIENCE)

    def _windows(self) -> list[str]:
        return self._xdotool("search", "--onlyvisible", "--name", WINDOW).split()

    def _xdotool(self, *command: str) -> str:
        with suppress(subprocess.TimeoutExpired):
            return subprocess.run(
                ["xdotool", *command], env=dict(self._desktop), capture_output=True, text=True, timeout=30, check=False
            ).stdout
        return ""

    def _registry(self, key: str, name: str) -> str:
        """Return a value of this person's part of the registry, or nothing."""
        value = ["/v", name] if name else ["/ve"]
        code, said = self._wine.run("reg", "query", rf"HKCU\{key}", *value, "/reg:64")
        return said.split("REG_SZ", 1)[1].strip() if code == 0 and "REG_SZ" in said else ""


def _on_drive(wine: Wine, path: Path) -> str:
    """Return a path of the prefix as its programs see it, on drive C."""
    return "C:\\" + path.relative_to(wine.here("C:\\")).as_posix().replace("/", "\\")


def _belongs_to_the_person(path: str) -> bool:
    parts = path.split("/")
    place = "/".join(parts[2:])
    return parts[0] == "users" and place.startswith(("AppData/Local/Consignment Desk", "Grüße aus Köln", "again"))
