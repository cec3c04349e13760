"""The endpoints by the chapters of the documentation; each method is one call, sent by what it is given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from desktop_app.pro.models import (
    AllocationSummary,
    CarrierService,
    CarrierServices,
    Consignment,
    ConsignmentStatus,
    Label,
    Link,
    Package,
    PackageSize,
    Result,
    SearchPage,
    ShippingLocation,
)
from desktop_app.pro.wire import Call, segments

T = TypeVar("T")

Allocated = tuple[Result | AllocationSummary, ...]
"""A line for each consignment: an allocation summary, or (older answers) a result."""


class Send(Protocol):
    """What carries a Call: it returns what `Call.read` makes of the answer, or raises a ProError."""

    async def __call__(self, call: Call[T], /) -> T:
        """Send the call and return its answer."""
        ...


class Consignments:
    """«Consignments»: create, read, search, update, packages, cancel, deallocate."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def create(self, consignment: Consignment) -> tuple[Link, ...]:
        """`POST /consignments`: create one; the links lead to what was made."""
        return await self._send(Call("POST", "/consignments", tuple[Link, ...], body=consignment.body()))

    async def get(self, reference: str) -> Consignment:
        """`GET /consignments/{ref}`: all of one, its metadata left out; raises NotFound."""
        return await self._send(Call("GET", segments("consignments", reference), Consignment))

    async def get_with_metadata(self, reference: str) -> Consignment:
        """`GET /consignments/getconsignmentwithmetadata/{ref}`: all of one; raises NotFound."""
        return await self._send(
            Call("GET", segments("consignments", "getconsignmentwithmetadata", reference), Consignment)
        )

    async def status(self, reference: str) -> ConsignmentStatus:
        """`GET /consignments/{ref}/status`: the state and the expected date; raises NotFound."""
        return await self._send(Call("GET", segments("consignments", reference, "status"), ConsignmentStatus))

    async def search(self, terms: Iterable[tuple[str, str]], take: int, skip: int) -> SearchPage:
        """`GET /consignments/{take}/{skip}?…`: at most `take` rows that match all `terms`, after `skip` of them."""
        path = segments("consignments", str(take), str(skip))
        return await self._send(Call("GET", path, SearchPage, params=tuple(terms)))

    async def update(self, consignment: Consignment) -> tuple[Link, ...]:
        """`PUT /consignments/`: replace one; what is left out of the body may be deleted («Update replaces»)."""
        return await self._send(Call("PUT", "/consignments/", tuple[Link, ...], body=consignment.body()))

    async def add_package(self, reference: str, package: Package) -> Package:
        """`POST /consignments/{ref}/addpackage`: weight, dimensions, description and value are required."""
        path = segments("consignments", reference, "addpackage")
        return await self._send(Call("POST", path, Package, body=package.body()))

    async def delete_package(self, package: str) -> None:
        """`DELETE /packages/{EP}`: the last one of a consignment is refused."""
        await self._send(Call[None]("DELETE", segments("packages", package), None))

    async def cancel(self, reference: str) -> None:
        """`PUT /consignments/{ref}/cancel`: cancel one, for good; 200 or 201."""
        await self._send(Call[None]("PUT", segments("consignments", reference, "cancel"), None))

    async def cancel_many(self, references: Sequence[str]) -> tuple[Result, ...]:
        """`PUT /consignments/cancellist`: cancel many, for good; a result each, matched by `data`."""
        return await self._send(Call("PUT", "/consignments/cancellist", tuple[Result, ...], body=list(references)))

    async def deallocate(self, reference: str) -> None:
        """`PUT /consignments/{ref}/deallocate`: erase its allocation."""
        await self._send(Call[None]("PUT", segments("consignments", reference, "deallocate"), None))

    async def deallocate_many(self, references: Sequence[str]) -> tuple[Result, ...]:
        """`PUT /consignments/deallocatelist`: a result each, matched by `data`."""
        return await self._send(Call("PUT", "/consignments/deallocatelist", tuple[Result, ...], body=list(references)))


class Allocation:
    """«Allocation»: book consignments with carrier services; 200, or 202 while it goes on (then poll the status)."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def by_default_rules(self, references: Sequence[str]) -> Allocated:
        """`PUT /allocation/allocate`: each to the cheapest service that the account's rules allow."""
        body = {"ConsignmentReferences": list(references)}
        return await self._send(Call("PUT", "/allocation/allocate", Allocated, body=body))

    async def with_carrier_service(self, references: Sequence[str], service: str) -> Allocated:
        """`PUT /allocation/allocatewithcarrierservice`: all to the service with that reference."""
        body = {"MpdCarrierServiceReference": service, "ConsignmentReferences": list(references)}
        return await self._send(Call("PUT", "/allocation/allocatewithcarrierservice", Allocated, body=body))

    async def with_cheapest_quote(self, reference: str) -> Allocated:
        """`PUT /allocation/{ref}/allocatewithcheapestquote`: one; its answer may come without a list around it."""
        path = segments("allocation", reference, "allocatewithcheapestquote")
        one_or_many: Call[Allocated | Result | AllocationSummary] = Call(
            "PUT", path, Allocated | AllocationSummary | Result
        )
        answer = await self._send(one_or_many)
        return answer if isinstance(answer, tuple) else (answer,)


class Labels:
    """«Labels»: only once allocated."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def get(self, reference: str, label_format: str = "", package: str = "") -> Label:
        """`GET /labels/{ref}[/{format}]`, `/labels/package/{ref}/{EP}[/{format}]`: PDF unless told, PNG, ZPL, ZPLII."""
        where = ["labels", "package", reference, package] if package else ["labels", reference]
        return await self._send(Call("GET", segments(*where, *([label_format] if label_format else [])), Label))


class Account:
    """«Account»: what is set up for the account."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def package_sizes(self) -> tuple[PackageSize, ...]:
        """`GET /packagesizes`."""
        return await self._send(Call("GET", "/packagesizes", tuple[PackageSize, ...]))

    async def shipping_locations(self) -> tuple[ShippingLocation, ...]:
        """`GET /shippinglocations`."""
        return await self._send(Call("GET", "/shippinglocations", tuple[ShippingLocation, ...]))

    async def carrier_services(self) -> tuple[CarrierService, ...]:
        """`GET /carrierservices`."""
        answer: CarrierServices = await self._send(Call("GET", "/carrierservices", CarrierServices))
        return answer.mpd_carrier_services
