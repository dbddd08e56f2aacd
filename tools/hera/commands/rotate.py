"""hera rotate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO

import click

from hera.cli.connection import connect
from hera.cli.errors import NOT_VERIFIED, HeraError
from hera.cli.main import Settings
from hera.cli.output import Rows, fetch, progress, show


@click.group(
    epilog="""\b
Examples:
  hera rotate list
  hera rotate role shop --password-file shop.password
  hera rotate role shop --finish --wait 300
  hera rotate signing-key
  hera rotate checkpoint-key --key-file /etc/hera/audit.pem
  hera rotate token-key 2027-01 --jwk key.json --issuer https://id.example --keep "1 day"
"""
)
def rotate() -> None:
    """Rotate login roles and keys; what was before is accepted until nobody needs it."""


@rotate.command("list")
@click.pass_obj
def list_rotations(settings: Settings) -> None:
    """List roles and keys with when they are due; exit 3 when one is overdue."""
    with connect(settings) as connection:
        rows = fetch(connection, "SELECT * FROM hera.rotations()")
    show(rows, settings.output)
    if any(rows.column("overdue")):
        raise click.exceptions.Exit(NOT_VERIFIED)


@rotate.command()
@click.argument("name")
@click.option("--password-file", type=click.Path(path_type=Path), help="New file for the new password; NAME.password.")
@click.option("--group", "groups", multiple=True, help="Group of the first role, such as hera_app.")
@click.option("--finish", is_flag=True, help="Revoke the role before, when it has no session any more.")
@click.option("--wait", type=click.FloatRange(0, 86400), default=0, help="Seconds to wait for its sessions to end.")
@click.pass_obj
def role(
    settings: Settings, name: str, password_file: Path | None, groups: tuple[str, ...], finish: bool, wait: float
) -> None:
    """Change over to the other of the two login roles NAME_a and NAME_b.

    First without --finish: the other role gets a new password, which is written to a file, and everything the one in
    force may do; applications change over. Then with --finish: the one before may not log in any more, unless it still
    has sessions (exit 3). Needs a login that may create roles.
    """
    from hera.operations import roles

    with connect(settings) as connection:
        if finish:
            state = roles.drain(connection, name, wait)
        else:
            state = roles.rotate(connection, name, password_file or Path(f"{name}.password"), groups)
            progress(f"connect as {state.active}; its password is in {password_file or f'{name}.password'}")
    show(Rows(["name", "active", "draining"], [[name, state.active, state.draining]]), settings.output)


@rotate.command("signing-key")
@click.pass_obj
def signing_key(settings: Settings) -> None:
    """Make a new key for signed contexts; transactions that run keep the one they began with."""
    with connect(settings) as connection:
        show(fetch(connection, "SELECT hera.rotate_signing_key() AS in_force_from"), settings.output)


@rotate.command("checkpoint-key")
@click.option(
    "--key-file",
    envvar="HERA_AUDIT_KEY",
    show_envvar=True,
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="PEM file that hera run signs with; gets the new key.",
)
@click.option("--lost", metavar="REASON", help="The key before cannot vouch for the new one, and why.")
@click.pass_obj
def checkpoint_key(settings: Settings, key_file: Path, lost: str | None) -> None:
    """Make a new key that signs checkpoints of the audit trail; the one before vouches for it and is deleted.

    Its public part stays, so that what it signed can be verified for ever.
    """
    from hera.audit.keys import rotate as rotate_key

    with connect(settings) as connection:
        key = rotate_key(connection, key_file, lost)
    show(Rows(list(key), [list(key.values())]), settings.output)
    progress(f"{key_file}: the new key; checkpoints from now on are signed with it")


@rotate.command("token-key")
@click.argument("kid")
@click.option(
    "--jwk", type=click.File("r"), required=True, help="File with the new key as a JWK; - for standard input."
)
@click.option("--issuer", help="Issuer of its tokens.")
@click.option("--audience", help="Audience of its tokens.")
@click.option("--keep", default="1 day", show_default=True, help="How long tokens of the keys before are accepted.")
@click.pass_obj
def token_key(settings: Settings, kid: str, jwk: IO[str], issuer: str | None, audience: str | None, keep: str) -> None:
    """Add the key KID for tokens, and let the other keys of its issuer end after --keep."""
    try:
        key = json.load(jwk)
    except ValueError as error:
        # The text may be a secret: it is not repeated.
        raise HeraError("the key is not JSON") from error
    with connect(settings) as connection, connection.transaction():
        connection.execute("SELECT hera.add_token_key(%s, %s::jsonb, %s, %s)", [kid, json.dumps(key), issuer, audience])
        rows = fetch(
            connection,
            "SELECT k.kid, hera.retire_token_key(k.kid, clock_timestamp() + %s::interval) IS NULL AS ends"
            " FROM hera.list_token_keys() AS k"
            " WHERE k.kid <> %s AND k.issuer IS NOT DISTINCT FROM %s AND k.valid_until IS NULL",
            [keep, kid, issuer],
        )
        keys = fetch(
            connection,
            "SELECT kid, algorithm, issuer, valid_from, valid_until FROM hera.list_token_keys()"
            " WHERE issuer IS NOT DISTINCT FROM %s",
            [issuer],
        )
    show(keys, settings.output)
    progress(f"{kid} is in force; {len(rows.rows)} keys end in {keep}")


@rotate.command("encryption-key")
@click.option(
    "--key-file", type=click.File("r"), required=True, help="File with the new master key; - for standard input."
)
@click.option("--old-key-file", type=click.File("r"), help="File with the key in force, where there is one.")
@click.pass_obj
def encryption_key(settings: Settings, key_file: IO[str], old_key_file: IO[str] | None) -> None:
    """Wrap the keys of persons with another master key; texts are not touched."""
    with connect(settings) as connection:
        # Bound parameters: what log_parameter_max_length keeps out of the log.
        done = connection.execute(
            "SELECT hera.set_text_key(%s, %s)",
            [key_file.read().strip(), old_key_file.read().strip() if old_key_file else None],
        ).fetchone()
    assert done is not None
    show(Rows(["wrapped"], [[done[0]]]), settings.output)
