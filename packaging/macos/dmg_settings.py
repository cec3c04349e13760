"""How dmgbuild lays out the disk image: the program, and the folder to drag it into. Never run: no Mac was at hand."""

from typing import Any

defines: dict[str, str] = globals()["defines"]  # dmgbuild's own, from its -D options
application = defines["app"]

format = "ULMO"  # noqa: A001 - dmgbuild reads these names
files = [application]
symlinks = {"Applications": "/Applications"}
icon = defines["icon"]
icon_locations: dict[str, Any] = {"Consignment Desk.app": (140, 130), "Applications": (420, 130)}
window_rect = ((200, 200), (560, 320))
default_view = "icon-view"
icon_size = 96
text_size = 13
