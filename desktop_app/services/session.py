"""One environment, opened: its key, its client, its part of this computer's memory, and the use cases over them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import DEMO_KEY, Environment
from desktop_app.pro.errors import Forbidden, Offline, ProError, Unauthorised
from desktop_app.services.bench import Bench
from desktop_app.services.bulk import Bulk
from desktop_app.services.catalogue import Catalogue
from desktop_app.services.consignments import Consignments
from desktop_app.services.documents import Documents
from desktop_app.services.edits import KINDS as EDITS
from desktop_app.services.edits import Edits
from desktop_app.services.outgoing import Outgoing
from desktop_app.services.queueing import Queueing
from desktop_app.services.resending import KINDS as DEEDS
from desktop_app.services.resending import Resending
from desktop_app.services.submit import KINDS as SUBMISSIONS
from desktop_app.services.submit import Submitter
from desktop_app.store.database import Database
from desktop_app.store.drafts import Drafts
from desktop_app.store.outbox import KeyChanges, Outbox

ClientFactory = Callable[[Environment, str | None], ProClient]


class Verdict(Enum):
    """What a connection test found: the one thing to mend, if any."""

    WORKS = "works"
    KEY_MISSING = "key missing"
    KEY_REFUSED = "key refused"
    NETWORK_FAILED = "network failed"
    SERVICE_FAILED = "service failed"


@dataclass(frozen=True, slots=True)
class Tested:
    """A verdict, and the error behind it where there is one."""

    verdict: Verdict
    error: ProError | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """What the windows use of one environment; open and close it in the worker's loop.

    Without a key everything on this computer works (the bench, what was kept), and each call raises NoKey.
    """

    environment: Environment
    has_key: bool
    catalogue: Catalogue
    consignments: Consignments
    bulk: Bulk
    documents: Documents
    bench: Bench
    submitter: Submitter
    edits: Edits
    outgoing: Outgoing
    key_changes: KeyChanges
    database: Database
    client: ProClient

    @property
    def damaged(self) -> Path | None:
        """Where a database was put aside that was there but could not be read, if one was."""
        return self.database.damaged

    def damage_told(self) -> None:
        """Take note that the person has read of it."""
        self.database.damaged = None

    async def close(self) -> None:
        """Close the connections and the database."""
        await self.client.close()
        self.database.close()


async def open_session(
    environment: Environment, key: str | None, folder: Path, make_client: ClientFactory, *, first: bool = True
) -> Session:
    """Open `environment` with its own `folder` (made if need be) for what this computer keeps of it.

    `key` None means that none is kept; the demo brings its own. Not `first`: this program has had it open before, and
    may still be sending there. Raises the store's AppErrors.
    """
    if not environment.needs_key:
        key = DEMO_KEY
    database = Database(folder / "desk.sqlite")
    database.open()
    client = make_client(environment, key or None)
    outbox = Outbox(database)
    if first:
        outbox.recover()
    queueing = Queueing()
    submitter = Submitter(client, outbox, environment.slot, queueing)
    key_changes = KeyChanges(database)
    edits = Edits(client, outbox, environment.slot, queueing)
    hands = ((SUBMISSIONS, submitter), (DEEDS, Resending(client, outbox, queueing)), (EDITS, edits))
    return Session(
        environment=environment,
        has_key=bool(key),
        catalogue=Catalogue(client.account),
        consignments=Consignments(client.consignments),
        bulk=Bulk(client, outbox, environment.slot, queueing),
        documents=Documents(client.labels),
        bench=Bench(Drafts(database), submitter),
        submitter=submitter,
        edits=edits,
        outgoing=Outgoing(outbox, key_changes, client, queueing, hands),
        key_changes=key_changes,
        database=database,
        client=client,
    )


async def check_connection(environment: Environment, key: str | None, make_client: ClientFactory) -> Tested:
    """Ask `environment` for something small with `key`, and say what failed: the key, the network or the service."""
    if not environment.needs_key:
        key = DEMO_KEY
    if not key:
        return Tested(Verdict.KEY_MISSING)
    client = make_client(environment, key)
    try:
        await client.account.package_sizes()
    except (Unauthorised, Forbidden) as error:
        return Tested(Verdict.KEY_REFUSED, error)
    except Offline as error:
        return Tested(Verdict.NETWORK_FAILED, error)
    except ProError as error:
        return Tested(Verdict.SERVICE_FAILED, error)
    finally:
        await client.close()
    return Tested(Verdict.WORKS)
