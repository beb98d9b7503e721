"""Starts the server: open on this machine, by tokens anywhere else."""

from __future__ import annotations

import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

import uvicorn

from dateline.errors import UsageError
from dateline.gazetteer import open_gazetteer
from dateline.ledger import Ledger
from dateline.progress import notes
from dateline.tools import Settings
from dateline.web.access import Access, is_loopback, load_tokens
from dateline.web.app import create
from dateline.web.desk import Desk
from dateline.web.picture import all_places
from dateline.web.quoting import families
from dateline.web.reviewing import rankings
from dateline.web.sources import tallies

SWITCH_SECONDS = 0.0005
"""How soon a thread that answers lets the others run: many short answers, none should wait for a long one."""


def access_for(host: str, tokens: Path | None) -> Access:
    """Who may come in; raises `UsageError` when everybody on a network could."""
    if tokens is None and not is_loopback(host):
        raise UsageError(f"{host} can be reached from other machines: give --tokens FILE (`dateline token NAME` makes entries for it)")
    if tokens is None:
        return Access()
    loaded = load_tokens(tokens)
    if not loaded:
        raise UsageError(f"{tokens}: there is no token in this file; `dateline token NAME` makes entries for it")
    return Access(loaded, open=False)


def run(
    ledger: Ledger,
    host: str,
    port: int,
    tokens: Path | None = None,
    settings: Settings | None = None,
    show: bool = False,
    say: Callable[[str], None] = print,
) -> None:
    """Serve until stopped; raises `UsageError` when the address cannot be had."""
    app = create(ledger, access_for(host, tokens), settings)
    listening = _listen(host, port)
    with notes("building the gazetteer (once)") as tell:
        open_gazetteer((settings or Settings()).cache, tell)
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{listening.getsockname()[1]}/"
    say(f"Dateline is at {address} (stop with Ctrl+C)")
    if show:
        threading.Timer(0.8, webbrowser.open, [address]).start()
    threading.Thread(target=warm, args=(app.state.desk,), daemon=True).start()
    sys.setswitchinterval(SWITCH_SECONDS)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, proxy_headers=False, timeout_graceful_shutdown=5)
    uvicorn.Server(config).run(sockets=[listening])


def warm(desk: Desk) -> None:
    """Sum up in the background what is slow to sum up, so that the first who asks need not wait."""
    all_places(desk)
    with desk.ledger.read() as view:
        rankings(desk, view)
        families(desk, view)
        tallies(desk, view)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, so that small answers go out at once
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise UsageError(f"cannot listen on {host}:{port}: {error.strerror}") from error
    return listening
