"""What the auditor found out about the locked packages, in words."""

import json
import sys

NONE_KNOWN, KNOWN, CANNOT_TELL = 0, 1, 2


def tell(answer: bytes, said: str) -> int:
    """Print what is known of each package; return NONE_KNOWN, KNOWN, or CANNOT_TELL if some could not be asked about.

    `answer` is the auditor's JSON, empty where it failed; `said` is what it wrote beside it.
    """
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        packages = None
    if not packages:
        last = next((line for line in reversed(said.splitlines()) if line.strip()), "no reason given")
        print(
            f"Nothing could be asked: this needs a network, and an index that knows of faults ({last})", file=sys.stderr
        )
        return CANNOT_TELL
    faulty = [each for each in packages if each.get("vulns")]
    unasked = [each["name"] for each in packages if "skip_reason" in each]
    for each in faulty:
        for fault in each["vulns"]:
            mended = ", ".join(fault.get("fix_versions", ())) or "no version yet"
            print(f"{each['name']} {each['version']}: {fault['id']}, mended in {mended}")
    asked = f"{len(packages) - len(unasked)} of {len(packages)} locked packages asked about"
    print(f"{asked}, {len(faulty)} with a known fault")
    if unasked:
        print(
            f"Not known of by the index, so nothing is told of them: {', '.join(unasked)}. "
            "Give the command again with a network that reaches the public index.",
            file=sys.stderr,
        )
    return KNOWN if faulty else CANNOT_TELL if unasked else NONE_KNOWN
