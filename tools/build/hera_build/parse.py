"""Read the few facts of an SQL file that the build needs."""

from __future__ import annotations

import re
from pathlib import Path

from .model import Binding, BuildError, DataType, Routine

VECTOR_TOKEN = "@vector_schema@"
_ROUTINE = re.compile(r"^CREATE (?:OR REPLACE )?(FUNCTION|PROCEDURE|AGGREGATE)\s+(\w+)\.(\w+)\s*\(", re.MULTILINE)
_TYPE = re.compile(r"^CREATE (?:TYPE|DOMAIN)\s+(\w+)\.(\w+)", re.MULTILINE)
_BODY = re.compile(r"\bAS\s+(\$\w*\$)(.*?)\1", re.DOTALL)
_ATTRIBUTE = re.compile(
    r"\s(?:LANGUAGE|VOLATILE|STABLE|IMMUTABLE|SECURITY|SET|PARALLEL|STRICT|AS|COST|ROWS|LEAKPROOF|CALLED|WINDOW)\b"
)
_CONFIG = re.compile(r"\bSET\s+\"?([\w.]+)\"?\s*(?:=|\bTO\b)\s*([^\n]+?)\s*(?=\n|$)")
_GRANT = re.compile(r"^GRANT EXECUTE ON (?:FUNCTION|PROCEDURE|ROUTINE)\s.*?\sTO\s+([^;]+);", re.M | re.S)
_OWNER = re.compile(r"^ALTER (?:FUNCTION|PROCEDURE|ROUTINE|AGGREGATE)\s.*?\sOWNER TO\s+(\w+)\s*;", re.M | re.S)
_BINDINGS = {
    "triggers": re.compile(
        r"^CREATE\s+(?:CONSTRAINT\s+)?TRIGGER\s+(?P<name>\w+).*?\sON\s+(?P<relation>\w+\.\w+)", re.M | re.S
    ),
    "policies": re.compile(r"^CREATE\s+POLICY\s+(?P<name>\w+)\s+ON\s+(?P<relation>\w+\.\w+)", re.M),
    "views": re.compile(r"^CREATE\s+(?:MATERIALIZED\s+)?VIEW\s+(?P<relation>\w+\.(?P<name>\w+))", re.M),
    "constraints": re.compile(r"^ALTER\s+TABLE\s+(?P<relation>\w+\.\w+)\s+ADD\s+CONSTRAINT\s+(?P<name>\w+)", re.M),
    "data": re.compile(r"^INSERT\s+INTO\s+(?P<relation>\w+\.(?P<name>\w+))", re.M),
}
BINDING_KINDS = {
    "data": "data",
    "constraints": "constraint",
    "views": "view",
    "triggers": "trigger",
    "policies": "policy",
}


def squeeze(text: str) -> str:
    """Normalize white space and drop line comments."""
    return re.sub(r"\s+", " ", re.sub(r"--[^\n]*", "", text)).strip()


def closing_parenthesis(text: str, start: int) -> int:
    """Return the index of the parenthesis that closes the one before start."""
    depth, quoted = 1, False
    for index in range(start, len(text)):
        sign = text[index]
        if sign == "'":
            quoted = not quoted
        elif not quoted and sign == "(":
            depth += 1
        elif not quoted and sign == ")":
            depth -= 1
            if depth == 0:
                return index
    raise ValueError("unbalanced parentheses")


def setting(key: str, value: str) -> str:
    """Return a SET clause the way pg_proc.proconfig spells it, but for the vector token."""
    value = value.strip().strip("'").replace(VECTOR_TOKEN, f'"{VECTOR_TOKEN}"')
    return f"{key}={value}"


def traits(attributes: str) -> str:
    """Return language, volatility, strictness, leakproofness and parallel safety the way pg_proc spells them."""
    words = squeeze(re.sub(r"\bSET\s+[^\n]*", "", attributes))
    language = re.search(r"\bLANGUAGE (\w+)", words)
    parallel = re.search(r"\bPARALLEL (\w)", words)
    return " ".join(
        [
            language.group(1).lower() if language else "sql",
            "i" if "IMMUTABLE" in words else "s" if "STABLE" in words else "v",
            "t" if re.search(r"\bSTRICT\b|RETURNS NULL ON NULL INPUT", words) else "f",
            "t" if re.search(r"(?<!NOT )\bLEAKPROOF\b", words) else "f",
            parallel.group(1).lower() if parallel else "u",
        ]
    )


def routine(path: Path, text: str) -> Routine:
    """Parse a file of a functions folder."""
    found = _ROUTINE.search(text)
    if not found:
        raise BuildError(f"{path}: no CREATE FUNCTION schema.name at the start of a line")
    if len(_ROUTINE.findall(_BODY.sub("", text))) > 1:
        raise BuildError(f"{path}: more than one function in a file")
    kind, schema, name = found.groups()
    if name != path.stem:
        raise BuildError(f"{path}: the file is named after another function than {name}")
    end = closing_parenthesis(text, found.end())
    body = _BODY.search(text, end)
    header = text[end + 1 : body.start() if body else text.index(";", end)] + " "
    if kind == "FUNCTION" and not body:
        raise BuildError(f"{path}: the body must be dollar-quoted")
    returns = _ATTRIBUTE.split(header, maxsplit=1)[0]
    trailer = text[body.end() :] if body else text[end:]
    # What follows the body may hold attributes as well.
    attributes = re.sub(r"--[^\n]*", "", header + (trailer[: trailer.index(";")] if body else ""))
    owners = _OWNER.findall(trailer)
    grantees = {g.strip() for group in _GRANT.findall(trailer) for g in group.split(",")}
    config = tuple(setting(key, value) for key, value in _CONFIG.findall(attributes))
    return Routine(
        path=path,
        kind=kind,
        schema=schema,
        name=name,
        arguments=squeeze(text[found.end() : end]),
        returns=squeeze(returns),
        owner=owners[-1] if owners else "hera_api",
        definer="SECURITY DEFINER" in squeeze(attributes),
        config=config,
        grantees=tuple(sorted(grantees)),
        body=body.group(2) if body else None,
        text=text,
        traits=traits(attributes) if kind == "FUNCTION" else None,
    )


def data_type(path: Path, text: str) -> DataType:
    """Parse a file of a types folder."""
    found = _TYPE.search(text)
    if not found or found.group(2) != path.stem:
        raise BuildError(f"{path}: expected CREATE TYPE or CREATE DOMAIN schema.{path.stem}")
    return DataType(path, found.group(1), found.group(2), text)


def binding(folder: str, path: Path, text: str) -> Binding:
    """Parse a file of a triggers, policies, views, constraints or data folder."""
    found = _BINDINGS[folder].search(text)
    if not found:
        raise BuildError(f"{path}: no statement that fits the folder {folder}")
    if found.group("name") != path.stem:
        raise BuildError(f"{path}: the file is named after another object than {found.group('name')}")
    return Binding(BINDING_KINDS[folder], path.stem, found.group("relation"), text)
