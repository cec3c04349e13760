"""What the calls for labels do."""

from __future__ import annotations

import base64
from typing import Any

from desktop_app.demo.clock import Clock
from desktop_app.demo.decimal_json import Json
from desktop_app.demo.lifecycle import Lifecycle
from desktop_app.demo.rules import transitions
from desktop_app.demo.rules.call_bodies import WantedLabels
from desktop_app.demo.rules.parsing import read
from desktop_app.demo.rules.refusal import Detail, Refusal
from desktop_app.demo.storage.database import Storage
from desktop_app.demo.times import stamp
from desktop_app.pro.states import Action

_FORMATS = {
    "PDF": "application/pdf",
    "PNG": "image/png",
    "ZPL": "application/zpl",
    "ZPLII": "application/zpl",
}


class Labels:
    """Labels of allocated consignments; the first one asked for sets when they were printed."""

    def __init__(self, storage: Storage, clock: Clock, life: Lifecycle) -> None:
        self._storage = storage
        self._clock = clock
        self._life = life

    def label_or_package(self, reference: str, other: str) -> Json:
        """`GET /labels/{ref}/{format}`, and as the examples have it `GET /labels/{ref}/{EP}`."""
        if other.upper().startswith("EP-"):
            return self.label(reference, other)
        return self.label(reference, form=other)

    def wanted(self, body: Any) -> Json:
        """`POST /labels/GetLabels`, as older clients call it."""
        labels = read(WantedLabels, body)
        return self.label(labels.consignment_reference, labels.package_reference, labels.label_format or "PDF")

    def label(self, reference: str, package: str | None = None, form: str = "PDF") -> Json:
        """`GET /labels/{ref}`, `/labels/{ref}/{format}`, `/labels/package/{ref}/{EP}` and `…/{format}`."""
        form = form.upper()
        if form not in _FORMATS:
            raise Refusal.invalid(Detail("format", f"must be one of {', '.join(_FORMATS)}, not {form[:100]}"))
        from desktop_app.demo.documents import (
            labels as documents,  # reportlab and its fonts cost too much before a label is asked for
        )

        with self._storage.transaction():
            consignment = self._storage.consignment(reference)
            transitions.require(consignment, Action.DOCUMENTS)
            references = [each["Reference"] for each in consignment["Packages"]]
            wanted = [each for each in references if package is None or each == package.upper()]
            if not wanted:
                raise Refusal.unknown(f"package of {consignment['Reference']}", str(package).upper())
            drawn = documents.draw(consignment, wanted, form)
            if not consignment["LabelsPrinted"]:
                consignment.update(LabelsPrinted=True, DateLabelsWereFirstPrinted=stamp(self._clock.now()))
                self._life.note(consignment, "Labels printed", "Label", form, self._clock.now())
                self._storage.save(consignment)
        return {"File": base64.b64encode(drawn).decode("ascii"), "ContentType": _FORMATS[form]}
