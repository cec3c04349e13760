"""Keys in a real Secret Service, looked at from outside with another library than the program's."""

from collections.abc import Iterator
from contextlib import closing

import keyring
import pytest
import secretstorage

from desktop_app.store.errors import KeyringMissing
from desktop_app.store.secrets import Secrets

pytestmark = pytest.mark.keyring

SLOT = "sandbox"


@pytest.fixture
def collection() -> Iterator[secretstorage.Collection]:
    """Return the keyring in which programs keep their passwords."""
    with closing(secretstorage.dbus_init()) as connection:
        yield secretstorage.get_default_collection(connection)


def entries(collection: secretstorage.Collection, service: str) -> dict[str, str]:
    """Return what the keyring holds for a program: user name → secret."""
    return {
        item.get_attributes()["username"]: item.get_secret().decode()
        for item in collection.search_items({"service": service})
    }


def test_key_is_kept_read_and_deleted_and_other_entries_stay(collection: secretstorage.Collection) -> None:
    collection.create_item("Mail", {"service": "Mail", "username": SLOT, "application": "mail"}, b"not yours")
    secrets = Secrets()
    assert secrets.available()
    assert secrets.get(SLOT) is None

    secrets.set(SLOT, "first-key")
    secrets.set("production", "other-key")
    secrets.set(SLOT, " second-key ")
    assert entries(collection, "Consignment Desk") == {SLOT: "second-key", "production": "other-key"}
    assert Secrets().get(SLOT) == "second-key"

    secrets.delete(SLOT)
    secrets.delete(SLOT)
    assert secrets.get(SLOT) is None
    assert entries(collection, "Consignment Desk") == {"production": "other-key"}
    assert entries(collection, "Mail") == {SLOT: "not yours"}
    secrets.delete("production")


def test_no_secret_service_is_no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)  # as in a program that has just started
    assert not Secrets().available()
    with pytest.raises(KeyringMissing):
        Secrets().set(SLOT, "a-key")
