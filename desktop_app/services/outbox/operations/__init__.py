"""One description for each kind of write: how it is sent, and how one sees that it is done.

An operation keeps no state and writes no journal: that is for the writer, which works from what was entered.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final, TypeVar

from pydantic import ValidationError

from desktop_app.pro.client import ProClient
from desktop_app.pro.errors import AppError
from desktop_app.pro.values import Wire
from desktop_app.store.outbox import Entry

Body = TypeVar("Body", bound=Wire)


class Unreadable(AppError):
    """What is in the journal is not a body that this version of the program understands; `entry_id` is its row."""

    def __init__(self, entry_id: str) -> None:
        super().__init__(entry_id)
        self.entry_id = entry_id


def body_of(entry: Entry, model: type[Body]) -> Body:
    """Return what was entered as it is sent; raises Unreadable."""
    try:
        return model.model_validate(entry.body)
    except ValidationError as error:
        raise Unreadable(entry.id) from error


@dataclass(frozen=True, slots=True)
class Told:
    """What an answer, or a look, tells of a write.

    `done` None: it does not tell. `reference` is what it was done to or made, `answer` are words to show (the
    service's, or a state's wire name). `ruled_out`: it was not done before the look, and if it is no longer on its
    way, it was not done at all.
    """

    done: bool | None
    reference: str = ""
    answer: str = ""
    ruled_out: bool = False


class Operation(ABC):
    """A kind of write."""

    once: ClassVar[bool] = False
    """Whether it may be done only once for each subject, however long ago that was."""
    looks: ClassVar[tuple[float, ...]] = (0.0,)
    """Seconds before each look for what was sent without a whole answer, while somebody waits for it."""

    @abstractmethod
    async def send(self, entry: Entry) -> Told:
        """Send what was entered; `done` None: the answer does not tell. Raises NoKey, Unreadable or a ProError."""

    @abstractmethod
    async def look(self, entry: Entry) -> Told:
        """Look what became of it; raises NoKey, Unreadable or a ProError when looking fails."""


MARK: Final = "CD-"
"""Begins the references that are made here, for what the user gave none."""


def made_reference(entry_id: str) -> str:
    """Return the customer reference by which an entry is found where the user gave none."""
    return f"{MARK}{entry_id[:12].upper()}"


def all_operations(client: ProClient) -> Mapping[str, Operation]:
    """Return every operation by the kind that its entries have in the journal."""
    from desktop_app.services.outbox.operations import actions, creating, editing

    def each(kinds: Iterable[str], operation: Operation) -> dict[str, Operation]:
        return dict.fromkeys(kinds, operation)

    return {
        creating.CREATE: creating.CreateConsignment(client),
        creating.PACK: creating.PackOrder(client),
        editing.EDIT: editing.EditConsignment(client),
        editing.ADD_PACKAGE: editing.AddPackage(client),
        editing.DELETE_PACKAGE: editing.DeletePackage(client),
        **each(actions.KINDS, actions.ConsignmentAction(client)),
    }
