"""A blocking call in a thread of its own, which never keeps the program from ending."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


async def in_thread(function: Callable[[], T]) -> T:
    """Run `function` in a daemon thread and return what it returns or raise what it raises.

    Unlike the loop's executor the thread is not waited for at the end: a keyring may ask a person for a
    password for minutes. Cancelling stops the waiting, not the function.
    """
    loop = asyncio.get_running_loop()
    result: asyncio.Future[T] = loop.create_future()

    def settle(action: Callable[[], None]) -> None:
        if not result.done():
            action()

    def run() -> None:
        try:
            value = function()
        except Exception as error:  # noqa: BLE001 - handed over as it was raised
            failure = error
            outcome: Callable[[], None] = lambda: result.set_exception(failure)  # noqa: E731
        else:
            outcome = lambda: result.set_result(value)  # noqa: E731
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, outcome)

    threading.Thread(target=run, name="blocking-call", daemon=True).start()
    return await result
