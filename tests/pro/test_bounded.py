"""Taking in an answer: one coding, unpacked a step at a time, never more than the limit at any stage."""

from __future__ import annotations

import asyncio
import gzip
import tracemalloc
import zlib
from collections.abc import AsyncIterator

import pytest

from desktop_app.pro.bounded import MOST_MARKS, NotDecoded, TooLarge, take_in, too_intricate
from desktop_app.pro.errors import BadAnswer, ProError
from desktop_app.pro.models import Consignment, SearchPage, Weight
from desktop_app.pro.wire import Call, error_of

LIMIT = 100_000
PLAIN = b'{"Reference": "EC-1"}' * 50


async def parts(*said: bytes, size: int = 1000) -> AsyncIterator[bytes]:
    for each in said:
        for start in range(0, len(each), size):
            yield each[start : start + size]


def taken(coding: str, *said: bytes, limit: int = LIMIT, size: int = 1000) -> bytes:
    body = bytearray()
    asyncio.run(take_in(body, parts(*said, size=size), coding, limit))
    return bytes(body)


@pytest.mark.parametrize("coding", ["", "identity", " Identity ,", ","])
def test_what_is_plain_is_taken_as_it_is(coding: str) -> None:
    assert taken(coding, PLAIN) == PLAIN


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "GZIP", "identity, gzip"])
@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_gzip_is_unpacked_however_it_is_cut(coding: str, size: int) -> None:
    assert taken(coding, gzip.compress(PLAIN, mtime=0), size=size) == PLAIN


def test_gzip_in_several_members_is_one_text() -> None:
    assert taken("gzip", gzip.compress(PLAIN, mtime=0) + gzip.compress(b"more", mtime=0)) == PLAIN + b"more"


def test_an_empty_answer_is_empty_whatever_its_coding_is_called() -> None:
    assert taken("gzip") == b""


@pytest.mark.parametrize(
    "coding", ["gzip, gzip", "gzip,gzip,gzip", "deflate", "br", "zstd", "compress", "gzip, br", "x" * 10_000, "*"]
)
def test_another_coding_or_more_than_one_is_refused_before_a_byte_is_unpacked(coding: str) -> None:
    with pytest.raises(NotDecoded) as raised:
        taken(coding, gzip.compress(gzip.compress(PLAIN), mtime=0))
    assert len(str(raised.value)) < 120


@pytest.mark.parametrize(
    "said",
    [
        b"no gzip",
        gzip.compress(PLAIN, mtime=0)[:-1],
        gzip.compress(PLAIN, mtime=0)[:-9],
        gzip.compress(PLAIN, mtime=0) + b"x",
        zlib.compress(PLAIN),
    ],
)
def test_what_is_damaged_cut_short_or_followed_by_something_else_is_refused(said: bytes) -> None:
    with pytest.raises(NotDecoded):
        taken("gzip", said)


def test_a_bomb_costs_the_limit_and_no_more() -> None:
    bomb = gzip.compress(bytes(50_000_000), mtime=0)
    body = bytearray()
    tracemalloc.start()
    with pytest.raises(TooLarge):
        asyncio.run(take_in(body, parts(bomb, size=len(bomb)), "gzip", LIMIT))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10 * LIMIT
    assert body


@pytest.mark.parametrize("coding", ["", "gzip"])
def test_what_comes_without_end_is_refused_at_the_limit(coding: str) -> None:
    came = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal came
        member = gzip.compress(b"", mtime=0)  # unpacked it is nothing
        while True:
            came += len(member)
            yield member

    with pytest.raises(TooLarge):
        asyncio.run(take_in(bytearray(), endless(), coding, LIMIT))
    assert came < LIMIT + 100


def read(body: bytes) -> object:
    return Call[SearchPage]("GET", "/consignments/1/0", SearchPage).read(200, {}, body)


NESTED = 100_000


@pytest.mark.parametrize(
    "body",
    [
        b'{"ConsignmentSummaries":[' + b'{"Reference":"a"},' * MOST_MARKS + b'{"Reference":"a"}]}',
        b'{"ConsignmentSummaries":[],"x":[' + b"[]," * MOST_MARKS + b"[]]}",
        b'{"ConsignmentSummaries":[],' + b",".join(b'"%d":0' % n for n in range(MOST_MARKS)) + b"}",
        b'{"ConsignmentSummaries":' + b"[" * NESTED + b"]" * NESTED + b"}",
        b'{"x":' * 1000 + b"0" + b"}" * 1000,
        b'{"Count":' + b"9" * 10**6 + b"}",
        b'{"Count":1e' + b"9" * 10**6 + b"}",
        b'{"ConsignmentSummaries":[{"Reference":"a","Weight":{"Value":"0.' + b"9" * 10**6 + b'"}}]}',
        b'{"ConsignmentSummaries":[{"Reference":"\xff"}]}',
        b'{"ConsignmentSummaries":[{"Reference":"a\x00b"}]}',
        '{"ConsignmentSummaries":[{"Reference":"a"}]}'.encode("utf-16"),
        b'{"ConsignmentSummaries":[{"Reference":"\\ud800"}]}',
        b"",
        b"\xef\xbb\xbf",
        b"null",
        b"[]",
    ],
    ids=[
        "rows", "empties", "keys", "nested", "nested-objects", "digits", "exponent", "decimals-in-quotes",
        "no-utf-8", "control", "utf-16", "surrogate", "empty", "bom-alone", "null", "list",
    ],
)  # fmt: skip
def test_json_that_is_no_answer_is_a_bad_answer(body: bytes) -> None:
    with pytest.raises(BadAnswer):
        read(body)
    told = error_of(400, {}, body, write=False)
    assert isinstance(told, ProError)


def test_a_nul_in_quotes_and_a_key_that_comes_twice_are_tolerated() -> None:
    page = read(b'\xef\xbb\xbf{"Count":1,"ConsignmentSummaries":[{"Reference":"x","Reference":"a\\u0000b"}]}')
    assert isinstance(page, SearchPage)
    assert page.consignment_summaries[0].reference == "a\0b"


def test_a_consignment_of_a_thousand_items_is_not_too_intricate() -> None:
    item = b"""{"Reference":"x","Description":"Coat","Sku":"a","Weight":{"Value":1.5,"Unit":"Kg"},"Quantity":1,
        "Value":{"Amount":12.5,"Currency":{"IsoCode":"GBP"}},"CountryOfOrigin":{"IsoCode":{"TwoLetterCode":"GB"}},
        "HarmonisationCode":"6201","HarmonisationKeywords":["coat"]}"""
    body = b'{"Reference":"EC-1","Packages":[{"Items":[' + b",".join([item] * 1000) + b"]}]}"
    assert not too_intricate(body)
    assert Call[Consignment]("GET", "/", Consignment).read(200, {}, body).reference == "EC-1"


@pytest.mark.parametrize("number", [b"0." + b"9" * 10**6, b"1e-999999", b"0.1234567890123456789012345678"])
def test_a_number_with_more_decimals_than_a_computer_keeps_is_rounded(number: bytes) -> None:
    assert len(str(Weight.model_validate_json(b'{"Value":' + number + b"}").value)) <= 31
