"""Where a SortedPRO service answers: demo, sandbox, production, or a custom address."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from enum import StrEnum
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
    so that two environments never share any of it; it is safe as the name of a folder.
    """

    name: EnvironmentName
    base_url: str
    slot: str

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
SANDBOX = Environment(EnvironmentName.SANDBOX, "https://apisandbox.electioapp.com", "sandbox")
PRODUCTION = Environment(EnvironmentName.PRODUCTION, "https://api.electioapp.com", "production")


def custom(url: str) -> Environment:
    """Return the environment at `url`; plain http is accepted on this computer's loopback alone.

    Raises BadBaseUrl for anything but an http(s) address without user, query or fragment.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise BadBaseUrl("not-a-url") from error
    if parts.scheme not in {"http", "https"} or not host or any(c.isspace() for c in url.strip()):
        raise BadBaseUrl("not-a-url")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise BadBaseUrl("has-extras")
    if parts.scheme == "http" and not _is_loopback(host):
        raise BadBaseUrl("not-https")
    base = urlunsplit((parts.scheme, parts.netloc.lower(), parts.path.rstrip("/"), "", ""))
    default = 443 if parts.scheme == "https" else 80
    slot = f"custom-{parts.scheme}-{host.lower()}-{port or default}{parts.path.rstrip('/')}"
    return Environment(
        EnvironmentName.CUSTOM,
        base,
        "".join(c if c.isalnum() or c in "-." else "_" for c in slot),
    )


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
