"""Columns: what each shows of a row, and what it is sorted by; made by functions, one for each kind of value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final, Generic, TypeVar

from desktop_app.ui.formats import day, local_time, time_with_zone
from desktop_app.ui.style.roles import Role

Row = TypeVar("Row")

SORTED_BY: Final = 250
"""Letters of a text that rows are sorted by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Row]):
    """One column of a table.

    `key` is kept in settings: it never changes. `title` is translated. `chars` is its first width, in characters.
    `order` returns what rows are sorted by: all numbers or all text. `tooltip`: None for the cell's own text, which
    may be cut off. With `role` the text is painted on the colour of the role that it returns. `stretch`: it takes the
    room that the others leave. `gives_way`: it may be cut off where there is too little. `rank`: where even that is not
    enough, columns of a higher rank are left out before those of a lower one, and those of nought never.
    """

    key: str
    title: str
    text: Callable[[Row], str]
    order: Callable[[Row], str | float]
    chars: int
    number: bool = False
    hidden: bool = False
    tooltip: Callable[[Row], str] | None = None
    role: Callable[[Row], Role] | None = None
    stretch: bool = False
    gives_way: bool = False
    rank: int = 0


def text_column(
    key: str,
    title: str,
    text: Callable[[Row], str | None],
    chars: int,
    *,
    tooltip: Callable[[Row], str] | None = None,
    hidden: bool = False,
    stretch: bool = False,
    rank: int = 0,
) -> Column[Row]:
    """Return a column of words, sorted without regard to case; None is shown as nothing."""
    return Column(
        key=key,
        title=title,
        text=lambda row: text(row) or "",
        order=lambda row: (text(row) or "")[:SORTED_BY].casefold(),
        chars=chars,
        tooltip=tooltip,
        hidden=hidden,
        stretch=stretch,
        gives_way=True,
        rank=rank,
    )


def number_column(
    key: str,
    title: str,
    number: Callable[[Row], Decimal | int | None],
    text: Callable[[Row], str],
    chars: int,
    *,
    hidden: bool = False,
    rank: int = 0,
) -> Column[Row]:
    """Return a column of numbers that are not negative, at the right; `text` is asked only where there is one."""

    def order(row: Row) -> float:
        value = number(row)
        return -1.0 if value is None else float(value)

    return Column(
        key=key,
        title=title,
        text=lambda row: "" if number(row) is None else text(row),
        order=order,
        chars=chars,
        number=True,
        hidden=hidden,
        rank=rank,
    )


def time_column(
    key: str, title: str, at: Callable[[Row], datetime | None], chars: int, *, hidden: bool = False, rank: int = 0
) -> Column[Row]:
    """Return a column of moments in this computer's zone; the tooltip names the zone."""
    return Column(
        key=key,
        title=title,
        text=lambda row: local_time(at(row)),
        order=lambda row: _seconds(at(row)),
        chars=chars,
        tooltip=lambda row: time_with_zone(at(row)),
        hidden=hidden,
        rank=rank,
    )


def day_column(
    key: str, title: str, at: Callable[[Row], datetime | None], chars: int, *, hidden: bool = False, rank: int = 0
) -> Column[Row]:
    """Return a column of days without a time or zone."""
    return Column(
        key=key,
        title=title,
        text=lambda row: day(at(row)),
        order=lambda row: _seconds(at(row)),
        chars=chars,
        hidden=hidden,
        rank=rank,
    )


def state_column(
    key: str,
    title: str,
    text: Callable[[Row], str],
    role: Callable[[Row], Role],
    chars: int,
    *,
    order: Callable[[Row], str | float] | None = None,
    tooltip: Callable[[Row], str] | None = None,
    hidden: bool = False,
) -> Column[Row]:
    """Return a column of states, each word on the colour of its role; sorted by the word unless `order` says else."""
    return Column(
        key=key,
        title=title,
        text=text,
        order=order or (lambda row: text(row).casefold()),
        chars=chars,
        tooltip=tooltip,
        role=role,
        hidden=hidden,
    )


def flag_column(
    key: str, title: str, flag: Callable[[Row], bool], yes: str, chars: int, *, hidden: bool = False, rank: int = 0
) -> Column[Row]:
    """Return a column that says `yes` where `flag` holds, and nothing elsewhere."""
    return Column(
        key=key,
        title=title,
        text=lambda row: yes if flag(row) else "",
        order=lambda row: int(flag(row)),
        chars=chars,
        hidden=hidden,
        rank=rank,
    )


def _seconds(at: datetime | None) -> float:
    return at.timestamp() if at else 0.0
