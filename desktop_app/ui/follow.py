"""Hear a Task's news for as long as the widget that asked is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QObject

from desktop_app.worker import Task


def follow(
    task: Task,
    owner: QObject,
    *,
    done: Callable[[Any], None] | None = None,
    failed: Callable[[Any], None] | None = None,
    progress: Callable[[Any], None] | None = None,
    finished: Callable[[], None] | None = None,
) -> Task:
    """Connect callbacks that are dropped once `owner` is destroyed, and return the task.

    A lambda that is connected directly outlives the page it belongs to and would touch what is gone.
    """

    def while_there(callback: Callable[..., None]) -> Callable[..., None]:
        def call(*arguments: object) -> None:
            if shiboken6.isValid(owner):
                callback(*arguments)

        return call

    for signal, callback in (
        (task.done, done),
        (task.failed, failed),
        (task.progress, progress),
        (task.finished, finished),
    ):
        if callback is not None:
            signal.connect(while_there(callback))
    return task
