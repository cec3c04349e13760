"""The demo service as a Starlette application."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from desktop_app.demo.clock import Clock, SystemClock
from desktop_app.demo.http.asgi import HANDLERS, Gate, endpoint
from desktop_app.demo.routes import ROUTES
from desktop_app.demo.service import Service

_ABOUT_THE_ACCOUNT = {"/packagesizes", "/shippinglocations", "/shippinglocations/assigned", "/carrierservices"}


def create_app(
    path: Path | None,
    *,
    key: str = "demo",
    seed: int = 1,
    consignments: int = 500,
    clock: Clock | None = None,
    moment: float = 0.0,
    latency: float = 0.0,
    hero: bool = False,
    search_lag: float = 0.0,
    fill_later: bool = False,
) -> Starlette:
    """Return the demo service over the database at `path` (None: in memory), ready to answer.

    An empty database is filled with `consignments` consignments, the same for the same `seed` but for their dates,
    which are relative to the clock's now; with `fill_later` by the first call that is not about the account alone,
    so that who only packs does not wait for them. Allocating, manifesting and cancelling take `moment` seconds of the
    clock's time; meanwhile they answer 202 where the API page says so. Every call wants the header
    `ocp-apim-subscription-key: KEY` and is answered after `latency` seconds. With `hero` the account has the licence
    for delivery and pickup options; a search finds a consignment `search_lag` seconds (of this computer's time) after
    it was created. `app.state.service.close()` closes the database.
    """
    clock = clock or SystemClock()
    service = Service(path, clock, moment=moment, seed=seed, hero=hero, search_lag=search_lag)

    @cache
    def fill() -> None:
        if consignments > 0 and service.storage.is_empty():
            # Who has a database needs no countries and goods to make one of.
            from desktop_app.demo.seed.seeder import seed_consignments

            seed_consignments(service.storage, service.account, clock.now(), seed=seed, consignments=consignments)
        service.life.wake()

    def fill_and_advance() -> None:
        fill()
        service.life.advance()

    if not fill_later:
        fill()
    app = Starlette(
        routes=[
            Route(
                at,
                endpoint(
                    status,
                    partial(do, service),
                    service.life.advance if at in _ABOUT_THE_ACCOUNT else fill_and_advance,
                ),
                methods=[method],
            )
            for method, at, status, do in ROUTES
        ],
        middleware=[Middleware(Gate, key=key, latency=latency)],
        exception_handlers=HANDLERS,
    )
    app.router.redirect_slashes = False
    app.state.service = service
    return app
