"""What operators and probes call again and again, and what a sign-in by token costs."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from psycopg.types.json import Jsonb

from bench.populate import Connection, Organization

TOKEN_LOGIN = "bench_tokens"


def prepare_tokens(connection: Connection, organization: Organization) -> dict[str, Callable[[], str]]:
    """A login that acts by tokens, and for each algorithm what makes a new token."""
    connection.execute(f"CREATE ROLE {TOKEN_LOGIN} LOGIN")
    connection.execute(f"GRANT hera_app TO {TOKEN_LOGIN}")
    connection.execute("SELECT hera.grant_access(%s, NULL, 'ann', 'viewer')", [organization.id])
    connection.execute("SELECT hera.allow_tokens(%s::name, %s)", [TOKEN_LOGIN, [organization.id]])
    secret, private = uuid4().bytes + uuid4().bytes, rsa.generate_private_key(65537, 2048)
    public = private.public_key().public_numbers()
    keys: dict[str, tuple[Any, dict[str, str]]] = {
        "HS256": (secret, {"kty": "oct", "k": _encode(secret)}),
        "RS256": (private, {"kty": "RSA", "n": _number(public.n), "e": _number(public.e)}),
    }
    for name, (_, jwk) in keys.items():
        connection.execute("SELECT hera.add_token_key(%s, %s)", [name, Jsonb(jwk)])

    def make(name: str) -> Callable[[], str]:
        def token() -> str:
            claims = {
                "sub": "ann",
                "organization_id": str(organization.id),
                "exp": time.time() + 600,
                "jti": str(uuid4()),
            }
            return jwt.encode(claims, keys[name][0], name, headers={"kid": name})

        return token

    return {name: make(name) for name in keys}


def always(parameter: str) -> Callable[[], list[Any]]:
    """The same parameter for every call."""
    return lambda: [parameter]


def each(make: Callable[[], str]) -> Callable[[], list[Any]]:
    """A new parameter for every call."""
    return lambda: [make()]


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _number(number: int) -> str:
    return _encode(number.to_bytes((number.bit_length() + 7) // 8, "big"))
