"""What an earlier version kept under a name that two addresses could share: carried over once, and never in silence."""

from __future__ import annotations

from pathlib import Path

from desktop_app.pro.environments import PRODUCTION, custom
from desktop_app.store.losses import LossKind
from desktop_app.store.slots import carry_over

FORMER = "custom-https-host-443_a_b"


def keep(folder: Path, slot: str, text: str = "kept") -> Path:
    file = folder / slot / "desk.sqlite"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_what_was_kept_goes_to_the_address_that_is_opened_first_and_the_other_is_told(tmp_path: Path) -> None:
    keep(tmp_path, FORMER)
    first, second = custom("https://host/a_b"), custom("https://host/a/b")
    assert carry_over(tmp_path, first) == (True, ())
    assert (tmp_path / first.slot / "desk.sqlite").read_text(encoding="utf-8") == "kept"
    assert not (tmp_path / FORMER).exists()
    assert carry_over(tmp_path, first) == (False, ())
    carried, (loss,) = carry_over(tmp_path, second)
    assert not carried
    assert (loss.kind, loss.kept) == (LossKind.KEPT_WITH_ANOTHER, tmp_path / first.slot)
    keep(tmp_path, second.slot)
    assert carry_over(tmp_path, second) == (False, ())


def test_killed_in_between_it_goes_on_and_to_nobody_else(tmp_path: Path) -> None:
    keep(tmp_path, FORMER)
    first, second = custom("https://host/a_b"), custom("https://host/a/b")
    (tmp_path / f"{FORMER}.moved").write_text(first.slot, encoding="utf-8")
    assert carry_over(tmp_path, second)[0] is False
    assert carry_over(tmp_path, first)[0] is True


def test_what_has_no_place_is_kept_apart_and_told_once(tmp_path: Path) -> None:
    keep(tmp_path, "production", "its own")
    keep(tmp_path, "custom-https-api.electioapp.com-443", "of the custom address")
    carried, (loss,) = carry_over(tmp_path, PRODUCTION)
    assert (carried, loss.kind) == (False, LossKind.KEPT_APART)
    assert loss.kept is not None
    assert (loss.kept / "desk.sqlite").read_text(encoding="utf-8") == "of the custom address"
    assert (tmp_path / "production" / "desk.sqlite").read_text(encoding="utf-8") == "its own"
    assert carry_over(tmp_path, PRODUCTION) == (False, ())


def test_with_nothing_kept_there_is_nothing_to_carry(tmp_path: Path) -> None:
    assert carry_over(tmp_path, custom("https://host")) == (False, ())
