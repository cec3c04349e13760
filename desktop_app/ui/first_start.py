"""The first start: three sentences, and the way to an account. No wizard: the Demo is open below it already."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop_app.ui.style.measures import Space
from desktop_app.ui.widgets.plain_label import PlainLabel


class FirstStart(QFrame):
    """`connect_wanted`: Settings are to be shown where a key is entered; `closed`: it has been read."""

    connect_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("first_start")
        self.setFrameShape(QFrame.Shape.NoFrame)
        words = PlainLabel(
            self.tr(
                "This is the Demo: the whole SortedPRO service inside the program, to practise with, and nothing "
                "leaves this computer. Type goods at the left, drag them into packages and packages into a "
                "consignment, then create it. To ship for real, connect your SortedPRO account."
            ),
            self,
        )
        connect = QPushButton(self.tr("Connect your account"), self)
        connect.setObjectName("connect_account")
        connect.setToolTip(self.tr("Opens Settings, where you enter the API key"))
        connect.clicked.connect(self.connect_wanted)
        later = QPushButton(self.tr("Use the Demo"), self)
        later.setObjectName("use_demo")
        later.setToolTip(self.tr("Puts this away; Settings has the key whenever you want it"))
        later.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(words, 1)
        row.addWidget(connect)
        row.addWidget(later)
        self.setAccessibleName(self.tr("Welcome"))
