"""Updates: asked over verified TLS, and what comes back is believed in nothing but a version."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import httpx
import pytest

from desktop_app import __version__
from desktop_app.main.updates import Updates
from desktop_app.services.updates import CannotTell, Release, Trouble
from tests.support.proxy import TlsService

PLACE = "https://updates.example/newest.json"


def ask(answer: httpx.Response | Exception, address: str = PLACE) -> Release:
    def handle(request: httpx.Request) -> httpx.Response:
        assert "ocp-apim-subscription-key" not in request.headers
        assert request.url == address
        if isinstance(answer, Exception):
            raise answer
        return answer

    updates = Updates("none", "", address, httpx.MockTransport(handle))
    return asyncio.run(updates.newest())


def saying(version: object, page: object = "https://updates.example/get") -> httpx.Response:
    return httpx.Response(200, content=json.dumps({"version": version, "page": page}))


@pytest.mark.parametrize(
    ("version", "newer"), [("0.0.9", False), (__version__, False), ("0.1.0.0", False), ("0.1.1", True), ("10.0", True)]
)
def test_a_newer_version_is_told_from_an_older(version: str, newer: bool) -> None:
    assert ask(saying(version)) == Release(version, "https://updates.example/get", newer)


@pytest.mark.parametrize(
    "answer",
    [
        saying("1.0; rm -rf"),
        saying("latest"),
        saying(1),
        saying("1.0", "http://plain.example"),
        saying("1.0", "javascript:alert(1)"),
        saying("1.0", ["x"]),
        httpx.Response(200, content=b"[" * 70_000),
        httpx.Response(200, content=b"[" * 60_000),
        httpx.Response(200, content=b"<html>"),
        httpx.Response(200, content=b"[]"),
    ],
)
def test_an_answer_that_is_none_is_called_so(answer: httpx.Response) -> None:
    with pytest.raises(CannotTell) as raised:
        ask(answer)
    assert raised.value.trouble is Trouble.BAD_ANSWER


@pytest.mark.parametrize(
    "answer",
    [
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("slow"),
        httpx.Response(404),
        httpx.Response(302, headers={"location": "https://elsewhere.example"}),
    ],
)
def test_who_cannot_be_reached_is_called_so(answer: httpx.Response | Exception) -> None:
    with pytest.raises(CannotTell) as raised:
        ask(answer)
    assert raised.value.trouble is Trouble.UNREACHABLE


def test_nobody_is_asked_in_the_clear() -> None:
    with pytest.raises(CannotTell):
        asyncio.run(Updates("none", "", "http://updates.example").newest())


def test_a_certificate_that_nobody_vouches_for_is_not_believed(tmp_path: Path) -> None:
    async def ask_it() -> None:
        async with TlsService(tmp_path).serving() as service:
            await Updates("none", "", f"https://127.0.0.1:{service.port}/newest.json").newest()

    with pytest.raises(CannotTell) as raised:
        asyncio.run(ask_it())
    assert raised.value.trouble is Trouble.UNREACHABLE
    assert "CERTIFICATE_VERIFY_FAILED" in str(raised.value.__cause__)
