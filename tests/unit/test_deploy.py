"""Manifests are what Kubernetes takes, and as safe as they claim; PgBouncer's pools are those of the registry."""

from __future__ import annotations

import configparser
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import kubernetes_validate
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
VERSION = "1.33"
CUSTOM = ("postgresql.cnpg.io", "monitoring.coreos.com")


@cache
def manifests() -> list[dict[str, Any]]:
    files = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
    return [document for file in files for document in yaml.safe_load_all(file.read_text(encoding="utf-8"))]


def named(manifest: dict[str, Any]) -> str:
    return f"{manifest['kind']}/{manifest['metadata']['name']}"


def of_kind(kind: str) -> list[dict[str, Any]]:
    return [manifest for manifest in manifests() if manifest["kind"] == kind]


def is_custom(manifest: dict[str, Any]) -> bool:
    return str(manifest["apiVersion"]).startswith(CUSTOM)


@pytest.mark.parametrize("manifest", [m for m in manifests() if not is_custom(m)], ids=named)
def test_a_manifest_follows_the_schema_of_kubernetes(manifest: dict[str, Any]) -> None:
    kubernetes_validate.validate(manifest, VERSION, strict=True)


def test_the_validation_finds_faults() -> None:
    wrong = yaml.safe_load(yaml.safe_dump(of_kind("Deployment")[0]))
    wrong["spec"]["template"]["spec"]["containers"][0]["resourcez"] = {}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, VERSION, strict=True)


def closed(schema: Any) -> Any:
    """The schema with unknown fields refused, as an API server with strict field validation does."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: closed(value) for key, value in schema.items()}
    if isinstance(found.get("properties"), dict) and "x-kubernetes-preserve-unknown-fields" not in found:
        found.setdefault("additionalProperties", False)
    return found


@pytest.mark.skipif(
    "HERA_CRD_DIRECTORY" not in os.environ, reason="HERA_CRD_DIRECTORY names no directory with definitions (CRD, YAML)"
)
@pytest.mark.parametrize("manifest", [m for m in manifests() if is_custom(m)], ids=named)
def test_a_custom_manifest_follows_its_definition(manifest: dict[str, Any]) -> None:
    group, version = manifest["apiVersion"].split("/")
    for file in Path(os.environ["HERA_CRD_DIRECTORY"]).glob("*.yaml"):
        crd = yaml.safe_load(file.read_text(encoding="utf-8"))["spec"]
        if (crd["group"], crd["names"]["kind"]) == (group, manifest["kind"]):
            schema = next(v["schema"]["openAPIV3Schema"] for v in crd["versions"] if v["name"] == version)
            schema = closed(schema)
            schema["properties"]["metadata"] = {"type": "object"}
            jsonschema.validate(manifest, schema)
            return
    pytest.skip(f"no definition of {manifest['kind']}")


@pytest.mark.parametrize("manifest", of_kind("Deployment"), ids=named)
def test_pods_are_as_restricted_as_their_namespace_asks(manifest: dict[str, Any]) -> None:
    """Pod Security Standards, restricted; resources with limits; three probes; no image of no version."""
    pod = manifest["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert pod["automountServiceAccountToken"] is False
    for container in pod["containers"]:
        safety = container["securityContext"]
        assert safety["allowPrivilegeEscalation"] is False
        assert safety["readOnlyRootFilesystem"] is True
        assert safety["capabilities"] == {"drop": ["ALL"]}
        assert set(container["resources"]) == {"requests", "limits"}
        assert {"startupProbe", "livenessProbe", "readinessProbe"} <= set(container)
        assert re.fullmatch(r"[^:]+:[0-9][^:]*", container["image"])


def test_whatever_is_not_allowed_is_denied() -> None:
    policies = {policy["metadata"]["name"]: policy["spec"] for policy in of_kind("NetworkPolicy")}
    deny = policies.pop("default-deny")
    assert deny["podSelector"] == {}
    assert "ingress" not in deny
    pods = {
        str(deployment["spec"]["template"]["metadata"]["labels"]["app.kubernetes.io/name"])
        for deployment in of_kind("Deployment")
    }
    covered = {policy["podSelector"]["matchLabels"].get("app.kubernetes.io/name") for policy in policies.values()}
    assert pods <= covered
    assert {"cnpg.io/cluster": "hera"} in [policy["podSelector"]["matchLabels"] for policy in policies.values()]


def test_everything_is_in_the_restricted_namespace() -> None:
    (namespace,) = of_kind("Namespace")
    assert namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"
    assert {m["metadata"].get("namespace") for m in manifests() if m["kind"] != "Namespace"} == {"hera"}


def test_the_server_has_room_for_every_pool() -> None:
    """Two poolers, each with all its connections, and what is kept for superusers and replication."""
    (cluster,) = of_kind("Cluster")
    limits = sum(int(pool["connection_limit"]) for pool in registry().values())
    assert int(cluster["spec"]["postgresql"]["parameters"]["max_connections"]) >= limits + 3 + 10


def registry() -> dict[str, dict[str, str]]:
    """Pools by name, from their seed."""
    text = (ROOT / "sql/pools/data/pool.sql").read_text(encoding="utf-8")
    head, rows = text.split("VALUES", 1)
    columns = [name.strip() for name in head[head.index("(") + 1 : head.rindex(")")].split(",")]
    found = {}
    for row in re.findall(r"^\((.*)\)", rows.split("ON CONFLICT")[0], flags=re.M):
        values = [value.strip().strip("'") for value in re.split(r",\s*(?=(?:[^']*'[^']*')*[^']*$)", row)]
        found[values[0]] = dict(zip(columns, values, strict=True))
    return found


def test_pgbouncer_has_the_pools_of_the_registry() -> None:
    ini = configparser.ConfigParser(interpolation=None, comment_prefixes=(";",))
    ini.read(DEPLOY / "pgbouncer" / "pgbouncer.ini")
    offered = {name: dict(part.split("=", 1) for part in value.split()) for name, value in ini["databases"].items()}
    assert offered.keys() == registry().keys()
    for name, pool in registry().items():
        said = offered[name]
        assert (said["user"], said["pool_mode"], said["pool_size"]) == (
            pool["role"],
            pool["pool_mode"],
            pool["pool_size"],
        )
    assert ini["pgbouncer"]["auth_type"] == "scram-sha-256"
    assert ini["pgbouncer"]["server_tls_sslmode"] == "verify-full"
