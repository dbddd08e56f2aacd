"""Ways through the session: contexts, roles, settings, prepared statements, cursors, shadows, locks and other servers."""

from __future__ import annotations

import base64
import json
import re
import time
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from support.leaks.arguments import call
from support.leaks.ways_functions import FunctionWays
from support.leaks.ways_relations import RelationWays
from support.leaks.world import Attempt, World, quote

_SETTING = re.compile(r"current_setting\('([a-z_.]+)'")
_SHADOWS = (
    "CREATE FUNCTION pg_temp.{name}() RETURNS uuid LANGUAGE sql AS $$ SELECT {victim}::uuid $$",
    "CREATE FUNCTION pg_temp.{name}(uuid, text) RETURNS uuid LANGUAGE sql AS $$ SELECT {victim}::uuid $$",
    "CREATE FUNCTION pg_temp.{name}(text) RETURNS text LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE NOTICE 'shadow %', $1; RETURN {victim}; END $$",
    "CREATE TEMPORARY TABLE login_binding AS SELECT {victim}::uuid AS organization_id, session_user::text AS login,"
    " NULL::text AS actor, false AS tokens_only",
    "CREATE TEMPORARY TABLE organization_member AS SELECT {victim}::uuid AS organization_id, session_user::text AS actor,"
    " 'owner'::text AS role",
    "CREATE FUNCTION pg_temp.same(uuid, uuid) RETURNS boolean LANGUAGE sql AS $$ SELECT true $$;"
    " CREATE OPERATOR pg_temp.= (LEFTARG = uuid, RIGHTARG = uuid, FUNCTION = pg_temp.same)",
    "CREATE TEMPORARY VIEW core_organizations AS SELECT {victim}::uuid AS organization_id, 'GBP'::text AS currency",
)
_SHADOWED = ("current_setting", "set_config", "read_context", "resolve_caller", "current_org", "authorize", "sha256",
             "session_user", "readable_organizations", "caller_name", "lower", "pg_has_role")  # fmt: skip


