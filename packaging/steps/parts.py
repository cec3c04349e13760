"""The parts of the frozen program: what they are called, under which licence, and its texts.

For the build's own Python; what is made of it for Windows can be told here too, from the packages meant for it.
"""

import importlib.metadata
import re
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

from steps import ROOT

TEXTS = ROOT / "packaging" / "licences"
NOT_CARRIED = frozenset({"requests", "urllib3"})
"""What the lock names for the sake of a part that is left out (contents.MODULES_LEFT_OUT)."""
LGPL = "LGPL-3.0-only"
_LICENCE_FILE = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)
_CLASSIFIERS = {
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: BSD License": "BSD-3-Clause",
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)": LGPL,
}
_NOT_IN_METADATA = {"pypdfium2": "BSD-3-Clause AND Apache-2.0", "pyside6-essentials": LGPL, "shiboken6": LGPL}
"""Where the metadata offers a choice or says it in a sentence: what is used here."""


@dataclass(frozen=True)
class Part:
    """A part with its licence, an SPDX expression, and the texts to go along with it."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]
    kind: str = "pypi"


def packages(lock: Path, site: Path | None, environment: Mapping[str, str]) -> list[Part]:
    """Return the packages of a lock that go into the program, in order of their names.

    `site` is where they are installed (None: where this Python finds its own), `environment` what markers are judged
    by. Raises LookupError when one is not there or names no licence.
    """
    installed = importlib.metadata.distributions(path=[str(site)] if site else sys.path)
    found = {_canonical(each.name): each for each in installed}
    return [_part(name, found) for name in sorted(_wanted(lock, environment) - NOT_CARRIED)]


def others(platform: str, python_version: str) -> list[Part]:
    """Return the parts that come in no package: Python, what its libraries are, Qt, and the fonts."""
    python = TEXTS / "Python.txt"
    standing = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    texts = ((standing if standing.exists() else python).read_text(encoding="utf-8"),)
    qt = importlib.metadata.version("PySide6-Essentials")
    gnu = tuple((TEXTS / name).read_text(encoding="utf-8") for name in ("LGPL-3.0.txt", "GPL-3.0.txt"))
    font = (ROOT / "resources/fonts/LICENSE.txt").read_text(encoding="utf-8")
    parts = [
        Part("CPython", python_version, "PSF-2.0", texts, "generic"),
        Part("DejaVu fonts", "2.37", "Bitstream-Vera", (font,), "generic"),
        Part("Qt", qt, LGPL, gnu, "generic"),
    ]
    if platform == "linux":
        icu = (TEXTS / "ICU.txt").read_text(encoding="utf-8")
        parts.append(Part("ICU", "73", "Unicode-DFS-2016", (icu,), "generic"))
    else:
        apache = (TEXTS / "Apache-2.0.txt").read_text(encoding="utf-8")
        parts.append(Part("OpenSSL", "3", "Apache-2.0", (apache,), "generic"))
        parts.append(Part("SQLite", "3", "blessing", ("SQLite is in the public domain.\n",), "generic"))
    return parts


def _wanted(lock: Path, environment: Mapping[str, str]) -> set[str]:
    names = set()
    for line in lock.read_text(encoding="utf-8").splitlines():
        if "==" in line:
            pin = Requirement(line.rstrip(" \\"))
            if pin.marker is None or pin.marker.evaluate(dict(environment)):
                names.add(_canonical(pin.name))
    return names


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _part(name: str, found: Mapping[str, importlib.metadata.Distribution]) -> Part:
    if name not in found:
        raise LookupError(f"{name} is in the lock and is not installed")
    each = found[name]
    licence = _NOT_IN_METADATA.get(name) or _licence(each)
    if licence is None:
        raise LookupError(f"{name} names no licence: look it up, and enter it in packaging/steps/parts.py")
    return Part(each.name, each.version, licence, tuple(_texts(each)))


def _licence(each: importlib.metadata.Distribution) -> str | None:
    entries = each.metadata.get_all("License-Expression") or each.metadata.get_all("License") or [""]
    told = str(entries[0])
    if re.fullmatch(r"[A-Za-z0-9.+ ()-]+", told) and len(told) < 40 and " license" not in told.lower():
        return told
    classifiers = each.metadata.get_all("Classifier") or []
    return next((_CLASSIFIERS[classifier] for classifier in classifiers if classifier in _CLASSIFIERS), None)


def _texts(each: importlib.metadata.Distribution) -> Iterator[str]:
    for file in sorted(each.files or (), key=str):
        beside = ".dist-info" in file.parts[0] or file.parts[:-1] == (each.name,)
        if beside and (_LICENCE_FILE.search(file.name) or "licenses" in file.parts):
            path = Path(str(each.locate_file(file)))
            if path.is_file():
                yield path.read_text(encoding="utf-8", errors="replace")
