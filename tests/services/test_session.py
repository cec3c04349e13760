"""Opening an environment, its keys, its search, its documents, its bench: real parts, real files."""

from __future__ import annotations

import asyncio
import json
import threading
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from desktop_app.packing.nodes import Item
from desktop_app.packing.saved import to_data
from desktop_app.packing.tree import LOOSE_ITEMS
from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import DEMO, DEMO_KEY, SANDBOX, Environment, custom
from desktop_app.pro.errors import BadAnswer, NoKey, Offline
from desktop_app.pro.retry import RetryPolicy
from desktop_app.services.account_data import AccountData
from desktop_app.services.consignments import Query
from desktop_app.services.documents import Documents
from desktop_app.services.keys import Kept, Keys
from desktop_app.services.session import Verdict, check_connection, open_session
from desktop_app.services.threads import in_thread
from desktop_app.store.errors import KeyringLocked, KeyringMissing
from desktop_app.store.secrets import Secrets, SessionSecrets


@pytest.fixture
def make_client(door: Any) -> Any:
    def make(environment: Environment, key: str | None) -> ProClient:
        return ProClient(environment, key, transport=door, retry=RetryPolicy(attempts=1))

    return make


def test_the_bench_is_there_after_closing_and_opening_again(tmp_path: Path, make_client: Any) -> None:
    async def go() -> list[str]:
        first = await open_session(DEMO, None, tmp_path / "demo", make_client)
        draft = await first.bench.load()
        assert list(draft.loose_items) == []
        draft.add(Item("i1", "Necklace"), LOOSE_ITEMS)
        await first.bench.save(to_data(draft))
        await first.close()
        second = await open_session(DEMO, None, tmp_path / "demo", make_client)
        names = [item.description for item in (await second.bench.load()).loose_items]
        await second.close()
        return names

    assert asyncio.run(go()) == ["Necklace"]


def test_without_a_key_everything_but_calls_works(tmp_path: Path, make_client: Any) -> None:
    async def go() -> None:
        session = await open_session(SANDBOX, None, tmp_path / "sandbox", make_client)
        assert not session.has_key
        await session.bench.load()
        with pytest.raises(NoKey):
            await session.account_data.package_sizes()
        await session.close()

    asyncio.run(go())


@pytest.mark.parametrize(
    ("key", "fault", "verdict"),
    [
        (DEMO_KEY, None, Verdict.WORKS),
        (None, None, Verdict.KEY_MISSING),
        ("wrong", None, Verdict.KEY_REFUSED),
        (DEMO_KEY, httpx.ConnectError("no route"), Verdict.NETWORK_FAILED),
        (DEMO_KEY, httpx.ReadError("reset"), Verdict.SERVICE_FAILED),
    ],
)
def test_a_connection_test_names_what_failed(
    door: Any, make_client: Any, key: str | None, fault: Exception | None, verdict: Verdict
) -> None:
    door.before = lambda _: fault
    assert asyncio.run(check_connection(SANDBOX, key, make_client)).verdict is verdict


def test_the_catalogue_asks_once_and_keeps_no_failure(client: ProClient, door: Any) -> None:
    async def go() -> None:
        account_data = AccountData(client.account)
        door.before = lambda _: httpx.ConnectError("no route")
        with pytest.raises(Offline):
            await account_data.package_sizes()
        door.before = lambda _: None
        both = await asyncio.gather(account_data.package_sizes(), account_data.package_sizes())
        assert both[0] is both[1]
        assert both[0]
        assert await account_data.shipping_locations()
        assert await account_data.carrier_services()
        sent = len(door.sent)
        await account_data.package_sizes()
        assert len(door.sent) == sent
        account_data.refresh()
        await account_data.package_sizes()
        assert len(door.sent) == sent + 1

    asyncio.run(go())


def test_a_query_says_only_what_was_asked() -> None:
    assert Query().terms() == ()
    query = Query(
        text=" coat ", state="Allocated", postcode="M1", created_from=date(2026, 3, 1), created_to=date(2026, 3, 1)
    )
    terms = dict(query.terms())
    assert {name: terms[name] for name in ("searchTerm", "state", "postCode")} == {
        "searchTerm": "coat",
        "state": "Allocated",
        "postCode": "M1",
    }
    start, end = (datetime.fromisoformat(terms[f"createdDate{which}"]) for which in ("From", "To"))
    assert start.utcoffset() is not None
    assert 86_399 < (end - start).total_seconds() < 86_400


