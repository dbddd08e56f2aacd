"""Tokens open what their claims say to the logins that may use them, and nothing when anything about them is wrong."""

from __future__ import annotations

import base64
import json
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import jwt
import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.office import Office, journal, refused, submit, value

ACTOR = "ann"


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def number(n: int) -> str:
    return b64(n.to_bytes((n.bit_length() + 7) // 8, "big"))


@dataclass
class Issuer:
    """An organization, logins that act by tokens, and the keys that sign them."""

    office: Office
    organization: UUID
    other: UUID
    login: str
    trusted: str
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    private: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))

    def claims(self, **changes: Any) -> dict[str, Any]:
        now = int(time.time())
        claims = {
            "sub": ACTOR, "organization_id": str(self.organization), "aud": ["hera", "x"], "iss": "issuer",
            "iat": now, "exp": now + 600,
        }  # fmt: skip
        return {name: claim for name, claim in {**claims, **changes}.items() if claim is not None}

    def token(self, algorithm: str = "HS256", /, **changes: Any) -> str:
        key: Any = self.secret if algorithm == "HS256" else self.private
        return jwt.encode(self.claims(**changes), key, algorithm, headers={"kid": algorithm})

    def connect(self, login: str | None = None) -> Connection:
        return self.office.connect(login or self.login)

    def add_key(self, kid: str, jwk: dict[str, str]) -> None:
        self.office.admin.execute("SELECT hera.add_token_key(%s, %s, 'issuer', 'hera')", [kid, Jsonb(jwk)])


@pytest.fixture(scope="module")
def everything(office: Office) -> Issuer:
    organization, other = office.organization("Tokens"), office.organization("Others")
    # These tests are refused more often than anybody is allowed to be; tests/integration/test_sign_in.py locks out.
    office.admin.execute("SELECT hera.set_setting('lockout_threshold', '0')")
    for name in (ACTOR, "bob"):
        office.admin.execute("SELECT hera.grant_access(%s, NULL, %s, 'accountant')", [organization, name])
    login = office.login()
    office.admin.execute("SELECT hera.allow_tokens(%s::name, %s)", [login, [organization]])
    issuer = Issuer(office, organization, other, login, office.trusted(organization))
    public = issuer.private.public_key().public_numbers()
    issuer.add_key("HS256", {"kty": "oct", "k": b64(issuer.secret)})
    issuer.add_key("RS256", {"kty": "RSA", "n": number(public.n), "e": number(public.e)})
    return issuer


@pytest.fixture
def issuer(everything: Issuer) -> Iterator[Issuer]:
    yield everything
    everything.office.close()


def authenticate(connection: Connection, token: str) -> dict[str, Any]:
    answer = value(connection, "SELECT hera.authenticate(%s)", [token])
    assert isinstance(answer, dict)
    return answer


@pytest.mark.parametrize("algorithm", ["HS256", "RS256"])
def test_a_token_opens_its_organization_for_its_actor(issuer: Issuer, algorithm: str) -> None:
    connection = issuer.connect()
    token = issuer.token(algorithm)
    with refused("ZHA01"), connection.transaction():
        connection.execute("SELECT hera.submit(%s, %s)", [issuer.organization, Jsonb(journal(raise_on_error=True))])
    for _ in range(2):  # The second is known by its hash.
        with connection.transaction():
            answer = authenticate(connection, token)
            assert (answer["organization_id"], answer["actor"]) == (str(issuer.organization), ACTOR)
            outcome = submit(connection, issuer.organization, journal())
            assert outcome["status"] == "posted"
    leaf = issuer.office.admin.execute(
        "SELECT actor, login FROM hera_internal.audit_leaf WHERE subject_id = %s", [outcome["transaction_id"]]
    ).fetchone()
    assert leaf == (ACTOR, issuer.login)
    # One sign-in for the token, however often it is used.
    signed_in = issuer.office.admin.execute(
        "SELECT actor, login, detail ->> 'kid' FROM hera_internal.audit_leaf"
        " WHERE organization_id = %s AND event = 'access.signed_in' AND detail ->> 'kid' = %s",
        [issuer.organization, algorithm],
    ).fetchall()
    assert signed_in == [(ACTOR, issuer.login, algorithm)]
    with refused("ZHA01"), connection.transaction():
        connection.execute("SELECT hera.submit(%s, %s)", [issuer.organization, Jsonb(journal(raise_on_error=True))])


