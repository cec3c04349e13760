"""What a colour is for, and its value in light and in dark; the severity of a state."""

from __future__ import annotations

from enum import Enum
from typing import Final

from PySide6.QtGui import QColor, QGuiApplication

from desktop_app.pro.states import State, known
from desktop_app.ui.style.contrast import high_contrast


class Role(Enum):
    """What a colour says: the severity of a state, or the environment. Never the only sign: a word goes with it."""

    NEUTRAL = "neutral"
    MOVING = "moving"
    GOOD = "good"
    ATTENTION = "attention"
    BAD = "bad"
    DEMO = "demo"
    SANDBOX = "sandbox"
    PRODUCTION = "production"
    CUSTOM = "custom"


class Kind(Enum):
    """Which part is painted: a ground, the text on that ground, or a mark on any surface."""

    FILL = 0
    TEXT = 1
    MARK = 2


class Tone(Enum):
    """What a colour is for where it says nothing: what lies where, what is written on it, where one is."""

    SURFACE = "surface"
    """The page."""
    RAISED = "raised"
    """What lies on it: cards, fields, tables, side panels."""
    SUNKEN = "sunken"
    """What lies beneath: the navigation, the groove of a bar."""
    LINE = "line"
    """Parts one thing from another; says nothing by itself."""
    EDGE = "edge"
    """The outline that tells a field, a check box or a handle."""
    TEXT = "text"
    SUBDUED = "subdued"
    MUTED = "muted"
    """What cannot be used now. Nothing that must be read is written in it."""
    ACCENT = "accent"
    ACCENT_HOVER = "accent under the pointer"
    ACCENT_PRESSED = "accent pressed"
    ON_ACCENT = "on accent"
    SELECTION = "selection"
    """The ground of what is chosen; `ACCENT` and `TEXT` are written on it."""
    HOVER = "under the pointer"
    PRESSED = "pressed"
    FOCUS = "focus"
    SHADOW = "shadow"
    """At its darkest; it fades outwards."""
    PAPER = "paper"
    """What comes out of a printer: white by day and by night."""
    TIP = "tip"
    ON_TIP = "on a tip"


SURFACES: Final = (Tone.SURFACE, Tone.RAISED, Tone.SUNKEN, Tone.SELECTION, Tone.HOVER)
"""Whatever text may lie on."""
GROUNDS: Final = (Tone.SURFACE, Tone.RAISED, Tone.SUNKEN)
"""Whatever fields and handles may lie on."""

_ROLES: Final = {
    False: {
        Role.NEUTRAL: ("#e6e9ee", "#4a5462", "#5b6675"),
        Role.MOVING: ("#e3eefb", "#245a9b", "#245a9b"),
        Role.GOOD: ("#e2f5ea", "#186f42", "#186f42"),
        Role.ATTENTION: ("#fff2d6", "#8a5a00", "#8a5a00"),
        Role.BAD: ("#fde7e5", "#b3261e", "#b3261e"),
        Role.DEMO: ("#efe9fd", "#6b3fd4", "#6b3fd4"),
        Role.SANDBOX: ("#d7f0f0", "#0b5258", "#0f6b73"),
        Role.PRODUCTION: ("#a81f17", "#ffffff", "#a81f17"),
        Role.CUSTOM: ("#e4e8f7", "#353d6b", "#4a5592"),
    },
    True: {
        Role.NEUTRAL: ("#2a303a", "#c3cad5", "#9ba6b5"),
        Role.MOVING: ("#1b2e45", "#8dbdf5", "#8dbdf5"),
        Role.GOOD: ("#173526", "#6bd39b", "#6bd39b"),
        Role.ATTENTION: ("#3a2e14", "#f2c262", "#f2c262"),
        Role.BAD: ("#43201d", "#ff9a91", "#ff9a91"),
        Role.DEMO: ("#2a2145", "#b79cff", "#b79cff"),
        Role.SANDBOX: ("#10363a", "#5fc4cd", "#5fc4cd"),
        Role.PRODUCTION: ("#b3261e", "#ffffff", "#ff938a"),
        Role.CUSTOM: ("#272d4d", "#a1adf0", "#a1adf0"),
    },
}
"""Ground, text and mark of each role, in light (False) and in dark (True)."""

