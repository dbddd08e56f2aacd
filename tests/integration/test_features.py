"""Features for a share of the organizations: the same ones for ever, more as the share grows, none when it is off."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from support.office import Office, refused, value


def has(office: Office, organization: UUID, name: str) -> bool:
    return bool(value(office.admin, "SELECT hera.feature_enabled(%s, %s)", [organization, name]))


def make(office: Office, name: str, percentage: int) -> None:
    office.admin.execute("SELECT hera.set_feature(%s, %s, NULL, 'A test')", [name, percentage])


def test_shares_are_kept_and_grow(office: Office) -> None:
    ids = [uuid4() for _ in range(2000)]
    query = """
        SELECT p.percentage, array_agg(i.id)
        FROM unnest(%s::uuid[]) AS i (id) CROSS JOIN unnest(ARRAY[0, 5, 25, 100]) AS p (percentage)
        WHERE hera_internal.feature_bucket(i.id, %s) < 100 * p.percentage
        GROUP BY p.percentage
    """
    chosen = {share: set(found) for share, found in office.admin.execute(query, [ids, "a"]).fetchall()}
    assert 0 not in chosen
    assert chosen[5] < chosen[25] < chosen[100] == set(ids)
    # Six standard deviations of a binomial, rounded up.
    assert abs(len(chosen[5]) - 100) < 60
    assert abs(len(chosen[25]) - 500) < 120
    other = {share: set(found) for share, found in office.admin.execute(query, [ids, "b"]).fetchall()}
    assert len(chosen[5] & other[5]) < 50, "features fall to different organizations"


def test_an_organization_is_told_of_its_features(office: Office) -> None:
    organization = office.organization("Features")
    member = office.connect(office.login(organization, "viewer"))
    ask = "SELECT hera.feature_enabled(%s, 'new-page')"
    assert value(member, ask, [organization]) is False
    make(office, "new-page", 100)
    assert value(member, ask, [organization]) is True
    office.admin.execute("SELECT hera.set_feature('new-page', NULL, false)")
    assert value(member, ask, [organization]) is False


def test_what_is_said_of_one_organization_counts_before_the_share(office: Office) -> None:
    first, second = office.organization("First"), office.organization("Second")
    make(office, "trial", 0)
    office.admin.execute("SELECT hera.override_feature(%s, 'trial', true)", [first])
    assert (has(office, first, "trial"), has(office, second, "trial")) == (True, False)
    office.admin.execute("SELECT hera.set_feature('trial', 100)")
    office.admin.execute("SELECT hera.override_feature(%s, 'trial', false)", [second])
    assert (has(office, first, "trial"), has(office, second, "trial")) == (True, False)
    office.admin.execute("SELECT hera.set_feature('trial', NULL, false)")
    assert has(office, first, "trial") is False
    office.admin.execute("SELECT hera.set_feature('trial', NULL, true)")
    office.admin.execute("SELECT hera.override_feature(%s, 'trial', NULL)", [second])
    assert has(office, second, "trial") is True
    listed = "SELECT overrides FROM hera.list_features() WHERE name = 'trial'"
    assert value(office.admin, listed) == 1


def test_changes_are_in_the_audit_trail(office: Office) -> None:
    organization = office.organization("Traced")
    make(office, "traced", 5)
    office.admin.execute("SELECT hera.override_feature(%s, 'traced', true)", [organization])
    count = "SELECT count(*) FROM hera_internal.audit_leaf WHERE event = %s AND detail ->> 'name' = 'traced'"
    with office.database.connect() as superuser:
        assert value(superuser, count, ["feature.set"]) == 1
        assert value(superuser, count, ["feature.overridden"]) == 1


@pytest.mark.parametrize(
    "query", ["SELECT hera.set_feature('Bad Name', 5, NULL, 'x')", "SELECT hera.set_feature('much', 101, NULL, 'x')"]
)
def test_bad_input_is_refused(office: Office, query: str) -> None:
    with refused("ZHV10"):
        office.admin.execute(query.encode())


def test_another_organization_is_not_told(office: Office) -> None:
    mine, other = office.organization("Mine"), office.organization("Other")
    member = office.connect(office.login(mine))
    with refused("ZHZ01"):
        member.execute("SELECT hera.feature_enabled(%s, 'x')", [other])
