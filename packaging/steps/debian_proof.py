"""The Debian package, tried: installed on a bare Debian of its own, started, self-tested, upgraded and removed."""

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic

from steps import SetupError, debian, freezing, proof, session

NEXT = "+next"
"""What the version of the package that is installed over the first one has at its end."""
WINDOW = "Consignment Desk"
PATIENCE = 60.0
"""Seconds that the installed program may take until its window is there, on a machine that does other things too."""
USER = "packer"
PUT = Path("tmp")
HOME = Path("home/packer")
DATA = HOME / ".local/share/Consignment Desk"
_NOT_LOOKED_AT = ("proc", "dev", "sys", "tmp", "run", "var/cache", "var/lib/apt", "var/lib/dpkg", "var/log")
"""Where a Debian keeps accounts of what was installed: what is left there is not the package's."""


def prove(first: Path, after: Path, python: Path) -> None:
    """Install `first` on a bare system, use it, install `after` over it, use that, remove it.

    Raises SetupError at the first thing that is not as it should be. Wants root, for the system is one of its own.
    """
    if os.geteuid() != 0:
        raise SetupError("To try the package, a Debian of its own is made, which only root can: give this as root")
    with tempfile.TemporaryDirectory(prefix="consignment-desk-root-") as folder, session.desktop() as desktop:
        system = _System(Path(folder) / "debian", desktop)
        system.make()
        bare = system.files()
        system.install(first)
        system.self_test("first")
        before = proof.person(python, "make", system.root / DATA)
        system.give_home_away()
        system.start_and_close()
        if proof.person(python, "read", system.root / DATA) != before:
            raise SetupError("The installed program changed a draft or settings that it was only to open")
        system.install(after)
        if NEXT not in system.ask("dpkg-query", "--show", "--showformat=${Version}", "consignment-desk"):
            raise SetupError("The next version is not the one that is installed now")
        system.start_and_close()
        system.self_test("next")
        if proof.person(python, "read", system.root / DATA) != before:
            raise SetupError("A draft or settings did not outlive the upgrade")
        system.remove()
        left = [path for path in proof.left_behind(bare, system.files()) if not path.startswith(f"{HOME}/")]
        ours = [path for path in left if "consignment" in path.lower()]
        print("Left after its removal: the person's own data", *(f"  /{path}" for path in ours), sep="\n", flush=True)
        if ours or not (system.root / DATA / "settings.json").exists():
            raise SetupError(f"The removal left {', '.join(ours)}" if ours else "The removal took the person's data")


