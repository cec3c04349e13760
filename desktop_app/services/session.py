"""One environment, opened: its key, its client, its part of this computer's memory, and the use cases over them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import DEMO_KEY, Environment
from desktop_app.pro.errors import Forbidden, Offline, ProError, Unauthorised
from desktop_app.services.account_data import AccountData
from desktop_app.services.actions import Actions
from desktop_app.services.bench import Bench
from desktop_app.services.consignments import Consignments
from desktop_app.services.documents import Documents
from desktop_app.services.outbox.batch import Batch
from desktop_app.services.outbox.dispatcher import Dispatcher
from desktop_app.services.outbox.operations import all_operations
from desktop_app.services.outbox.submitter import Submitter
from desktop_app.services.outbox.writer import Writer
from desktop_app.services.references import References
from desktop_app.store.database import Database
from desktop_app.store.drafts import Drafts
from desktop_app.store.losses import Loss
from desktop_app.store.outbox import KeyNumber, Outbox

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
    account_data: AccountData
    consignments: Consignments
    actions: Actions
    documents: Documents
    bench: Bench
    references: References
    submitter: Submitter
    outbox: Outbox
    writer: Writer
    dispatcher: Dispatcher
    key_number: KeyNumber
    database: Database
    client: ProClient

    @property
    def losses(self) -> tuple[Loss, ...]:
        """What of this environment's data was lost or begun anew, and has not been told yet."""
        return (*self.database.losses, *self.bench.losses)

    def losses_told(self) -> None:
        """Take note that the person was told of them."""
        self.database.losses.clear()
        self.bench.losses.clear()

    async def close(self) -> None:
        """Close the connections and the database, and draw no more."""
        await self.documents.rest()
        await self.client.close()
        self.database.close()


async def open_session(
    environment: Environment,
    key: str | None,
    folder: Path,
    make_client: ClientFactory,
    *,
    before: Session | None = None,
) -> Session:
    """Open `environment` with its own `folder` (made if need be) for what this computer keeps of it.

    `key` None means that none is kept; the demo brings its own. `before` is what this program has had open there
    until now, with another key: it may still be sending, so its journal goes on. Raises the store's AppErrors.
    """
    if not environment.needs_key:
        key = DEMO_KEY
    if before is None:
        database = Database(folder / "desk.sqlite", watched=True)
        database.open()
        outbox = Outbox(database)
        try:
            outbox.recover()
        except BaseException:
            database.close()
            raise
    else:
        database, outbox = before.database, before.outbox
    key_number = KeyNumber(database)
    outbox.key_number = key_number.current()
    client = make_client(environment, key or None)
    writer = Writer(outbox, {}) if before is None else before.writer
    writer.use(all_operations(client))
    submitter = Submitter(writer, environment.slot)
    consignments = Consignments(client.consignments)
    return Session(
        environment=environment,
        has_key=bool(key),
        account_data=AccountData(client.account),
        consignments=consignments,
        actions=Actions(Batch(writer, outbox), environment.slot),
        documents=Documents(client.labels),
        bench=Bench(Drafts(database), submitter),
        references=References(outbox, consignments),
        submitter=submitter,
        outbox=outbox,
        writer=writer,
        dispatcher=Dispatcher(outbox, key_number, client, writer),
        key_number=key_number,
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
