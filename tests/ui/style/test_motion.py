"""Nothing moves where the system asks for reduced motion."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.ui.style import motion
from desktop_app.ui.style.motion import Motion, asks_for_less, duration


@pytest.mark.parametrize(
    ("name", "text", "less"),
    [
        ("gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations=0\n", True),
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations = false\n", True),
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=1\n", False),
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0\n", True),
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0.5\n", False),
        ("kdeglobals", "not an ini file at all", False),
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=\n", False),
    ],
)
def test_what_the_desktop_says_is_heard(tmp_path: Path, name: str, text: str, less: bool) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    assert asks_for_less(tmp_path) is less


def test_a_desktop_that_says_nothing_lets_things_move(tmp_path: Path) -> None:
    assert not asks_for_less(tmp_path / "nowhere")


def test_reduced_motion_takes_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(motion, "reduced", lambda: False)
    assert (duration(Motion.QUICK), duration(Motion.CALM)) == (120, 200)
    monkeypatch.setattr(motion, "reduced", lambda: True)
    assert (duration(Motion.QUICK), duration(Motion.CALM)) == (0, 0)
