"""The offline verifier against the vectors that come with RFC 6962's reference implementation, and against bad bundles."""

from __future__ import annotations

import json
import subprocess
import sys
from copy import deepcopy
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from hera.audit import offline

# Leaves and roots of the reference implementation of Certificate Transparency (merkletree/merkle_tree_test.cc).
LEAVES = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PATHS = {
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCY = {
    (1, 8): PATHS[0, 8],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


def hashes(count: int) -> list[bytes]:
    return [offline.leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES[:count]]


def path(steps: list[str]) -> list[bytes]:
    return [bytes.fromhex(step) for step in steps]


def root(size: int) -> bytes:
    return bytes.fromhex(ROOTS[size - 1])


def test_roots_are_those_of_the_reference() -> None:
    assert offline.tree_root([]) == sha256(b"").digest()
    for size in range(1, 9):
        assert offline.tree_root(hashes(size)) == root(size), size


def test_inclusion_is_that_of_the_reference() -> None:
    for (index, size), steps in PATHS.items():
        assert offline.root_by_inclusion(hashes(8)[index], index, size, path(steps)) == root(size), (index, size)


@pytest.mark.parametrize("change", ["index", "leaf", "step", "short", "long", "size"])
def test_a_wrong_inclusion_is_not_taken(change: str) -> None:
    index, size, leaf, steps = 5, 8, hashes(8)[5], path(PATHS[5, 8])
    if change == "index":
        index = 4
    elif change == "leaf":
        leaf = hashes(8)[4]
    elif change == "step":
        steps[1] = bytes(32)
    elif change == "short":
        steps.pop()
    elif change == "long":
        steps.append(bytes(32))
    else:
        size = 5
    try:
        assert offline.root_by_inclusion(leaf, index, size, steps) != root(8)
    except ValueError:
        assert change in ("short", "long", "size")


def test_consistency_is_that_of_the_reference() -> None:
    for (old, size), steps in CONSISTENCY.items():
        assert offline.is_consistent(old, root(old), size, root(size), path(steps)), (old, size)
        assert not offline.is_consistent(old, root(old), size, root(size), path(steps)[:-1]), (old, size)
        assert not offline.is_consistent(old, root(old), size, root(size), [*path(steps), bytes(32)]), (old, size)
        assert not offline.is_consistent(old, bytes(32), size, root(size), path(steps)), (old, size)
        assert not offline.is_consistent(old, root(old), size, bytes(32), path(steps)), (old, size)
    assert offline.is_consistent(8, root(8), 8, root(8), [])
    assert not offline.is_consistent(8, root(7), 8, root(8), [])
    assert not offline.is_consistent(8, root(8), 7, root(7), [])


def bundle() -> dict[str, Any]:
    """A bundle over two leaves, made here and not by the database."""
    content = json.dumps(["org", "leaf", "transaction.posted", "doc", "ann", "app", None, {"lines": 2}])
    leaf: dict[str, Any] = {"content": content, "document": "(a,1\n(b,2", "index": "1"}
    other = offline.leaf_hash(b"other")
    leaf["path"] = [other.hex()]
    checkpoint = dict.fromkeys(offline.SEAL_FIELDS, "x") | {
        "format": "hera seal 1",
        "seal": "1",
        "tree_size": "2",
        "oldest_at": None,
        "root": offline.node_hash(other, offline.leaf_hash(offline.entry_of(leaf))).hex(),
    }
    checkpoint["seal_hash"] = sha256(offline.canonical([checkpoint[name] for name in offline.SEAL_FIELDS])).hexdigest()
    return {"format": "hera proof 1", "checkpoint": checkpoint, "leaves": [leaf]}


def test_a_bundle_proves_or_not(tmp_path: Path) -> None:
    assert offline.bundle_faults(bundle()) == []
    assert offline.bundle_faults(bundle(), bundle()["checkpoint"]) == []
    for place, wrong in (
        (("leaves", 0, "document"), "(a,1\n(b,3"),
        (("leaves", 0, "content"), '["org", "leaf", "transaction.voided", "doc", "ann", "app", null, {}]'),
        (("leaves", 0, "index"), "0"),
        (("leaves", 0, "path"), None),
        (("leaves", 0, "path"), ["00"]),
        (("leaves",), []),
        (("checkpoint", "root"), "00" * 32),
        (("checkpoint", "sealed_at"), "y"),
        (("checkpoint",), {}),
        (("format",), "hera proof 2"),
    ):
        changed: Any = deepcopy(bundle())
        inner = changed
        for key in place[:-1]:
            inner = inner[key]
        inner[place[-1]] = wrong
        assert offline.bundle_faults(changed), place
    assert offline.bundle_faults(bundle(), {"seal_hash": "x", "seal": "0"})


# RFC 8032, 7.1: public key, message, signature.
SIGNATURES = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
]  # fmt: skip


def test_signatures_are_those_of_the_rfc() -> None:
    for key, message, signature in SIGNATURES:
        arguments = [bytes.fromhex(part) for part in (key, message, signature)]
        assert offline.signature_is_right(*arguments)
        for place in range(3):
            wrong = list(arguments)
            wrong[place] = bytes([wrong[place][0] ^ 1, *wrong[place][1:]]) if wrong[place] else b"x"
            assert not offline.signature_is_right(*wrong), place
        assert not offline.signature_is_right(arguments[0], arguments[1], arguments[2][:63])


def test_a_signed_checkpoint(tmp_path: Path) -> None:
    pytest.importorskip("cryptography")
    from hera.audit.checkpoints import keep, sign

    key = tmp_path / "key.pem"
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", str(key)], check=True, capture_output=True)
    checkpoint = bundle()["checkpoint"]
    signed = sign(checkpoint, key)
    assert list(offline.signature_faults(signed, signed["signature"]["public_key"])) == []
    assert list(offline.signature_faults(signed, "00" * 32)) == ["seal 1 is signed with another key"]
    assert list(offline.signature_faults(checkpoint, "00" * 32)) == ["seal 1 is not signed"]
    assert list(offline.signature_faults({**signed, "seal_hash": "00" * 32})) == ["the signature of seal 1 is wrong"]
    keep(checkpoint, tmp_path)
    keep(signed, tmp_path)
    assert offline.bundle_faults(bundle(), signed) == []
    assert offline.bundle_faults(bundle(), {**signed, "signature": {**signed["signature"], "value": "00" * 64}}) != []


def test_it_runs_alone(tmp_path: Path) -> None:
    file = tmp_path / "bundle.json"
    file.write_text(json.dumps(bundle()))
    # -I: nothing but the standard library can be imported.
    command = [sys.executable, "-I", "-S", offline.__file__, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split("\n")[0]) == (0, "PROVED"), done
    file.write_text(json.dumps(bundle() | {"leaves": []}))
    assert subprocess.run(command, capture_output=True, check=False).returncode == 3
