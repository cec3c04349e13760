"""Deeds from the journal, one at a time: sent again, or looked into, from what was entered of them."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta
from typing import Final

from desktop_app.pro.client import ANSWER_SECONDS, ProClient
from desktop_app.pro.errors import NoKey, Offline, ProError, RateLimited, Sent
from desktop_app.services.deeds import REACHED, Deed, Deeds
from desktop_app.services.queueing import Queueing
from desktop_app.store.outbox import Entry, Outbox, WrongState

KINDS: Final = tuple(action.value for action in REACHED)
AT_REST: Final = timedelta(seconds=2 * ANSWER_SECONDS)
"""After this time a call that was not answered is done or will not be: what the state does not show was not done."""


class Resending:
    """Sends and looks for the actions that Bulk has journalled."""

    def __init__(self, client: ProClient, outbox: Outbox, queueing: Queueing) -> None:
        self._deeds = Deeds(client)
        self._outbox = outbox
        self._queueing = queueing

    async def send(self, entry_id: str) -> None:
        """Send one that is queued or was refused. Raises an AppError if it was not done, or may not have been."""
        self._outbox.mark_sending(entry_id)
        entry = self._outbox.get(entry_id)
        assert entry is not None
        try:
            await self._sent(entry)
        except BaseException:
            # Whatever stopped it: where it was told apart there is another mark already.
            with contextlib.suppress(WrongState):
                self._outbox.mark_unknown(entry_id)
            raise

    async def look(self, entry: Entry) -> None:
        """Tell from the consignment's state what became of it; raises a ProError when looking fails."""
        seen = await self._deeds.look(Deed.of(entry.body))
        with contextlib.suppress(WrongState):
            if seen.done:
                self._outbox.mark_done(entry.id, reference=entry.subject, answer=seen.state)
            elif seen.done is False or datetime.now(UTC) - entry.changed > AT_REST:
                self._outbox.mark_refused(entry.id, answer=seen.gone.message if seen.gone else seen.state)

    async def _sent(self, entry: Entry) -> None:
        try:
            ok, message = await self._deeds.do(Deed.of(entry.body))
        except ProError as error:
            if error.sent is Sent.UNKNOWN:
                self._outbox.mark_unknown(entry.id, correlation_id=error.correlation_id)
                with contextlib.suppress(ProError):
                    await self.look(entry)
            elif self._queueing.wanted and isinstance(error, Offline | RateLimited):
                self._outbox.mark_queued(entry.id)
            else:
                self._outbox.mark_refused(entry.id, answer=error.message, correlation_id=error.correlation_id)
                raise
        except NoKey:
            self._outbox.mark_refused(entry.id)
            raise
        else:
            if ok:
                self._outbox.mark_done(entry.id, reference=entry.subject, answer=message)
            else:
                self._outbox.mark_refused(entry.id, answer=message)
