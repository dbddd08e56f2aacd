"""hera seal-audit, verify-audit and audit-proof."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO
from uuid import UUID

import click
from psycopg.types.json import Jsonb

from hera.cli.connection import connect
from hera.cli.errors import NOT_VERIFIED
from hera.cli.main import Settings
from hera.cli.output import fetch, progress, show_checks

if TYPE_CHECKING:
    import psycopg


@click.command(
    "seal-audit",
    epilog="""\b
Examples:
  hera seal-audit
  hera seal-audit --directory /mnt/worm/checkpoints
""",
)
@click.option(
    "--directory",
    type=click.Path(exists=True, file_okay=False, writable=True, path_type=Path),
    help="Keep the checkpoint in this directory too.",
)
@click.option(
    "--key",
    envvar="HERA_AUDIT_KEY",
    show_envvar=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Sign it with the Ed25519 key in this PEM file.",
)
@click.pass_obj
def seal_audit(settings: Settings, directory: Path | None, key: Path | None) -> None:
    """Seal the audit trail and print the checkpoint."""
    from hera.audit.checkpoints import keep, keep_keys, sign
    from hera.audit.keys import known_keys, require_in_force

    with connect(settings) as connection:
        row = connection.execute("SELECT hera.seal_audit()").fetchone()
        assert row is not None
        checkpoint = row[0] if key is None else sign(row[0], key)
        click.echo(json.dumps(checkpoint, indent=1, sort_keys=True))
        if key is not None:
            require_in_force(connection, checkpoint)
            if directory is not None:
                keep_keys(known_keys(connection), directory)
    if directory is not None:
        progress(f"kept in {keep(checkpoint, directory)}")


@click.command(
    "verify-audit",
    epilog="""\b
Examples:
  hera verify-audit --checkpoint /mnt/worm/checkpoints/latest.json
  hera --output json verify-audit | jq '.[] | select(.ok | not)'
""",
)
@click.option(
    "--checkpoint", type=click.File(encoding="utf-8"), help="A checkpoint that was kept outside the database."
)
@click.option(
    "--keys", type=click.File(encoding="utf-8"), help="keys.json that was kept beside it; the database's own otherwise."
)
@click.option("--failed", is_flag=True, help="Print only the checks that failed.")
@click.pass_obj
def verify_audit(settings: Settings, checkpoint: TextIO | None, keys: TextIO | None, failed: bool) -> None:
    """Check the audit trail and the rows it stands for: one row per check; exit 3 when one is not ok.

    Without a checkpoint a trail that was rewritten as a whole, or put back to an old copy, is not found.
    """
    kept = None if checkpoint is None else _read(checkpoint)
    with connect(settings) as connection:
        rows = fetch(
            connection,
            "SELECT check_name, ok, detail FROM hera.verify_audit(%s)",
            [None if kept is None else Jsonb(kept)],
        )
        if kept is not None and ("signature" in kept or keys is not None):
            faults = _signature_faults(connection, kept, keys)
            rows.rows.append(["the checkpoint is signed with a key in force", not faults, "; ".join(faults) or None])
    bad = sum(1 for ok in rows.column("ok") if ok is not True)
    if failed:
        rows.rows = [row for row in rows.rows if row[1] is not True]
    show_checks(rows, settings.output, "docs/audit.md#when-a-check-fails")
    progress(f"{bad} checks failed" if bad else "all checks passed")
    if bad:
        raise click.exceptions.Exit(NOT_VERIFIED)


@click.command(
    "audit-proof",
    epilog="""\b
Examples:
  hera audit-proof --organization 0198c0de-0000-7000-8000-000000000001 --id 0198c0de-... --file bundle.json
  python3 offline.py bundle.json
""",
)
@click.option("--organization", metavar="UUID", type=click.UUID, help="Whose document or leaf.")
@click.option("--id", "identifier", metavar="UUID", type=click.UUID, help="Document or leaf.")
@click.option(
    "--checkpoint", type=click.File(encoding="utf-8"), help="Prove also that the trail goes on from this one."
)
@click.option("--file", "target", type=click.File("w", encoding="utf-8", lazy=True), default="-", help="Not to stdout.")
@click.option(
    "--verifier", is_flag=True, help="Write the offline verifier itself, a Python file that needs nothing else."
)
@click.pass_obj
def audit_proof(
    settings: Settings,
    organization: UUID | None,
    identifier: UUID | None,
    checkpoint: TextIO | None,
    target: TextIO,
    verifier: bool,
) -> None:
    """Write a bundle that proves to anybody what the sealed trail holds of a document."""
    if verifier:
        from hera.audit import offline

        target.write(Path(offline.__file__).read_text(encoding="utf-8"))
        return
    if organization is None or identifier is None:
        raise click.UsageError("--organization and --id say what to prove; --verifier writes the verifier")
    kept = None if checkpoint is None else Jsonb(_read(checkpoint))
    with connect(settings) as connection:
        row = connection.execute("SELECT hera.audit_proof(%s, %s, %s)", [organization, identifier, kept]).fetchone()
    assert row is not None
    json.dump(row[0], target, indent=1, sort_keys=True)
    target.write("\n")


def _signature_faults(
    connection: psycopg.Connection[Any], checkpoint: dict[str, Any], keys: TextIO | None
) -> list[str]:
    from hera.audit import offline
    from hera.audit.keys import known_keys

    registered = known_keys(connection)
    faults = list(offline.signature_faults(checkpoint))
    if keys is not None:
        # What was kept outside is what a list in the database is held against.
        trusted = [key["public_key"] for key in _read(keys, list)]
        if trusted != [key["public_key"] for key in registered[: len(trusted)]]:
            faults.append("the database has other keys than were kept")
        faults += offline.key_faults(registered)
    if registered:
        faults += offline.signer_faults(checkpoint, registered)
    return faults


def _read(file: TextIO, form: type[Any] = dict) -> Any:
    name = "checkpoint" if form is dict else "list of keys"
    try:
        found = json.load(file)
    except ValueError as error:
        raise click.UsageError(f"{file.name} is no {name}: {error}") from None
    if not isinstance(found, form):
        raise click.UsageError(f"{file.name} is no {name}")
    return found