class SessionWays:
    """Attempts by what a session may set, open and define."""

    def __init__(self, world: World, calls: FunctionWays, relations: RelationWays) -> None:
        self.world = world
        self.rng = world.rng
        self.calls = calls
        self.relations = relations
        self.victim = str(world.victim.organization)
        self.copied = self._contexts_of_the_victim()

    def _contexts_of_the_victim(self) -> list[str]:
        """Signed by the server for the victim's login, in transactions of its own that are over."""
        owner, found = self.world.victim.owner, []
        for _ in range(5):
            with owner.transaction():
                owner.execute("SELECT hera.set_context(%s, %s)", [self.victim, self.world.victim.actor])
                row = owner.execute("SELECT current_setting('hera.context')").fetchone()
                assert row is not None
                found.append(row[0])
        return found

    @cached_property
    def settings(self) -> list[str]:
        """Every setting of HERA's own that any function reads."""
        rows = self.world.office.admin.execute(
            "SELECT prosrc FROM pg_proc WHERE pronamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace)"
        ).fetchall()
        return sorted({name for row in rows for name in _SETTING.findall(row[0] or "") if name.startswith("hera.")})

    def _look(self) -> str:
        """A statement that would show the victim's rows if what came before it had worked."""
        if self.rng.random() < 0.6:
            name = self.rng.choice(list(self.relations.readable))
            return f"SELECT * FROM {name}"
        function = self.rng.choice(self.calls.of_tenants)
        return call(function, self.victim, self.calls.theirs, self.calls.theirs, self.rng)

    def _login(self) -> str:
        return self.rng.choice(["owner", "viewer", "bi", "nobody", "auditor", "trusted"])

    def forged_contexts(self) -> Iterator[Attempt]:
        """Copied, stale, cut, extended and invented contexts, and the plain settings beside them."""
        while True:
            copied = self.rng.choice(self.copied)
            forged = self.rng.choice(
                [
                    copied,
                    copied[:64] + self.victim + copied[100:],
                    self.rng.randbytes(32).hex() + copied[64:],
                    "0" * 64 + self.victim + self.world.victim.actor,
                    copied[: self.rng.randrange(len(copied))],
                    copied + self.rng.choice(" x'\\"),
                    copied.upper(),
                    self.victim,
                    copied[64:],
                ]
            )
            settings = {"hera.context": forged, "hera.organization_id": self.victim}
            chosen = [f"set_config({quote(name)}, {quote(value)}, true)" for name, value in settings.items()]
            if self.rng.random() < 0.3:
                chosen.reverse()
            login = self._login()
            prelude = self.rng.choice(["", self.world.contexts[login]])
            yield Attempt(login, self._look(), "; ".join(filter(None, (prelude, f"SELECT {', '.join(chosen)}"))))

    def plain_settings(self) -> Iterator[Attempt]:
        """Each setting that functions read, made the victim's."""
        while True:
            for name in self.settings:
                value = self.rng.choice([self.victim, self.world.victim.actor, self.world.victim.login, "on", ""])
                login = self._login()
                prelude = "; ".join(
                    filter(
                        None, (self.world.contexts[login], f"SELECT set_config({quote(name)}, {quote(value)}, true)")
                    )
                )
                yield Attempt(login, self._look(), prelude)

    def roles(self) -> Iterator[Attempt]:
        """Every role of the server: to be it, to give it to oneself, to make one."""
        names = [row[0] for row in self.world.office.admin.execute("SELECT rolname FROM pg_roles").fetchall()]
        while True:
            for name in self.rng.sample(names, len(names)):
                own = self.world.names[login := self._login()]
                prelude = self.rng.choice(
                    [
                        f'SET LOCAL ROLE "{name}"',
                        f'SET LOCAL SESSION AUTHORIZATION "{name}"',
                        f'GRANT "{name}" TO "{own}"',
                        f'ALTER ROLE "{own}" SUPERUSER',
                        f'ALTER ROLE "{name}" PASSWORD NULL',
                        f'CREATE ROLE {self.world.own_mark} IN ROLE "{name}"',
                        f'ALTER ROLE "{own}" SET hera.context = {quote(self.rng.choice(self.copied))}',
                        f"SELECT set_config('role', {quote(name)}, true)",
                        f"SELECT set_config('session_authorization', {quote(name)}, true)",
                        f'REASSIGN OWNED BY "{name}" TO "{own}"',
                    ]
                )
                yield Attempt(login, self._look(), prelude)

    def prepared_statements(self) -> Iterator[Attempt]:
        """Planned in one context, executed in another that does not verify."""
        while True:
            login = self.rng.choice(["viewer", "trusted", "auditor"])
            name = self.rng.choice(list(self.relations.readable))
            plan = self.rng.choice(["force_generic_plan", "force_custom_plan", "auto"])
            context = self.rng.choice([*self.copied, "", self.victim])
            prelude = "; ".join(
                [
                    "DEALLOCATE ALL", f"SET LOCAL plan_cache_mode = {plan}", self.world.contexts[login],
                    f"PREPARE look AS SELECT * FROM {name}", "EXECUTE look",
                    f"SELECT set_config('hera.context', {quote(context)}, true)",
                ]
            )  # fmt: skip
            yield Attempt(login, "EXECUTE look", prelude)

    def cursors(self) -> Iterator[Attempt]:
        """Opened before the context was changed, and those that others may have left open."""
        while True:
            login = self.rng.choice(["viewer", "trusted", "auditor", "bi"])
            name = self.rng.choice(list(self.relations.readable))
            context = quote(self.rng.choice(self.copied))
            opened = f"DECLARE look SCROLL CURSOR {self.rng.choice(['', 'WITH HOLD '])}FOR SELECT * FROM {name}"
            change = f"SELECT set_config('hera.context', {context}, true)"
            prelude = "; ".join(
                filter(None, self.rng.choice([(change, opened), (self.world.contexts[login], opened, change)]))
            )
            yield Attempt(login, self.rng.choice(["FETCH ALL FROM look", "SELECT * FROM pg_cursors"]), prelude)

    def shadows(self) -> Iterator[Attempt]:
        """Functions, operators, tables and views of the session's own with the names that HERA uses."""
        while True:
            shadow = self.rng.choice(_SHADOWS).format(name=self.rng.choice(_SHADOWED), victim=quote(self.victim))
            path = self.rng.choice(
                ["pg_temp, hera_internal, hera, pg_catalog", "pg_temp, pg_catalog", "hera_internal, pg_temp"]
            )
            yield Attempt(self._login(), self._look(), f"{shadow}; SET LOCAL search_path = {path}")

    def tokens(self) -> Iterator[Attempt]:
        """Tokens for the victim that nobody signed, or somebody else did."""
        while True:
            header = {
                "alg": self.rng.choice(["none", "HS256", "RS256", "hs256"]),
                "kid": self.rng.choice(["1", "", "leak"]),
            }
            claims = {"sub": self.world.victim.actor, "organization_id": self.victim, "exp": int(time.time()) + 600}
            signature = (
                base64.urlsafe_b64encode(self.rng.randbytes(self.rng.choice([0, 32, 256]))).rstrip(b"=").decode()
            )
            token = ".".join((_part(header), _part(claims), signature))
            yield Attempt(self._login(), self._look(), f"SELECT hera.authenticate({quote(token)})")

    def large_objects(self) -> Iterator[Attempt]:
        """Large objects, files and settings of the server."""
        while True:
            statement = self.rng.choice(
                ["SELECT lo_get(oid) FROM pg_largeobject_metadata", "SELECT data FROM pg_largeobject",
                 "SELECT lo_export(oid, '/dev/null') FROM pg_largeobject_metadata", "SELECT pg_ls_dir('.')",
                 "SELECT pg_read_file('postgresql.conf')", "SELECT lo_import('/etc/hostname')", "SELECT * FROM pg_ls_logdir()",
                 "SELECT pg_read_binary_file('global/pg_control')", "SELECT setting FROM pg_settings"]
            )  # fmt: skip
            yield Attempt(self._login(), statement)

    def other_servers(self) -> Iterator[Attempt]:
        """A connection from the server to itself, as somebody else."""
        while True:
            user = self.rng.choice(["postgres", "hera_owner", "hera_api", self.world.victim.login])
            target = (
                f"host={self.world.office.database.cluster.socket} dbname={self.world.office.database.name} user={user}"
            )
            statement = self.rng.choice(
                ["CREATE EXTENSION dblink", "CREATE EXTENSION postgres_fdw", "CREATE EXTENSION file_fdw",
                 f"SELECT * FROM dblink.dblink({quote(target)}, 'SELECT name FROM hera.core_entities') AS x (name text)",
                 f"SELECT dblink.dblink_connect_u({quote(target)})", "CREATE SERVER mine FOREIGN DATA WRAPPER postgres_fdw",
                 "CREATE SUBSCRIPTION mine CONNECTION '' PUBLICATION mine", "CREATE LANGUAGE plpython3u"]
            )  # fmt: skip
            yield Attempt(self._login(), statement)


def _part(item: dict[str, Any]) -> str:
    """A part of a token."""
    return base64.urlsafe_b64encode(json.dumps(item).encode()).rstrip(b"=").decode()
