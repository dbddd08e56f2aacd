"""What the tool knows of the functions that it ships."""

from __future__ import annotations

from hera.bundle import bodies, script


def test_every_function_of_the_bundle_has_a_body_to_compare() -> None:
    from hera import __version__

    written = [line for line in script(f"hera--{__version__}.sql").splitlines() if line.startswith("CREATE FUNCTION ")]
    names = {line.removeprefix("CREATE FUNCTION ").split("(")[0] for line in written}
    assert set(bodies()) == names
    assert {"hera.verify", "hera_internal.member_source", "hera_internal.verify_guards"} <= names
    assert sum(len(digests) for digests in bodies().values()) == len(written)
