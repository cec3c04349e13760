"""The command line: what may be asked for at the start, and which environment that means."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from desktop_app import __version__
from desktop_app.paths import default_data_dir
from desktop_app.pro import environments
from desktop_app.pro.environments import BadBaseUrl, Environment, EnvironmentName
from desktop_app.store.settings import Settings


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return the options; ends the program with exit code 2 and a line of help for what makes no sense."""
    parser = argparse.ArgumentParser("desktop_app", description="Consignment Desk: pack goods and ship them.")
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--environment", choices=[name.value for name in EnvironmentName])
    parser.add_argument("--base-url", metavar="URL", help="with --environment custom: where the service is")
    parser.add_argument("--data-dir", metavar="DIR", type=Path, help="where data, settings and log are kept")
    parser.add_argument(
        "--self-test", metavar="DIR", type=Path, help="drive the window through its main job; pictures into DIR"
    )
    parser.add_argument(
        "--gallery", metavar="DIR", type=Path, help="draw every component in every state; pictures into DIR"
    )
    parser.add_argument(
        "files", nargs="*", metavar="FILE", type=Path, help="consignments saved in a file, to be opened"
    )
    parser.add_argument("--read-orders", metavar="FILE", help="alone: print what an import would make of FILE, as JSON")
    options = parser.parse_args(arguments)
    if options.read_orders:
        parser.error("--read-orders goes with nothing but a file, and comes first")
    # Another start, in another folder, may be who opens them.
    options.files = [Path(os.path.abspath(file)) for file in options.files]  # noqa: PTH100 - links stay as they are
    if options.base_url and options.environment != EnvironmentName.CUSTOM:
        parser.error("--base-url goes with --environment custom")
    if options.self_test:
        options.environment = EnvironmentName.DEMO
        # Data of its own each time: a fresh Demo, and nothing that is in the folder already is written to.
        options.data_dir = options.self_test / f"data-{datetime.now():%Y%m%dT%H%M%S%f}"  # noqa: DTZ005 - a name
    options.data_dir = (options.data_dir or default_data_dir()).resolve()
    return options


def environment_of(options: argparse.Namespace, settings: Settings) -> Environment:
    """Return the environment to open: the one asked for, else the one used last; raises BadBaseUrl."""
    fixed = {"demo": environments.DEMO, "sandbox": environments.SANDBOX, "production": environments.PRODUCTION}
    name = options.environment or settings.environment
    if name in fixed:
        return fixed[name]
    if options.base_url:
        return environments.custom(options.base_url)
    try:
        return environments.custom(settings.custom_url)
    except BadBaseUrl:
        if options.environment:
            raise
        return environments.DEMO
