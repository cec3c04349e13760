"""Environments: where each answers, what it owns here, and which addresses are refused."""

from __future__ import annotations

import pytest

from desktop_app.pro.environments import (
    DEMO,
    PRODUCTION,
    SANDBOX,
    BadBaseUrl,
    Environment,
    EnvironmentName,
    custom,
)


def test_only_the_demo_needs_no_key() -> None:
    assert [e.needs_key for e in (DEMO, SANDBOX, PRODUCTION)] == [False, True, True]


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://Pro.Example.com/", "https://pro.example.com"),
        (" https://pro.example.com:8443/api/ ", "https://pro.example.com:8443/api"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://localhost:1", "http://localhost:1"),
        ("http://[::1]:80", "http://[::1]:80"),
    ],
)
def test_custom_addresses(url: str, base: str) -> None:
    environment = custom(url)
    assert environment.base_url == base
    assert environment.name is EnvironmentName.CUSTOM


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "not-a-url"),
        ("pro.example.com", "not-a-url"),
        ("ftp://x", "not-a-url"),
        ("https://", "not-a-url"),
        ("https://a b", "not-a-url"),
        ("https://[x", "not-a-url"),
        ("https://x:port", "not-a-url"),
        ("http://pro.example.com", "not-https"),
        ("http://128.0.0.1", "not-https"),
        ("https://user:secret@x", "has-extras"),
        ("https://x/?a=b", "has-extras"),
        ("https://x/#a", "has-extras"),
    ],
)
def test_addresses_that_are_refused(url: str, reason: str) -> None:
    with pytest.raises(BadBaseUrl) as raised:
        custom(url)
    assert raised.value.reason == reason


def test_each_address_owns_a_slot_of_its_own() -> None:
    urls = ["https://x", "https://x:8443", "https://x/a", "http://localhost", "https://y"]
    slots = {custom(url).slot for url in urls}
    assert len(slots) == len(urls)
    assert custom("https://X:443/").slot == custom("https://x").slot
    assert not any(set(slot) & set("/\\:.. ") - {"."} for slot in slots)


@pytest.mark.parametrize("environment", [PRODUCTION, SANDBOX], ids=lambda e: e.slot)
@pytest.mark.parametrize(
    "written",
    [
        "https://{host}",
        "https://{HOST}/",
        "HTTPS://{Host}",
        "https://{host}.",
        "https://{host}:443",
        "https://{HOST}.:443/",
        "https://{host}:8443",
        "https://{host}/any/path",
        "https://{wide}",
        "https://{dots}",
        "https://{bold}/",
        "  https://{host}  ",
    ],
)
def test_an_address_at_the_host_of_a_fixed_environment_is_that_one(environment: Environment, written: str) -> None:
    host = environment.base_url.removeprefix("https://")
    ways = {
        "host": host,
        "HOST": host.upper(),
        "Host": host.title(),
        "wide": host.translate({ord(c): ord(c) + 0xFEE0 for c in "abcdefghijklmnopqrstuvwxyz"}),
        "dots": host.replace(".", "。"),
        "bold": "".join(chr(0x1D41A + ord(c) - ord("a")) if c.isalpha() else c for c in host),
    }
    found = custom(written.format(**ways))
    assert found == environment
    assert (found.name, found.base_url, found.slot) == (environment.name, environment.base_url, environment.slot)


@pytest.mark.parametrize(
    "url",
    [
        "https://xapi.electioapp.com",
        "https://api.electioapp.com.example.com",
        "https://api-electioapp.com",
        "https://electioapp.com",
        "https://api.electioapp.co",
    ],
)
def test_a_host_that_only_looks_like_one_is_not(url: str) -> None:
    assert custom(url).name is EnvironmentName.CUSTOM


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://@api.electioapp.com", "has-extras"),
        ("https://:@api.electioapp.com", "has-extras"),
        ("https://user@api.electioapp.com", "has-extras"),
        ("https://api.electioapp.com\\@elsewhere.example", "has-extras"),
        ("https://elsewhere.example\\api", "not-a-url"),
        ("https://api%2Eelectioapp.com", "not-a-url"),
        ("https://api..electioapp.com", "not-a-url"),
        ("https://api.electioapp.com..", "not-a-url"),
        ("https://api.\u200belectioapp.com", "not-a-url"),
        ("https://api.electioapp.com:0", "not-a-url"),
        ("https://my!host", "not-a-url"),
        ("https://-host", "not-a-url"),
        ("https://" + "a." * 127 + "com", "not-a-url"),
        ("https://host/\x07", "not-a-url"),
        ("https://host/a b", "not-a-url"),
        ("http://api.electioapp.com", "not-https"),
    ],
)
def test_ways_around_that_are_refused(url: str, reason: str) -> None:
    with pytest.raises(BadBaseUrl) as raised:
        custom(url)
    assert raised.value.reason == reason


def test_no_two_addresses_share_a_slot_however_alike_they_are_written() -> None:
    parts = ["", "/a", "/a/b", "/a_b", "/a-b", "/A", "/a%2Fb", "/a:b", "/ä", "/a//b", "/" + "x" * 300, "/" + "x" * 301]
    hosts = ["https://host", "https://my_host", "https://__1", "https://[::1]", "http://[::1]", "https://host:8443"]
    hosts += [
        "https://host-8443",
        "https://fe80__1",
        "https://[fe80::1]",
        "https://bücher.example",
        "https://buecher.example",
    ]
    slots = [custom(host + part).slot for host in hosts for part in parts]
    # Some file systems do not tell capitals from small letters.
    assert len({slot.casefold() for slot in slots}) == len(slots)
    assert all(slot.isascii() and len(slot) < 120 and slot[-1].isalnum() for slot in slots)


def test_the_same_address_written_otherwise_has_the_same_slot() -> None:
    assert custom("http://[0:0:0:0:0:0:0:1]").slot == custom("http://[::1]:80/").slot
    assert custom("https://BÜCHER.example").slot == custom("https://xn--bcher-kva.example.").slot


def test_the_name_that_an_earlier_version_gave_is_known() -> None:
    assert custom("https://Host/a_b").former_slots == custom("https://host/a/b").former_slots
    assert custom("https://my_host:8443/x").former_slots == ("custom-https-my_host-8443_x",)
    assert custom("http://[::1]:80").former_slots == ("custom-http-__1-80",)
    # That name is rather the one of an address of numbers, whose key must not go here.
    assert custom("https://__1").former_slots == ()
    assert "custom-https-api.electioapp.com-443_x" in custom("https://api.electioapp.com/x").former_slots
