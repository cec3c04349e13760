"""What an installed program has to show, on any system: a passed self-test, and data that outlives an upgrade."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

from steps import ROOT, SetupError, freezing

STEPS = 11
"""How many steps the self-test has at least; a shorter report would prove less than it says."""


def read_report(folder: Path) -> dict[str, float]:
    """Return the seconds of each step of a self-test that passed; raises SetupError saying which did not."""
    try:
        report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SetupError(f"The self-test left no report: {error}") from error
    for step in report["steps"]:
        if not step["ok"]:
            raise SetupError(f"The self-test failed at “{step['name']}”: {step.get('trouble', 'no reason given')}")
        if not (folder / step["picture"]).is_file():
            raise SetupError(f"The self-test left no picture of “{step['name']}”")
    if not report["ok"] or len(report["steps"]) < STEPS:
        raise SetupError(f"The self-test made {len(report['steps'])} steps, and has {STEPS}")
    return {step["name"]: step["seconds"] for step in report["steps"]}


def person(python: Path, command: str, folder: Path) -> object:
    """Make a person's data in a folder, or read it: with the program's own code, by the build's own Python."""
    done = subprocess.run(
        [str(python), "-P", "-m", "steps.person", command, str(folder)],
        cwd=ROOT,
        env=freezing.settings(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        raise SetupError(f"The data in {folder} cannot be read: {done.stderr.decode(errors='replace').strip()[-300:]}")
    return json.loads(done.stdout)


def wait(what: str, seconds: float, happened: Callable[[], bool]) -> None:
    """Wait until something has happened; raises SetupError, saying what did not, after that long."""
    end = monotonic() + seconds
    while not happened():
        if monotonic() > end:
            raise SetupError(f"{what} did not come about within {seconds:.0f} s")
        sleep(0.1)


def left_behind(before: set[str], after: set[str]) -> Iterator[str]:
    """Return what a removal has left that was not there before, in order; of a folder that is new, the folder alone."""
    said = ""
    for path in sorted(after - before):
        if not (said and path.startswith(f"{said}/")):
            said = path
            yield path