def test_a_read_only_transaction_signs_in(issuer: Issuer) -> None:
    connection = issuer.connect()
    with connection.transaction():
        connection.execute("SET TRANSACTION READ ONLY")
        authenticate(connection, issuer.token(jti=str(uuid4())))
        connection.execute("SELECT * FROM hera.trial_balance(%s)", [issuer.organization])
    with refused("25006"), connection.transaction():
        connection.execute("SET TRANSACTION READ ONLY")
        authenticate(connection, issuer.token(jti=str(uuid4()), once=True))


def test_a_login_that_acts_by_tokens_names_nobody_itself(issuer: Issuer) -> None:
    with refused("ZHZ01"):
        issuer.connect().execute("SELECT hera.set_context(%s, %s)", [issuer.organization, ACTOR])
    connection = issuer.connect(issuer.trusted)
    connection.execute("SELECT hera.set_context(%s, %s)", [issuer.organization, ACTOR])
    assert authenticate(connection, issuer.token())["actor"] == ACTOR


def test_other_logins_and_other_organizations(issuer: Issuer) -> None:
    office = issuer.office
    for login in (office.login(), office.login(issuer.organization, "viewer")):
        with refused("ZHZ01"):
            authenticate(office.connect(login), issuer.token())
    with refused("ZHZ01"):
        authenticate(issuer.connect(), issuer.token(organization_id=str(issuer.other)))
    with refused("ZHZ01"):
        authenticate(issuer.connect(), issuer.token(sub="nobody"))


def forge(issuer: Issuer, header: dict[str, Any], claims: dict[str, Any], signature: bytes) -> str:
    return ".".join([b64(json.dumps(header).encode()), b64(json.dumps(claims).encode()), b64(signature)])


def signed(issuer: Issuer, payload: bytes) -> str:
    """A token that is signed as it should be, whatever is in it."""
    return jwt.api_jws.encode(payload, issuer.secret, "HS256", headers={"kid": "HS256"})


def forgeries(issuer: Issuer) -> dict[str, str]:
    """Tokens that each break one rule."""
    good = issuer.token()
    head, body, signature = good.split(".")
    public = issuer.private.public_key().public_numbers()
    claims = issuer.claims()
    size = 256
    # A signature that opens to the right hash behind a short padding: what lazy verifiers accept.
    lazy = pow(int.from_bytes(b"\x00\x01\xff\x00" + secrets.token_bytes(252), "big"), public.e, public.n)
    return {
        "no algorithm": forge(issuer, {"alg": "none", "kid": "HS256"}, claims, b""),
        "no algorithm, some signature": forge(issuer, {"alg": "none", "kid": "HS256"}, claims, b"x"),
        "another algorithm's key": jwt.encode(claims, number(public.n), "HS256", headers={"kid": "RS256"}),
        "an algorithm that is not the key's": jwt.encode(claims, issuer.private, "RS512", headers={"kid": "RS256"}),
        "unknown key": jwt.encode(claims, issuer.secret, "HS256", headers={"kid": "other"}),
        "no kid": jwt.encode(claims, issuer.secret, "HS256"),
        "another secret": jwt.encode(claims, secrets.token_bytes(32), "HS256", headers={"kid": "HS256"}),
        "a claim changed": ".".join([head, b64(json.dumps(issuer.claims(sub="bob")).encode()), signature]),
        "signature cut": good[:-4],
        "signature empty": f"{head}.{body}.",
        "RSA signature of zero": forge(issuer, {"alg": "RS256", "kid": "RS256"}, claims, bytes(size)),
        "RSA signature of one": forge(issuer, {"alg": "RS256", "kid": "RS256"}, claims, bytes(size - 1) + b"\x01"),
        "RSA signature too long": forge(issuer, {"alg": "RS256", "kid": "RS256"}, claims, bytes(size + 1)),
        "RSA padding": forge(issuer, {"alg": "RS256", "kid": "RS256"}, claims, lazy.to_bytes(size, "big")),
        "no exp": issuer.token(exp=None),
        "exp a text": signed(issuer, json.dumps({**claims, "exp": "never"}).encode()),
        "no actor": issuer.token(sub=None),
        "no organization": issuer.token(organization_id=None),
        "organization not an id": issuer.token(organization_id="' OR true"),
        "once without an identity": issuer.token(once=True),
        "empty": "",
        "two parts": f"{head}.{body}",
        "four parts": good + ".x",
        "not base64": "%%%.%%%.%%%",
        "not JSON": signed(issuer, b"hello"),
        "not UTF-8": signed(issuer, b"\xff\xfe"),
        "a zero character": signed(issuer, b'{"sub":"\\u0000"}'),
        "an array": signed(issuer, b"[1]"),
        "deep": signed(issuer, b"[" * 5000),
        "long": "a" * 100_000,
    }  # fmt: skip


