"""hera review on the command line: reject, and groups that are approved as they were seen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from psycopg.types.json import Jsonb

from hera.cli.main import cli
from support.desk import Desk, word
from support.office import bill, submit
from support.schemas import check


def run(desk: Desk, *arguments: str, output: str = "json", stdin: str | None = None) -> Result:
    command, *rest = arguments
    options = ["--dsn", desk.office.database.dsn, "--output", output, "review", command]
    return CliRunner().invoke(cli, [*options, f"--organization={desk.organization}", *rest], input=stdin)


def printed(name: str, done: Result, code: int = 0) -> Any:
    """What a command printed, held against its schema."""
    assert done.exit_code == code, (done.output, done.exception)
    return check(name, done.stdout)


def proposals(desk: Desk, number: int) -> list[str]:
    payee = {"counterparty": word(), "description": word()}
    desk.teach(desk.accountant, "5020", **payee)
    return [desk.wait(**payee, total_amount=10 + n) for n in range(number)]


def status(desk: Desk, identifier: str) -> str:
    return str(desk.call(desk.viewer, "get_transaction(%s, %s)", identifier)["posting_status"])


def test_reject_voids_what_waits_and_reverses_what_is_posted(desk: Desk) -> None:
    waiting = desk.wait()
    posted = submit(desk.accountant, desk.organization, bill(account="5010"))["transaction_id"]
    rows = printed("review-reject", run(desk, "reject", waiting, posted))
    assert (rows[0]["transaction_id"], rows[0]["status"]) == (waiting, "voided")
    assert desk.call(desk.viewer, "get_transaction(%s, %s)", posted)["reversed_by"] == rows[1]["transaction_id"]


def test_reject_is_all_or_none(desk: Desk) -> None:
    first, second = desk.wait(), desk.wait()
    assert run(desk, "reject", first).exit_code == 0
    done = run(desk, "reject", second, first)
    assert getattr(done.exception, "sqlstate", None) == "ZHI02"
    assert status(desk, second) == "manual_required"
    assert run(desk, "reject").exit_code == 2


def test_a_group_is_approved_as_it_was_seen(desk: Desk, tmp_path: Path) -> None:
    changed, *same = proposals(desk, 3)
    listed = run(desk, "groups")
    (group,) = printed("review-groups", listed)
    assert (group["documents"], group["account"], set(group["seen"])) == (3, "5020", {changed, *same})
    late = desk.wait(counterparty=group["counterparty"], description=word())
    desk.call(desk.accountant, "update_draft(%s, %s, %s)", changed, Jsonb({"total_amount": 4000}))
    seen = tmp_path / "seen.json"
    seen.write_text(listed.stdout, encoding="utf-8")
    done = run(desk, "approve-group", f"--seen={seen}", group["group_key"])
    rows = printed("review-approve-group", done, 1)
    assert {row["transaction_id"]: row["result"] for row in rows} == {
        changed: "changed", same[0]: "approved", same[1]: "approved",
    }  # fmt: skip
    assert sorted(done.stderr.strip().split(", ")) == ["1 changed", "2 approved"]
    assert [status(desk, i) for i in (changed, same[0], same[1])] == ["pending_review", "posted", "posted"]
    assert status(desk, late) in ("pending_review", "manual_required")


def test_what_the_reviewer_took_out_is_not_approved(desk: Desk) -> None:
    first, second = proposals(desk, 2)
    groups = json.loads(run(desk, "groups").stdout)
    del groups[0]["seen"][first]
    done = run(desk, "approve-group", "--seen=-", groups[0]["group_key"], stdin=json.dumps(groups))
    assert [row["transaction_id"] for row in printed("review-approve-group", done)] == [second]
    assert status(desk, first) == "pending_review"


def test_four_eyes_say_that_a_second_person_is_needed(desk: Desk) -> None:
    waiting = proposals(desk, 1)
    desk.office.admin.execute("SELECT hera.set_setting('four_eyes_amount', '1', %s)", [desk.organization])
    listed = run(desk, "groups")
    done = run(desk, "approve-group", "--seen=-", json.loads(listed.stdout)[0]["group_key"], stdin=listed.stdout)
    assert [row["result"] for row in printed("review-approve-group", done)] == ["waits"]
    assert status(desk, waiting[0]) == "pending_review"


def test_groups_for_people(desk: Desk) -> None:
    proposals(desk, 1)
    table = run(desk, "groups", output="table")
    assert table.exit_code == 0
    assert "group_key" in table.stdout
    assert "seen" not in table.stdout, "ids and fingerprints are for programs"


@pytest.mark.parametrize(("text", "message"), [
    ("[]", "has no group"), ("{", "is not what review groups prints"), ('{"a": 1}', "is not what review groups prints"),
    ('[{"group_key": "x"}]', "is not what review groups prints"), ("7", "is not what review groups prints"),
])  # fmt: skip
def test_what_is_no_list_of_groups(desk: Desk, text: str, message: str) -> None:
    done = run(desk, "approve-group", "--seen=-", "x", stdin=text)
    assert done.exit_code == 2
    assert message in done.output
