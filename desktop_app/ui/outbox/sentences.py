"""What the Outbox tells in sentences: what was asked of SortedPRO, for whom, and what came of it and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop_app.packing.countries import offered
from desktop_app.pro.states import Action
from desktop_app.services.outbox.dispatcher import Listed
from desktop_app.services.outbox.operations import made_reference
from desktop_app.services.outbox.operations.creating import CREATE, PACK
from desktop_app.services.outbox.operations.editing import ADD_PACKAGE, DELETE_PACKAGE
from desktop_app.store.outbox import Entry, EntryState, NotDone
from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.formats import time_or_day
from desktop_app.ui.outbox import words
from desktop_app.ui.shown_text import shorten_line

_LETTERS: Final = 120
"""Letters of a name or an answer that a sentence has."""

_ASKED: Final = {
    CREATE: QT_TRANSLATE_NOOP("Outbox", "Create consignment for {who}"),
    PACK: QT_TRANSLATE_NOOP("Outbox", "Pack order {order}"),
    ADD_PACKAGE: QT_TRANSLATE_NOOP("Outbox", "Add a package to {it}"),
    DELETE_PACKAGE: QT_TRANSLATE_NOOP("Outbox", "Delete package {package} of {it}"),
    Action.EDIT.value: QT_TRANSLATE_NOOP("Outbox", "Edit {it}"),
    Action.ALLOCATE.value: QT_TRANSLATE_NOOP("Outbox", "Allocate {it}"),
    Action.DEALLOCATE.value: QT_TRANSLATE_NOOP("Outbox", "Deallocate {it}"),
    Action.SET_READY_TO_SHIP.value: QT_TRANSLATE_NOOP("Outbox", "Set {it} ready to ship"),
    Action.SET_NOT_READY_TO_SHIP.value: QT_TRANSLATE_NOOP("Outbox", "Set {it} not ready to ship"),
    Action.MANIFEST.value: QT_TRANSLATE_NOOP("Outbox", "Manifest {it}"),
    Action.DISPATCH.value: QT_TRANSLATE_NOOP("Outbox", "Mark {it} as dispatched"),
    Action.CANCEL.value: QT_TRANSLATE_NOOP("Outbox", "Cancel {it}"),
}
_NAMELESS: Final = QT_TRANSLATE_NOOP("Outbox", "Create consignment {reference}")
_WITH_SERVICE: Final = QT_TRANSLATE_NOOP("Outbox", "Allocate {it} with the carrier service {service}")
_CHEAPEST: Final = QT_TRANSLATE_NOOP("Outbox", "Allocate {it} with the cheapest quote")
_NEWER: Final = QT_TRANSLATE_NOOP("Outbox", "{kind}: {it}")

_CAME: Final = {
    EntryState.QUEUED: QT_TRANSLATE_NOOP("Outbox", "Waits until SortedPRO can be reached; entered {when}"),
    EntryState.SENDING: QT_TRANSLATE_NOOP("Outbox", "Being sent; entered {when}"),
    EntryState.UNKNOWN: QT_TRANSLATE_NOOP("Outbox", "Sent {when}; whether it was done is not known"),
    EntryState.DONE: QT_TRANSLATE_NOOP("Outbox", "Done {when}"),
}
_MADE: Final = {
    CREATE: QT_TRANSLATE_NOOP("Outbox", "Created {made} {when}"),
    PACK: QT_TRANSLATE_NOOP("Outbox", "Made {made} {when}"),
    ADD_PACKAGE: QT_TRANSLATE_NOOP("Outbox", "Added {made} {when}"),
}
_NOT_DONE: Final = {
    NotDone.NOT_KNOWN: QT_TRANSLATE_NOOP("Outbox", "Not done, as was told {when}"),
    NotDone.REFUSED: QT_TRANSLATE_NOOP("Outbox", "SortedPRO refused it {when}"),
    NotDone.PAUSED: QT_TRANSLATE_NOOP("Outbox", "SortedPRO asked for a pause {when}, and took nothing"),
    NotDone.OFFLINE: QT_TRANSLATE_NOOP("Outbox", "Never sent: SortedPRO could not be reached {when}"),
    NotDone.NO_KEY: QT_TRANSLATE_NOOP("Outbox", "Never sent: there was no API key {when}"),
    NotDone.UNREADABLE: QT_TRANSLATE_NOOP("Outbox", "Never sent: it could not be read {when}"),
    NotDone.LOOKED_FOR: QT_TRANSLATE_NOOP("Outbox", "Looked for {when}, and was not done"),
}
_ENTERED: Final = {EntryState.QUEUED, EntryState.SENDING}
_REFUSED_SAYING: Final = QT_TRANSLATE_NOOP("Outbox", "SortedPRO refused it {when}: {answer}")
_HELD: Final = QT_TRANSLATE_NOOP("Outbox", "Waits for your go-ahead: the API key was changed")
_AT: Final = QT_TRANSLATE_NOOP("Outbox", "at {time}")
_ON: Final = QT_TRANSLATE_NOOP("Outbox", "on {day} at {time}")


class Sentences:
    """Knows by whom the consignments go that the journal has made, and names them by that beside their codes."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def learn(self, rows: Iterable[Listed]) -> None:
        """Know the names in these rows."""
        self._names = {
            each.entry.reference: who
            for each in rows
            if each.entry.kind in {CREATE, PACK} and each.entry.reference and (who := recipient(each.entry))
        }

    def asked(self, listed: Listed) -> str:
        """Return what was asked: «Create consignment for Jane Doe, Leeds», «Cancel EC-… (Jane Doe, Leeds)»."""
        entry, body = listed.entry, listed.entry.body
        who = recipient(entry)
        template = _ASKED.get(entry.kind, _NEWER)
        if entry.kind == CREATE and not who:
            template = _NAMELESS
        if entry.kind == Action.ALLOCATE.value and body.get("CheapestQuote"):
            template = _CHEAPEST
        elif entry.kind == Action.ALLOCATE.value and body.get("MpdCarrierServiceReference"):
            template = _WITH_SERVICE
        return _filled(
            template,
            who=who,
            it=self._named(entry.subject or entry.reference),
            reference=entry.customer_reference or entry.reference,
            order=body.get("OrderReference") or entry.customer_reference,
            package=body.get("PackageReference"),
            service=body.get("MpdCarrierServiceReference"),
            kind=words.kind_name(entry.kind),
        )

    def came(self, listed: Listed) -> str:
        """Return what came of it: «Created EC-000-005-EU2 at 14:05»."""
        entry = listed.entry
        template = _CAME.get(entry.state)
        if listed.held:
            template = _HELD
        elif entry.state is EntryState.REFUSED:
            saying = entry.not_done is NotDone.REFUSED and entry.answer.strip()
            template = _REFUSED_SAYING if saying else _NOT_DONE[entry.not_done]
        elif entry.state is EntryState.DONE and entry.reference:
            template = _MADE.get(entry.kind, template)
        day, time = time_or_day(entry.created if entry.state in _ENTERED else entry.changed)
        when = _filled(_ON if day else _AT, day=day, time=time)
        return _filled(template, when=when, made=entry.reference, answer=entry.answer)

    def _named(self, reference: str) -> str:
        name = self._names.get(reference)
        return f"{isolated(reference)} ({isolated(name)})" if name else reference