class _System:
    """A Debian in a folder, with the desktop of this machine's test session to show windows on."""

    def __init__(self, root: Path, desktop: Mapping[str, str]) -> None:
        self.root = root
        self._desktop = desktop

    def make(self) -> None:
        """Make it from the bare one that is kept; raises SetupError."""
        self.root.mkdir()
        command = ["cp", "-a", f"{_bare_system()}/.", str(self.root)]
        freezing.run(command, dict(os.environ), "the bare system could not be copied")
        shutil.copy("/etc/resolv.conf", self.root / "etc/resolv.conf")
        self.run("apt-get", "update")
        self.run("useradd", "--create-home", USER)

    def install(self, package: Path) -> None:
        """Install a package with what it depends on and nothing else."""
        shutil.copy(package, self.root / PUT / package.name)
        self.run("apt-get", "install", "--yes", "--no-install-recommends", f"/{PUT}/{package.name}")

    def remove(self) -> None:
        """Remove the package with its settings."""
        self.run("apt-get", "purge", "--yes", "consignment-desk")

    def self_test(self, name: str) -> None:
        """Let the program drive itself, from the command that its entry in the menu starts."""
        folder = HOME / f"self-test-{name}"
        program = self._program("--self-test", f"/{folder}")
        code = program.wait(10 * PATIENCE)
        seconds = proof.read_report(self.root / folder)
        if code != 0:
            raise SetupError(f"The self-test ended with {code}")
        print(f"Self-test ({name}): {len(seconds)} steps in {sum(seconds.values()):.1f} s", flush=True)

    def start_and_close(self) -> None:
        """Start the program as a click on its entry does, see its window, and close that."""
        before = monotonic()
        program = self._program()
        try:
            proof.wait(
                "The window of the installed program", PATIENCE, lambda: bool(self._windows()) or _ended(program)
            )
            print(f"Its window is there after {monotonic() - before:.1f} s", flush=True)
            for window in self._windows():
                self._xdotool("windowactivate", "--sync", window, "key", "alt+F4")
            proof.wait("Its end, after its window was closed", PATIENCE, lambda: _ended(program))
            if program.returncode != 0:
                raise SetupError(f"The installed program ended with {program.returncode}")
        finally:
            _stop(program)

    def give_home_away(self) -> None:
        """Make all that is in the person's home theirs."""
        self.run("chown", "--recursive", f"{USER}:{USER}", f"/{HOME}")

    def files(self) -> set[str]:
        """Return all files of the system, but for its accounts."""
        found = set()
        for folder, folders, names in os.walk(self.root):
            place = Path(folder).relative_to(self.root)
            folders[:] = [name for name in folders if (place / name).as_posix() not in _NOT_LOOKED_AT]
            found |= {(place / name).as_posix() for name in (*names, *folders)}
        return found

    def run(self, *command: str) -> None:
        """Run something as the system's root; raises SetupError, with what it said, if it fails."""
        freezing.run(
            self._inside(command),
            self._plain() | {"DEBIAN_FRONTEND": "noninteractive"},
            f"{command[0]} failed in the system",
        )

    def ask(self, *command: str) -> str:
        """Return what a command says."""
        return subprocess.run(
            self._inside(command), env=self._plain(), capture_output=True, text=True, check=True
        ).stdout

    def _program(self, *options: str) -> subprocess.Popen[bytes]:
        variables = {
            "HOME": f"/{HOME}",
            "DISPLAY": self._desktop["DISPLAY"],
            "LANG": "C.UTF-8",
            "PATH": "/usr/bin:/bin",
        }
        command = ["env", "-i", *(f"{name}={value}" for name, value in variables.items())]
        log = (self.root.parent / "program.log").open("ab")
        with log:
            return subprocess.Popen(
                self._inside([*command, *self._entry(), *options], user=USER),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _entry(self) -> list[str]:
        """Return the command of the entry in the menu, without the place for files."""
        lines = (self.root / debian.ENTRY).read_text(encoding="utf-8").splitlines()
        (line,) = (line for line in lines if line.startswith("Exec="))
        return [word for word in shlex.split(line.removeprefix("Exec=")) if not word.startswith("%")]

    def _inside(self, command: Sequence[str], user: str | None = None) -> list[str]:
        root = shlex.quote(str(self.root))
        mounts = f"mount -t proc proc {root}/proc && mount --rbind /dev {root}/dev && "
        chroot = ["chroot", *(["--userspec", user] if user else []), str(self.root), *command]
        return [
            "unshare",
            "--mount",
            "--pid",
            "--fork",
            "--kill-child",
            "sh",
            "-c",
            f"{mounts}exec {shlex.join(chroot)}",
        ]

    def _plain(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
        return kept | {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "HOME": "/root"}

    def _windows(self) -> list[str]:
        return self._xdotool("search", "--onlyvisible", "--name", WINDOW).split()

    def _xdotool(self, *command: str) -> str:
        done = subprocess.run(
            ["xdotool", *command],
            env=dict(self._desktop),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return done.stdout


def _bare_system() -> Path:
    """Return the folder of a bare Debian of this machine's release, made the first time."""
    release = dict(
        line.split("=", 1) for line in Path("/etc/os-release").read_text(encoding="utf-8").splitlines() if "=" in line
    )
    name = release["VERSION_CODENAME"].strip('"')
    parts = "main,universe" if release["ID"] == "ubuntu" else "main"
    folder = freezing.cache() / f"debian-{name}"
    if not folder.exists():
        print(f"Making a bare {name} (only this first time)", flush=True)
        unfinished = folder.with_suffix(".part")
        if unfinished.exists():
            shutil.rmtree(unfinished)
        unfinished.parent.mkdir(parents=True, exist_ok=True)
        freezing.run(
            ["debootstrap", "--variant=minbase", f"--components={parts}", name, str(unfinished), *_mirror(name)],
            dict(os.environ),
            "no bare system could be made",
        )
        unfinished.rename(folder)
    return folder


def _mirror(release: str) -> list[str]:
    """Return where this system's own packages come from, as its package manager is set up."""
    asked = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages", f"Codename: {release}"],
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout.split()[:1]


def _ended(program: subprocess.Popen[bytes]) -> bool:
    return program.poll() is not None


def _stop(program: subprocess.Popen[bytes]) -> None:
    if program.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()
