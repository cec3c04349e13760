"""A service on a socket that is hostile in as many ways as there are rows in WAYS, each under a path of its own.

Run as a program of its own it prints its port: what it costs to be hostile must not count as the window's. It answers
`/<way>/…` in that way where the way is hostile, and elsewhere as a small, sane service would.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import gzip
import json
import re
import sys
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from tests.hostile.pdfs import HOSTILE, deflated, pdf

KEY: Final = "Hx7-the-key-of-a-hostile-service"
"""What the window is given as its key; the service repeats it in each answer that it says whole."""
ROWS: Final = ("EC-000-001-AAA", "EC-000-002-BBB", "EC-000-003-CCC")
CONSIGNMENT: Final[dict[str, Any]] = {
    "Reference": ROWS[0],
    "ConsignmentState": "Allocated",
    "Weight": {"Value": 1.5, "Unit": "Kg"},
    "Addresses": [
        {"AddressType": "Origin", "ShippingLocationReference": "Sorted1"},
        {
            "AddressType": "Destination",
            "Contact": {"FirstName": "Ann", "LastName": "Porter", "Email": "a@example.com", "Telephone": "0161 000000"},
            "AddressLine1": "1 Porter Street",
            "Town": "Manchester",
            "Postcode": "M1 5WG",
            "Country": {"Name": "United Kingdom", "IsoCode": {"TwoLetterCode": "GB"}},
        },
    ],
    "Packages": [
        {
            "Reference": "EP-1",
            "Weight": {"Value": 1.5, "Unit": "Kg"},
            "Dimensions": {"Unit": "Cm", "Length": 30, "Width": 20, "Height": 10},
            "Items": [{"Description": "Coat", "Quantity": 1, "Weight": {"Value": 1.5, "Unit": "Kg"}}],
        }
    ],
}
ROW: Final[dict[str, Any]] = {"State": "Allocated", "DestinationAddressTown": "Manchester"}

SEARCH, DETAIL, LABEL, CREATE, EVERY = "search", "detail", "label", "create", "every"


@dataclass(frozen=True, slots=True)
class Request:
    """One request: what kind of call it is, and where to."""

    kind: str
    method: str
    path: str


class Answering:
    """Writes to one connection."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer

    async def raw(self, *parts: bytes) -> None:
        """Send bytes as they are."""
        for part in parts:
            self._writer.write(part)
            await self._writer.drain()

    async def say(
        self, body: bytes | object, status: str = "200 OK", kind: str = "application/json", extra: str = ""
    ) -> None:
        """Send a whole answer; what is not bytes is sent as JSON."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        echoed = f"X-Correlation-Id: {KEY}\r\n{extra}"
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n{echoed}\r\n"
        await self.raw(head.encode("latin-1"), content)

    async def chunks(self, *parts: bytes) -> None:
        """Send chunks, without an end."""
        for part in parts:
            await self.raw(b"%x\r\n" % len(part), part, b"\r\n")

    async def begin_chunked(self, extra: str = "") -> None:
        """Send the head of a chunked answer."""
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n{extra}\r\n"
        await self.raw(head.encode())


Way = Callable[[Answering, Request], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class HostileWay:
    """A way to be hostile: to which calls, how, and what the window must show then (a regular expression).

    `slow`: it only ends with what a person or a limit does. `most_work`: milliseconds that the window's thread may work
    at once.
    """

    where: str
    answer: Way
    shows: str
    slow: bool = False
    most_work: float = 100.0


def kind_of(method: str, path: str) -> str:
    """Return what kind of call it is."""
    if re.fullmatch(r"/consignments/\d+/\d+", path):
        return SEARCH
    if path.startswith(("/consignments/getconsignmentwithmetadata/", "/consignments/EC-")):
        return DETAIL
    if path.startswith("/labels/"):
        return LABEL
    return CREATE if (method, path) == ("POST", "/consignments") else "other"


async def sane(out: Answering, asked: Request) -> None:
    """Answer as the service would."""
    match asked.kind:
        case "search":
            rows = [{"Reference": reference, **ROW} for reference in ROWS]
            await out.say({"Count": len(rows), "ConsignmentSummaries": rows})
        case "detail":
            await out.say(CONSIGNMENT | {"Reference": asked.path.rsplit("/", 1)[1]})
        case "label":
            await out.say(label(pdf((298, 420))))
        case "create":
            await out.say([{"Rel": "Link", "Href": f"/consignments/{ROWS[0]}"}], "201 Created")
        case _ if asked.path == "/shippinglocations":
            await out.say([{"Reference": "Sorted1", "Name": "Depot"}])
        case _:
            await out.say([])


def label(content: bytes) -> object:
    """Return a label as it travels."""
    return {"File": base64.b64encode(content).decode(), "ContentType": "application/pdf"}


def says(body: bytes | object, status: str = "200 OK", kind: str = "application/json", extra: str = "") -> Way:
    """Return the way that is this answer."""
    return lambda out, _asked: out.say(body, status, kind, extra)


def sends(*parts: bytes) -> Way:
    """Return the way that is these bytes, and the end of the connection."""
    return lambda out, _asked: out.raw(*parts)


def labels(name: str) -> Way:
    """Return the way that answers with a hostile PDF."""

    async def answer(out: Answering, _asked: Request) -> None:
        await out.say(label(HOSTILE[name]()))

    return answer


async def silent(_out: Answering, _asked: Request) -> None:
    """Say nothing."""
    await asyncio.Event().wait()


async def endless(out: Answering, _asked: Request, part: bytes = b" " * 65_536) -> None:
    """Send a body without an end."""
    await out.begin_chunked()
    while True:
        await out.chunks(part)


async def dripping(out: Answering, _asked: Request) -> None:
    """Send a byte now and then, so that something always comes."""
    await out.begin_chunked()
    while True:
        await out.chunks(b" ")
        await asyncio.sleep(0.1)


async def endless_headers(out: Answering, _asked: Request) -> None:
    """Send headers without an end."""
    await out.raw(b"HTTP/1.1 200 OK\r\n")
    while True:
        await out.raw(b"X-More: " + b"x" * 1000 + b"\r\n")


async def endless_header(out: Answering, _asked: Request) -> None:
    """Send one header without an end."""
    await out.raw(b"HTTP/1.1 200 OK\r\nX-More: ")
    while True:
        await out.raw(b"x" * 65_536)


async def informational(out: Answering, _asked: Request) -> None:
    """Send interim answers without an end."""
    while True:
        await out.raw(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)
        await asyncio.sleep(0.001)


async def endless_trailers(out: Answering, _asked: Request) -> None:
    """End a body, and send trailers without an end."""
    await out.begin_chunked()
    await out.raw(b"0\r\n")
    while True:
        await out.raw(b"X-More: " + b"x" * 1000 + b"\r\n")


async def empty_members(out: Answering, _asked: Request) -> None:
    """Send gzip that unpacks to nothing, without an end."""
    await out.begin_chunked("Content-Encoding: gzip\r\n")
    member = gzip.compress(b"") * 1000
    while True:
        await out.chunks(member)


async def redirecting(out: Answering, asked: Request) -> None:
    """Send whoever asks back to where they ask."""
    await out.say(b"", "302 Found", extra=f"Location: {asked.path}\r\n")


def packed(make: Callable[[], bytes], coding: str = "gzip", times: int = 1) -> Way:
    """Return the way that sends what `make` returns, packed so many times."""

    async def answer(out: Answering, _asked: Request) -> None:
        content = make()
        for _ in range(times):
            content = gzip.compress(content)
        await out.say(content, extra=f"Content-Encoding: {coding}\r\n")

    return answer


async def deflate_bomb(out: Answering, _asked: Request) -> None:
    """Send much in little, in a coding that nobody asked for."""
    await out.say(deflated(60), extra="Content-Encoding: deflate\r\n")


def spaces() -> bytes:
    """Return more than anybody takes in."""
    return b" " * 60_000_000


def rows_of(**fields: object) -> object:
    """Return a search of one row with these fields."""
    return {"Count": 1, "ConsignmentSummaries": [{"Reference": ROWS[0], **ROW, **fields}]}


async def in_every_script(out: Answering, asked: Request) -> None:
    """Answer with texts in as many scripts as there are: one in each row, and all of them in one consignment."""
    if asked.kind == SEARCH:
        fields = ("DestinationAddressTown", "ConsignmentReferenceProvidedByCustomer", "MpdCarrierServiceName")
        rows = [
            {"Reference": f"EC-000-{n:03}-AAA"}
            | {field: SCRIPTS[(3 * n + place) % len(SCRIPTS)] * 5 for place, field in enumerate(fields)}
            for n in range(60)
        ]
        await out.say({"Count": len(rows), "ConsignmentSummaries": rows})
    elif asked.kind == DETAIL:
        every = "".join(SCRIPTS) * 20
        address = {"AddressType": "Destination", "Town": every, "AddressLine1": every[7:], "CompanyName": every[14:]}
        data = [{"KeyValue": SCRIPTS[n] * 9, "StringValue": every[n:]} for n in range(15)]
        await out.say(CONSIGNMENT | {"Addresses": [address], "MetaData": data, "Tags": [every]})
    else:
        await sane(out, asked)


SCRIPTS: Final = [
    chr(number)
    for number in (
        0x905, 0x985, 0xA05, 0xA85, 0xB05, 0xB85, 0xC05, 0xC85, 0xD05, 0xD85, 0x710, 0x780, 0x7CA, 0x1780, 0xE01, 0xE81,
        0xF40, 0x1000, 0x5D0, 0x627, 0x10D0, 0x531, 0x1200, 0x13A0, 0x1401, 0x16A0, 0x1820, 0xA000, 0x10A00, 0x12000,
    )
]  # fmt: skip
"""The first letter of scripts that are written today, and of some that are not."""

FINE: Final = json.dumps(rows_of()).encode()
UNREAD: Final = "could not be read"
LATE: Final = "did not come in time|no whole answer came"

WAYS: Final[dict[str, HostileWay]] = {
    "sane": HostileWay(EVERY, sane, ROWS[0]),
    # Packed
    "gzip-bomb": HostileWay(EVERY, packed(spaces), "too-large"),
    "gzip-in-gzip": HostileWay(EVERY, packed(spaces, "gzip, gzip", 2), "not-decoded"),
    "gzip-ten-times": HostileWay(EVERY, packed(spaces, ", ".join(["gzip"] * 10), 10), "not-decoded"),
    "deflate-bomb": HostileWay(SEARCH, deflate_bomb, "not-decoded"),
    "brotli": HostileWay(SEARCH, says(b"\x8b\x00\x80\x00", extra="Content-Encoding: br\r\n"), "not-decoded"),
    "zstd": HostileWay(SEARCH, says(b"\x28\xb5\x2f\xfd\x00", extra="Content-Encoding: zstd\r\n"), "not-decoded"),
    "coding-of-nobody": HostileWay(
        SEARCH, says(FINE, extra="Content-Encoding: ☃\r\n".encode().decode("latin-1")), UNREAD
    ),
    "gzip-that-is-none": HostileWay(SEARCH, says(FINE, extra="Content-Encoding: gzip\r\n"), "not-decoded"),
    "gzip-cut-short": HostileWay(
        SEARCH, says(gzip.compress(FINE)[:-6], extra="Content-Encoding: gzip\r\n"), "not-decoded"
    ),
    "gzip-of-nothing-without-end": HostileWay(SEARCH, empty_members, "too-large"),
    "zlib-as-gzip": HostileWay(SEARCH, says(zlib.compress(FINE), extra="Content-Encoding: gzip\r\n"), "not-decoded"),
    # Long
    "body-without-end": HostileWay(EVERY, endless, "too-large"),
    "body-that-drips": HostileWay(SEARCH, dripping, LATE, slow=True),
    "silence": HostileWay(EVERY, silent, LATE, slow=True),
    "headers-without-end": HostileWay(SEARCH, endless_headers, LATE),
    "a-header-without-end": HostileWay(SEARCH, endless_header, LATE),
    "interim-answers-without-end": HostileWay(SEARCH, informational, LATE, slow=True),
    "trailers-without-end": HostileWay(SEARCH, endless_trailers, LATE),
    # Untrue lengths
    "length-too-long": HostileWay(
        SEARCH, sends(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n" + FINE), LATE
    ),
    "length-too-short": HostileWay(
        SEARCH, sends(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n" + FINE), UNREAD
    ),
    "length-negative": HostileWay(SEARCH, sends(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}"), LATE),
    "length-of-a-hundred-digits": HostileWay(
        SEARCH, sends(b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 100 + b"\r\n\r\n{}"), LATE
    ),
    "two-lengths": HostileWay(
        SEARCH, sends(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"), LATE
    ),
    "chunk-of-sixteen-f": HostileWay(
        SEARCH, sends(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n{}"), LATE
    ),
    "chunk-that-is-none": HostileWay(
        SEARCH, sends(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}"), LATE
    ),
    # Other than HTTP has it
    "closed-at-once": HostileWay(EVERY, sends(), LATE),
    "no-http": HostileWay(SEARCH, sends(b"\x00\x01\x02 SSH-2.0\r\n\r\n"), LATE),
    "http-0.9": HostileWay(SEARCH, sends(FINE), LATE),
    "http-1.0": HostileWay(SEARCH, sends(b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + FINE), ROWS[0]),
    "upgrade": HostileWay(
        SEARCH, sends(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n" + FINE), LATE
    ),
    "redirect-loop": HostileWay(EVERY, redirecting, UNREAD),
    "status-204-with-a-body": HostileWay(
        SEARCH, sends(b"HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n{}"), UNREAD
    ),
    "status-304": HostileWay(SEARCH, says(b"", "304 Not Modified"), UNREAD),
    "status-999": HostileWay(SEARCH, says({}, "999 What"), "in trouble"),
    "status-200-with-html": HostileWay(EVERY, says(b"<html>Sign in</html>", kind="text/html"), UNREAD),
    "html-as-json": HostileWay(SEARCH, says(b"<html>Sign in</html>"), UNREAD),
    "pause-of-a-century": HostileWay(
        EVERY, says({}, "429 Slow", extra="Retry-After: 99999999999999999999\r\n"), "asks for a pause"
    ),
    # JSON that no one wants
    "nested-100000-deep": HostileWay(SEARCH, says(b'{"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}"), UNREAD),
    "a-number-of-a-million-digits": HostileWay(SEARCH, says(b'{"Count":' + b"9" * 10**6 + b"}"), UNREAD),
    "a-weight-of-a-million-digits": HostileWay(
        SEARCH, says(FINE.replace(b'"State"', b'"Weight":{"Value":"1.' + b"1" * 10**6 + b'"},"State"')), UNREAD
    ),
    "a-million-keys": HostileWay(
        SEARCH, says(b'{"ConsignmentSummaries":[],' + b",".join(b'"%d":0' % n for n in range(300_000)) + b"}"), UNREAD
    ),
    "a-hundred-thousand-rows": HostileWay(
        SEARCH, says(b'{"ConsignmentSummaries":[' + b",".join([b'{"Reference":"EC-1"}'] * 100_000) + b"]}"), UNREAD
    ),
    "thirty-thousand-rows": HostileWay(
        SEARCH, says({"ConsignmentSummaries": [{"Reference": f"EC-{n}"} for n in range(15_000)]}), UNREAD
    ),
    "an-error-of-a-hundred-thousand-details": HostileWay(
        SEARCH,
        says({"Message": "x" * 100_000, "Details": [{"Code": "y", "Message": "z" * 5}] * 9_000}, "400 Bad"),
        "refused",
    ),
    "nul-in-json": HostileWay(SEARCH, says(b'{"Consign\x00mentSummaries":[]}'), UNREAD),
    "nul-in-text": HostileWay(SEARCH, says(rows_of(DestinationAddressTown="Man\0chester")), ROWS[0]),
    "keys-twice": HostileWay(SEARCH, says(b'{"Count":9,"ConsignmentSummaries":[],' + FINE[1:]), ROWS[0]),
    "half-a-surrogate": HostileWay(SEARCH, says(FINE.replace(b'"State"', b'"Source":"\\ud800","State"')), UNREAD),
    "not-utf-8": HostileWay(SEARCH, says(FINE.replace(b"Manchester", b"Manch\xffster")), UNREAD),
    "utf-16": HostileWay(SEARCH, says(FINE.decode().encode("utf-16"), kind="application/json; charset=utf-16"), UNREAD),
    "a-charset-that-lies": HostileWay(SEARCH, says(FINE, kind="application/json; charset=ebcdic-cp-us"), ROWS[0]),
    "a-mark-of-byte-order": HostileWay(SEARCH, says(b"\xef\xbb\xbf" + FINE), ROWS[0]),
    "null": HostileWay(EVERY, says(b"null"), UNREAD),
    "nothing": HostileWay(SEARCH, says(b""), UNREAD),
    "other-types": HostileWay(SEARCH, says({"Count": "many", "ConsignmentSummaries": {"a": 1}}), UNREAD),
    # Texts
    "the-key-in-rows": HostileWay(SEARCH, says(rows_of(DestinationAddressTown=f"at {KEY}")), ROWS[0]),
    "the-key-in-an-error": HostileWay(
        SEARCH,
        says({"Message": f"bad {KEY}", "Details": [{"Code": KEY, "Message": KEY.upper()}]}, "400 Bad"),
        "refused",
    ),
    "in-every-script": HostileWay(EVERY, in_every_script, "EC-000-000-AAA", most_work=70.0),
    # One consignment
    "detail-of-another-type": HostileWay(DETAIL, says([1, 2, 3]), UNREAD),
    "detail-without-end": HostileWay(DETAIL, endless, "too-large"),
    "detail-of-silence": HostileWay(DETAIL, silent, LATE, slow=True),
    # Creating
    "create-is-silent": HostileWay(CREATE, silent, "may have been created", slow=True),
    "create-says-html": HostileWay(CREATE, says(b"<html>", kind="text/html"), "may have been created", slow=True),
    "create-says-nothing": HostileWay(CREATE, says(b"", "201 Created"), "may have been created", slow=True),
    "create-links-elsewhere": HostileWay(
        CREATE, says([{"Href": "https://example.com/../etc/passwd"}], "201 Created"), "may have been created", slow=True
    ),
    # Labels
    **{
        f"label-{name}": HostileWay(LABEL, labels(name), shows)
        for name, shows in {
            "500-a4": "label 1 of 500",
            "a-page-of-five-metres": "5080 × 5080 mm",
            "a-page-of-a-million": "352778 × 352778 mm",
            "a-page-like-a-thread": "label 2 of 2",
            "a-bad-second-page": "label 3 of 3",
            "encrypted": "asks for a password",
            "no-pdf": "is no PDF",
            "cut-short": "Labels",
            "100000-pages": "Further pages in the file: 98000",
            "the-same-packed-twice": "more time or memory",
            "forms-in-forms": "more time or memory",
        }.items()
    },
    "label-of-silence": HostileWay(LABEL, silent, LATE, slow=True),
    "label-without-end": HostileWay(LABEL, endless, "too-large"),
    "label-that-is-no-base64": HostileWay(LABEL, says({"File": "!" * 1000, "ContentType": "x"}), UNREAD),
    "label-of-nothing": HostileWay(LABEL, says({"File": "", "ContentType": "application/pdf"}), UNREAD),
}


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one request, and close."""
    with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = re.search(r"(?i)content-length: (\d+)", head)
        if length:
            await reader.readexactly(int(length[1]))
        method, target, _ = head.split(" ", 2)
        _, name, path = target.partition("?")[0].split("/", 2)
        way = WAYS[name]
        request = Request(kind_of(method, f"/{path}"), method, f"/{path}")
        hostile = way.where in {EVERY, request.kind}
        gone = asyncio.create_task(reader.read())
        doing = asyncio.ensure_future((way.answer if hostile else sane)(Answering(writer), request))
        await asyncio.wait({gone, doing}, return_when=asyncio.FIRST_COMPLETED)
        for each in (gone, doing):
            each.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await doing
    writer.close()


async def main() -> None:
    """Serve until standard input ends."""
    deflated(300)  # before the first is asked for: nobody waits that long
    server = await asyncio.start_server(answer, "127.0.0.1", 0, limit=1_000_000)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(main())
