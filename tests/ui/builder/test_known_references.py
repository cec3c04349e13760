"""What is known of a reference: what was created in this sitting counts, whatever was told while it was typed."""

from __future__ import annotations

import asyncio
import threading

from PySide6.QtWidgets import QWidget

from desktop_app.services.references import References
from desktop_app.ui.builder.known_references import KnownReferences
from desktop_app.ui.operation import Operations
from tests.ui.builder.conftest import Packer


class SlowReferences(References):
    """Answers that none was created, once it may."""

    def __init__(self) -> None:
        self.asked = self.answered = False
        self.may_answer = threading.Event()

    async def created_with(self, reference: str) -> str:
        self.asked = True
        self.answered = await asyncio.to_thread(self.may_answer.wait, 30)
        return ""


def test_what_was_not_created_when_it_was_typed_is_known_once_it_was(packer: Packer) -> None:
    owner = QWidget(packer.window)
    known = KnownReferences(packer.session.references, Operations(packer.worker), owner)
    known.want("ORDER-1")
    packer.qtbot.waitUntil(lambda: "order-1" in known._told)
    assert known.created == {}
    known.note("Order-1", "EC-1")
    assert known.created == {"order-1": "EC-1"}
    known.note("ORDER-1", "EC-2")
    assert known.created == {"order-1": "EC-1"}


def test_an_answer_that_comes_late_does_not_undo_what_was_created(packer: Packer) -> None:
    owner = QWidget(packer.window)
    slow = SlowReferences()
    operations = Operations(packer.worker)
    known = KnownReferences(slow, operations, owner)
    known.want("ORDER-1")
    packer.qtbot.waitUntil(lambda: slow.asked)
    known.note("ORDER-1", "EC-1")
    slow.may_answer.set()
    heard: list[None] = []
    packer.qtbot.waitUntil(lambda: slow.answered)

    async def after(_progress: object) -> None:
        return None

    # Answers come in the order in which they were given.
    operations.run(owner, after, done=heard.append, failed=lambda _error: None)
    packer.qtbot.waitUntil(lambda: bool(heard))
    assert known.created == {"order-1": "EC-1"}
