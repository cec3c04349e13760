"""API keys in the operating system's keyring, or for this session in memory; never anywhere else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

from desktop_app.store.errors import BadKey, KeyringLocked, KeyringMissing

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

LONGEST: Final = 1200
"""Characters of a key; Windows keeps 2,560 bytes at two for each."""

_T = TypeVar("_T")


class Secrets:
    """Keys by environment slot in the keyring, under the service name that the keyring's own windows show.

    Every method may wait for the person to unlock the keyring: call them in a thread. Raises KeyringMissing
    where no keyring keeps secrets safely, KeyringLocked where it does not let us in.
    """

    def __init__(self, service: str = "Consignment Desk") -> None:
        self._service = service

    def available(self) -> bool:
        """Say whether there is a keyring that keeps secrets safely; never raises."""
        try:
            _backend()
        except KeyringMissing:
            return False
        return True

    def get(self, slot: str) -> str | None:
        """Return the key in that slot, or None."""
        backend = _backend()
        key = _ask(lambda: backend.get_password(self._service, slot))
        return (key or "").strip() or None

    def set(self, slot: str, key: str) -> None:
        """Keep a key, without the blanks around it; raises BadKey if it cannot be one."""
        cleaned = checked(key)
        backend = _backend()
        _ask(lambda: backend.set_password(self._service, slot, cleaned))

    def delete(self, slot: str) -> None:
        """Delete the key in that slot; nothing happens if there is none."""
        backend = _backend()
        if _ask(lambda: backend.get_password(self._service, slot)) is not None:
            _ask(lambda: backend.delete_password(self._service, slot))


class SessionSecrets:
    """Keys in memory, gone when the program ends; for a person who has no keyring and chose this."""

    def __init__(self) -> None:
        self._keys: dict[str, str] = {}

    def available(self) -> bool:
        """Memory is always there."""
        return True

    def get(self, slot: str) -> str | None:
        """Return the key in that slot, or None."""
        return self._keys.get(slot)

    def set(self, slot: str, key: str) -> None:
        """Keep a key, without the blanks around it; raises BadKey if it cannot be one."""
        self._keys[slot] = checked(key)

    def delete(self, slot: str) -> None:
        """Delete the key in that slot; nothing happens if there is none."""
        self._keys.pop(slot, None)


def checked(key: str) -> str:
    """Return the key as it can go into a header and a keyring; raises BadKey."""
    cleaned = key.strip()
    if not cleaned:
        raise BadKey("empty")
    if len(cleaned) > LONGEST:
        raise BadKey("too-long")
    if not (cleaned.isascii() and cleaned.isprintable() and " " not in cleaned):
        raise BadKey("characters")
    return cleaned


def _backend() -> KeyringBackend:
    import keyring
    from keyring.backends.chainer import ChainerBackend

    try:
        chosen = keyring.get_keyring()
        candidates: list[KeyringBackend] = chosen.backends if isinstance(chosen, ChainerBackend) else [chosen]
        found = next(filter(_is_safe, candidates), None)
    except Exception:  # noqa: BLE001 - choosing a backend runs the code of each that is installed
        found = None
    if found is None:
        raise KeyringMissing
    return found


def _is_safe(backend: KeyringBackend) -> bool:
    # Below 1 are the library's null and fail keyrings, and those that it does not recommend: plain text, or
    # a file whose password would be asked for on a terminal. Named too, should one rate itself higher.
    module = type(backend).__module__
    return backend.priority >= 1 and not module.startswith(("keyrings.alt.", "keyrings.cryptfile."))


def _ask(question: Callable[[], _T]) -> _T:
    from keyring.errors import NoKeyringError

    try:
        return question()
    except NoKeyringError:
        raise KeyringMissing from None
    except Exception:  # noqa: BLE001 - each backend raises its own, some of them with the secret in the text
        raise KeyringLocked from None
