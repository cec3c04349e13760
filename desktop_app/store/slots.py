"""What earlier versions kept for an environment under another name, carried over to its own."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from desktop_app.pro.environments import Environment
from desktop_app.store.errors import store_errors
from desktop_app.store.losses import Loss, LossKind


def carry_over(folder: Path, environment: Environment) -> tuple[bool, tuple[Loss, ...]]:
    """Give `environment` what lies in `folder` under its former slots; returns whether it was given anything.

    Two addresses may have had one former slot: what is there goes to the one that is opened first. What cannot be
    given stays, and is told as a Loss, once. Raises StoreFailed.
    """
    carried, losses = False, []
    with store_errors(folder):
        own = folder / environment.slot
        for former in environment.former_slots:
            old, note = folder / former, folder / f"{former}.moved"
            owner = note.read_text(encoding="utf-8") if note.is_file() else ""
            if owner not in {"", environment.slot}:
                if not own.exists():
                    losses.append(Loss(LossKind.KEPT_WITH_ANOTHER, folder / owner))
            elif old.is_dir() and own.exists():
                apart = folder / f"{former}.kept-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"
                old.rename(apart)
                losses.append(Loss(LossKind.KEPT_APART, apart))
            elif old.is_dir():
                # The note first: killed in between, it is still this environment's.
                note.write_text(environment.slot, encoding="utf-8")
                old.rename(own)
                carried = True
    return carried, tuple(losses)
