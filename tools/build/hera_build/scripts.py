"""Write the scripts of the hera extension from one bundle."""

from __future__ import annotations

import re

from .generated import all_routines
from .model import BuildError, Bundle
from .parse import VECTOR_TOKEN
from .quoting import dollar_quote, literal

# The settings of a function are stored as the session prints them.
_SETTINGS = (
    "SET LOCAL quote_all_identifiers = off;\n"
    "SET LOCAL search_path = pg_catalog, pg_temp;\nSET LOCAL check_function_bodies = off;\n"
)


def _quote_token(text: str) -> str:
    # A quoted name that does not exist is legal in a path; the tail puts the real schema there.
    return text.replace(VECTOR_TOKEN, f'"{VECTOR_TOKEN}"').replace(f'""{VECTOR_TOKEN}""', f'"{VECTOR_TOKEN}"')


def _with_path(text: str) -> str:
    """Quote the vector token where it stands in a SET clause, nowhere else."""
    return re.sub(r"^(\s*SET search_path[^\n]*)", lambda m: _quote_token(m.group(1)), text, flags=re.M)


def _echo(command: str) -> str:
    return f'\\echo Use "{command}" to load this file. \\quit\n'


def _create(bundle: Bundle) -> str:
    """Types and functions by plain CREATE."""
    return "\n".join([t.text for t in bundle.types] + [_with_path(r.text) for r in all_routines(bundle)])


def _fill(template: str, values: dict[str, str]) -> str:
    """Put values in place of marks in one pass: a value may hold what looks like a mark."""
    return re.sub("|".join(values), lambda found: values[found.group()], template)


def _replace(bundle: Bundle, type_fragment: str) -> str:
    """Types where missing or changed, functions by CREATE OR REPLACE."""
    parts = []
    for item in bundle.types:
        probe = f"{item.qualified}_probe"
        create_probe = re.sub(rf"\b{re.escape(item.qualified)}\b", probe, item.text)
        values = {
            "@type@": literal(item.qualified),
            "@probe@": literal(probe),
            "@create@": dollar_quote(item.text, "create"),
            "@create_probe@": dollar_quote(create_probe, "probe"),
        }
        parts.append(_fill(type_fragment, values))
    for routine in all_routines(bundle):
        text = _with_path(routine.text)
        parts.append(
            re.sub(r"^CREATE (FUNCTION|PROCEDURE|AGGREGATE)", r"CREATE OR REPLACE \1", text, count=1, flags=re.M)
        )
    return "\n".join(parts)


def _retire(bundle: Bundle, fragment: str) -> str:
    """Drop the retired signatures, with the objects of HERA that hang on them."""
    signatures = retired_signatures(bundle.retired)
    if not signatures:
        return ""
    array = "ARRAY[" + ", ".join(literal(s) for s in signatures) + "]::text[]"
    return fragment.replace("@retired_signatures@", array)


def retired_signatures(text: str) -> list[str]:
    """Return the signatures that retired.sql drops."""
    plain = re.sub(r"--[^\n]*", "", text)
    return [
        re.sub(r"\s+", " ", s).strip()
        for s in re.findall(r"DROP (?:FUNCTION|PROCEDURE|ROUTINE) IF EXISTS\s+([^;]+);", plain)
    ]


def refuse_substitutions(text: str) -> None:
    """Refuse the words that the server replaces in extension scripts: in the plain bundle it would not."""
    for word in ("@extschema", "@extowner@", "MODULE_PATHNAME"):
        if word in text:
            line = text[: text.index(word)].count("\n") + 1
            raise BuildError(f"line {line} of the install script: the server replaces {word}")


def install(bundle: Bundle) -> str:
    """The script of CREATE EXTENSION hera."""
    refuse_substitutions(_create(bundle))
    return _echo("CREATE EXTENSION hera") + _SETTINGS + bundle.head + _create(bundle) + bundle.tail


def _over(bundle: Bundle, fragments: dict[str, str]) -> str:
    return (
        bundle.head
        + fragments["reset"]
        + _retire(bundle, fragments["retire"])
        + _replace(bundle, fragments["type"])
        + bundle.tail
    )


def upgrade(bundle: Bundle, fragments: dict[str, str]) -> str:
    """The script of ALTER EXTENSION hera UPDATE, from whatever release."""
    return _echo("ALTER EXTENSION hera UPDATE") + _SETTINGS + _over(bundle, fragments)


def plain(bundle: Bundle, fragments: dict[str, str]) -> str:
    """The same objects without an extension; run in one transaction, also to upgrade."""
    return fragments["plain"] + _SETTINGS + fragments["plain_guard"] + _over(bundle, fragments)


def adopt(bundle: Bundle, fragments: dict[str, str]) -> str:
    """The script that turns a plain installation into the extension."""
    text = fragments["adopt"].replace("@version@", literal(bundle.version))
    return _echo("ALTER EXTENSION hera UPDATE") + _SETTINGS + text


def empty_version() -> str:
    """The version that CREATE EXTENSION ... VERSION 'unpackaged' starts from."""
    return _echo("CREATE EXTENSION hera VERSION 'unpackaged'") + "SET LOCAL search_path = pg_catalog, pg_temp;\n"
