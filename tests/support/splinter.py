"""The rules of splinter, the linter of Supabase, as queries of our own over the catalog, by their public names.

Each query gives what breaks its rule. ``%(schemas)s`` are the schemas of HERA, ``%(groups)s`` the roles that logins have.
"""

from __future__ import annotations

_OURS = "c.relnamespace = ANY (%(schemas)s::regnamespace[])"
_COMMANDS = "unnest(CASE p.polcmd WHEN '*' THEN ARRAY['r', 'a', 'w', 'd'] ELSE ARRAY[p.polcmd::text] END)"

RULES = {
    # An index on a foreign key pays for deletes of what it points at: only where some function deletes.
    "unindexed_foreign_keys": f"""
        SELECT k.conname FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid
        WHERE k.contype = 'f' AND k.conparentid = 0 AND NOT c.relispartition AND {_OURS}
            AND EXISTS (SELECT FROM pg_proc AS p WHERE p.pronamespace = ANY (%(schemas)s::regnamespace[])
                AND p.prosrc ~ ('DELETE FROM ' || k.confrelid::regclass || '\\M'))
            AND NOT EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = k.conrelid AND i.indisvalid
                AND (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)""",
    "auth_rls_initplan": f"""
        SELECT p.polrelid::regclass || ' ' || p.polname FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid
        CROSS JOIN LATERAL concat(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) AS e
        WHERE {_OURS}
            AND regexp_replace(e, '\\( SELECT hera_internal\\.\\w+\\(\\) AS \\w+\\)', '', 'g') ~ 'hera_internal\\.\\w+\\('""",
    "no_primary_key": f"""
        SELECT c.oid::regclass::text FROM pg_class AS c WHERE {_OURS} AND c.relkind IN ('r', 'p')
            AND NOT EXISTS (SELECT FROM pg_constraint AS k WHERE k.conrelid = c.oid AND k.contype = 'p')""",
    "multiple_permissive_policies": f"""
        SELECT p.polrelid::regclass || ' ' || r.role::regrole || ' ' || m.command
        FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid
        CROSS JOIN LATERAL unnest(p.polroles) AS r (role) CROSS JOIN LATERAL {_COMMANDS} AS m (command)
        WHERE {_OURS} AND p.polpermissive GROUP BY p.polrelid, r.role, m.command HAVING count(*) > 1""",
    "policy_exists_rls_disabled": f"""
        SELECT p.polrelid::regclass::text FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid
        WHERE {_OURS} AND NOT c.relrowsecurity""",
    "rls_enabled_no_policy": f"""
        SELECT c.oid::regclass::text FROM pg_class AS c WHERE {_OURS} AND c.relrowsecurity
            AND NOT EXISTS (SELECT FROM pg_policy AS p WHERE p.polrelid = c.oid)""",
    "duplicate_index": f"""
        SELECT string_agg(i.indexrelid::regclass::text, ' ') FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indrelid
        JOIN pg_class AS x ON x.oid = i.indexrelid
        WHERE {_OURS} GROUP BY i.indrelid, i.indkey::text, i.indclass::text, i.indoption::text, x.relam,
            pg_get_expr(i.indexprs, i.indrelid), pg_get_expr(i.indpred, i.indrelid) HAVING count(*) > 1""",
    "security_definer_view": f"""
        SELECT c.oid::regclass::text FROM pg_class AS c WHERE {_OURS} AND c.relkind = 'v'
            AND NOT coalesce(c.reloptions, '{{}}') && ARRAY['security_invoker=true', 'security_invoker=on']""",
    # Named expressions of hera_internal are held to a contract of their own (test_catalog_contract.py).
    "function_search_path_mutable": """
        SELECT p.oid::regprocedure::text FROM pg_proc AS p JOIN pg_language AS l ON l.oid = p.prolang
        WHERE p.pronamespace = ANY (%(schemas)s::regnamespace[])
            AND NOT EXISTS (SELECT FROM unnest(p.proconfig) AS s WHERE s LIKE 'search_path=%%')
            AND NOT (p.pronamespace = 'hera_internal'::regnamespace AND l.lanname = 'sql' AND NOT p.prosecdef)""",
    "rls_disabled_in_public": f"""
        SELECT c.oid::regclass::text FROM pg_class AS c
        WHERE {_OURS} AND c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)""",
    "rls_references_user_metadata": f"""
        SELECT p.polrelid::regclass || ' ' || p.polname FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid
        CROSS JOIN LATERAL regexp_matches(
            concat(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)),
            'current_setting\\(''([^'']+)''', 'g') AS m
        WHERE {_OURS} AND NOT (m[1] = 'hera.organization_id' AND p.polroles = ARRAY['hera_api'::regrole::oid])""",
    "materialized_view_in_api": f"""
        SELECT c.oid::regclass || ' ' || a.grantee::regrole FROM pg_class AS c CROSS JOIN LATERAL aclexplode(c.relacl) AS a
        WHERE {_OURS} AND c.relkind = 'm' AND a.grantee <> c.relowner
            AND a.grantee NOT IN ('hera_admin'::regrole, 'hera_api'::regrole)""",
    "foreign_table_in_api": f"SELECT c.oid::regclass::text FROM pg_class AS c WHERE {_OURS} AND c.relkind = 'f'",
    "unsupported_reg_types": f"""
        SELECT c.oid::regclass || '.' || a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
        JOIN pg_type AS t ON t.oid = a.atttypid
        WHERE {_OURS} AND c.relkind IN ('r', 'p') AND NOT a.attisdropped AND t.typname LIKE 'reg%%'""",
    "sensitive_columns_exposed": f"""
        SELECT c.oid::regclass || '.' || a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
        CROSS JOIN LATERAL unnest(%(groups)s::regrole[]) AS g (role)
        WHERE {_OURS} AND c.relkind IN ('r', 'p', 'v', 'm') AND a.attnum > 0
            AND has_column_privilege(g.role, c.oid, a.attnum, 'SELECT')
            AND a.attname ~* '(password|secret|token|private_key|api_?key|_block$|iban|card_number|ssn|credential)'""",
    "rls_policy_always_true": f"""
        SELECT p.polrelid::regclass || ' ' || p.polname FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid
        WHERE {_OURS} AND p.polroles <> ARRAY['hera_owner'::regrole::oid]
            AND 'true' IN (pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
            AND (0 = ANY (p.polroles) OR EXISTS (SELECT FROM pg_attribute AS a
                WHERE a.attrelid = c.oid AND a.attname = 'organization_id' AND NOT a.attisdropped))""",
    "anon_security_definer_function_executable": """
        SELECT p.oid::regprocedure::text FROM pg_proc AS p
        CROSS JOIN LATERAL aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS a
        WHERE p.pronamespace = ANY (%(schemas)s::regnamespace[]) AND a.grantee = 0""",
    "authenticated_security_definer_function_executable": """
        SELECT p.oid::regprocedure::text FROM pg_proc AS p
        WHERE p.pronamespace = ANY (%(schemas)s::regnamespace[]) AND p.prosecdef
            AND p.proowner NOT IN ('hera_api'::regrole, 'hera_owner'::regrole)""",
    "invalid_index": f"""
        SELECT i.indexrelid::regclass::text FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indrelid
        WHERE {_OURS} AND NOT (i.indisvalid AND i.indisready AND i.indislive)""",
    "autovacuum_disabled": f"""
        SELECT c.oid::regclass::text FROM pg_class AS c
        WHERE {_OURS} AND coalesce(c.reloptions, '{{}}') && ARRAY['autovacuum_enabled=false', 'autovacuum_enabled=off']""",
    "rls_policy_null_auth_disjunct": f"""
        SELECT p.polrelid::regclass || ' ' || p.polname FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid
        WHERE {_OURS} AND concat(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) ~ 'IS NULL'""",
}

