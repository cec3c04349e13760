"""Whether every test that there is was run: what bootstrap.py says at the end of a whole run."""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path


def missing(root: Path, tallies: Iterable[Path]) -> list[str]:
    """Return what is wrong with the runs that wrote `tallies`, in words: nothing, if every test was run.

    A file `test_*.py` below `root/tests` of which no test was collected is wrong, and so is a test that was collected
    in some run and run in none. Prints the counts, and each test that was skipped with the outcome.
    """
    told = [json.loads(path.read_text(encoding="utf-8")) for path in tallies if path.exists()]
    collected = {node for each in told for node in each["collected"]}
    ran: dict[str, str] = {}
    for each in told:
        ran |= each["ran"]
    files = {path.relative_to(root).as_posix() for path in (root / "tests").rglob("test_*.py")}
    silent = sorted(files - {node.partition("::")[0] for node in collected})
    unrun = sorted(collected - set(ran))
    reasons = Counter(reason for each in told for node, reason in each["left_out"].items() if node in unrun)
    folders = Counter(Path(node.partition("::")[0]).parent.as_posix() for node in ran)
    print(f"{len(collected)} tests in {len(files)} files were collected, {len(ran)} run:")
    for folder, count in sorted(folders.items()):
        print(f"  {folder} {count}")
    for node, outcome in ran.items():
        if outcome == "skipped":
            print(f"  skipped: {node}")
    wrong = [f"{path}: not one test was collected" for path in silent]
    wrong += [f"{node}: collected and not run" for node in unrun]
    wrong += [f"{count} left out by {reason}" for reason, count in reasons.items()]
    return wrong
