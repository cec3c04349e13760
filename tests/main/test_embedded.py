"""The demo inside the program: making it holds up nothing else."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from desktop_app.main import embedded
from desktop_app.main.embedded import EmbeddedDemo
from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import DEMO, DEMO_KEY


def test_what_is_saved_need_not_wait_for_the_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    load = embedded._load
    demo = EmbeddedDemo(tmp_path / "demo" / "service.sqlite")

    async def first_calls() -> tuple[int, int]:
        loop, loading = asyncio.get_running_loop(), asyncio.Event()

        def slowly() -> None:
            loop.call_soon_threadsafe(loading.set)
            assert go_on.wait(10), "nothing else was done meanwhile"
            load()

        monkeypatch.setattr(embedded, "_load", slowly)
        client = ProClient(DEMO, DEMO_KEY, transport=demo.transport())
        calls = [asyncio.ensure_future(client.account.package_sizes()) for _ in range(2)]
        await loading.wait()
        go_on.set()  # as a save would be done: by another task of the loop
        answers = await asyncio.gather(*calls)
        made = demo._app
        await client.account.package_sizes()
        assert demo._app is made
        await client.close()
        return len(answers[0]), len(answers[1])

    first, second = asyncio.run(first_calls())
    demo.close()
    assert first == second > 0
