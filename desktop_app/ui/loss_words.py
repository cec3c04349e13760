"""What this computer has lost, in words: what happened, what was kept, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop_app.store.losses import Loss, LossKind

_HAPPENED: Final = {
    LossKind.DAMAGED: QT_TRANSLATE_NOOP("Losses", "The data of this environment was damaged, so it starts empty"),
    LossKind.EMPTIED: QT_TRANSLATE_NOOP("Losses", "The data of this environment was emptied, so it starts anew"),
    LossKind.MISSING: QT_TRANSLATE_NOOP("Losses", "The data of this environment is gone, so it starts empty"),
    LossKind.OLDER: QT_TRANSLATE_NOOP(
        "Losses", "The latest changes are missing: the data is as it was at an earlier time"
    ),
    LossKind.CHANGED: QT_TRANSLATE_NOOP(
        "Losses", "Something is missing in the data, or was changed, since the program ended"
    ),
    LossKind.TABLES: QT_TRANSLATE_NOOP("Losses", "A part of the data was gone, so that part starts empty"),
    LossKind.DRAFT_DAMAGED: QT_TRANSLATE_NOOP("Losses", "What was on the bench could not be read, so it is empty"),
    LossKind.DRAFT_NEWER: QT_TRANSLATE_NOOP(
        "Losses", "A newer version of the program saved the bench, so it is empty here; that version can read it"
    ),
    LossKind.DRAFT_PARTS: QT_TRANSLATE_NOOP("Losses", "Some of the bench could not be read, and is missing"),
    LossKind.KEPT_APART: QT_TRANSLATE_NOOP(
        "Losses", "What was kept for this address under an earlier name is not shown here"
    ),
    LossKind.KEPT_WITH_ANOTHER: QT_TRANSLATE_NOOP(
        "Losses", "An earlier version kept this address’s data with that of another one, which has it now"
    ),
    LossKind.SETTINGS: QT_TRANSLATE_NOOP("Losses", "The settings could not be read, so they start from their defaults"),
}
_OF_JOURNAL: Final = frozenset(
    {LossKind.DAMAGED, LossKind.EMPTIED, LossKind.MISSING, LossKind.OLDER, LossKind.CHANGED, LossKind.TABLES}
)


@dataclass(frozen=True, slots=True)
class LossWords:
    """One message about all that happened: the first thing as the title, what to do, and the rest."""

    title: str
    advice: str
    detail: str


def loss_words(losses: Sequence[Loss]) -> LossWords:
    """Return the words for `losses`, of which there is at least one."""
    first, *others = losses
    lines = [_kept(first), *(f"{_happened(other)}. {_kept(other)}".strip() for other in others)]
    copies = next((loss.copies for loss in losses if loss.copies is not None), None)
    if copies is not None:
        lines.append(_tr("Copies from earlier days are in {folder}").replace("{folder}", str(copies)))
    advice = ""
    if any(loss.kind in _OF_JOURNAL for loss in losses):
        advice = _tr(
            "Before you create something again, look in Consignments: what was sent may not be known here any more."
        )
    return LossWords(_happened(first), advice, "\n".join(filter(None, lines)))


def _happened(loss: Loss) -> str:
    return _tr(_HAPPENED[loss.kind])


def _kept(loss: Loss) -> str:
    return "" if loss.kept is None else _tr("What was there is kept in {file}").replace("{file}", str(loss.kept))


def _tr(marked: object) -> str:
    # QT_TRANSLATE_NOOP hands its text through, but is typed as object.
    return QCoreApplication.translate("Losses", str(marked))
