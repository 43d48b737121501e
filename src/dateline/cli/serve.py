"""``serve``: the record in a browser; ``password``: a line for the file of who may read it over a network."""

import getpass
from pathlib import Path
from typing import Annotated

import typer

from dateline import log
from dateline.cli.opening import RecordPath, path_of
from dateline.cli.terminal import one_line, say, stop


def serve(
    ctx: typer.Context,
    path: Annotated[Path | None, typer.Argument(metavar="RECORD", help="The record's file.")] = None,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Where to listen; other than this machine needs --access.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")] = 8000,
    access: Annotated[
        Path | None, typer.Option("--access", metavar="FILE", help="Who may read and review; see 'dateline password'.")
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="HOST", help="A name that browsers call this server by; may be given again."),
    ] = None,
    secure: Annotated[
        bool, typer.Option("--secure", help="Behind a proxy with TLS: log in over TLS alone.", show_default=False)
    ] = False,
    record: RecordPath = None,
) -> None:
    """Show the record in a browser: today, timeline, talks, proposals, figures, map, network, actors, reports, review.

    It listens to this machine alone unless --host says otherwise; then only those of the --access file come in. It
    reads from a copy of the record, so that 'dateline add' and 'dateline watch' can go on, and open pages tell of
    changes.

    \b
    Examples:
      dateline serve syria.duckdb
      dateline serve syria.duckdb --host 0.0.0.0 --name record.example.org --access who.txt
    """
    from dateline.record.store import RecordError
    from dateline.web.access import Access, AccessError, is_loopback
    from dateline.web.settings import Settings

    where = path or path_of(ctx, record)
    if not where.is_file():
        stop(f"{one_line(where)}: there is no record here; make one with 'dateline add' or 'dateline demo'")
    if access is None and not is_loopback(host):
        stop(
            f"--host {host}: others can reach that address; say with --access FILE who may, made by 'dateline password'"
        )
    if access is None and (name or secure):
        stop("--name and --secure are for a server that others reach; say with --access FILE who may come in")
    try:
        let_in = Access(access, owner=getpass.getuser())
    except AccessError as error:
        stop(str(error))
    here = ("localhost", "127.0.0.1", "::1") if is_loopback(host) else ()
    hosts = frozenset(called.strip("[]").lower() for called in (*(name or ()), host, *here))
    every = host in ("0.0.0.0", "::") and not name
    import uvicorn

    from dateline.web.app import make

    try:
        app = make(Settings(record=where, access=let_in, hosts=frozenset() if every else hosts, secure=secure))
    except (RecordError, OSError) as error:
        stop(one_line(str(error)))
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            # Its own form would print warnings a second time, on stderr.
            log_config=None if log.is_written() else uvicorn.config.LOGGING_CONFIG,
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=1,
            # Who asks, and that it was over TLS, is what a proxy on this machine says.
            proxy_headers=secure,
            http="h11",
            ws="none",
            h11_max_incomplete_event_size=32_768,
        )
    )
    if not (is_loopback(host) or secure):
        say("Passwords and pages go over the network as they are; put a proxy with TLS before it and say --secure.")
    shown = f"[{host}]" if ":" in host else host
    say(f"{one_line(where)} at http://{shown}:{port or '…'}/ — end with Ctrl-C")
    log.event("serving", record=where, host=host, port=port)
    server.run()


def password(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Who it is; signs reviews.")],
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help="reader or reviewer.")] = "reader",
) -> None:
    """Print a line for the file that 'dateline serve --access' reads; the password is asked for and kept as a hash.

    \b
    Example:
      dateline password ana --role reviewer >> who.txt
    """
    from dateline.web.access import ROLES, hashed

    if role not in ROLES or not name.strip() or ":" in name or name.startswith("#") or not name.isprintable():
        stop(f"a name without a colon, and no # before it, is needed, and a role: {' or '.join(ROLES)}")
    given = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    if len(given) < 10:
        stop("the password is shorter than ten characters; take a longer one")
    print(f"{name.strip()}:{role}:{hashed(given)}")
