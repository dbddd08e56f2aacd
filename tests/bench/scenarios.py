"""The scenarios: submit beside the raw limit, its stages, batches, and the cost in large books."""

from __future__ import annotations

import json
import random
import time
from statistics import median
from uuid import UUID

import psycopg
from psycopg import sql
from rich.console import Console

from bench import audit, books, limiter, neighbours, numbers, operations, populate, raw, yardstick
from bench.checks import Stored, count_stored, find_faults
from bench.growth import fill_documents
from bench.load import Load, run_load
from bench.past import Past
from bench.populate import LOGIN, Connection, Organization
from bench.report import Report
from bench.server import DATABASE
from bench.sizes import Sizes
from hera.server.cluster import Cluster

CLIENTS = 8
BATCH_ITEMS = 1_000
STAGES = ("admit", "validate", "classify", "post", "total")
# Amount and reference differ from call to call: the same document again would be a duplicate to look into.
SUBMIT = """\\set n random(1, :requests)
\\set amount random(1, 100000)
\\set reference random(1, 1000000000)
SELECT hera.submit(r.organization_id, r.request || jsonb_build_object(
    'total_amount', (r.request ->> 'total_amount')::numeric + :amount, 'reference_number', 'R-' || :reference))
FROM bench.request AS r WHERE r.n = :n;
"""
INSERT = """\\set n random(1, :prepared)
SELECT bench.insert_document(:n);
"""
# Each batch is sent once, for the same reason: there are more of them than a run gets through.
SUBMIT_BATCH = """SELECT 1 + nextval('bench.turn') % :batches AS n \\gset
SELECT count(b.outcome) FROM bench.batch AS r
CROSS JOIN LATERAL hera.submit_batch(r.organization_id, r.requests) AS b WHERE r.n = :n;
"""
POST = """\\set n random(1, 1000)
SELECT hera.submit(p.organization_id, p.request) FROM bench.posting AS p WHERE p.accounts = :accounts AND p.n = :n;
"""
BOOKS = "books"
CLASSIFY_BATCH = """\\set n random(1, :batches)
SELECT count(b.outcome) FROM bench.past AS r
CROSS JOIN LATERAL hera.classify_batch(r.organization_id, r.requests) AS b WHERE r.n = :n;
"""


