"""The first start: three sentences, and the way to an account. No wizard: the Demo is open below it already."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui.style.emphasis import Emphasis
from desktop_app.ui.style.measures import Space
from desktop_app.ui.widgets.buttons import button
from desktop_app.ui.widgets.plain_label import PlainLabel
from desktop_app.ui.widgets.rule import rule


class FirstStart(QFrame):
    """`connect_wanted`: Settings are to be shown where a key is entered; `closed`: it has been read."""

    connect_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("first_start")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        words = PlainLabel(
            self.tr(
                "This is the Demo: the whole SortedPRO service inside the program, to practise with, and nothing "
                "leaves this computer. Type goods at the left, drag them into packages and packages into a "
                "consignment, then create it. To ship for real, connect your SortedPRO account."
            ),
            self,
        )
        connect = button(self.tr("Connect your account"), Emphasis.PRIMARY, parent=self)
        connect.setObjectName("connect_account")
        connect.setToolTip(self.tr("Opens Settings, where you enter the API key"))
        connect.clicked.connect(self.connect_wanted)
        later = button(self.tr("Use the Demo"), parent=self)
        later.setObjectName("use_demo")
        later.setToolTip(self.tr("Puts this away; Settings has the key whenever you want it"))
        later.clicked.connect(self.closed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.NONE)
        row = QHBoxLayout()
        row.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        row.setSpacing(Space.S)
        whole.addLayout(row)
        whole.addWidget(rule(parent=self))
        row.addWidget(words, 1)
        row.addSpacing(Space.L)
        row.addWidget(connect)
        row.addWidget(later)
        self.setAccessibleName(self.tr("Welcome"))
