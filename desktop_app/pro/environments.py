"""Where a SortedPRO service answers: demo, sandbox, production, or a custom address."""

from __future__ import annotations

import hashlib
import ipaddress
import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit, urlunsplit


class EnvironmentName(StrEnum):
    """The four environments that a person can choose."""

    DEMO = "demo"
    SANDBOX = "sandbox"
    PRODUCTION = "production"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class Environment:
    """One service that can be spoken to.

    `slot` names everything that this environment owns on this computer (its data folder, its key),
    so that two environments never share any of it; it is safe as the name of a folder. `former_slots` are the names
    that earlier versions of the program gave it, which others may have had too.
    """

    name: EnvironmentName
    base_url: str
    slot: str
    former_slots: tuple[str, ...] = field(default=(), compare=False)

    @property
    def needs_key(self) -> bool:
        """The embedded demo opens with its own fixed key; every other service wants the user's."""
        return self.name is not EnvironmentName.DEMO


class BadBaseUrl(ValueError):
    """A custom address that must not be used; `reason` is one of `not-a-url`, `not-https`, `has-extras`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


DEMO_KEY = "demo"
DEMO = Environment(EnvironmentName.DEMO, "http://demo.invalid", "demo")
SANDBOX = Environment(
    EnvironmentName.SANDBOX,
    "https://apisandbox.electioapp.com",
    "sandbox",
    ("custom-https-apisandbox.electioapp.com-443",),
)
PRODUCTION = Environment(
    EnvironmentName.PRODUCTION,
    "https://api.electioapp.com",
    "production",
    ("custom-https-api.electioapp.com-443",),
)
_BY_HOST: Final = {str(urlsplit(each.base_url).hostname): each for each in (SANDBOX, PRODUCTION)}

_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_READABLE: Final = 60
"""Characters of an address that are in the name of its folder; a hash tells those apart that begin alike."""


def custom(url: str) -> Environment:
    """Return the environment at `url`; plain http is accepted on this computer's loopback alone.

    An address at the host of SANDBOX or PRODUCTION, however it is written, is that environment. Raises BadBaseUrl for
    anything but an http(s) address without user, query or fragment.
    """
    text = url.strip()
    try:
        parts = urlsplit(text)
        port = parts.port
        host = _plain_host(parts.hostname or "")
    except ValueError as error:
        raise BadBaseUrl("not-a-url") from error
    if parts.scheme not in {"http", "https"} or port == 0 or not text.isprintable() or " " in text:
        raise BadBaseUrl("not-a-url")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise BadBaseUrl("has-extras")
    known = _BY_HOST.get(host)
    if parts.scheme == "http" and not _is_loopback(host):
        raise BadBaseUrl("not-https")
    path = parts.path.rstrip("/")
    place = f"[{host}]" if ":" in host else host
    netloc = place if port is None else f"{place}:{port}"
    base = urlunsplit((parts.scheme, netloc, path, "", ""))
    port = port or (443 if parts.scheme == "https" else 80)
    former = _former_slots(parts.scheme, str(parts.hostname), port, path)
    if known is not None:
        return replace(known, former_slots=tuple(dict.fromkeys((*former, *known.former_slots))))
    return Environment(EnvironmentName.CUSTOM, base, _slot(f"{parts.scheme}://{place}:{port}{path}"), former)


def _plain_host(host: str) -> str:
    """Return a host in the one way of writing it that is spoken to; raises ValueError for what is none."""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    if not host.isascii():
        # Here, since its tables are large, and hardly any host is written so.
        import idna

        host = idna.encode(host, uts46=True).decode("ascii")
    plain = host.lower().removesuffix(".")
    if len(plain) > 253 or not all(map(_LABEL.fullmatch, plain.split("."))):
        raise ValueError(host)
    return plain


def _slot(address: str) -> str:
    readable = "".join(c if c.isascii() and (c.isalnum() or c in "-.") else "_" for c in address.replace("://", "-"))
    return f"custom-{readable[:_READABLE]}-{hashlib.sha256(address.encode()).hexdigest()[:16]}"


def _former_slots(scheme: str, host: str, port: int, path: str) -> tuple[str, ...]:
    """Return the name that earlier versions gave, unless it may rather be that of an address of numbers."""
    try:
        ipaddress.ip_address(host.replace("_", ":"))
    except ValueError:
        foreign = False
    else:
        foreign = "_" in host
    slot = f"custom-{scheme}-{host.lower()}-{port}{path}"
    return () if foreign else ("".join(c if c.isalnum() or c in "-." else "_" for c in slot),)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
