"""Environments: where each answers, what it owns here, and which addresses are refused."""

from __future__ import annotations

import pytest

from desktop_app.pro.environments import DEMO, PRODUCTION, SANDBOX, BadBaseUrl, EnvironmentName, custom


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
