"""Whether there is a newer version: what the answer to that question holds. It is asked only when a person asks."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from desktop_app.pro.errors import AppError

MOST_BYTES: Final = 65_536
"""Of the answer."""

_VERSION: Final = re.compile(r"\d{1,6}(?:\.\d{1,6}){1,3}", re.ASCII)
_PAGE: Final = re.compile(r"https://[A-Za-z0-9./_~%-]{1,300}", re.ASCII)


class Trouble(Enum):
    """Why it is not known whether there is a newer version."""

    UNREACHABLE = "unreachable"
    BAD_ANSWER = "bad answer"


class CannotTell(AppError):
    """It could not be found out whether there is a newer version."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Release:
    """The newest version; `page` is where it can be had (https, or empty), `newer` whether it is newer than this."""

    version: str
    page: str
    newer: bool


def read_release(content: bytes, here: str) -> Release:
    """Read the answer, a JSON object with `version` and `page`; `here` is this version. Raises CannotTell."""
    try:
        data = json.loads(content)
        version, page = data["version"], data.get("page", "")
        if not (_VERSION.fullmatch(version) and (page == "" or _PAGE.fullmatch(page))):
            raise ValueError(version)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise CannotTell(Trouble.BAD_ANSWER) from error
    return Release(version, page, _number(version) > _number(here))


def _number(version: str) -> tuple[int, ...]:
    parts = [int(part) for part in version.split(".")]
    return tuple(parts + [0] * (4 - len(parts)))
