"""What a start leaves out, seen in a process of its own: what one has looked for once is remembered."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.paths import resource

LOOK = """
import sys
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication
from desktop_app.main.lean import search_no_icon_themes
QIcon.setThemeSearchPaths([sys.argv[2]])  # as a desktop does
if sys.argv[1] == "lean":
    search_no_icon_themes()
app = QApplication(["look"])
QIcon.setThemeName("hicolor")
clear = app.style().standardIcon(app.style().StandardPixmap.SP_LineEditClearButton)
print(QIcon.hasThemeIcon("parcel"), clear.isNull())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="icon themes are a thing of Linux desktops")
@pytest.mark.parametrize(("how", "finds"), [("lean", False), ("as Qt does", True)])
def test_icons_are_not_looked_for_in_the_desktop_s_themes(tmp_path: Path, how: str, finds: bool) -> None:
    icons = tmp_path / "icons" / "hicolor"
    (icons / "scalable" / "apps").mkdir(parents=True)
    (icons / "index.theme").write_text(
        "[Icon Theme]\nName=Hicolor\nDirectories=scalable/apps\n[scalable/apps]\nSize=64\nType=Scalable\n"
    )
    (icons / "scalable" / "apps" / "parcel.svg").write_bytes(resource("icons", "application.svg").read_bytes())
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", LOOK, how, str(icons.parent)]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    assert said.stdout.split() == [str(finds), "False"]
