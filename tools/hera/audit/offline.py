#!/usr/bin/env python3
"""Verifies a bundle of ``hera.audit_proof`` without a database: ``python3 offline.py bundle.json``.

One file, standard library only, so that an auditor can read it and take it along. Give a checkpoint that was kept
earlier as the second argument to check that the bundle belongs to the same trail, and ``keys.json`` that was kept beside
it as the third to check who signed it: keys that are retired verify what they signed while they were in force.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256, sha512
from itertools import pairwise
from pathlib import Path
from typing import Any

SEAL_FIELDS = (
    "format",
    "seal",
    "horizon",
    "system_identifier",
    "tree_size",
    "root",
    "through_xid",
    "oldest_at",
    "sealed_at",
    "sealed_by",
    "previous_hash",
)


def leaf_hash(entry: bytes) -> bytes:
    """RFC 6962, 2.1: hash of a leaf."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """RFC 6962, 2.1: hash of a node."""
    return sha256(b"\x01" + left + right).digest()


def tree_root(hashes: Sequence[bytes]) -> bytes:
    """Root of the tree over hashes of leaves."""
    level = list(hashes)
    if not level:
        return sha256().digest()
    while len(level) > 1:
        pairs = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0]


def root_by_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """Root that a leaf and its path lead to (RFC 9162, 2.1.3.2); ValueError for a path of the wrong length."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is outside a tree of {size}")
    node, last, root = index, size - 1, leaf
    for step in path:
        if last == 0:
            raise ValueError("the path is too long")
        if node % 2 == 1 or node == last:
            root = node_hash(step, root)
            while node % 2 == 0 and node != 0:
                node, last = node >> 1, last >> 1
        else:
            root = node_hash(root, step)
        node, last = node >> 1, last >> 1
    if last != 0:
        raise ValueError("the path is too short")
    return root


