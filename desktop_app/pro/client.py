"""ProClient: the endpoints over httpx. The only file of this room that knows what carries them."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

import httpx

from desktop_app.pro.bounded import ACCEPTED, NotDecoded, TooLarge, take_in
from desktop_app.pro.endpoints import Account, Allocation, Consignments, Labels
from desktop_app.pro.environments import DEMO_KEY, Environment
from desktop_app.pro.errors import (
    BadAnswer,
    Interrupted,
    NoKey,
    Offline,
    ProError,
    ProxyFailed,
    RateLimited,
    Rejected,
    Sent,
    Unauthorised,
)
from desktop_app.pro.models import Settled
from desktop_app.pro.polling import Polling
from desktop_app.pro.proxies import BadProxy, FindProxy, Proxy, is_this_computer, system_proxy
from desktop_app.pro.redaction import Redactor
from desktop_app.pro.retry import READ_SECONDS, Gate, RetryPolicy, in_all
from desktop_app.pro.states import Action
from desktop_app.pro.wire import MAX_ANSWER, Call, correlation, headers

if TYPE_CHECKING:
    from desktop_app.pro.endpoints.documents import CustomsDocs
    from desktop_app.pro.endpoints.manifests import Manifests
    from desktop_app.pro.endpoints.options import Options
    from desktop_app.pro.endpoints.orders import Orders
    from desktop_app.pro.endpoints.overview import Overviews
    from desktop_app.pro.endpoints.packages import Packages
    from desktop_app.pro.endpoints.quotes import Quotes
    from desktop_app.pro.endpoints.tracking import Tracking

T = TypeVar("T")

CONNECT_SECONDS: Final = 10.0
ANSWER_SECONDS: Final = 60.0
"""For one attempt, from the first byte out to the last byte in; allocation by many carriers is slow."""

_NEVER_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


class ProClient:
    """The API of one environment, by its chapters.

    Without a key every call raises NoKey. Otherwise it raises a ProError and nothing else; `sent` on it
    says whether a write can have been done. The key goes out in the headers of requests to `environment`
    alone: no redirect is followed, a proxy is only ever asked for a way to it (`find_proxy` says which), and what
    comes in is rid of the key before anything reads it. All calls pass `gate`: when the service asks one to wait, all
    wait; several clients of one environment can share one. Open and close it in one event loop.
    """

    def __init__(
        self,
        environment: Environment,
        key: str | None,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        retry: RetryPolicy | None = None,
        answer_seconds: float = ANSWER_SECONDS,
        gate: Gate | None = None,
        polling: Polling | None = None,
        find_proxy: FindProxy = system_proxy,
        read_seconds: float = READ_SECONDS,
    ) -> None:
        self.environment = environment
        self._key = key
        self._retry = retry or RetryPolicy()
        self._gate = gate or Gate()
        self._polling = polling or Polling()
        self._answer_seconds = answer_seconds
        self.read_seconds = read_seconds
        """For a read in all, however often it is sent; a write takes as long as it takes."""
        self.consignments = Consignments(self.send, self._settle)
        self.allocation = Allocation(self.send, self._settle)
        self.labels = Labels(self.send)
        self.account = Account(self.send)
        proxy = None
        self._bad_proxy: BadProxy | None = None
        if transport is None:
            try:
                proxy = _proxy_for(environment.base_url, find_proxy)
            except BadProxy as bad:
                self._bad_proxy = bad
        # The demo's key is public, and a word that stands in many a text.
        secrets = [key] if key and key != DEMO_KEY else []
        self._redactor = Redactor([*secrets, proxy.password] if proxy else secrets)
        self._http = httpx.AsyncClient(
            base_url=environment.base_url,
            transport=transport or _transport(proxy),
            # Its own ways with proxies would send a key in clear, and a .netrc a password that nobody asked for.
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(answer_seconds, connect=CONNECT_SECONDS),
        )

    # The chapters that no start needs are read when they are first opened.

    @cached_property
    def overviews(self) -> Overviews:
        """Counts, what is late, references alone, and the history of one."""
        from desktop_app.pro.endpoints.overview import Overviews

        return Overviews(self.send)

    @cached_property
    def packages(self) -> Packages:
        """Edits of packages and items."""
        from desktop_app.pro.endpoints.packages import Packages

        return Packages(self.send)

    @cached_property
    def quotes(self) -> Quotes:
        """What carrier services would cost."""
        from desktop_app.pro.endpoints.quotes import Quotes

        return Quotes(self.send)

    @cached_property
    def orders(self) -> Orders:
        """Orders, and packing them."""
        from desktop_app.pro.endpoints.orders import Orders

        return Orders(self.send)

    @cached_property
    def options(self) -> Options:
        """Delivery and pickup options."""
        from desktop_app.pro.endpoints.options import Options

        return Options(self.send)

    @cached_property
    def customs(self) -> CustomsDocs:
        """Documents for customs."""
        from desktop_app.pro.endpoints.documents import CustomsDocs

        return CustomsDocs(self.send)

    @cached_property
    def manifests(self) -> Manifests:
        """Manifests, and their files."""
        from desktop_app.pro.endpoints.manifests import Manifests

        return Manifests(self.send, self._settle)

    @cached_property
    def tracking(self) -> Tracking:
        """The carriers' events."""
        from desktop_app.pro.endpoints.tracking import Tracking

        return Tracking(self.send)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def send(self, call: Call[T]) -> T:
        """Send one call, again where that is safe, and return its answer; raises NoKey or a ProError."""
        return await (self._send(call) if call.write else in_all(self.read_seconds, self._send(call)))

    async def _send(self, call: Call[T]) -> T:
        if self._key is None:
            raise NoKey
        if not (self._key.isascii() and self._key.isprintable()):
            raise Unauthorised(code="key-not-sendable", sent=Sent.NO)
        if self._bad_proxy is not None:
            raise ProxyFailed(code=self._bad_proxy.reason, sent=Sent.NO)
        attempt = 0
        while True:
            spread = random.random()  # noqa: S311 - it spreads waits, it guards nothing
            await self._gate.passed(self._retry.longest_wait, self._retry.first_wait * spread)
            attempt += 1
            try:
                return self._redacted(call.read(*await self._exchange(self._key, call)))
            except ProError as error:
                error.write = call.write
                wait = self._retry.wait_before_next(error, attempt, write=call.write, spread=spread)
                if isinstance(error, RateLimited):
                    self._gate.hold(error.retry_after if error.retry_after is not None else wait or 0)
                if wait is None:
                    raise
            await asyncio.sleep(wait)

    async def _settle(self, action: Action, references: Sequence[str]) -> tuple[Settled, ...]:
        return await self._polling.settle(action, references, self.consignments.status)

    async def _exchange(self, key: str, call: Call[Any]) -> tuple[int, httpx.Headers, bytes]:
        unsure = Sent.UNKNOWN if call.write else Sent.YES
        begun, body, status = httpx.Headers(), bytearray(), None
        try:
            content = call.content()
            async with (
                asyncio.timeout(self._answer_seconds),
                self._http.stream(
                    call.method,
                    call.path,
                    params=call.params,
                    content=content,
                    headers=headers(key, with_body=content is not None) | ACCEPTED,
                ) as answer,
            ):
                begun, status = self._without_secrets(answer.headers), answer.status_code
                # Not aiter_bytes, which unpacks without bound.
                assert isinstance(answer.stream, httpx.AsyncByteStream)
                limit = min(call.limit, MAX_ANSWER)
                await take_in(body, answer.stream, answer.headers.get("content-encoding", ""), limit)
                document = call.answer is bytes and answer.is_success
                return status, begun, self._redactor.clean_answer(bytes(body), document=document)
        except httpx.ProxyError as error:
            # 407 (RFC 9110, section 15.5.8); the words after the number are the proxy's own.
            code = "password-wanted" if str(error).startswith("407") else "refused"
            raise ProxyFailed(self._reason(error), code=code, sent=Sent.NO) from error
        except _NEVER_SENT as error:
            raise Offline(self._reason(error), sent=Sent.NO) from error
        except (TooLarge, NotDecoded) as error:
            code = "too-large" if isinstance(error, TooLarge) else "not-decoded"
            told = correlation(begun, self._redactor.clean(bytes(body[:4096])))
            raise BadAnswer(self._reason(error), status=status, code=code, correlation_id=told, sent=unsure) from error
        except (httpx.HTTPError, TimeoutError) as error:
            raise Interrupted(self._reason(error), correlation_id=correlation(begun), sent=unsure) from error
        except UnicodeEncodeError as error:
            raise Rejected(code="text-not-sendable", sent=Sent.NO) from error
        except httpx.InvalidURL as error:
            raise Offline(self._reason(error), sent=Sent.NO) from error

    def _reason(self, error: BaseException) -> str:
        """Say what broke in the words of the layer that saw it: they name hosts and system errors, and may quote."""
        self._redactor.clean_error(error)
        return self._redactor.clean_text(str(error)) or type(error).__name__

    def _without_secrets(self, headers: httpx.Headers) -> httpx.Headers:
        clean = self._redactor.clean
        return httpx.Headers([(clean(name), clean(value)) for name, value in headers.raw])

    def _redacted(self, answer: T) -> T:
        return self._redactor.clean_document(answer) if isinstance(answer, bytes) else answer  # type: ignore[return-value]


def _proxy_for(base_url: str, find: FindProxy) -> Proxy | None:
    """Return the proxy that `find` names, but none for plain http or this computer, whatever it says."""
    url = httpx.URL(base_url)
    return None if url.scheme != "https" or is_this_computer(url.host) else find(base_url)


def _transport(proxy: Proxy | None) -> httpx.AsyncBaseTransport:
    """Return what carries requests, through `proxy` if there is one: by CONNECT, so that it sees only a host's name."""
    made = None
    context = httpx.create_ssl_context()
    if proxy is not None:
        login = (proxy.user, proxy.password) if proxy.user or proxy.password else None
        made = httpx.Proxy(proxy.url, auth=login, ssl_context=context if proxy.url.startswith("https:") else None)
    limits = httpx.Limits(max_connections=16, max_keepalive_connections=16, keepalive_expiry=15)
    return httpx.AsyncHTTPTransport(verify=context, trust_env=False, limits=limits, proxy=made)
