"""A shipper at the services, without a window: cancels consignments, many at a time, whenever it is killed.

Run as a program of its own: `python -m tests.faults.canceller URL FOLDER COUNT`. Each line that it writes to
FOLDER/told is what the user was told: a consignment's reference, and `done`, `refused` or `unknown`.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from pathlib import Path

from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import DEMO_KEY, custom
from desktop_app.pro.errors import ProError
from desktop_app.pro.retry import RetryPolicy
from desktop_app.pro.states import Action
from desktop_app.services.outbox.batch import Outcome
from desktop_app.services.session import Session, open_session
from desktop_app.store.outbox import EntryState

TOGETHER = 25
"""Consignments that are chosen at once."""


async def cancel_all(url: str, folder: Path) -> None:
    """Cancel every consignment of FOLDER/references, however often this is begun again."""
    session = await open_session(
        custom(url),
        DEMO_KEY,
        folder / "desk",
        lambda environment, key: ProClient(environment, key, retry=RetryPolicy(first_wait=0.02), answer_seconds=5.0),
    )
    done = {line.split()[0] for line in lines(folder / "told") if line.endswith(" done")}
    waiting = [each for each in lines(folder / "references") if each not in done]
    with (folder / "told").open("a", buffering=1) as told:

        def tell(reference: str, what: str) -> None:
            told.write(f"{reference} {what}\n")

        def hear(outcome: object) -> None:
            assert isinstance(outcome, Outcome)
            tell(outcome.reference, "done" if outcome.ok else "unknown" if outcome.unknown else "refused")

        while waiting:
            outcomes = await session.actions.run(Action.CANCEL, waiting[:TOGETHER], hear)
            open_still = {outcome.reference for outcome in outcomes if not outcome.ok}
            open_still -= await found_done(session, open_still)
            for reference in set(waiting[:TOGETHER]) - open_still - {o.reference for o in outcomes if o.ok}:
                tell(reference, "done")
            waiting = waiting[TOGETHER:] + [each for each in waiting[:TOGETHER] if each in open_still]
        # What was not known may have been found out by a second try: look until nothing is left to ask.
        while unknown := [each for each in await session.dispatcher.list() if each.entry.state is EntryState.UNKNOWN]:
            for each in unknown:
                with contextlib.suppress(ProError):
                    await session.dispatcher.look(each.entry.id)
    await session.close()


async def found_done(session: Session, references: set[str]) -> set[str]:
    """Look at those that are not known; return which were done after all."""
    found = set()
    for each in await session.dispatcher.list():
        if each.entry.subject in references and each.entry.state is EntryState.UNKNOWN:
            with contextlib.suppress(ProError):
                seen = await session.dispatcher.look(each.entry.id)
                if seen is not None and seen.state is EntryState.DONE:
                    found.add(each.entry.subject)
    return found


def lines(path: Path) -> list[str]:
    """Return the lines of a file that were written whole, none if it is not there."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return text[: text.rfind("\n") + 1].splitlines()


if __name__ == "__main__":
    asyncio.run(cancel_all(sys.argv[1], Path(sys.argv[2])))
    os._exit(0)