@pytest.mark.parametrize("day", [date.min, date(1969, 7, 20), date(3500, 1, 1), date.max])
def test_any_day_can_be_searched_from_and_to(day: date) -> None:
    terms = dict(Query(created_from=day, created_to=day).terms())
    assert terms["createdDateFrom"].startswith(f"{day}T00:00:00.000")
    assert terms["createdDateTo"].startswith(f"{day}T23:59:59.999")


def test_a_consignment_is_opened_with_its_json(tmp_path: Path, make_client: Any) -> None:
    async def go() -> None:
        session = await open_session(DEMO, None, tmp_path, make_client)
        page = await session.consignments.search(Query(), 1, 0)
        opened = await session.consignments.open(page.consignment_summaries[0].reference)
        assert json.loads(opened.raw)["Reference"] == opened.consignment.reference
        await session.close()

    asyncio.run(go())


def label_of(client: ProClient) -> str:
    page = asyncio.run(client.consignments.search([("state", "Allocated")], 1, 0))
    return page.consignment_summaries[0].reference


def test_a_label_is_a_file_and_a_picture(client: ProClient) -> None:
    documents = Documents(client.labels)
    reference = label_of(client)

    async def go() -> None:
        label = await documents.label(reference)
        assert label.file_name == f"label-{reference}.pdf"
        assert label.content.startswith(b"%PDF")
        size = (await documents.measure(label.content)).sizes[0]
        assert size is not None
        assert (round(size.width_mm), round(size.height_mm)) == (105, 148)
        picture = await documents.picture(label.content, 0, 203)
        assert len(picture.pixels) == picture.width * picture.height * 4
        with pytest.raises(BadAnswer):
            await documents.measure(b"no pdf")
        await documents.rest()

    asyncio.run(go())


@pytest.mark.parametrize("file", ["", "no base64!"])
def test_a_label_that_is_none(client: ProClient, door: Any, file: str) -> None:
    door.answer = lambda _, __: httpx.Response(200, json={"File": file, "ContentType": "application/pdf"})
    with pytest.raises(BadAnswer):
        asyncio.run(Documents(client.labels).label("EC-1/../x", "ZPL"))


def test_keys_for_this_session_only_are_not_kept() -> None:
    keys = Keys(SessionSecrets(), SessionSecrets())

    async def go() -> None:
        assert await keys.kept(SANDBOX) is Kept.NOWHERE
        await keys.keep(SANDBOX, "one-key", session_only=True)
        assert await keys.kept(SANDBOX) is Kept.SESSION
        assert await keys.get(DEMO) is None
        await keys.keep(SANDBOX, "other-key")
        assert (await keys.kept(SANDBOX), await keys.get(SANDBOX)) == (Kept.KEYRING, "other-key")
        await keys.forget(SANDBOX)
        assert await keys.get(SANDBOX) is None

    asyncio.run(go())


def test_no_keyring_is_said_and_nothing_is_kept() -> None:
    keys = Keys(Secrets(), SessionSecrets())

    async def go() -> None:
        assert not await keys.available()
        assert await keys.kept(SANDBOX) is Kept.NOWHERE
        with pytest.raises(KeyringMissing):
            await keys.keep(SANDBOX, "one-key")
        await keys.forget(SANDBOX)

    asyncio.run(go())


def test_a_blocking_call_gives_back_its_result_or_its_error() -> None:
    assert asyncio.run(in_thread(lambda: datetime.now(UTC).tzinfo)) is UTC
    with pytest.raises(ZeroDivisionError):
        asyncio.run(in_thread(lambda: 1 // 0))


def test_a_keyring_that_answers_nothing_does_not_hold_up_the_program() -> None:
    class Silent(SessionSecrets):
        def get(self, slot: str) -> str | None:
            held.wait()
            return super().get(slot)

    held = threading.Event()
    try:
        with pytest.raises(KeyringLocked):
            asyncio.run(Keys(Silent(), SessionSecrets(), patience=0.02).get(SANDBOX))
    finally:
        held.set()


def test_a_key_under_a_former_name_is_carried_over_once() -> None:
    keyring = SessionSecrets()
    keys = Keys(keyring, SessionSecrets())
    first, second = custom("https://host/a_b"), custom("https://host/a/b")
    (former,) = first.former_slots
    keyring.set(former, "one-key")

    async def go() -> None:
        assert await keys.get(first) == "one-key"
        assert (keyring.get(former), keyring.get(first.slot)) == (None, "one-key")
        assert await keys.get(second) is None
        keyring.set(former, "left-over")
        assert await keys.get(first) == "one-key"
        await keys.forget(first)
        assert keyring.get(former) is keyring.get(first.slot) is None

    asyncio.run(go())
