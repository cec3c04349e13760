"""A key that this computer’s keyring would not take is refused in words before it is asked."""

from __future__ import annotations

import pytest

from desktop_app.store.errors import BadKey
from desktop_app.store.secrets import LONGEST, checked
from desktop_app.ui.error_words import error_words

WINDOWS = 2560
"""CRED_MAX_CREDENTIAL_BLOB_SIZE: bytes of a secret in the Credential Manager, which keeps text in UTF-16."""


def test_the_longest_key_fits_into_the_credential_manager() -> None:
    assert len(checked("k" * LONGEST).encode("utf-16-le")) <= WINDOWS


def test_a_longer_one_is_called_too_long() -> None:
    with pytest.raises(BadKey) as raised:
        checked("k" * (LONGEST + 1))
    words = error_words(raised.value, "Save the key")
    assert "too long" in words.title
    assert str(LONGEST) in words.advice
