"""hera incident, oncall and feature, as operators call them."""

from __future__ import annotations

import json
from typing import Any

from click.testing import CliRunner, Result

from hera.cli.main import cli
from support.office import Office


def run(office: Office, *arguments: str) -> Result:
    dsn = office.database.cluster.dsn(office.database.name)
    return CliRunner().invoke(cli, ["--dsn", dsn, "--output", "json", *arguments])


def rows(result: Result) -> Any:
    assert result.exit_code == 0, (result.output, result.exception)
    return json.loads(result.stdout)


def test_an_incident(office: Office) -> None:
    incident = rows(run(office, "incident", "open", "sev3", "A report is slow", "--note", "20 s"))[0]["id"]
    assert rows(run(office, "incident", "record", incident, "acknowledged")) == [{"state": "acknowledged"}]
    listed = {row["id"]: row for row in rows(run(office, "incident", "list"))}
    assert listed[incident]["state"] == "acknowledged"
    kinds = [row["kind"] for row in rows(run(office, "incident", "timeline", incident))]
    assert kinds == ["opened", "acknowledged"]
    refused = run(office, "incident", "record", incident, "post_mortem", "--note", "too early")
    assert refused.exit_code == 1
    with office.database.connect() as superuser:
        superuser.execute("ALTER TABLE hera_internal.incident DISABLE TRIGGER incident_guard")
        superuser.execute("UPDATE hera_internal.incident SET opened_at = opened_at - interval '8 days'")
        superuser.execute("ALTER TABLE hera_internal.incident ENABLE ALWAYS TRIGGER incident_guard")
    assert run(office, "incident", "list").exit_code == 3


def test_on_call(office: Office) -> None:
    rows(run(office, "oncall", "set", "ann", "bob", "--from", "2026-11-30", "--rota", "shell"))
    assert run(office, "oncall", "escalation", "15:next", "30:chief", "--rota", "shell").exit_code == 0
    assert run(office, "oncall", "escalation", "soon:chief", "--rota", "shell").exit_code == 2
    stands_in = ["eve", "2026-12-01T00:00:00+0000", "2026-12-02T00:00:00+0000", "--reason", "training"]
    assert run(office, "oncall", "override", *stands_in, "--rota", "shell").exit_code == 0
    people = [
        [row["person"] for row in rows(run(office, "oncall", "show", "--rota", "shell", "--at", at))]
        for at in ("2026-11-30T12:00:00+0000", "2026-12-01T12:00:00+0000")
    ]
    assert people == [["ann", "bob", "chief"], ["eve", "bob", "chief"]]


def test_features(office: Office) -> None:
    organization = str(office.organization("Shell"))
    assert run(office, "feature", "set", "shell", "--percentage", "0", "--description", "A test").exit_code == 0
    for state, organizations in (("on", 1), ("share", 0)):
        assert run(office, "feature", "override", "shell", organization, state).exit_code == 0
        listed = {row["name"]: row for row in rows(run(office, "feature", "list"))}
        assert listed["shell"]["organizations"] == organizations
    assert run(office, "feature", "set", "shell", "--percentage", "101").exit_code == 2
