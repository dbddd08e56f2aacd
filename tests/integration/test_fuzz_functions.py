"""Whatever a public function is given, it answers, or refuses with a documented code; a failure inside a body is a defect."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings

from support.databases import Connection
from support.fuzzing import Fuzz
from support.leaks.arguments import Function, functions
from support.leaks.secrets import gather
from support.leaks.tenant import Tenant
from support.leaks.world import PROBE
from support.office import Office, value
from support.patience import patient

CASES = 100_000
# A pass over the whole server takes a second: a few cases of each are enough.
SLOW = {
    "hera.verify",
    "hera.verify_since",
    "hera.verify_audit",
    "hera.migration_verify",
    "hera.migrate",
    "hera.migrate_prepare",
}
# What the server itself refuses before a body runs, as docs/errors.md lists it; 57014 is a cancelled statement.
OF_INPUT = {"22P02", "22P05", "22003", "22007", "22008", "22001", "54000", "54001", "42501"}
ANYWHERE = {"57014"}


@dataclass
class Bench:
    """A tenant that has used everything, its owner, an administrator who is no superuser, and every public function."""

    office: Office
    tenant: Tenant
    fuzz: Fuzz
    functions: list[Function]
    callers: dict[str, Connection]
    codes: set[str]


@pytest.fixture(scope="module")
def bench(office: Office, seed: int) -> Bench:
    mark = "qu" + "".join(random.Random(seed).choice("klmnopqrs") for _ in range(5))
    tenant = Tenant(office, mark, 41_503)
    tenant.work()
    columns = gather(office.admin, mark, [tenant.organization], []).columns
    fields = [row[0] for row in office.admin.execute("SELECT DISTINCT field FROM hera_internal.request_field")]
    callers = {
        "owner": office.database.connect(tenant.login),
        "admin": office.database.connect(office.login(groups=("hera_app", "hera_admin"))),
    }
    for caller in callers.values():
        caller.execute("SET statement_timeout = '20s'")
        caller.execute(PROBE)
    codes = {row[0] for row in office.admin.execute("SELECT sqlstate FROM hera_internal.error_code")}
    fuzz = Fuzz(columns, str(tenant.organization), sorted(fields))
    return Bench(office, tenant, fuzz, functions(office.admin, "hera"), callers, codes)


def fault(bench: Bench, state: str, context: str) -> bool:
    """Whether an error is a defect: a documented code, a refusal of input and a cancelled statement are none."""
    inside = "PL/pgSQL function hera" in context or "PL/Python" in context
    return not (state in bench.codes | ANYWHERE or (state in OF_INPUT and not inside))


def run(bench: Bench, function: Function, cases: int, seen: Counter[str]) -> str | None:
    """So many cases of one function; the smallest that fails, if one does."""
    callers = [bench.callers[name] for name in ("owner", "admin")]
    count = 0

    @settings(
        max_examples=cases, deadline=None, database=None, report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(bench.fuzz.calls(function))
    def check(statement: str) -> None:
        nonlocal count
        count += 1
        caller = callers[count % 2]
        try:
            with caller.transaction(force_rollback=True):
                row = caller.execute("SELECT * FROM pg_temp.probe(ARRAY[''], ARRAY[%s])", [statement]).fetchone()
                assert row is not None
                state, context = row[0], row[4]
        except psycopg.Error as error:
            row, state, context = (str(error),), error.sqlstate or "XX000", error.diag.context or ""
        seen[state] += 1
        assert not caller.closed, f"the connection was lost\n{statement[:3000]}"
        assert state == "00000" or not fault(bench, state, context), f"{row}\n{statement[:3000]}"

    try:
        check()
    except AssertionError as error:
        return str(error)
    return None


@patient
def test_public_functions_answer_or_refuse(
    bench: Bench, scaled: Callable[[int], int], record_figure: Callable[..., None], seed: int
) -> None:
    quick = [function for function in bench.functions if function.name not in SLOW]
    # A function without arguments has one case only, and one of a few switches a few: the others have more.
    varied = sum(1 for function in quick if function.arguments)
    each = math.ceil(scaled(CASES) * 1.02 / varied)
    seen: Counter[str] = Counter()
    failures = []
    for function in bench.functions:
        cases = min(each, 5 + each // 100) if function.name in SLOW else each
        if (failure := run(bench, function, cases, seen)) is not None:
            failures.append(f"{function.name}: {failure}")
    record_figure(
        "fuzzing: cases over public functions", sum(seen.values()), f"cases, seed {seed}", ">= 100,000 x scale"
    )
    assert not failures, f"{len(failures)} functions, HERA_SEED={seed}:\n" + "\n\n".join(failures)
    assert sum(seen.values()) >= scaled(CASES)
    assert seen["00000"] > 0
    assert len({code for code in seen if code.startswith("ZH")}) > 10
    assert value(bench.office.admin, "SELECT 1") == 1


def test_a_failure_inside_a_body_is_found(bench: Bench) -> None:
    """A division by zero in a body is a fault; the same at the input of a call is not."""
    admin = bench.office.admin
    with admin.transaction(force_rollback=True):
        admin.execute(
            "CREATE FUNCTION hera.broken(p_text text) RETURNS integer LANGUAGE plpgsql AS 'BEGIN RETURN p_text::integer; END'"
        )
        for statement, found in (("SELECT hera.broken('x')", True), ("SELECT hera.broken('x'::integer::text)", False)):
            with pytest.raises(psycopg.Error) as caught, admin.transaction():
                admin.execute(statement.encode())
            context = caught.value.diag.context or ""
            assert fault(bench, caught.value.sqlstate or "", context) == found, statement


# What fuzzing has found, and what is said since: no code is an answer.
FOUND = [
    ("SELECT * FROM hera.general_ledger({firm}, p_from => '4713-01-01 BC', p_to => '0163-03-06')", None),
    ("SELECT * FROM hera.trial_balance({firm}, '-infinity')", None),
    ("SELECT * FROM hera.account_balance({firm}, '1000', '4714-11-24 BC')", None),
    ("SELECT hera.record_backup('b', 'pg_dump', NULL, 'here', 1, NULL)", "VAL_002"),
    ("SELECT hera.record_backup('b', 'pg_dump', now(), 'here', NULL, NULL)", "VAL_002"),
    ("SELECT hera.record_backup('b', 'pg_dump', now(), 'here', -3, NULL)", "VAL_009"),
    ("SELECT * FROM hera.organization_costs('5874897-12-31', '2000-01-01')", None),
    ("SELECT * FROM hera.maintenance_window('294276-12-31+00')", "VAL_010"),
    ("""SELECT hera.report_host('{{"tax_code": []}}')""", "VAL_010"),
    ("SELECT hera.set_exchange_rate({firm}, 'EUR', 'GBP', 'infinity', 1.1, 'a bank')", "VAL_007"),
]


@pytest.mark.parametrize(("statement", "code"), FOUND)
def test_what_fuzzing_found_is_answered_or_refused(bench: Bench, statement: str, code: str | None) -> None:
    call = statement.format(firm=f"'{bench.tenant.organization}'::uuid")
    with bench.office.admin.transaction(force_rollback=True):
        if code is None:
            bench.office.admin.execute(call.encode())
        else:
            with pytest.raises(psycopg.Error, match=code):
                bench.office.admin.execute(call.encode())
