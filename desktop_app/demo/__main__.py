"""Serves the demo on a loopback port: `python -m desktop_app.demo`; its key is `demo`."""

from __future__ import annotations

import argparse
import ipaddress
import socket
import sqlite3
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from desktop_app.demo.app import create_app
from desktop_app.demo.clock import FastClock
from desktop_app.demo.faults.plan import Plan
from desktop_app.demo.times import parse
from desktop_app.streams import stand_in


def main(arguments: list[str] | None = None) -> int:
    """Serve until interrupted. The first line on stdout is `listening on http://HOST:PORT`."""
    heard = stand_in()
    if heard is not None:
        heard.forget()
    options = _parser().parse_args(arguments)
    try:
        plan = Plan(options.faults, options.seed) if options.faults else None
    except ValueError as error:
        print(f"--faults: {error}", file=sys.stderr)
        return 2
    try:
        listener = listen(options.host, options.port)
    except ValueError:
        print(f"{options.host} is not on this computer: the demo serves on loopback alone", file=sys.stderr)
        return 2
    except (OSError, OverflowError) as error:
        print(f"cannot listen on {options.host} port {options.port}: {error}", file=sys.stderr)
        return 1
    path = options.data / "demo.db" if options.data else None
    try:
        clock = FastClock(options.clock_speed, options.now)
        app = create_app(
            path,
            seed=options.seed,
            consignments=options.consignments,
            clock=clock,
            moment=options.moment,
            latency=options.latency / 1000,
            hero=options.hero,
            search_lag=options.search_lag,
        )
    except (OSError, sqlite3.Error) as error:
        listener.close()
        print(f"cannot keep the demo's data in {path}: {error}", file=sys.stderr)
        return 1
    if not options.now:
        clock.set_forward(app.state.service.life.history.latest())
    host, port = listener.getsockname()[:2]
    print(f"listening on http://{f'[{host}]' if ':' in host else host}:{port}", flush=True)
    try:
        with suppress(KeyboardInterrupt):  # uvicorn has stopped in order by then, and raises it once more
            uvicorn.Server(_served(app, plan)).run(sockets=[listener])
    finally:
        app.state.service.close()
    return 0


def _served(app: ASGIApp, plan: Plan | None) -> uvicorn.Config:
    """Return how `app` is served, with the faults of `plan` if there are any."""
    if not plan:
        return uvicorn.Config(app, log_level="warning", ws="none", lifespan="off")
    from desktop_app.demo.faults.server import FaultyApp, TearableProtocol

    faulty = FaultyApp(app, plan)
    return uvicorn.Config(
        faulty, http=TearableProtocol, date_header=False, log_level="warning", ws="none", lifespan="off"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m desktop_app.demo",
        description="The demo service on a loopback port. Every call wants the header ocp-apim-subscription-key: demo",
    )
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address (default: %(default)s)")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one (default)")
    parser.add_argument("--data", type=Path, metavar="DIR", help="keep the data there (default: in memory)")
    parser.add_argument(
        "--seed", type=int, default=1, metavar="N", help="of the consignments in a new database, and of the faults"
    )
    parser.add_argument("--latency", type=_wait, default=0.0, metavar="MS", help="wait before each answer")
    parser.add_argument(
        "--moment",
        type=_wait,
        default=0.3,
        metavar="S",
        help="seconds that allocating, manifesting and cancelling take (default: %(default)s; 0: none)",
    )
    parser.add_argument(
        "--clock-speed", type=_speed, default=1.0, metavar="X", help="run the demo's clock X times as fast as time"
    )
    parser.add_argument(
        "--now",
        type=_moment,
        metavar="ISO",
        help="set the demo's clock (default: now, or where the kept data stopped if that is later)",
    )
    parser.add_argument(
        "--consignments", type=_count, default=500, metavar="N", help="in a new database (default: %(default)s)"
    )
    parser.add_argument("--hero", action="store_true", help="license delivery and pickup options")
    parser.add_argument(
        "--search-lag", type=_wait, default=0.0, metavar="S", help="find a consignment S seconds after its creation"
    )
    parser.add_argument(
        "--faults", metavar="SPEC", help="what goes wrong with which calls, such as “500 10%% POST /orders” (README.md)"
    )
    return parser


def _count(text: str) -> int:
    try:
        if 0 <= (count := int(text)) <= 1_000_000:
            return count
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"must be a whole number from 0 to 1000000, not {text}")


def _wait(text: str) -> float:
    try:
        if 0 <= (wait := float(text)) <= 86_400:
            return wait
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"must be a number from 0 to 86400, not {text}")


def _speed(text: str) -> float:
    try:
        FastClock(speed := float(text))
    except ValueError:
        raise argparse.ArgumentTypeError(f"must be a number above 0, at most 10000000, not {text}") from None
    return speed


def _moment(text: str) -> datetime:
    try:
        return parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket. Raises ValueError for an address that is not loopback, OSError if it is taken."""
    address = ipaddress.ip_address("127.0.0.1" if host.casefold() == "localhost" else host)
    if not address.is_loopback:
        raise ValueError(host)
    # With the protocol named, asyncio sends each answer at once; without, Nagle's algorithm delays it by 40 ms.
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((str(address), port))
        listener.listen(128)
    except (OSError, OverflowError):
        listener.close()
        raise
    return listener


if __name__ == "__main__":
    sys.exit(main())
