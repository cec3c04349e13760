"""The wire without I/O: what goes out, how answers are read, and what errors they become."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from pydantic import BaseModel

from desktop_app.pro.errors import (
    BadAnswer,
    Conflict,
    Forbidden,
    NotFound,
    ProError,
    RateLimited,
    Rejected,
    Sent,
    ServiceFailed,
    Teller,
    Unauthorised,
)
from desktop_app.pro.models import Consignment
from desktop_app.pro.wire import Accepted, Call, error_of, headers, retry_after, segments

JSON = {"content-type": "application/json; charset=utf-8"}


def test_headers_carry_key_version_and_type() -> None:
    assert headers("k", with_body=True) == {
        "ocp-apim-subscription-key": "k",
        "electio-api-version": "1.1",
        "accept": "application/json",
        "content-type": "application/json",
    }
    assert "content-type" not in headers("k", with_body=False)


def test_text_in_a_path_stays_one_segment() -> None:
    assert segments("consignments", "../x?y#z/ü") == "/consignments/..%2Fx%3Fy%23z%2F%C3%BC"


def test_body_is_json_with_names_as_they_are_written() -> None:
    call: Call[None] = Call("POST", "/x", None, body={"Name": "Żółć"})
    assert call.content() == '{"Name": "Żółć"}'.encode()
    assert Call[None]("GET", "/x", None).content() is None


def test_a_get_is_no_write() -> None:
    assert not Call[None]("GET", "/x", None).write
    assert all(Call[None](method, "/x", None).write for method in ("POST", "PUT", "DELETE"))


def test_answer_becomes_a_model() -> None:
    call: Call[Consignment] = Call("GET", "/x", Consignment)
    assert call.read(200, JSON, b'{"Reference": "EC-000-000-001", "New": 1}').reference == "EC-000-000-001"


@pytest.mark.parametrize("body", [b"", b"null", b"anything"])
def test_an_answer_that_is_not_used_is_not_read(body: bytes) -> None:
    call: Call[None] = Call("PUT", "/x", None)
    assert call.read(201, {"content-type": "text/html"}, body) is None


@pytest.mark.parametrize(
    ("kind", "body", "code"),
    [
        ("text/html", b"<html>login</html>", "not-json"),
        ("application/json", b'{"Reference": "EC', "json_invalid"),
        ("application/json", b'[{"Reference": "EC-1"}]', "model_type"),
        (
            "application/json",
            b'{"Packages": [{"Weight": {"Value": "heavy"}}]}',
            "decimal_parsing at Packages.0.Weight.Value",
        ),
        ("application/json", b"", "json_invalid"),
    ],
)
def test_an_answer_of_another_shape_is_a_clear_error(kind: str, body: bytes, code: str) -> None:
    call: Call[Consignment] = Call("GET", "/x", Consignment)
    with pytest.raises(BadAnswer) as raised:
        call.read(200, {"content-type": kind, "x-correlation-id": "c-1"}, body)
    assert raised.value.code.startswith(code)
    assert raised.value.correlation_id == "c-1"
    assert raised.value.sent is Sent.YES
    assert "heavy" not in str(raised.value)


def test_an_unreadable_answer_to_a_write_leaves_its_outcome_unknown() -> None:
    call: Call[Consignment] = Call("POST", "/x", Consignment, body={})
    with pytest.raises(BadAnswer) as raised:
        call.read(201, JSON, b"{")
    assert raised.value.sent is Sent.UNKNOWN


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, Rejected),
        (401, Unauthorised),
        (403, Forbidden),
        (404, NotFound),
        (409, Conflict),
        (418, Rejected),
        (429, RateLimited),
        (500, ServiceFailed),
        (503, ServiceFailed),
        (302, BadAnswer),
    ],
)
def test_each_status_has_its_error(status: int, kind: type[ProError]) -> None:
    error = error_of(status, {}, b"", write=False)
    assert type(error) is kind
    assert error.status == status
    assert error.sent is Sent.YES


@pytest.mark.parametrize("status", [500, 502, 302])
def test_a_write_that_a_gateway_answered_may_have_been_done(status: int) -> None:
    assert error_of(status, {}, b"", write=True).sent is Sent.UNKNOWN


def test_a_refused_write_was_not_done() -> None:
    assert error_of(400, {}, b"", write=True).sent is Sent.YES


def test_error_body_is_told_whole() -> None:
    body = {
        "Code": "ValidationFailed",
        "Message": "No <b>good</b>",
        "CorrelationId": "abc",
        "Details": [{"Code": "W", "Target": "Packages[0].Weight", "Message": "is 0"}, {"Message": None}, "odd"],
    }
    error = error_of(400, {"x-correlation-id": "other"}, json.dumps(body).encode(), write=True)
    assert (error.code, error.message, error.correlation_id) == ("ValidationFailed", "No <b>good</b>", "abc")
    assert [(d.code, d.target, d.message) for d in error.details] == [("W", "Packages[0].Weight", "is 0"), ("", "", "")]
    assert "good" not in str(error)


@pytest.mark.parametrize(
    "body", [b"<html>502</html>", b"[1]", b'"text"', b'{"Details": "none", "Code": 7}', b"\xff\xfe"]
)
def test_error_body_may_be_anything(body: bytes) -> None:
    error = error_of(502, {"request-id": "r-1"}, body, write=False)
    assert error.correlation_id == "r-1"
    assert error.details == ()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("7", 7.0),
        (" 0 ", 0.0),
        ("Mon, 23 Nov 2026 12:00:30 GMT", 30.0),
        ("Mon, 23 Nov 2026 12:00:30 -0000", 30.0),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 0.0),
        ("", None),
        ("soon", None),
        ("²", None),
        ("Mon, 23 Nov 99999999999 12:00:30 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(text: str, seconds: float | None) -> None:
    assert retry_after(text, now=datetime(2026, 11, 23, 12, tzinfo=UTC)) == seconds


def test_rate_limit_carries_its_wait() -> None:
    error = error_of(429, {"retry-after": "3"}, b"", write=True)
    assert isinstance(error, RateLimited)
    assert error.retry_after == 3


def test_a_date_to_wait_for_is_measured_by_the_service_s_own_clock() -> None:
    told = {"retry-after": "Mon, 23 Nov 1998 12:00:30 GMT", "date": "Mon, 23 Nov 1998 12:00:00 GMT"}
    error = error_of(429, told, b"", write=False)
    assert isinstance(error, RateLimited)
    assert error.retry_after == 30


def test_an_error_says_no_more_than_a_person_would_read() -> None:
    body = {"Code": "c" * 9999, "Message": "m" * 9999, "Details": [{"Message": "d" * 9999}] * 999}
    error = error_of(400, {}, json.dumps(body).encode(), write=False)
    assert (len(error.code), len(error.message), len(error.details)) == (2000, 2000, 100)
    assert len(error.details[0].message) == 2000


@pytest.mark.parametrize("half", [b'{"CorrelationId": "c-1", "Message": "no', b'{"CorrelationId":"c-1"} <!-- -->'])
def test_the_correlation_id_is_found_in_half_an_answer(half: bytes) -> None:
    call: Call[Consignment] = Call("GET", "/x", Consignment)
    for status in (200, 500):
        with pytest.raises(ProError) as raised:
            call.read(status, {"x-correlation-id": "other"}, half)
        assert raised.value.correlation_id == "c-1"


def test_a_mark_in_front_of_the_json_is_no_part_of_it() -> None:
    call: Call[Consignment] = Call("GET", "/x", Consignment)
    assert call.read(200, JSON, b'\xef\xbb\xbf{"Reference": "EC-1"}').reference == "EC-1"
    assert error_of(400, JSON, b'\xef\xbb\xbf{"Code": "Bad"}', write=False).code == "Bad"


def test_a_reference_of_dots_leads_nowhere_else() -> None:
    assert segments("consignments", "..", "status") == "/consignments/%2E%2E/status"
    assert httpx.URL("https://x" + segments("consignments", "..", "status")).raw_path == b"/consignments/%2E%2E/status"


def test_a_call_that_asks_is_no_write_by_any_method() -> None:
    assert not Call[None]("POST", "/quotes/", None, asks=True).write


def test_202_is_an_answer_of_its_own_where_the_call_knows_it() -> None:
    assert Call[Any]("PUT", "/x", Consignment, may_go_on=True).read(202, {}, b"") == Accepted()
    with pytest.raises(BadAnswer):
        Call[Any]("PUT", "/x", Consignment).read(202, JSON, b"")


def test_an_adapter_is_made_once_for_each_type() -> None:
    class Plain(BaseModel):
        a: int

    call: Call[Any] = Call("GET", "/x", tuple[Plain, ...])
    assert call.read(200, JSON, b'[{"a": 1}]') == (Plain(a=1),)
    assert call.read(200, JSON, b"[]") == ()


def test_a_document_of_too_many_parts_is_not_looked_through() -> None:
    with pytest.raises(BadAnswer) as raised:
        Call[bytes]("GET", "/labels", bytes).read(200, {"content-type": "application/json"}, b"[" * 200_000)
    assert raised.value.code == "not-base64"


SAID = b'{"Code": "NotFound", "Message": "There is no consignment EC-1"}'


@pytest.mark.parametrize(
    ("method", "path", "body", "teller"),
    [
        ("GET", "/consignments/EC-000-005-EU2", SAID, Teller.SERVICE),
        ("GET", "/consignments/EC-000-005-EU2", b'{"CorrelationId": "c-1"}', Teller.SERVICE),
        ("PUT", "/allocation/allocate", SAID, Teller.SERVICE),
        ("PUT", "/consignments/", SAID, Teller.SERVICE),
        ("GET", "/consignments/EC-000-005-EU2", b" ", Teller.NOBODY),
        ("GET", "/consignments/EC-000-005-EU2", b"<html>404 Not Found", Teller.OTHER),
        ("GET", "/consignments/EC-000-005-EU2", b'{"detail": "Not Found"}', Teller.OTHER),
        ("GET", "/consignments/EC-000-005-EU2", b'{"statusCode": 404, "message": "Resource not found"}', Teller.OTHER),
        # What is always there cannot be missing, whatever is said.
        ("GET", "/consignments/50/0", SAID, Teller.OTHER),
        ("GET", "/packagesizes", b"", Teller.OTHER),
        ("POST", "/consignments", SAID, Teller.OTHER),
    ],
)
def test_who_says_that_something_is_not_there(method: str, path: str, body: bytes, teller: Teller) -> None:
    call: Call[Consignment] = Call(method, path, Consignment)
    with pytest.raises(NotFound) as raised:
        call.read(404, {}, body)
    assert raised.value.teller is teller
    assert raised.value.sent is Sent.YES