class Bench:
    """One run over all scenarios on one server."""

    def __init__(self, cluster: Cluster, report: Report, sizes: Sizes, console: Console) -> None:
        self.cluster = cluster
        self.report = report
        self.sizes = sizes
        self.console = console
        self.requests = 0
        self.sent = 0
        self.before: Stored | None = None
        self.organizations: list[Organization] = []

    def prepare(self) -> None:
        """Organizations, a login that is not a superuser, requests, and a copy of the empty books for later."""
        self.console.print(f"preparing {self.sizes.organizations} organizations")
        with self.connect() as connection:
            self.organizations = populate.create_organizations(connection, self.sizes.organizations)
            self.requests = populate.fill_requests(
                connection, self.organizations, self.sizes.requests_per_organization, self.report.seed
            )
            self.before = count_stored(connection)
        for name in ("small", "large", numbers.DATABASE, audit.DATABASE, audit.WITHOUT):
            self._copy_database(name)

    def submit(self) -> None:
        """hera.submit and the raw limit in turns, so that both meet the same machine."""
        self._submit(DATABASE, 3)
        with self.connect() as connection:
            raw.create_raw_tables(connection)
            prepared = raw.prepare_rows(connection, self.sizes.prepared_rows)
            yardstick.create_plain_tables(connection)
        submits, inserts, plain = [], [], []
        for number in range(self.sizes.rounds):
            submits.append(self._submit(DATABASE, self.sizes.seconds, number))
            inserts.append(self.run(DATABASE, INSERT, self.sizes.seconds, number, prepared=prepared))
            plain.append(self.run(DATABASE, yardstick.SCRIPT, self.sizes.seconds, number))
            self.console.print(
                f"round {number + 1}: submit {submits[-1].rate:,.0f}/s at {submits[-1].cpu_ms:.2f} ms,"
                f" raw {inserts[-1].rate:,.0f}/s at {inserts[-1].cpu_ms:.2f} ms,"
                f" yardstick {plain[-1].rate:,.0f}/s at {plain[-1].cpu_ms:.2f} ms"
            )
        rate, limit = median(load.rate for load in submits), median(load.rate for load in inserts)
        add = self.report.add
        add("submit, 8 clients", rate, "requests/s", at_least=1_200)
        add("submit, p50", median(load.percentile(0.50) for load in submits), "ms")
        add("submit, p95", median(load.percentile(0.95) for load in submits), "ms", at_most=15)
        add("submit, p99", median(load.percentile(0.99) for load in submits), "ms")
        add("submit, server CPU", median(load.cpu_ms for load in submits), "ms/request", at_most=1.0)
        add("raw limit, same rows and indexes", limit, "documents/s")
        add("raw limit, server CPU", median(load.cpu_ms for load in inserts), "ms/document")
        add("submit / raw limit", rate / limit, "", at_least=0.15)
        # For orientation, 13,000 at 0.11 ms on a quiet machine of this kind: how fast was this one?
        add("yardstick, a header and three lines", median(load.rate for load in plain), "documents/s")
        add("yardstick, server CPU", median(load.cpu_ms for load in plain), "ms/document")

    def stages(self) -> None:
        """Where a request on a warm connection spends its time, by its own account."""
        rng = random.Random(self.report.seed)
        totals = dict.fromkeys(STAGES, 0.0)
        with self.connect(LOGIN) as connection:
            for number in range(-50, self.sizes.stage_sample):
                row = connection.execute(
                    "SELECT hera.submit(r.organization_id, r.request) -> 'timings'"
                    " FROM bench.request AS r WHERE r.n = %s",
                    [rng.randint(1, self.requests)],
                    prepare=True,
                ).fetchone()
                self.sent += 1
                assert row is not None
                if number >= 0:
                    for stage in STAGES:
                        totals[stage] += row[0].get(stage, 0.0)
        for stage in STAGES:
            self.report.add(f"stage {stage}", totals[stage] / self.sizes.stage_sample, "ms")

    def batch(self) -> None:
        """hera.submit_batch of 1,000 items on two connections."""
        rng = random.Random(self.report.seed)
        with self.connect() as connection:
            connection.execute(
                "CREATE TABLE bench.batch (n integer PRIMARY KEY, organization_id uuid NOT NULL, requests jsonb NOT NULL)"
            )
            connection.execute("CREATE SEQUENCE bench.turn MINVALUE 0")
            connection.execute(f"GRANT SELECT ON bench.batch TO {LOGIN}")
            connection.execute(f"GRANT USAGE ON SEQUENCE bench.turn TO {LOGIN}")
            for number in range(self.sizes.stored_batches):
                organization = self.organizations[number % len(self.organizations)]
                items = [populate.make_request(organization, rng) for _ in range(BATCH_ITEMS)]
                connection.execute(
                    "INSERT INTO bench.batch VALUES (%s, %s, %s)", [number + 1, organization.id, json.dumps(items)]
                )
        load = self.run(
            DATABASE, SUBMIT_BATCH, self.sizes.batch_seconds, 0, clients=2, batches=self.sizes.stored_batches
        )
        self.sent += load.transactions * BATCH_ITEMS
        self.report.add("submit_batch of 1,000, 2 connections", load.rate * BATCH_ITEMS, "requests/s", at_least=5_000)
        self.report.add("submit_batch, server CPU", load.cpu_ms / BATCH_ITEMS, "ms/request")

    def classify(self) -> None:
        """Documents whose account is guessed, in an organization with 150 accounts in use and a trained model."""
        wanted = self.sizes.past_decisions
        self.console.print(f"an organization with {wanted:,} decisions")
        with self.connect() as admin, self.connect(LOGIN) as connection:
            past = Past(admin, self.report.seed)
            past.fill(admin, wanted)
            trained = past.train(admin, self.cluster.dsn(DATABASE))
            add = self.report.add
            add(f"training, {wanted:,} decisions", trained.seconds, "s", at_most=60)
            add("training, peak memory", trained.peak_gb, "GB", at_most=1.5)
            self._time_classify(connection, past)
            admin.execute(
                "CREATE TABLE bench.past (n integer PRIMARY KEY, organization_id uuid NOT NULL, requests jsonb NOT NULL)"
            )
            admin.execute(f"GRANT SELECT ON bench.past TO {LOGIN}")
            for number in range(self.sizes.batches):
                items = [past.request(news=True) for _ in range(BATCH_ITEMS)]
                admin.execute("INSERT INTO bench.past VALUES (%s, %s, %s)", [number + 1, past.id, json.dumps(items)])
        load = self.run(DATABASE, CLASSIFY_BATCH, self.sizes.batch_seconds, 0, clients=2, batches=self.sizes.batches)
        add("classify_batch of 1,000, 2 connections", load.rate * BATCH_ITEMS, "items/s", at_least=6_000)
        add("classify_batch, server CPU", load.cpu_ms / BATCH_ITEMS, "ms/item")
        self.console.print(f"neighbours among {self.sizes.neighbour_patterns:,} patterns")
        with self.connect() as admin:
            neighbours.compare(admin, past.id, self.sizes.neighbour_patterns, self.report)

    def _time_classify(self, connection: Connection, past: Past) -> None:
        times = []
        stages: dict[str, int] = {}
        for number in range(-200, self.sizes.classify_sample):
            row = connection.execute(
                "SELECT o -> 'timings' -> 'classify', o -> 'explanation' ->> 'stage' FROM hera.submit(%s, %s) AS o",
                [past.id, json.dumps(past.request(news=True))],
                prepare=True,
            ).fetchone()
            assert row is not None
            if number >= 0:
                times.append(float(row[0]))
                stages[row[1]] = stages.get(row[1], 0) + 1
        times.sort()
        self.console.print("decided by " + ", ".join(f"{stage} {count}" for stage, count in sorted(stages.items())))
        self.report.add("classify in submit, median", median(times), "ms", at_most=0.2)
        self.report.add("classify in submit, p99", times[int(len(times) * 0.99)], "ms", at_most=0.5)

    def growth(self) -> None:
        """The same requests in small and in large books, in turns."""
        wanted = {"small": self.sizes.growth_small, "large": self.sizes.growth_large}
        for name, count in wanted.items():
            self.console.print(f"filling books of {count:,} documents")
            self._submit(name, 1)
            with self.connect(database=name) as connection:
                fill_documents(connection, count)
        loads: dict[str, list[Load]] = {name: [] for name in wanted}
        for number in range(self.sizes.growth_rounds):
            for name in wanted:
                self._submit(name, 2, number)
                loads[name].append(self._submit(name, self.sizes.growth_seconds, number))
        cost = {name: median(load.cpu_ms for load in loads[name]) for name in wanted}
        for name, count in wanted.items():
            rate = median(load.rate for load in loads[name])
            self.report.add(f"submit at {count:,} documents", rate, "requests/s")
            self.report.add(f"submit at {count:,} documents, server CPU", cost[name], "ms/request")
        self.report.add("cost in large books / in small books", cost["large"] / cost["small"], "", at_most=1.2)

    def numbers(self) -> None:
        """What numbers without gaps cost."""
        numbers.compare(self)

    def limiter(self) -> None:
        """The rate limiter on one hot key, beside Redis."""
        limiter.compare(self)

    def reports(self) -> None:
        """Reports and verification of one organization with large books, and posting to two of its accounts."""
        self.console.print(f"filling the books of one organization with {self.sizes.report_lines:,} lines")
        self._copy_database(BOOKS)
        with self.connect(database=BOOKS) as connection:
            organization = books.create_books(connection, self.sizes.report_lines, self.report.seed)
            books.fill_postings(connection, organization, 1_000, self.report.seed)
            connection.execute("SELECT * FROM hera.verify_since(%s)", [organization])
            books.post_tail(connection, organization, self.sizes.report_tail, self.report.seed)
        self._time_reports(organization)
        self._time_verify(organization)
        self._compare_accounts()

    def operations(self) -> None:
        """Probes, metrics and sign-in by token."""
        calls = self.sizes.report_calls
        with self.connect() as connection:
            tokens = operations.prepare_tokens(connection, self.organizations[0])
            for kind in ("readiness", "detailed"):
                got = books.milliseconds(connection, "SELECT hera.health(%s)", operations.always(kind), calls)
                self.report.add(f"health, {kind}", got, "ms", at_most=50)
            self.report.add("metrics", books.milliseconds(connection, "SELECT hera.metrics()", list, calls), "ms")
        query = "SELECT hera.authenticate(%s)"
        with self.connect(operations.TOKEN_LOGIN) as connection:
            for name, make in tokens.items():
                got = books.milliseconds(connection, query, operations.each(make), calls)
                self.report.add(f"authenticate, a new {name} token", got, "ms", at_most=3)
                known = make()
                got = books.milliseconds(connection, query, operations.always(known), calls)
                self.report.add(f"authenticate, a known {name} token", got, "ms")

    def audit(self) -> None:
        """What a leaf costs, and sealing."""
        audit.compare(self)

    def _time_reports(self, organization: UUID) -> None:
        rng = random.Random(self.report.seed)
        timed = {
            "trial_balance": ("(%s, %s)", lambda: [organization, books.any_day(rng)], 20),
            "account_balance": ("(%s, %s, %s)", lambda: [organization, books.any_account(rng), books.any_day(rng)], 1),
            "account_statement": (
                "(%s, %s, '2026-11-01', '2026-11-30')", lambda: [organization, books.any_account(rng)], None,
            ),
            "balance_sheet": ("(%s, %s)", lambda: [organization, books.any_day(rng)], None),
            "income_statement": ("(%s, '2026-01-01', %s)", lambda: [organization, books.any_day(rng)], None),
        }  # fmt: skip
        with self.connect(LOGIN, BOOKS) as connection:
            for name, (arguments, choose, bound) in timed.items():
                got = books.milliseconds(
                    connection, f"SELECT * FROM hera.{name}{arguments}", choose, self.sizes.report_calls
                )
                self.report.add(f"{name}, {self.sizes.report_lines:,} lines", got, "ms", at_most=bound)

    def _time_verify(self, organization: UUID) -> None:
        with self.connect(database=BOOKS) as connection:
            for name in ("verify", "verify_since"):
                started = time.perf_counter()
                rows = connection.execute(f"SELECT * FROM hera.{name}(%s)".encode(), [organization]).fetchall()
                seconds = time.perf_counter() - started
                self.report.faults += [f"{name}: {row[0]}: {row[2]}" for row in rows if not row[1]]
                if name == "verify":
                    rate = self.sizes.report_lines / seconds
                    self.report.add("verify, lines a second", rate, "lines/s", at_least=100_000)
                else:
                    self.report.add(f"verify_since, {self.sizes.report_tail:,} new lines", seconds, "s")

    def _compare_accounts(self) -> None:
        loads: dict[int, list[Load]] = {2: [], books.ACCOUNTS: []}
        for number in range(-1, self.sizes.posting_rounds):
            for accounts, done in loads.items():
                load = self.run(BOOKS, POST, self.sizes.posting_seconds, number + 1, accounts=accounts)
                if number >= 0:
                    done.append(load)
        hot, many = (median(load.rate for load in done) for done in loads.values())
        self.report.add("posting to 2 accounts", hot, "requests/s")
        self.report.add(f"posting to {books.ACCOUNTS:,} accounts", many, "requests/s")
        self.report.add("posting to 2 accounts / to 1,000", hot / many, "", at_least=0.9)

    def check(self) -> None:
        """Everything sent was stored, posted and balanced."""
        assert self.before is not None
        with self.connect() as connection:
            after = count_stored(connection)
        self.report.faults += find_faults(self.before, after, self.sent)
        self.report.add("documents sent, stored, posted and balanced", after.posted - self.before.posted, "documents")

    def _submit(self, database: str, seconds: int, number: int = 0) -> Load:
        load = self.run(database, SUBMIT, seconds, number, requests=self.requests)
        if database == DATABASE:
            self.sent += load.transactions
        return load

    def run(
        self, database: str, script: str, seconds: int, number: int, clients: int = CLIENTS, **variables: int
    ) -> Load:
        """One run of pgbench as the login of the load."""
        return run_load(
            self.cluster, database, LOGIN, script, clients=clients, seconds=seconds, seed=self.report.seed + number,
            variables=variables,
        )  # fmt: skip

    def connect(self, user: str = "postgres", database: str = DATABASE) -> Connection:
        """A connection, an administrator's unless another user is named."""
        return psycopg.connect(self.cluster.dsn(database, user), autocommit=True)

    def _copy_database(self, name: str) -> None:
        with self.connect(database="postgres") as admin:
            admin.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(DATABASE))
            )
