"""Through which proxy a service is reached, if through any: the one place that decides it.

Never for plain http, so that a proxy sees a key only inside TLS, and never for this computer itself.
"""

from __future__ import annotations

import ipaddress
import os
import re
import socket
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final, Literal
from urllib.parse import unquote, urlsplit

Use = Literal["system", "none", "own"]
"""The system's proxy, none, or one of a person's own."""

FindProxy = Callable[[str], "Proxy | None"]
"""Returns the proxy for a base URL, None for none; raises BadProxy."""

_PORTS: Final = {"http": 80, "https": 443}


class BadProxy(ValueError):
    """An address that is no proxy that can be used; `reason` is `not-an-address`, `has-extras` or `not-http`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy that is asked by CONNECT for a way to the service; `url` holds neither user nor password."""

    url: str
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @property
    def slot(self) -> str:
        """Return the name under which its user and password are kept: they are for this proxy and no other."""
        return f"proxy {self.url}"

    def with_login(self, user: str, password: str) -> Proxy:
        """Return the proxy, asked with this user and password."""
        return replace(self, user=user, password=password)


@dataclass(frozen=True, slots=True)
class ProxyChoice:
    """What a person has chosen; `address` is that of an own proxy."""

    use: Use = "system"
    address: str = ""

    def find(self, base_url: str) -> Proxy | None:
        """Return the proxy for the service at `base_url`, None where none is taken; raises BadProxy."""
        if self.use == "none":
            return None
        if self.use == "system":
            return system_proxy(base_url)
        return read_proxy(self.address, with_login=False) if _may_take_one(base_url) else None


def system_proxy(base_url: str) -> Proxy | None:
    """Return the proxy that this computer has for the service at `base_url`; raises BadProxy.

    The environment's `HTTPS_PROXY`, or else its `ALL_PROXY` (either in small letters too, which go first), except for
    what `NO_PROXY` names; where the environment names no proxy at all, what Windows or macOS is set to.
    """
    if not _may_take_one(base_url):
        return None
    # It costs some 10 ms, and most starts are on the demo.
    from urllib.request import getproxies, getproxies_environment

    host, port = _host_and_port(base_url)
    told = getproxies_environment()
    if any(name != "no" for name in told):
        if excepted(host, port, told.get("no", "").split(",")):
            return None
    else:
        told = getproxies()
        if excepted(host, port, _windows_exceptions()) or _macos_excepts(host):
            return None
    address = told.get("https") or told.get("all")
    return read_proxy(address) if address else None


def read_proxy(address: str, *, with_login: bool = True) -> Proxy:
    """Return the proxy at an address such as `proxy.example:3128`; `with_login`: it may name user and password.

    Raises BadProxy; SOCKS is not spoken.
    """
    address = address.strip()
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        host, port = parts.hostname, parts.port
    except ValueError:
        # Not the error's own words: they repeat the address, and that may hold a password.
        raise BadProxy("not-an-address") from None
    if parts.scheme not in _PORTS:
        raise BadProxy("not-http")
    if not host or not re.fullmatch(r"[\w.:%-]+", host):
        raise BadProxy("not-an-address")
    login = parts.username is not None or parts.password is not None
    if parts.path.strip("/") or parts.query or parts.fragment or (login and not with_login):
        raise BadProxy("has-extras")
    shown = f"[{host}]" if ":" in host else host
    url = f"{parts.scheme}://{shown}:{port or _PORTS[parts.scheme]}"
    return Proxy(url, unquote(parts.username or ""), unquote(parts.password or ""))


def is_this_computer(host: str, *, hosts_file: Path | None = None) -> bool:
    """Say whether `host` is this computer's loopback: as an address in any spelling, or as a name for one.

    Names are `localhost`, all that end in it (RFC 6761, section 6.3), and what the system's hosts file calls so.
    """
    name = host.strip("[]").partition("%")[0].rstrip(".").casefold()
    if _is_loopback_address(name) or name == "localhost" or name.endswith(".localhost"):
        return True
    return name in _loopback_names(hosts_file or _hosts_file())


def excepted(host: str, port: int, exceptions: Iterable[str]) -> bool:
    """Say whether one of `exceptions` means this host.

    A name means itself and what is below it, with or without a dot in front; `*` means all, and any part of a name
    in a pattern; an address or a network (`10.0.0.0/8`) means itself; each may have a port; `<local>` means names
    without a dot.
    """
    name = host.strip("[]").rstrip(".").casefold()
    return any(_means(entry.strip().casefold(), name, port) for entry in exceptions)


def _means(entry: str, name: str, port: int) -> bool:
    entry = entry.partition("://")[2] or entry
    if not entry:
        return False
    if entry == "<local>":
        return "." not in name and ":" not in name
    with suppress(ValueError):
        return ipaddress.ip_address(name) in ipaddress.ip_network(entry.strip("[]"), strict=False)
    bare, colon, digits = entry.rpartition(":")
    if colon and digits.isdigit() and (":" not in bare or bare.endswith("]")):
        return int(digits) == port and _means(bare, name, port)
    entry = entry.rstrip(".")
    if "*" in entry:
        return fnmatchcase(name, entry)
    entry = entry.lstrip(".")
    return bool(entry) and (name == entry or name.endswith(f".{entry}"))


def _may_take_one(base_url: str) -> bool:
    return urlsplit(base_url).scheme == "https" and not is_this_computer(_host_and_port(base_url)[0])


def _host_and_port(base_url: str) -> tuple[str, int]:
    parts = urlsplit(base_url)
    return parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0)


def _is_loopback_address(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        # Old spellings that the system's resolver takes: 127.1, 2130706433, 0x7f000001.
        if not re.fullmatch(r"[0-9a-fx.]+", text) or not text[0].isdigit():
            return False
        try:
            address = ipaddress.ip_address(socket.inet_aton(text))
        except OSError:
            return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def _hosts_file() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "drivers", "etc", "hosts")
    return Path("/etc/hosts")


def _loopback_names(hosts_file: Path) -> set[str]:
    try:
        lines = hosts_file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return set()
    told = [line.partition("#")[0].casefold().split() for line in lines]
    return {name for words in told if words and _is_loopback_address(words[0]) for name in words[1:]}


def _windows_exceptions() -> list[str]:
    if sys.platform != "win32":
        return []
    import winreg

    where = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings"
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, where) as settings:
            return str(winreg.QueryValueEx(settings, "ProxyOverride")[0]).split(";")
    except OSError:
        return []


def _macos_excepts(host: str) -> bool:
    if sys.platform != "darwin":
        return False
    from urllib.request import proxy_bypass_macosx_sysconf  # type: ignore[attr-defined,unused-ignore]

    return bool(proxy_bypass_macosx_sysconf(host))