def is_consistent(old_size: int, old_root: bytes, size: int, root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path shows that the old tree is the beginning of the new one (RFC 9162, 2.1.4.2)."""
    if old_size > size:
        return False
    if old_size == size:
        return not path and old_root == root
    if old_size == 0:
        return not path and old_root == sha256().digest()
    steps = list(path)
    if old_size & (old_size - 1) == 0:
        steps.insert(0, old_root)
    if not steps:
        return False
    node, last = old_size - 1, size - 1
    while node % 2 == 1:
        node, last = node >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if node % 2 == 1 or node == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while node % 2 == 0 and node != 0:
                node, last = node >> 1, last >> 1
        else:
            second = node_hash(second, step)
        node, last = node >> 1, last >> 1
    return last == 0 and first == old_root and second == root


def canonical(values: Sequence[Any]) -> bytes:
    """An array as PostgreSQL writes jsonb: a space after each comma, no escapes beyond those of JSON."""
    return json.dumps(values, ensure_ascii=False).encode()


def seal_faults(checkpoint: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a checkpoint in itself."""
    if checkpoint.get("format") != "hera seal 1":
        yield f"format {checkpoint.get('format')!r} is not known"
    elif sha256(canonical([checkpoint.get(name) for name in SEAL_FIELDS])).hexdigest() != checkpoint.get("seal_hash"):
        yield f"seal {checkpoint.get('seal')} does not carry its own hash"


PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE = -121665 * pow(121666, -1, PRIME) % PRIME
BASE = (
    15112221349535400772501151409588531511454012693041857206046113283949847762202,
    46316835694926478169428394003475163141307993866256225615783033603165251855960,
)
Point = tuple[int, int]


def signature_is_right(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Ed25519 (RFC 8032, 5.1.7), slowly and for public data only."""
    point, sent = _decompress(public_key), _decompress(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if len(public_key) != 32 or len(signature) != 64 or point is None or sent is None or scalar >= ORDER:
        return False
    digest = int.from_bytes(sha512(signature[:32] + public_key + message).digest(), "little") % ORDER
    return _multiply(BASE, scalar) == _add(sent, _multiply(point, digest))


def _add(one: Point, other: Point) -> Point:
    (x1, y1), (x2, y2) = one, other
    cross = CURVE * x1 * x2 * y1 * y2 % PRIME
    x = (x1 * y2 + x2 * y1) * pow(1 + cross, -1, PRIME)
    y = (y1 * y2 + x1 * x2) * pow(1 - cross, -1, PRIME)
    return x % PRIME, y % PRIME


def _multiply(point: Point, scalar: int) -> Point:
    total = (0, 1)
    while scalar:
        if scalar & 1:
            total = _add(total, point)
        point = _add(point, point)
        scalar >>= 1
    return total


def _decompress(data: bytes) -> Point | None:
    """The point in 32 bytes: y, and the lowest bit of x above it; None when there is none."""
    number = int.from_bytes(data, "little")
    y, odd = number & (2**255 - 1), number >> 255
    if len(data) != 32 or y >= PRIME:
        return None
    square = (y * y - 1) * pow(CURVE * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if x * x % PRIME != square:
        x = x * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
    if x * x % PRIME != square or (x == 0 and odd):
        return None
    return (PRIME - x if x % 2 != odd else x), y


# A rotation registers the new key before it takes the place of the old one in the file.
GRACE_SECONDS = 86400


def key_statement(key: dict[str, Any]) -> bytes:
    """What the key before signs: which key follows it, and from when on."""
    return canonical(["hera checkpoint key 1", key["public_key"], key["since"], key["signed_by"]])


def key_faults(keys: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with a list of keys, oldest first: each is vouched for by the one before."""
    for before, key in pairwise(keys):
        name = key["public_key"]
        if key["since"] <= before["since"] or before["retired_at"] != key["since"]:
            yield f"key {name} does not begin when the one before ends"
        if key["signed_by"] is None:
            yield f"key {name} is not vouched for by the one before: {key.get('reason')}"
        elif key["signed_by"] != before["public_key"] or not signature_is_right(
            bytes.fromhex(before["public_key"]), key_statement(key), bytes.fromhex(key["signature"])
        ):
            yield f"the one before did not sign key {name}"


def signer_faults(checkpoint: dict[str, Any], keys: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Whether a checkpoint is signed, and by a key that was in force when its seal was made."""
    signature = checkpoint.get("signature")
    key = next((key for key in keys if signature and key["public_key"] == signature["public_key"]), None)
    if signature is None:
        yield f"seal {checkpoint.get('seal')} is not signed"
    elif key is None:
        yield f"seal {checkpoint['seal']} is signed with a key that is not known"
    elif key["retired_at"] is not None:
        late = datetime.fromisoformat(checkpoint["sealed_at"]) - datetime.fromisoformat(key["retired_at"])
        if late.total_seconds() > GRACE_SECONDS:
            yield f"seal {checkpoint['seal']} is signed with a key that was retired at {key['retired_at']}"


def signature_faults(checkpoint: dict[str, Any], public_key: str | None = None) -> Iterator[str]:
    """What is wrong with the signature of a checkpoint; with the key that is known, also its absence and another's."""
    signature = checkpoint.get("signature")
    if signature is None:
        if public_key is not None:
            yield f"seal {checkpoint.get('seal')} is not signed"
        return
    if public_key is not None and signature["public_key"] != public_key:
        yield f"seal {checkpoint['seal']} is signed with another key"
    if signature["algorithm"] != "ed25519" or not signature_is_right(
        bytes.fromhex(signature["public_key"]),
        bytes.fromhex(checkpoint["seal_hash"]),
        bytes.fromhex(signature["value"]),
    ):
        yield f"the signature of seal {checkpoint['seal']} is wrong"


def entry_of(leaf: dict[str, Any]) -> bytes:
    """What the tree hashes of a leaf: the hash of its content, then that of the rows of its document."""
    entry = leaf_hash(leaf["content"].encode())
    if leaf["document"] is not None:
        entry += sha256(leaf["document"].encode()).digest()
    return entry


def leaf_faults(leaf: dict[str, Any], size: int, root: bytes) -> Iterator[str]:
    """What is wrong with one leaf of a bundle."""
    name = json.loads(leaf["content"])[1]
    if leaf["path"] is None:
        yield f"leaf {name} is not sealed"
        return
    try:
        found = root_by_inclusion(leaf_hash(entry_of(leaf)), int(leaf["index"]), size, _hashes(leaf["path"]))
    except ValueError as error:
        yield f"leaf {name}: {error}"
        return
    if found != root:
        yield f"leaf {name} is not in the tree as it stands in the bundle"


def bundle_faults(
    bundle: dict[str, Any], kept: dict[str, Any] | None = None, keys: Sequence[dict[str, Any]] | None = None
) -> list[str]:
    """Everything that is wrong with a bundle, and with it in view of a checkpoint and keys that were kept.

    Empty when it proves what it says.
    """
    if bundle.get("format") != "hera proof 1":
        return [f"format {bundle.get('format')!r} is not known"]
    try:
        checkpoint = bundle["checkpoint"]
        size, root = int(checkpoint["tree_size"]), bytes.fromhex(checkpoint["root"])
        faults = list(seal_faults(checkpoint))
        if not bundle["leaves"]:
            faults.append("there is no leaf in it")
        for leaf in bundle["leaves"]:
            faults += leaf_faults(leaf, size, root)
        since = bundle.get("since")
        if since is not None:
            faults += [*seal_faults(since), *signature_faults(since)]
            old_size, old_root = int(since["tree_size"]), bytes.fromhex(since["root"])
            if not is_consistent(old_size, old_root, size, root, _hashes(bundle["consistency"])):
                faults.append(f"the trail of seal {since['seal']} is not the beginning of this one")
        if kept is not None:
            faults += [*seal_faults(kept), *signature_faults(kept)]
        if kept is not None and keys is not None:
            faults += [*key_faults(keys), *signer_faults(kept, keys)]
        if kept is not None and kept["seal_hash"] not in {
            seal["seal_hash"] for seal in (checkpoint, since) if seal is not None
        }:
            faults.append(
                f"the bundle does not name seal {kept['seal']} that was kept: ask for it with that checkpoint"
            )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return [f"the bundle cannot be read: {type(error).__name__}: {error}"]
    return faults


def describe(bundle: dict[str, Any]) -> Iterator[str]:
    """What a bundle proves, for people."""
    checkpoint = bundle["checkpoint"]
    yield (
        f"seal {checkpoint['seal']} of {checkpoint['sealed_at']}, {checkpoint['tree_size']} leaves,"
        f" root {checkpoint['root']}"
    )
    for leaf in bundle["leaves"]:
        _, identifier, event, subject, actor, _, _, said = json.loads(leaf["content"], parse_float=str)
        yield f"leaf {leaf['index']}: {event} by {actor}, leaf {identifier}, subject {subject}"
        if leaf["document"] is not None:
            for line in said.get("posting") or []:
                yield f"  {line.get('account')} {line.get('side')} {line.get('amount')} {line.get('currency')}"
            yield from (f"  {line}" for line in leaf["document"].split("\n"))


def _hashes(path: Sequence[str]) -> list[bytes]:
    hashes = [bytes.fromhex(step) for step in path]
    if any(len(step) != 32 for step in hashes):
        raise ValueError("a hash of the path does not have 32 bytes")
    return hashes


def main(arguments: Sequence[str]) -> int:
    """0 when the bundle proves what it says, 3 when not, 2 for wrong usage."""
    if len(arguments) not in (1, 2, 3):
        print("usage: python3 offline.py BUNDLE [CHECKPOINT [KEYS]]", file=sys.stderr)
        return 2
    try:
        bundle, *kept = (json.loads(Path(name).read_text(encoding="utf-8")) for name in arguments)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    faults = bundle_faults(bundle, *kept)
    if faults:
        print("\n".join(["NOT PROVED", *faults]))
        return 3
    print("\n".join(["PROVED", *describe(bundle)]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
