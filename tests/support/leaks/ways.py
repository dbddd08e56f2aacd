"""All ways with their share of the attempts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from support.leaks.ways_functions import FunctionWays
from support.leaks.ways_relations import RelationWays
from support.leaks.ways_session import SessionWays
from support.leaks.world import Attempt, World


@dataclass(frozen=True)
class Way:
    """A way to reach another tenant's rows: its attempts, its share of all, and the least that sees every object once."""

    name: str
    attempts: Iterator[Attempt]
    share: float
    least: int = 0

    def count(self, total: int) -> int:
        return max(self.least, round(total * self.share))


def all_ways(world: World) -> list[Way]:
    """Every way of one statement at a time; those that need two sessions are tests of their own."""
    calls = FunctionWays(world)
    relations = RelationWays(world, calls)
    session = SessionWays(world, calls, relations)
    ordinary = sum(1 for item in relations.relations if not item[2])
    return [
        Way("functions, own organization", calls.own_organization(), 0.22, len(calls.public)),
        Way("functions, the victim's organization", calls.victims_organization(), 0.16, len(calls.public)),
        Way("functions of hera_internal", calls.internal_functions(), 0.06, len(calls.internal)),
        Way("unique and foreign keys", calls.unique_and_foreign_keys(), 0.06),
        Way("tables", relations.tables(), 0.07, ordinary),
        Way("partitions", relations.partitions(), 0.03, len(relations.relations) - ordinary),
        Way("sequences", relations.sequences(), 0.02),
        Way("views", relations.views(), 0.08, len(relations.readable)),
        Way("leaky operators", relations.leaky_operators(), 0.04, len(relations.readable)),
        Way("explain", relations.explain(), 0.04, len(relations.readable)),
        Way("statistics and catalogs", relations.statistics(), 0.01, len(relations.catalogs)),
        Way("forged contexts", session.forged_contexts(), 0.07),
        Way("plain settings", session.plain_settings(), 0.02, len(session.settings)),
        Way("roles", session.roles(), 0.03),
        Way("prepared statements", session.prepared_statements(), 0.02),
        Way("cursors", session.cursors(), 0.02),
        Way("shadows on the path", session.shadows(), 0.02),
        Way("tokens", session.tokens(), 0.01),
        Way("large objects and files", session.large_objects(), 0.01),
        Way("other servers", session.other_servers(), 0.01),
    ]
