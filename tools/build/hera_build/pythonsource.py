"""Write the script of the hera_plpython extension."""

from __future__ import annotations

import ast
import hashlib
import re
import sys
from pathlib import Path

from . import parse
from .model import BuildError, Routine, read
from .quoting import literal, nest

PACKAGE = "hera_udfs"
MARK = "#HERA-PYTHON"
# Training may use the distribution's scikit-learn; nothing else may leave the standard library.
_ALLOWED = frozenset({*sys.stdlib_module_names, PACKAGE, "__future__", "numpy", "scipy", "sklearn"})
_OLDEST = (3, 11)
_SETTINGS = "SET LOCAL search_path = pg_catalog, pg_temp;\nSET LOCAL check_function_bodies = off;\n"


def modules(root: Path) -> dict[str, str]:
    """Read the package: module name to source, checked against the oldest server's syntax."""
    found = {}
    for path in sorted((root / "python_udfs" / PACKAGE).rglob("*.py")):
        parts = path.relative_to(root / "python_udfs").with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        source = read(path)
        check_imports(path, source)
        found[name] = source
    return found


def check_imports(path: Path, source: str) -> None:
    """Refuse modules that the server's own Python would not find."""
    try:
        tree = ast.parse(source, str(path), feature_version=_OLDEST)
    except SyntaxError as error:
        raise BuildError(f"{path}:{error.lineno}: {error.msg} in Python {_OLDEST[0]}.{_OLDEST[1]}") from error
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module or ""]
        for name in names:
            if name.split(".")[0] not in _ALLOWED:
                raise BuildError(f"{path}: {name} is not in the standard library")


def digest(sources: dict[str, str]) -> str:
    """Return the SHA-256 over names and sources that each wrapper has compiled in."""
    text = "".join(f"{name}\0{source}\0" for name, source in sorted(sources.items()))
    return hashlib.sha256(text.encode()).hexdigest()


def boot(checksum: str) -> str:
    """Return the first lines of every wrapper: load the modules once in a session, or refuse."""
    return f"""\
if GD.get("hera_udfs") != "{checksum}":
    import hashlib
    rows = plpy.execute("SELECT module, source FROM hera_internal.python_source()")
    sources = {{row["module"]: row["source"] for row in rows}}
    text = "".join(name + chr(0) + sources[name] + chr(0) for name in sorted(sources))
    # Whoever could replace the source would run it as the server's own user.
    if hashlib.sha256(text.encode()).hexdigest() != "{checksum}":
        plpy.error("the Python source of HERA is not the one that was installed", sqlstate="ZHD03",
                   hint="DROP EXTENSION hera_plpython; CREATE EXTENSION hera_plpython;")
    scope = {{"__name__": "hera_udfs.boot"}}
    exec(compile(sources["hera_udfs.boot"], "<hera_udfs.boot>", "exec"), scope)
    scope["install"](sources)
    GD["hera_udfs"] = "{checksum}\""""


def source_function(sources: dict[str, str]) -> str:
    """The function that carries the modules."""
    rows = ",\n".join(f"({literal(name)}, {nest(source)})" for name, source in sorted(sources.items()))
    body = f"\nVALUES\n{rows}\n"
    quoted = nest(body)
    return (
        "CREATE FUNCTION hera_internal.python_source()\nRETURNS TABLE (module text, source text)\nLANGUAGE sql\n"
        f"STABLE\nSET search_path = pg_catalog, pg_temp\nAS {quoted};\n"
        "COMMENT ON FUNCTION hera_internal.python_source() IS 'The Python modules of this version.';\n"
        "GRANT EXECUTE ON FUNCTION hera_internal.python_source() TO hera_admin, hera_api, hera_app;\n"
    )


def wrapper(path: Path, checksum: str) -> tuple[str, str]:
    """Return a wrapper's name and its text with the boot code."""
    text = read(path)
    item = parse.routine(path, text)
    if "LANGUAGE plpython3u" not in text or text.count(MARK) != 1:
        raise BuildError(f"{path}: a wrapper is in plpython3u and has one line {MARK}")
    if item.definer:
        raise BuildError(f"{path}: a SECURITY DEFINER wrapper would run as the superuser")
    # Each boot is a line of its own; the wrapper's code follows it unindented.
    return item.qualified, text.replace(MARK, boot(checksum))


def _revoke(names: list[str]) -> str:
    array = "ARRAY[" + ", ".join(literal(n) for n in names) + "]"
    return f"""\
-- These functions stay with the superuser who installs them: their owner can
-- replace them, and their language can do what the server's user can.
DO $tail$
DECLARE
    v_signature regprocedure;
BEGIN
    FOR v_signature IN
        SELECT p.oid::pg_catalog.regprocedure
        FROM pg_catalog.pg_proc AS p
        JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
        WHERE n.nspname || '.' || p.proname = ANY ({array})
    LOOP
        EXECUTE pg_catalog.format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', v_signature);
    END LOOP;
END
$tail$;
"""


def functions(root: Path) -> tuple[str, dict[str, str]]:
    """The text of the function that carries the modules, and those of the wrappers by name."""
    sources = modules(root)
    checksum = digest(sources)
    wrappers = dict(wrapper(p, checksum) for p in sorted((root / "python_udfs/functions").glob("*.sql")))
    return source_function(sources), wrappers


def members(root: Path) -> list[Routine]:
    """The functions of the extension, as the catalog must have them."""
    source, wrappers = functions(root)
    texts = {"hera_internal.python_source": source, **wrappers}
    return [parse.routine(Path(f"{name.partition('.')[2]}.sql"), text) for name, text in texts.items()]


def script(root: Path, *, replace: bool) -> str:
    """The script of CREATE EXTENSION hera_plpython, or of its update."""
    source, wrappers = functions(root)
    texts = [source, *wrappers.values()]
    if replace:
        texts = [re.sub(r"^CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", t, count=1, flags=re.M) for t in texts]
    command = "ALTER EXTENSION hera_plpython UPDATE" if replace else "CREATE EXTENSION hera_plpython"
    names = ["hera_internal.python_source", *wrappers]
    return f'\\echo Use "{command}" to load this file. \\quit\n' + _SETTINGS + "\n".join(texts) + _revoke(names)


def artifacts(root: Path, version: str) -> dict[str, str]:
    """Return the generated files of hera_plpython by name."""
    template = (root / "extension/hera_plpython.control.in").read_text(encoding="utf-8")
    files = {
        f"hera_plpython--{version}.sql": script(root, replace=False),
        "hera_plpython.control": template.replace("@version@", version),
    }
    for path in sorted((root / "extension/released").glob("hera_plpython--*.sql")):
        old = path.stem.removeprefix("hera_plpython--")
        files[path.name] = path.read_text(encoding="utf-8")
        if old != version:
            files[f"hera_plpython--{old}--{version}.sql"] = script(root, replace=True)
    return files
