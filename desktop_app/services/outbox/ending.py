"""Waiting for what is being sent, though one is told to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any


async def to_its_end(
    work: Sequence[Coroutine[Any, Any, None]], stop: Callable[[], None] = lambda: None
) -> list[BaseException | None]:
    """Run these side by side to their end, and return what each raised, None where it raised nothing.

    Cancelled, it calls `stop`, which lets no more begin, waits for what is under way and returns as usual; cancelled
    once more, it cancels that too, waits until each has put its things away, and is cancelled itself.
    """
    tasks = [asyncio.ensure_future(each) for each in work]
    if tasks:
        try:
            await asyncio.wait(tasks)
        except asyncio.CancelledError:
            stop()
            try:
                await asyncio.wait(tasks)
            except asyncio.CancelledError:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
                raise
    return [asyncio.CancelledError() if task.cancelled() else task.exception() for task in tasks]