def test_forgeries_open_nothing(issuer: Issuer) -> None:
    connection = issuer.connect()
    for name, token in forgeries(issuer).items():
        with connection.transaction():
            authenticate(connection, issuer.token())
            try:
                with connection.transaction():
                    authenticate(connection, token)
            except psycopg.Error as error:
                assert error.sqlstate == "ZHA02", name
            else:
                pytest.fail(f"accepted: {name}")


def test_a_refused_token_closes_what_was_open(issuer: Issuer) -> None:
    connection = issuer.connect()
    with connection.transaction():
        authenticate(connection, issuer.token())
        connection.execute("DO $$ BEGIN PERFORM hera.authenticate('x.y.z'); EXCEPTION WHEN OTHERS THEN NULL; END $$")
        # The block was rolled back, and with it the change of the setting: the first token still holds.
        assert value(connection, "SELECT hera_internal.current_org()") == issuer.organization


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"exp": -3600}, "ZHA03"),
        ({"nbf": 3600}, "ZHA03"),
        ({"exp": -10}, None),
        ({"nbf": 10}, None),
        ({"iss": "another"}, "ZHA04"),
        ({"iss": None}, "ZHA04"),
        ({"aud": "another"}, "ZHA04"),
        ({"aud": None}, "ZHA04"),
        ({"aud": "hera"}, None),
    ],
)
def test_claims_are_judged_now(issuer: Issuer, changes: dict[str, Any], state: str | None) -> None:
    now = int(time.time())
    claims = {name: now + claim if isinstance(claim, int) else claim for name, claim in changes.items()}
    connection = issuer.connect()
    token = issuer.token(**claims)
    if state is None:
        authenticate(connection, token)
    else:
        for _ in range(2):
            with refused(state):
                authenticate(connection, token)


def test_keys_overlap_and_are_retired(issuer: Issuer) -> None:
    admin, connection = issuer.office.admin, issuer.connect()
    secret = secrets.token_bytes(48)
    issuer.add_key("next", {"kty": "oct", "k": b64(secret)})
    token = jwt.encode(issuer.claims(), secret, "HS256", headers={"kid": "next"})
    authenticate(connection, token)
    authenticate(connection, issuer.token())
    admin.execute("SELECT hera.retire_token_key('next')")
    with refused("ZHA02"):
        authenticate(connection, token)
    assert value(admin, "SELECT in_force FROM hera.list_token_keys() WHERE kid = 'next'") is False
    with refused("ZHV10"):
        issuer.add_key("next", {"kty": "oct", "k": b64(secret)})
    admin.execute(
        "SELECT hera.add_token_key('later', %s, p_valid_from => now() + interval '1 day')",
        [Jsonb({"kty": "oct", "k": b64(secret)})],
    )
    with refused("ZHA02"):
        authenticate(connection, jwt.encode(issuer.claims(), secret, "HS256", headers={"kid": "later"}))