def own_reference(listed: Listed) -> str:
    """Return one's own reference of what was sent; empty where the program had to make one."""
    given = listed.entry.customer_reference
    return "" if given == made_reference(listed.entry.id) else given


def recipient(entry: Entry) -> str:
    """Return for whom a consignment is that an entry holds: «Jane Doe, Leeds»; empty where that is not told."""
    address = _destination(entry.body)
    return ", ".join(filter(None, (_name(address), _text(address, "Town"))))


def address_lines(entry: Entry) -> str:
    """Return where a consignment goes that an entry holds, on several lines, the country by its name."""
    address = _destination(entry.body)
    code = _text(_part(_part(address, "Country"), "IsoCode"), "TwoLetterCode")
    place = " ".join(filter(None, (_text(address, "Town"), _text(address, "Postcode"))))
    lines = (
        _name(address),
        *(_text(address, f"AddressLine{number}") for number in (1, 2, 3)),
        place,
        _text(address, "Region"),
        dict(offered()).get(code, code),
    )
    return "\n".join(filter(None, lines))


def _destination(body: Mapping[str, Any]) -> Mapping[str, Any]:
    addresses = body.get("Addresses")
    for each in addresses if isinstance(addresses, list) else ():
        if isinstance(each, dict) and each.get("AddressType") == "Destination":
            return each
    return {}


def _name(address: Mapping[str, Any]) -> str:
    contact = _part(address, "Contact")
    person = " ".join(filter(None, (_text(contact, "FirstName"), _text(contact, "LastName"))))
    return person or _text(address, "CompanyName")


def _part(whole: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = whole.get(name)
    return found if isinstance(found, dict) else {}


def _text(whole: Mapping[str, Any], name: str) -> str:
    found = whole.get(name)
    return found.strip() if isinstance(found, str) else ""


def _filled(marked: object, **values: object) -> str:
    """Return a sentence with what it names put in, each kept within itself and never read for a name in braces."""
    parts = QCoreApplication.translate("Outbox", str(marked)).split("{")
    said = [parts[0]]
    for part in parts[1:]:
        name, _, rest = part.partition("}")
        said.append(isolated(shorten_line(str(values.get(name) or ""), _LETTERS)) + rest)
    return "".join(said)
