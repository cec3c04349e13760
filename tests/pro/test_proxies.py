"""Which addresses are this computer, which hosts take no proxy, and what an address of a proxy may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.pro.proxies import BadProxy, Proxy, ProxyChoice, excepted, is_this_computer, read_proxy, system_proxy


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST.",
        "desk.localhost",
        "127.0.0.1",
        "127.255.255.254",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "::1",
        "[::1]",
        "::ffff:127.0.0.1",
        "0:0:0:0:0:0:0:1",
    ],
)
def test_loopback_in_any_spelling_is_this_computer(host: str) -> None:
    assert is_this_computer(host)


@pytest.mark.parametrize(
    "host", ["", "localhost.example", "128.0.0.1", "1277.0.0.1", "::2", "0.example", "2130706434x"]
)
def test_another_host_is_not(host: str, tmp_path: Path) -> None:
    assert not is_this_computer(host, hosts_file=tmp_path / "none")


def test_what_the_hosts_file_calls_loopback_is_this_computer(tmp_path: Path) -> None:
    hosts = tmp_path / "hosts"
    hosts.write_text("# 127.0.0.1 remark\n127.0.1.1\tDesk desk.shop.example # mine\n10.0.0.1 other\n::1 six\n\nodd\n")
    named = [name for name in ("desk", "desk.shop.example", "other", "remark", "mine", "six") if _named(name, hosts)]
    assert named == ["desk", "desk.shop.example", "six"]


def _named(name: str, hosts: Path) -> bool:
    return is_this_computer(name, hosts_file=hosts)


@pytest.mark.parametrize(
    ("entry", "host", "port", "meant"),
    [
        ("*", "a.example", 443, True),
        ("example", "a.example", 443, True),
        (".example", "a.example", 443, True),
        (".example", "example", 443, True),
        ("a.example", "ba.example", 443, False),
        ("A.Example.", "a.example", 443, True),
        ("*.example", "a.example", 443, True),
        ("a.example:443", "a.example", 443, True),
        ("a.example:8443", "a.example", 443, False),
        ("https://a.example", "a.example", 443, True),
        ("10.0.0.0/8", "10.1.2.3", 443, True),
        ("10.0.0.0/8", "11.1.2.3", 443, False),
        ("10.1.2.3", "10.1.2.3", 443, True),
        ("10.1.2.3:443", "10.1.2.3", 443, True),
        ("10.*", "10.1.2.3", 443, True),
        ("fd00::/8", "fd00::1", 443, True),
        ("[fd00::1]", "fd00::1", 443, True),
        ("[fd00::1]:443", "fd00::1", 443, True),
        ("[fd00::1]:444", "fd00::1", 443, False),
        ("<local>", "server", 443, True),
        ("<local>", "server.example", 443, False),
        ("", "a.example", 443, False),
        (".", "a.example", 443, False),
        ("300.1.1.1", "a.example", 443, False),
    ],
)
def test_no_proxy_names_hosts(entry: str, host: str, port: int, *, meant: bool) -> None:
    assert excepted(host, port, ["", entry]) is meant


def test_an_address_is_read_with_and_without_its_parts() -> None:
    assert read_proxy("proxy.example:3128") == Proxy("http://proxy.example:3128")
    assert read_proxy(" https://proxy.example/ ") == Proxy("https://proxy.example:443")
    assert read_proxy("http://[fd00::1]:8080").url == "http://[fd00::1]:8080"
    proxy = read_proxy("http://me:p%40ss@proxy.example")
    assert (proxy.url, proxy.user, proxy.password) == ("http://proxy.example:80", "me", "p@ss")
    with pytest.raises(BadProxy, match="has-extras"):
        read_proxy("http://me@proxy.example", with_login=False)


def test_the_choice_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", "http://of.the.system:1")
    there = "https://pro.example"
    assert ProxyChoice().find(there) == system_proxy(there) == Proxy("http://of.the.system:1")
    assert ProxyChoice("none").find(there) is None
    own = ProxyChoice("own", "proxy.example:3128")
    assert own.find(there) == Proxy("http://proxy.example:3128")
    assert own.find("https://localhost") is own.find("http://127.0.0.1:1") is None
    monkeypatch.setenv("NO_PROXY", "pro.example")
    assert ProxyChoice().find(there) is None
    monkeypatch.delenv("HTTPS_PROXY")
    assert system_proxy(there) is None
