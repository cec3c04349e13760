"""A service that repeats the key in everything that it answers: nothing of it gets past the client."""

from __future__ import annotations

import asyncio
import dataclasses
import json
from base64 import b64decode, b64encode
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

import pytest
from pydantic import BaseModel

from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import custom
from desktop_app.pro.errors import ProError
from desktop_app.pro.retry import RetryPolicy

KEY = "Zq7/not-to-be+found-anywhere"
FORMS = {
    "plain": KEY,
    "other case": KEY.swapcase(),
    "url": quote(KEY, safe=""),
    "base64": b64encode(b"key:" + KEY.encode()).decode(),
    "escaped": "".join(f"\\u{ord(c):04x}" for c in KEY),
}
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 4 + b"\n%%EOF"


def exchange(answer: bytes, do: Callable[[ProClient], Awaitable[Any]]) -> Any:
    """Return what the client makes of an answer: a result, or the error that it raises."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        writer.close()
        await writer.wait_closed()

    async def go() -> Any:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        client = ProClient(custom(f"http://127.0.0.1:{port}"), KEY, retry=RetryPolicy(attempts=1))
        async with server:
            try:
                return await do(client)
            except ProError as error:
                return error
            finally:
                await client.close()

    return asyncio.run(go())


def http(status: str, body: bytes, *extra: str, kind: str = "application/json") -> bytes:
    head = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", "Connection: close", *extra]
    return "\r\n".join([*head, "", ""]).encode("latin-1") + body


def words(value: Any) -> str:
    """Return all that a result or an error holds, and what its causes hold."""
    if isinstance(value, BaseModel):
        return repr(value) + value.model_dump_json()
    if isinstance(value, BaseException):
        said, left = "", value
        while left is not None:
            said += f"{left!r} {left} {left.args} {vars(left)}"
            left = left.__cause__ or left.__context__  # type: ignore[assignment]
        return said
    if dataclasses.is_dataclass(value):
        return repr(value)
    return f"{value!r}"


def assert_no_key(value: Any) -> None:
    said = words(value).casefold()
    for part in (KEY.casefold(), quote(KEY, safe="").casefold(), "not-to-be", FORMS["base64"][8:-6].casefold()):
        assert part not in said, said


def get(client: ProClient) -> Awaitable[Any]:
    return client.consignments.get("EC-1")


def search(client: ProClient) -> Awaitable[Any]:
    return client.consignments.search([], 100, 0)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("status", ["400 No", "401 No", "403 No", "404 No", "409 No", "429 No", "302 Found", "500 Oh"])
def test_an_error_that_repeats_the_key(status: str, form: str) -> None:
    body = (
        f'{{"Code":"{form}","Message":"the key {form} is wrong","CorrelationId":"{form}",'
        f'"Details":[{{"Code":"{form}","Target":"{form}","Message":"{form}"}}]}}'
    )
    error = exchange(
        http(status, body.encode(), f"x-correlation-id: {form}", f"{form.replace('/', '')}: 1", "retry-after: 99"), get
    )
    assert isinstance(error, ProError)
    assert_no_key(error)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_consignment_full_of_the_key(form: str) -> None:
    body = (
        f'{{"Reference":"EC-1","{form}":{{"{form}":["{form}"]}},"ShippingTerms":"{form}",'
        f'"ConsignmentReferenceProvidedByCustomer":"{form}","MetaData":[{{"KeyValue":"{form}","StringValue":"{form}"}}]}}'
    )
    found = exchange(http("200 OK", body.encode()), get)
    assert found.reference == "EC-1"
    assert_no_key(found)


@pytest.mark.parametrize(
    "answer",
    [
        http("200 OK", json.dumps(KEY).encode()),
        http("200 OK", f"<p>{KEY}</p>".encode(), kind="text/html"),
        http("200 OK", f'{{"Reference": {{"{KEY}": 1}}}}'.encode()),
        http("200 OK", b"x", f"content-encoding: {KEY}", f"x-request-id: {KEY}"),
        http("200 OK", b"x", "content-encoding: gzip", f"x-request-id: {KEY}"),
        http(f"200 {KEY}", b"{"),
        f"HTTP/1.1 {KEY}\r\n\r\n".encode(),
        f"HTTP/1.1 200 OK\r\nno colon {KEY}\r\n\r\n".encode(),
        f"HTTP/1.1 200 OK\r\ncontent-length: {KEY}\r\n\r\n".encode(),
        f"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{KEY}\r\n".encode(),
        KEY.encode() * 20_000,
    ],
)
@pytest.mark.parametrize("do", [get, search])
def test_an_answer_that_is_none_and_repeats_the_key(answer: bytes, do: Callable[[ProClient], Awaitable[Any]]) -> None:
    error = exchange(answer, do)
    assert isinstance(error, ProError)
    assert_no_key(error)


def test_a_document_is_byte_identical_unless_it_holds_the_key_as_text() -> None:
    def label(client: ProClient) -> Awaitable[Any]:
        return client.manifests.file("M1")

    assert exchange(http("200 OK", json.dumps(b64encode(PDF).decode()).encode()), label) == PDF
    holds = PDF + b"(" + KEY.upper().encode() + b")" + PDF
    given = exchange(http("200 OK", b64encode(holds)), label)
    assert given == PDF + b"(" + b"*" * len(KEY) + b")" + PDF
    assert len(b64decode(b64encode(given))) == len(holds)
