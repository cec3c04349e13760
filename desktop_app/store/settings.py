"""What the user has chosen on this computer, as a small JSON file that is whole at any moment."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from desktop_app.store.aside import set_aside
from desktop_app.store.errors import store_errors
from desktop_app.store.private import make_private_folder


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices and window memory; nothing here is secret. `geometry` and `window_state` are Qt's bytes in base64.

    Never changed, only replaced: the worker writes one while the window goes on.

    `read_seconds`: how long the answer to a read is waited for in all.
    `queue_offline`: what cannot be sent for want of a network waits in the journal until it can be.
    `keep_sent_days`: how long the journal keeps what was sent once it is done; 0: for good.
    `proxy_address` is that of an own proxy; user and password for it are in the keyring alone.
    `network_told`: the data folder of which it was said that it is on a network drive.
    `navigation`: whether the list of pages shows titles or icons alone; `auto`: as the window has room.
    `columns` holds what each grid wants kept of its columns, by the grid's name (JSON-ready).
    """

    environment: Literal["demo", "sandbox", "production", "custom"] = "demo"
    custom_url: str = ""
    appearance: Literal["system", "light", "dark"] = "system"
    weight_unit: Literal["kg", "g", "lb", "oz"] = "kg"
    length_unit: Literal["cm", "in"] = "cm"
    geometry: str = ""
    window_state: str = ""
    columns: Mapping[str, Any] = field(default_factory=dict)
    last_page: str = ""
    navigation: Literal["auto", "wide", "narrow"] = "auto"
    queue_offline: bool = False
    keep_sent_days: Literal[30, 90, 365, 0] = 90
    proxy: Literal["system", "none", "own"] = "system"
    proxy_address: str = ""
    read_seconds: Literal[15, 30, 60, 120, 300] = 60
    network_told: str = ""


class SettingsFile:
    """The settings on disk at `path`; `damaged` is where a file that could not be read was put, or None."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.damaged: Path | None = None

    def load(self) -> Settings:
        """Return the settings, with defaults for all that is missing or makes no sense; raises StoreFailed."""
        with store_errors(self.path):
            try:
                data = json.loads(self.path.read_bytes())
            except FileNotFoundError:
                return Settings()
            except (ValueError, RecursionError):
                data = None
            if not isinstance(data, dict):
                self.damaged = set_aside(self.path)
                return Settings()
        hints = get_type_hints(Settings)
        names = [f.name for f in fields(Settings) if f.name in data and _fits(data[f.name], hints[f.name])]
        return Settings(**{name: data[name] for name in names})

    def save(self, settings: Settings) -> None:
        """Replace the file by these settings, whole and flushed, or leave it and raise DiskFull or StoreFailed."""
        with store_errors(self.path):
            make_private_folder(self.path.parent)
            number, name = tempfile.mkstemp(prefix=f".{self.path.name}.", dir=self.path.parent)
            try:
                with os.fdopen(number, "w", encoding="utf-8") as file:
                    json.dump(asdict(settings), file, ensure_ascii=False, indent=2)
                    file.flush()
                    os.fsync(file.fileno())
                Path(name).replace(self.path)
            except BaseException:
                with contextlib.suppress(OSError):
                    Path(name).unlink()
                raise
            _flush_folder(self.path.parent)


def _fits(value: object, hint: Any) -> bool:
    if get_origin(hint) is Literal:
        # Not by equality alone: to Python, False is 0 too.
        return any(type(value) is type(choice) and value == choice for choice in get_args(hint))
    return type(value) is (dict if get_origin(hint) is Mapping else hint)


def _flush_folder(folder: Path) -> None:
    # The new name itself must reach the disk; Windows has no such call and does it on its own.
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