# Rules that look for something that HERA does not have, with what stands in their place.
ELSEWHERE = {
    "auth_users_exposed": "there is no table of users: logins are roles of PostgreSQL",
    "unused_index": "about the load of one server; hera doctor and the speed runs look at use",
    "auth_allow_anonymous_sign_ins": "there are no anonymous sign-ins",
    "extension_in_public": "HERA's own extension is in hera; where vector is, the administrator chooses",
    "insecure_queue_exposed_in_api": "there are no queues of pgmq",
    "table_bloat": "about the load of one server; maintenance looks at it",
    "fkey_to_auth_unique": "there is no schema auth",
    "extension_versions_outdated": "about one server; hera.migration_status says what is behind",
    "public_bucket_allows_listing": "there is no storage of files",
    "pg_graphql_anon_table_exposed": "PUBLIC may read nothing, so nothing is exposed to it (test_catalog_contract.py)",
    "pg_graphql_authenticated_table_exposed": "logins read views under row security only (test_row_security.py)",
    "pg17_deprecated_extensions": "HERA needs vector and, where training is in the server, plpython3u",
    "unused_replication_slot": "about one server; hera.health and hera.alerts look at what holds log back",
}

# What breaks a rule on purpose.
EXCEPTIONS = {
    (
        "unindexed_foreign_keys",
        "login_binding_actor_fk",
    ): "the few logins of an organization are found by its leading key",
}
