"""How far something long is: what, how much of how much, how long it will still take, and Cancel."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.ui.style.measures import Space, Type
from desktop_app.ui.widgets.plain_label import PlainLabel
from desktop_app.ui.widgets.toned_label import TonedLabel
from desktop_app.ui.widgets.turning_bar import TurningBar

_TOLD_AFTER = 2.0
"""Seconds that must have passed before a guess of the rest is worth telling."""


class ProgressLine(QWidget):
    """`cancelled`: the person wants it to stop. The rest of the time is guessed from what has been done so far."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._began = clock()
        self._what = PlainLabel(kind=Type.BODY_STRONG, parent=self, wrap=False)
        self._far = TonedLabel(kind=Type.CAPTION, parent=self, wrap=False)
        self._bar = TurningBar(self)
        self._bar.setTextVisible(False)
        self._cancel = QPushButton(self.tr("Cancel"), self)
        self._cancel.setObjectName("progress_cancel")
        self._cancel.clicked.connect(self.cancelled)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self._what)
        head.addStretch(1)
        head.addWidget(self._far)
        left = QVBoxLayout()
        left.setSpacing(Space.XS)
        left.addLayout(head)
        left.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.L)
        row.addLayout(left, 1)
        row.addWidget(self._cancel)

    def begin(self, what: str, total: int) -> None:
        """Begin with something of `total` parts; none is known yet with 0."""
        self._began = self._clock()
        self._what.setText(what)
        self._bar.setAccessibleName(what)
        self._bar.setRange(0, total)
        self.show_done(0)

    def show_done(self, done: int) -> None:
        """Say how many parts are done."""
        total = self._bar.maximum()
        self._bar.setValue(done)
        said = self.tr("{done} of {all}").format(done=done, all=total) if total else ""
        spent = self._clock() - self._began
        if 0 < done < total and spent >= _TOLD_AFTER:
            rest = self._rest(spent / done * (total - done))
            said = self.tr("{done} · {rest} left").format(done=said, rest=rest)
        self._far.setText(said)
        self._bar.setAccessibleDescription(said)
        self._cancel.setEnabled(not total or done < total)

    def said(self) -> str:
        """Return how far it is, as it is shown."""
        return self._far.original

    def _rest(self, seconds: float) -> str:
        if seconds < 60:
            return self.tr("{n} s").format(n=max(round(seconds), 1))
        return self.tr("{n} min").format(n=round(seconds / 60))
