"""Set this project up on a machine with nothing but Python, then start the program, test it or measure it.

Standard library only. This file stays readable to every Python since 2.7, so that one that is too old can be told so;
the work is in `steps/`.
"""

import os
import subprocess
import sys

if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    advice = "install Python 3.13 and give it the same command"
    nowhere = os.open(os.devnull, os.O_RDWR)
    for name in ("python3.13", "python3.12", "python3.11"):
        try:  # a name on PATH may be a shim for a Python that is not there
            answers = subprocess.call([name, "-c", ""], stdout=nowhere, stderr=nowhere) == 0
        except OSError:
            answers = False
        if answers:
            words = [name] + sys.argv
            advice = "run: " + " ".join('"{}"'.format(word) if " " in word else word for word in words)
            break
    found = ".".join(str(part) for part in sys.version_info[:3])
    sys.stderr.write("Consignment Desk needs Python 3.11 to 3.13, and this is {}; {}\n".format(found, advice))
    sys.exit(2)

from steps.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
