"""What the calls for quotes do: quotes for a draft, for a consignment, and by group of services."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from desktop_app.demo.carriers.allocation import Unfit, shipment_of
from desktop_app.demo.carriers.quotes import depends_on, expiry, fingerprint, quoted, unqualified
from desktop_app.demo.carriers.rate_card import GROUPS, SERVICES
from desktop_app.demo.carriers.services import CarrierService, Shipment
from desktop_app.demo.clock import Clock
from desktop_app.demo.decimal_json import Json
from desktop_app.demo.rules.account import Account
from desktop_app.demo.rules.bodies import NewConsignment
from desktop_app.demo.rules.checks import check_consignment
from desktop_app.demo.rules.consignment import Document, new_draft
from desktop_app.demo.rules.parsing import read
from desktop_app.demo.rules.refusal import Detail, Refusal
from desktop_app.demo.storage.database import Storage
from desktop_app.demo.storage.quotes import Quoted, QuoteTable
from desktop_app.demo.times import stamp


class Quotes:
    """Say what a consignment would cost with each service, and why it cannot go with the others."""

    def __init__(self, storage: Storage, account: Account, clock: Clock) -> None:
        self._storage = storage
        self._account = account
        self._clock = clock
        self._table = QuoteTable(storage.connection)

    def draft(self, body: Any) -> Json:
        """`POST /quotes/`: a consignment that is not created."""
        return self._quote(self._drafted(body), SERVICES)

    def of_consignment(self, reference: str) -> Json:
        """`GET /quotes/consignment/{ref}`."""
        return self._quote(self._storage.consignment(reference), SERVICES)

    def given(self, reference: str) -> Json:
        """`GET /quotes/{guid}`: what was answered to a request for quotes, by that answer's reference."""
        answer = self._table.answer(reference)
        if not answer:
            raise Refusal.unknown("request for quotes", reference)
        return answer

    def by_group(self, body: Any) -> list[Json]:
        """`POST /quotes/serviceGroups`: the quotes of each of the account's groups, the cheapest of them once more."""
        draft = self._drafted(body)
        answers = []
        for group in GROUPS:
            answer = self._quote(draft, group.services)
            cheapest = min(answer["Quotes"], key=lambda quote: quote["Price"]["Gross"], default=None)
            answers.append({"Reference": group.reference, "Name": group.name, "CheapestQuote": cheapest, **answer})
        return answers

    def taken(self, reference: str, consignment: Document) -> str:
        """Return the service of a quote that `consignment` may be allocated with.

        One that was given for a draft will do for a consignment that was created as it was drafted. Raises the 404 for
        an unknown quote; the 409 for one that has expired, was given for another consignment, or for the consignment
        (or the draft) as it was before it was changed.
        """
        given = self._table.quote(reference)
        if not given:
            raise Refusal.unknown("quote", reference)
        now = self._clock.now()
        if given.consignment not in {"", consignment["Reference"]}:
            whose = f"the consignment {given.consignment}"
            raise _refused("QuoteForAnother", f"The quote {reference.lower()} was given for {whose}.")
        if given.expires <= now:
            raise _refused("QuoteExpired", f"The quote {reference.lower()} expired on {stamp(given.expires)}.")
        if given.about != depends_on(consignment, now.date()):
            quoted = "has changed since" if given.consignment else "is not the draft for which"
            message = f"The consignment {quoted} the quote {reference.lower()} was given. Ask for another."
            raise _refused("QuoteOutdated", message)
        return given.service

    def _drafted(self, body: Any) -> Document:
        draft = read(NewConsignment, body)
        check_consignment(draft, self._account)
        return new_draft(draft, self._account, stamp(self._clock.now()))

    def _quote(self, consignment: Document, services: tuple[CarrierService, ...]) -> Json:
        now = self._clock.now()
        answer: Json = {
            "QuoteRequestReference": str(uuid.uuid4()),
            "Quotes": [],
            "Message": None,
            "UnqualifiedServices": [],
        }
        with self._storage.transaction():
            self._fill(answer, consignment, services, now)
            self._table.add_answer(answer["QuoteRequestReference"], answer, expiry(now), now)
        return answer

    def _fill(self, answer: Json, consignment: Document, services: tuple[CarrierService, ...], now: datetime) -> None:
        """Write into an answer the quotes for a consignment, or why there are none; inside a transaction."""
        try:
            shipment = shipment_of(consignment, now.date())
        except Unfit as error:
            answer["Message"] = str(error)
            answer["UnqualifiedServices"] = [unqualified(service, str(error)) for service in services]
            return
        for service in services:
            if reason := service.refuses(shipment):
                answer["UnqualifiedServices"].append(unqualified(service, reason[0].upper() + reason[1:]))
            else:
                answer["Quotes"].append(self._new_quote(consignment, shipment, service, now))
        answer["Quotes"].sort(key=lambda quote: (quote["Price"]["Gross"], quote["MpdCarrierServiceReference"]))
        if not answer["Quotes"]:
            answer["Message"] = "No carrier service can take this consignment."

    def _new_quote(self, consignment: Document, shipment: Shipment, service: CarrierService, now: datetime) -> Json:
        reference = str(uuid.uuid4())
        kept = Quoted(consignment["Reference"], service.reference, expiry(now), fingerprint(shipment))
        self._table.add(reference, kept, now)
        return quoted(consignment, service, shipment, now, reference)


def _refused(code: str, message: str) -> Refusal:
    return Refusal(409, code, message, (Detail("QuoteReference", message, code),))
