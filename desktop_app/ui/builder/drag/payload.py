"""What a drag carries: the ids of nodes, and a picture of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QMimeData, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.style import drawing
from desktop_app.ui.style.roles import Tone, tone

MIME: Final = "application/x-consignment-desk-ids"


def packed(ids: Sequence[str]) -> QMimeData:
    """Return ids as the payload of a drag."""
    data = QMimeData()
    data.setData(MIME, json.dumps(list(ids)).encode())
    return data


def unpacked(data: QMimeData) -> list[str]:
    """Return the ids in a payload; none in one that is not ours."""
    try:
        found = json.loads(bytes(data.data(MIME).data())) if data.hasFormat(MIME) else []
    except ValueError:
        return []
    return [i for i in found if isinstance(i, str)] if isinstance(found, list) else []


def picture(widget: QWidget, titles: Sequence[str]) -> tuple[QPixmap, QPoint]:
    """Return a picture of what is dragged, with its count, and where in it the cursor is."""
    metrics = widget.fontMetrics()
    pad = metrics.height() // 2
    lines = [
        metrics.elidedText(isolated(title), Qt.TextElideMode.ElideRight, metrics.averageCharWidth() * 28)
        for title in titles[:3]
    ]
    if len(titles) > 3:
        lines[2] = "…"
    badge = str(len(titles)) if len(titles) > 1 else ""
    badge_width = metrics.horizontalAdvance(badge) + pad * 2 if badge else 0
    width = max(map(metrics.horizontalAdvance, lines), default=0) + pad * 3 + badge_width
    height = metrics.height() * len(lines) + pad
    ratio = widget.devicePixelRatioF()
    pixmap = QPixmap(round((width + 2) * ratio), round((height + 2) * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(widget.font())
    drawing.box(painter, QRect(1, 1, width - 1, height - 1), tone(Tone.RAISED), tone(Tone.ACCENT))
    painter.setPen(tone(Tone.TEXT))
    for n, line in enumerate(lines):
        painter.drawText(pad, 1 + pad // 2 + metrics.height() * n + metrics.ascent(), line)
    if badge:
        circle = QRect(width - badge_width - pad // 2, (height - metrics.height()) // 2, badge_width, metrics.height())
        drawing.box(painter, circle, tone(Tone.ACCENT), None, radius=circle.height() / 2)
        painter.setPen(tone(Tone.ON_ACCENT))
        painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), badge)
    painter.end()
    return pixmap, QPoint(pad, height // 2)
