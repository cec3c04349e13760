"""Keys: in a keyring that deserves the name or in memory, in no text, and gone when deleted."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from typing import ClassVar

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.backends.fail import Keyring as FailKeyring
from keyring.backends.null import Keyring as NullKeyring
from keyring.errors import KeyringLocked as LibraryLocked
from keyring.errors import NoKeyringError, PasswordSetError

from desktop_app.store.errors import BadKey, KeyringLocked, KeyringMissing
from desktop_app.store.secrets import LONGEST, Secrets, SessionSecrets

_KEY = "5ca1ab1e0ddba11"


class _Box(KeyringBackend):
    """A keyring in memory that can be told to fail; the library's own search never finds it."""

    viable = False
    priority: ClassVar[float] = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {("Another program", "sandbox"): "theirs"}
        self.fails: Exception | None = None

    def _enter(self) -> None:
        if self.fails:
            raise self.fails

    def get_password(self, service: str, username: str) -> str | None:
        self._enter()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._enter()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._enter()
        del self.kept[service, username]


class _Plain(_Box):
    """As the plain-text keyrings rate themselves: not recommended."""

    priority: ClassVar[float] = 0.5


class _Alt(_Box):
    """One of the other package's keyrings that rates itself higher than it should."""


_Alt.__module__ = "keyrings.alt.file"


class _Broken(_Box):
    @property
    def priority(self) -> float:  # type: ignore[override]
        raise RuntimeError("no bus")


class _Chain(ChainerBackend):
    """Several keyrings, asked in turn."""

    viable = False
    backends: ClassVar[list[KeyringBackend]] = []


@pytest.fixture(autouse=True)
def _own_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


@pytest.fixture
def box() -> _Box:
    """The keyring of this computer, for the test."""
    made = _Box()
    keyring.set_keyring(made)
    return made


@pytest.mark.parametrize("kind", ["keyring", "session"])
def test_a_key_is_kept_read_and_deleted(box: _Box, kind: str) -> None:
    secrets = Secrets() if kind == "keyring" else SessionSecrets()
    assert secrets.available()
    assert secrets.get("sandbox") is None
    secrets.set("sandbox", f"  {_KEY}\n")
    assert secrets.get("sandbox") == _KEY
    assert secrets.get("production") is None
    assert _KEY not in repr(secrets)
    secrets.delete("sandbox")
    secrets.delete("sandbox")
    assert secrets.get("sandbox") is None
    assert box.kept == {("Another program", "sandbox"): "theirs"}


def test_only_the_keyring_holds_it_under_our_name(box: _Box) -> None:
    Secrets().set("sandbox", _KEY)
    assert box.kept["Consignment Desk", "sandbox"] == _KEY
    SessionSecrets().set("production", _KEY)
    assert len(box.kept) == 2


def test_a_blank_in_the_keyring_is_no_key(box: _Box) -> None:
    box.kept["Consignment Desk", "sandbox"] = " \n"
    assert Secrets().get("sandbox") is None


@pytest.mark.parametrize(
    "backend", [FailKeyring, NullKeyring, _Chain, _Plain, _Alt, _Broken], ids=lambda kind: kind.__name__
)
def test_what_is_no_safe_keyring_is_none(backend: Callable[[], KeyringBackend]) -> None:
    _use(backend)
    secrets = Secrets()
    assert not secrets.available()
    for call in _calls(secrets):
        with pytest.raises(KeyringMissing):
            call()


def test_of_several_keyrings_the_first_safe_one_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    plain, box = _Plain(), _Box()
    monkeypatch.setattr(_Chain, "backends", [plain, box])
    _use(_Chain)
    Secrets().set("sandbox", _KEY)
    assert box.kept["Consignment Desk", "sandbox"] == _KEY
    assert _KEY not in plain.kept.values()


def test_a_keyring_that_cannot_be_loaded_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "no.such.Keyring")
    monkeypatch.setattr("keyring.core._keyring_backend", None)
    assert not Secrets().available()


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (LibraryLocked(_KEY), KeyringLocked),
        (PasswordSetError(f"cannot store {_KEY}"), KeyringLocked),
        (OSError(f"bus: {_KEY}"), KeyringLocked),
        (NoKeyringError(_KEY), KeyringMissing),
    ],
)
def test_a_keyring_that_does_not_let_us_in(box: _Box, failure: Exception, told: type[Exception]) -> None:
    box.fails = failure
    secrets = Secrets()
    for call in _calls(secrets):
        with pytest.raises(told) as raised:
            call()
        assert _KEY not in "".join(traceback.format_exception(raised.value))


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        (" \n", "empty"),
        ("x" * (LONGEST + 1), "too-long"),
        ("two words", "characters"),
        ("two\nlines", "characters"),
        ("schlüssel", "characters"),
    ],
)
@pytest.mark.parametrize("secrets", [Secrets(), SessionSecrets()], ids=["keyring", "session"])
def test_what_is_no_key_is_not_kept(box: _Box, secrets: Secrets, key: str, reason: str) -> None:
    with pytest.raises(BadKey) as refused:
        secrets.set("sandbox", key)
    assert refused.value.reason == reason
    assert key.strip() == "" or key not in "".join(traceback.format_exception(refused.value))
    assert secrets.get("sandbox") is None


def test_the_longest_key_fits(box: _Box) -> None:
    Secrets().set("sandbox", "x" * LONGEST)
    assert len(Secrets().get("sandbox") or "") == LONGEST


def _use(backend: Callable[[], KeyringBackend]) -> None:
    keyring.set_keyring(backend())


def _calls(secrets: Secrets) -> list[Callable[[], object]]:
    return [lambda: secrets.get("s"), lambda: secrets.set("s", _KEY), lambda: secrets.delete("s")]
