"""Answers that are broken in every way: each endpoint returns a whole model or raises a ProError, nothing else.

Two hundred for each endpoint; `CONSIGNMENT_DESK_FUZZ=10000` sets another number for each.
"""

from __future__ import annotations

import asyncio
import json
import os
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop_app.pro.errors import ProError, Sent
from desktop_app.pro.values import Wire
from desktop_app.pro.wire import Call, retry_after
from tests.pro.calls import ENDPOINTS, Endpoint, Reader

EXAMPLES = int(os.environ.get("CONSIGNMENT_DESK_FUZZ", "200"))

TOKENS = (
    *"null true false 0 -0 -1 1.5 1e999 -1e999 1e-999 NaN Infinity -Infinity 2147483648 99999999999999999999".split(),
    *"01 1. .5 [] {} [null] [[]] [{}]".split(),
    "9" * 400,
    "9" * 5000,
    "0." + "3" * 500,
    '""',
    '" "',
    '"text"',
    '"1E+999999999"',
    '"NaN"',
    '"true"',
    '"\\ud800"',
    '"\\u0000"',
    '"<b>\\u202e</b>"',
    '"2020-02-30T25:61:61Z"',
    '"0001-01-01T00:00:00"',
    '"9999-12-31T23:59:59.9999999-23:59"',
    '"' + "x" * 5000 + '"',
    '{"Value": 1e999}',
    '{"New": [1e999]}',
    '{"Reference": null}',
    "[" * 150 + "]" * 150,
    "[" * 5000 + "]" * 5000,
    '{"a":' * 500 + "1" + "}" * 500,
)
TEXTS = (*TOKENS, "", ",", ":", '"', "{", "}", "[", "]", "\\", "\x00", "\xff", "<html>", "//", "'", "\ufeff")
TYPES = (
    "application/json",
    "application/json; charset=utf-8",
    "text/html",
    "text/plain",
    "",
    "application/problem+json",
)


def nodes(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value in `value`."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, part in inner for found in nodes(part, (*path, key)))]


def changed(value: Any, path: tuple[Any, ...], mark: str, change: str) -> Any:
    """Return `value` with one thing changed at `path`: put in its place, taken away, renamed, or said twice."""
    if not path:
        return mark
    if isinstance(value, list):
        return [changed(part, path[1:], mark, change) if at == path[0] else part for at, part in enumerate(value)]
    if len(path) > 1 or change == "replace":
        return {key: changed(part, path[1:], mark, change) if key == path[0] else part for key, part in value.items()}
    if change == "drop":
        return {key: part for key, part in value.items() if key != path[0]}
    if change == "rename":
        return {(key.lower() if key == path[0] else key): part for key, part in value.items()}
    return {**value, f"@again@{path[0]}": mark}


@st.composite
def broken(draw: st.DrawFn, sample: Any, paths: list[tuple[Any, ...]]) -> bytes:
    """Return an answer like `sample`, whose values are at `paths`, but not quite."""
    tokens: list[str] = []
    if draw(st.booleans()):
        tokens.append(draw(st.sampled_from(TOKENS)))
        change = draw(st.sampled_from(("replace", "replace", "drop", "rename", "twice")))
        sample = changed(sample, draw(st.sampled_from(paths)), "@0@", change)
    text = json.dumps(sample).replace("@again@", "")
    text = text.replace('"@0@"', tokens[0]) if tokens else text
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(TEXTS)) + text[at + draw(st.integers(0, 3)) :]
    content = text.encode(draw(st.sampled_from(("utf-8",) * 9 + ("utf-16",))))
    return content[: draw(st.integers(0, len(content)))] if draw(st.integers(0, 4)) == 0 else content


def whole(value: Any) -> bool:
    """Say whether `value` can be shown, and sent again as JSON."""
    if isinstance(value, tuple):
        return all(whole(row) for row in value)
    if isinstance(value, Wire):
        return value.whole and bool(json.dumps(value.body(), allow_nan=False))
    return value is None or isinstance(value, str | bytes | int)


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda e: e.request)
def test_a_broken_answer_is_a_clear_error_or_a_right_answer(endpoint: Endpoint) -> None:
    client = Reader()
    read = refused = 0

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        broken(endpoint.sample, nodes(endpoint.sample)) | st.binary(max_size=100),
        st.sampled_from(TYPES[:2] * 4 + TYPES),
        st.sampled_from((200,) * 12 + (201, 204, 301, 400, 401, 404, 429, 500, 502)),
    )
    @example(json.dumps(endpoint.sample).encode(), "application/json", 200)
    def check(content: bytes, kind: str, status: int) -> None:
        nonlocal read, refused
        client.sent.clear()
        client.answer = status, {"content-type": kind, "retry-after": content[:40].decode("latin-1")}, content
        answer = runner.run(answered())
        if isinstance(answer, ProError):
            refused += 1
            assert len(str(answer)) < 3000
            assert len(answer.message) <= 2000
            unknown = client.sent[0].write and (status < 400 or status >= 500)
            assert answer.sent is (Sent.UNKNOWN if unknown else Sent.YES)
        else:
            read += 1
            assert 200 <= status < 300
            assert whole(answer)

    async def answered() -> Any:
        try:
            return await endpoint.do(client)
        except ProError as error:
            return error

    with asyncio.Runner() as runner:
        check()
        runner.run(client.close())
    assert read
    assert refused


@given(
    st.text(max_size=40)
    | st.from_regex(r"(Mon, )?\d{1,3} \w{3} \d{1,12} \d\d:\d\d:\d\d ([+-]\d{1,9}|GMT)", fullmatch=True)
)
def test_any_retry_after_is_a_wait_or_none(text: str) -> None:
    wait = retry_after(text)
    assert wait is None or wait >= 0


def test_of_a_thing_said_twice_the_last_counts_known_or_not() -> None:
    call: Call[Any] = Call("GET", "/", Wire)
    assert call.read(200, {}, b'{"A": 1, "A": 2}').body() == {"A": 2}
