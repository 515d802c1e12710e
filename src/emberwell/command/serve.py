"""`emberwell serve`: as a host, behind TLS. The environment says everything (site/settings.py)."""

from __future__ import annotations

import os

import click

from emberwell.command.check import Unsafe, unsafe_on_host
from emberwell.command.options import Asked, say_json, shared_options
from emberwell.command.vaults import opened_store, use_folder


@click.command("serve")
@click.option("--address", default="127.0.0.1", show_default=True, metavar="IP", help="Listen here, for the proxy.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, metavar="N", help="... at this port."
)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, metavar="N", help="Processes.")
@shared_options
def serve_command(asked: Asked, address: str, port: int, workers: int) -> None:
    """Serve as a host: refuses to start while `emberwell check` finds something unsafe."""
    from emberwell.command.address import can_bind
    from emberwell.command.open import NotServed
    from emberwell.command.server import ServerStopped, serve
    from emberwell.command.worker import host

    os.environ["EMBERWELL_HOSTED"] = "1"
    use_folder(asked.folder)
    if unsafe := unsafe_on_host(asked.folder):
        raise Unsafe(unsafe)
    if not can_bind(address, port):
        raise NotServed(f"Cannot listen at {address}:{port}: another program does, or it is not this computer's.")
    asked.folder.make()
    with opened_store(asked.folder, make=True):
        pass  # Tables are up to date before the first worker looks at them.
    _collect_static()
    from django.db import connections

    connections.close_all()

    def started() -> None:
        if asked.as_json:
            say_json({"address": address, "port": port, "workers": workers, "pid": os.getpid()})
        else:
            click.echo(f"Emberwell serves at {address}:{port} with {workers} workers. TLS is the proxy's.")

    try:
        serve(host, address=address, port=port, workers=workers, started=started)
    except ServerStopped:
        raise NotServed("The server stopped by itself. What was saved is safe.") from None


def _collect_static() -> None:
    """Styles and scripts, compressed once, where every worker serves them from."""
    from django.conf import settings
    from django.core.management import call_command

    if not settings.STATIC_ROOT.is_dir():
        call_command("collectstatic", interactive=False, verbosity=0)
