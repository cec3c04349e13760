"""ProClient: the endpoints over httpx. The only file of this room that knows what carries them."""

from __future__ import annotations

import asyncio
import random
from typing import Any, Final, TypeVar

import httpx

from desktop_app.pro.endpoints import Account, Allocation, Consignments, Labels
from desktop_app.pro.environments import Environment
from desktop_app.pro.errors import BadAnswer, Interrupted, NoKey, Offline, ProError, Sent
from desktop_app.pro.retry import RetryPolicy
from desktop_app.pro.wire import MAX_ANSWER, Call, headers

T = TypeVar("T")

CONNECT_SECONDS: Final = 10.0
ANSWER_SECONDS: Final = 60.0
"""For one attempt, from the first byte out to the last byte in; allocation by many carriers is slow."""

_NEVER_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


class ProClient:
    """The API of one environment: its chapters are `consignments`, `allocation`, `labels` and `account`.

    Without a key every call raises NoKey. Otherwise it raises a ProError and nothing else; `sent` on it
    says whether a write can have been done. The key goes out in the headers of requests to `environment`
    alone: no redirect is followed. Open and close it in one event loop.
    """

    def __init__(
        self,
        environment: Environment,
        key: str | None,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        retry: RetryPolicy | None = None,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self.environment = environment
        self._key = key
        self._retry = retry or RetryPolicy()
        self._answer_seconds = answer_seconds
        self.consignments = Consignments(self.send)
        self.allocation = Allocation(self.send)
        self.labels = Labels(self.send)
        self.account = Account(self.send)
        self._http = httpx.AsyncClient(
            base_url=environment.base_url,
            transport=transport,
            trust_env=transport is None,
            follow_redirects=False,
            timeout=httpx.Timeout(answer_seconds, connect=CONNECT_SECONDS),
            limits=httpx.Limits(max_connections=16, max_keepalive_connections=16, keepalive_expiry=15),
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def send(self, call: Call[T]) -> T:
        """Send one call, again where that is safe, and return its answer; raises NoKey or a ProError."""
        if self._key is None:
            raise NoKey
        attempt = 0
        while True:
            attempt += 1
            try:
                return call.read(*await self._exchange(self._key, call))
            except ProError as error:
                spread = random.random()  # noqa: S311 - it spreads waits, it guards nothing
                wait = self._retry.wait_before_next(error, attempt, write=call.write, spread=spread)
                if wait is None:
                    raise
            await asyncio.sleep(wait)

    async def _exchange(self, key: str, call: Call[Any]) -> tuple[int, httpx.Headers, bytes]:
        content = call.content()
        unsure = Sent.UNKNOWN if call.write else Sent.YES
        try:
            async with (
                asyncio.timeout(self._answer_seconds),
                self._http.stream(
                    call.method,
                    call.path,
                    params=call.params,
                    content=content,
                    headers=headers(key, with_body=content is not None),
                ) as answer,
            ):
                body = bytearray()
                async for part in answer.aiter_bytes():
                    body += part
                    if len(body) > MAX_ANSWER:
                        raise BadAnswer(status=answer.status_code, code="too-large", sent=unsure)
                return answer.status_code, answer.headers, bytes(body)
        except _NEVER_SENT as error:
            raise Offline(_reason(error), sent=Sent.NO) from error
        except httpx.DecodingError as error:
            raise BadAnswer(_reason(error), code="not-decoded", sent=unsure) from error
        except (httpx.HTTPError, TimeoutError) as error:
            raise Interrupted(_reason(error), sent=Sent.UNKNOWN) from error
        except httpx.InvalidURL as error:
            raise Offline(_reason(error), sent=Sent.NO) from error


def _reason(error: BaseException) -> str:
    """Say what broke in the words of the layer that saw it; they name hosts and system errors, never the request."""
    return str(error) or type(error).__name__
