"""What carrier services would cost."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar

from desktop_app.pro.values import Address, Amount, Currency, Flag, Json, Number, Rows, Text, Wire, WireTime


class TaxRate(Wire):
    """A rate of tax: `rate` 0.2 is 20 %."""

    reference: str | None = None
    country_iso_code: str | None = None
    type: str | None = None
    rate: Number | None = None


class Price(Wire):
    """What a carrier service costs, in major units of `currency`; the service names the tax in two ways."""

    net: Amount = Decimal(0)
    gross: Amount = Decimal(0)
    tax_rate: TaxRate | None = None
    vat_rate: TaxRate | None = None
    vat_amount: Number | None = None
    tax_amount: Number | None = None
    currency: Currency | None = None

    @property
    def tax(self) -> Decimal | None:
        """The amount of tax, under whichever name it came."""
        return self.tax_amount if self.vat_amount is None else self.vat_amount

    @property
    def rate(self) -> TaxRate | None:
        """The rate of tax, under whichever name it came."""
        return self.vat_rate or self.tax_rate


class Quote(Wire):
    """An offer of one carrier service; after `expiry_date` it can no longer be allocated with."""

    known_by = ("quote_reference",)

    quote_reference: Text = ""
    creation_date: WireTime | None = None
    expiry_date: WireTime | None = None
    mpd_carrier_service: str | None = None
    mpd_carrier_service_reference: str | None = None
    mpd_carrier_service_source: Json = None
    carrier_reference: str | None = None
    carrier_account_owner: str | None = None
    is_electio_service: Flag = False
    service_direction: str | None = None
    origin_address: Address | None = None
    destination_address: Address | None = None
    collection_date: WireTime | None = None
    earliest_delivery_date: WireTime | None = None
    latest_delivery_date: WireTime | None = None
    base_price: Price | None = None
    price: Price | None = None
    surcharges: Annotated[tuple[Json, ...], Rows] = ()
    legs: Annotated[tuple[Json, ...], Rows] = ()
    requestor: str | None = None
    consignment_reference: str | None = None
    consignment_reference_provided_by_customer: str | None = None


class UnqualifiedService(Wire):
    """A carrier service that cannot take it, and why."""

    available: Flag = False
    rates: Flag = False
    mpd_carrier_service: str | None = None
    mpd_carrier_service_reference: str | None = None
    carrier_reference: str | None = None
    exclusion_reason: Text = ""


class QuoteList(Wire):
    """Answer of a request for quotes: what is offered, and what is not and why."""

    known_by: ClassVar[tuple[str, ...]] = ("quotes", "unqualified_services")

    quote_request_reference: str | None = None
    quotes: Annotated[tuple[Quote, ...], Rows] = ()
    message: str | None = None
    unqualified_services: Annotated[tuple[UnqualifiedService, ...], Rows] = ()


class GroupQuotes(QuoteList):
    """The quotes of one group of carrier services."""

    known_by = ("reference",)

    reference: Text = ""
    name: Text = ""
    cheapest_quote: Quote | None = None