_TONES: Final = {
    False: {
        Tone.SURFACE: "#f6f7f9",
        Tone.RAISED: "#ffffff",
        Tone.SUNKEN: "#edeff3",
        Tone.LINE: "#dde1e8",
        Tone.EDGE: "#808a99",
        Tone.TEXT: "#1b2430",
        Tone.SUBDUED: "#5b6675",
        Tone.MUTED: "#8b95a3",
        Tone.ACCENT: "#2f5bea",
        Tone.ACCENT_HOVER: "#2650d6",
        Tone.ACCENT_PRESSED: "#1f45bd",
        Tone.ON_ACCENT: "#ffffff",
        Tone.SELECTION: "#e8eeff",
        Tone.HOVER: "#f0f2f6",
        Tone.PRESSED: "#e3e7ee",
        Tone.FOCUS: "#2f5bea",
        Tone.SHADOW: "#181b2430",
        Tone.PAPER: "#ffffff",
        Tone.TIP: "#1b2430",
        Tone.ON_TIP: "#ffffff",
    },
    True: {
        Tone.SURFACE: "#14171c",
        Tone.RAISED: "#1d2128",
        Tone.SUNKEN: "#101318",
        Tone.LINE: "#2e343e",
        Tone.EDGE: "#748092",
        Tone.TEXT: "#e8ecf2",
        Tone.SUBDUED: "#9ba6b5",
        Tone.MUTED: "#677283",
        Tone.ACCENT: "#7c9cff",
        Tone.ACCENT_HOVER: "#92acff",
        Tone.ACCENT_PRESSED: "#a5bbff",
        Tone.ON_ACCENT: "#0e1322",
        Tone.SELECTION: "#24304f",
        Tone.HOVER: "#262b34",
        Tone.PRESSED: "#303743",
        Tone.FOCUS: "#7c9cff",
        Tone.SHADOW: "#60000000",
        Tone.PAPER: "#ffffff",
        Tone.TIP: "#e8ecf2",
        Tone.ON_TIP: "#14171c",
    },
}

_STRONGER: Final = {
    Tone.LINE: Tone.EDGE,
    Tone.EDGE: Tone.TEXT,
    Tone.SUBDUED: Tone.TEXT,
    Tone.MUTED: Tone.SUBDUED,
}
"""What stands for quiet tones where the system asks for strong contrasts."""

_ATTENTION: Final = {
    State.UNALLOCATED,
    State.ALLOCATING,
    State.MANIFESTING,
    State.COLLECTION_FAILED,
    State.DELAYED,
    State.DELIVERY_FAILED,
    State.DELIVERY_FAILED_CARD_LEFT,
    State.PARTIALLY_DELIVERED,
}
_BAD: Final = {
    State.ALLOCATION_FAILED,
    State.MANIFEST_FAILED,
    State.RETURN_TO_SENDER,
    State.ACTION_REQUIRED,
    State.MISSING,
    State.LOST,
    State.DAMAGED,
}


def severity(state: str) -> Role:
    """Return the role of a state by its wire name; one that the table does not know is neutral."""
    found = known(state)
    if found is None or found is State.CANCELLED:
        return Role.NEUTRAL
    if found in _ATTENTION:
        return Role.ATTENTION
    if found in _BAD:
        return Role.BAD
    return Role.GOOD if found is State.DELIVERED else Role.MOVING


def is_dark() -> bool:
    """Say whether the program is shown light on dark, whoever decided that."""
    palette = QGuiApplication.palette()
    return palette.window().color().lightness() < palette.windowText().color().lightness()


def colour(role: Role, kind: Kind = Kind.MARK, *, dark: bool | None = None) -> QColor:
    """Return the colour of one part of a role, as the program is shown now unless `dark` says how."""
    return QColor(_ROLES[is_dark() if dark is None else dark][role][kind.value])


def tone(which: Tone, *, dark: bool | None = None) -> QColor:
    """Return the colour of a tone, as the program is shown now unless `dark` says how."""
    if high_contrast():
        which = _STRONGER.get(which, which)
    return QColor(_TONES[is_dark() if dark is None else dark][which])


def faint(ink: QColor, *, strong: bool = False) -> QColor:
    """Return a colour that lets through what is beneath: of a place that is lit, `strong` where it is aimed at."""
    made = QColor(ink)
    made.setAlphaF(0.13 if strong else 0.06)
    return made


def tint(name: str) -> Role:
    """Return a role whose ground tells one name from another: of the letters before goods, say. It means nothing."""
    roles = (Role.DEMO, Role.MOVING, Role.GOOD, Role.ATTENTION, Role.SANDBOX, Role.NEUTRAL)
    return roles[sum(map(ord, name.casefold())) % len(roles)]