def test_revoked_tokens(issuer: Issuer) -> None:
    admin, connection = issuer.office.admin, issuer.connect()
    identity = str(uuid4())
    token = issuer.token(jti=identity)
    authenticate(connection, token)
    admin.execute("SELECT hera.revoke_token(%s, now() + interval '1 hour')", [identity])
    with refused("ZHA05"):
        authenticate(connection, token)
    before = issuer.token(sub="bob", iat=int(time.time()) - 60)
    authenticate(connection, before)
    admin.execute("SELECT hera.revoke_tokens_before(now() - interval '30 s', 'bob')")
    for refused_token in (before, issuer.token(sub="bob", iat=None)):
        with refused("ZHA05"):
            authenticate(connection, refused_token)
    authenticate(connection, issuer.token(sub="bob"))
    authenticate(connection, issuer.token(iat=int(time.time()) - 60))


def test_a_token_for_one_call(issuer: Issuer) -> None:
    connection = issuer.connect()
    token = issuer.token(jti=str(uuid4()), once=True)
    with pytest.raises(ZeroDivisionError), connection.transaction():
        authenticate(connection, token)
        raise ZeroDivisionError
    authenticate(connection, token)
    with refused("ZHA05"):
        authenticate(connection, token)


def test_of_calls_at_once_a_token_for_one_lets_one_in(issuer: Issuer) -> None:
    for _ in range(5):
        token = issuer.token(jti=str(uuid4()), once=True)
        connections = [issuer.connect() for _ in range(8)]
        start, answers = threading.Barrier(8), []

        def call(connection: Connection, start: threading.Barrier, token: str, answers: list[str]) -> None:
            start.wait()
            try:
                authenticate(connection, token)
                answers.append("in")
            except psycopg.Error as error:
                answers.append(str(error.sqlstate))

        threads = [threading.Thread(target=call, args=(c, start, token, answers)) for c in connections]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(answers) == ["ZHA05"] * 7 + ["in"]
        issuer.office.close()


def test_keys_that_are_none(issuer: Issuer) -> None:
    public = issuer.private.public_key().public_numbers()
    for jwk in (
        {}, [], "x", {"kty": "oct", "k": b64(bytes(31))}, {"kty": "oct", "k": "!" * 50}, {"kty": "oct"},
        {"kty": "RSA", "n": number(public.n), "e": "AQ"}, {"kty": "RSA", "n": number(public.n >> 100), "e": "AQAB"},
        {"kty": "RSA", "n": number(public.n), "e": "AQAB", "d": number(5)}, {"kty": "EC"},
    ):  # fmt: skip
        with refused("ZHV10"):
            issuer.office.admin.execute("SELECT hera.add_token_key('bad', %s)", [Jsonb(jwk)])


def test_the_arithmetic_agrees_with_python(issuer: Issuer, scaled: Any) -> None:
    admin = issuer.office.admin

    @settings(max_examples=scaled(3_000), deadline=None)
    @given(st.binary(max_size=80), st.integers(0, 2**32 - 1), st.integers(1, 2**600))
    def check(data: bytes, exponent: int, modulus: int) -> None:
        base = int.from_bytes(data, "big")
        assert value(admin, "SELECT hera_internal.bytes_to_numeric(%s)", [data]) == base
        got = value(admin, "SELECT hera_internal.power_modulo(%s::numeric, %s, %s::numeric)", [base, exponent, modulus])
        assert got == (pow(base, exponent, modulus) if modulus > 1 or exponent > 0 else 1)

    check()


def test_purge_keeps_what_may_still_be_shown(issuer: Issuer) -> None:
    admin = issuer.office.admin
    admin.execute("SELECT hera.revoke_token('old', now() - interval '2 hours')")
    admin.execute("SELECT hera.revoke_token('new', now() + interval '2 hours')")
    assert value(admin, "SELECT hera.purge_tokens()") >= 1
    assert value(admin, "SELECT array_agg(jti) FROM hera_internal.spent_token WHERE jti IN ('old', 'new')") == ["new"]
