CREATE FUNCTION hera_internal.find_excess_rights()
RETURNS SETOF text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
SET quote_all_identifiers = off
AS $function$
    -- Rights that hera.migrate() does not look at: of columns, sequences, schemas, and of whatever stands in the schemas
    -- besides HERA's own; and roles that may do more than they were made for.
    WITH space AS (
        SELECT n.* FROM pg_namespace AS n WHERE n.nspname IN ('hera', 'hera_internal', 'hera_bi')
    ), member AS (
        SELECT c.oid, c.oid::regclass::text AS name, c.relkind, c.relacl, c.relowner
        FROM pg_class AS c INNER JOIN space AS n ON n.oid = c.relnamespace
    ), granted AS (
        SELECT 'schema ' || n.nspname AS what, x.grantee, x.privilege_type
        FROM space AS n CROSS JOIN LATERAL aclexplode(n.nspacl) AS x
        WHERE x.grantee = 0 OR (x.privilege_type = 'CREATE' AND x.grantee <> n.nspowner)
        UNION ALL
        SELECT format('column %s of %s', a.attname, m.name), x.grantee, x.privilege_type
        FROM member AS m
        INNER JOIN pg_attribute AS a ON a.attrelid = m.oid AND a.attacl IS NOT NULL
        CROSS JOIN LATERAL aclexplode(a.attacl) AS x
        WHERE x.grantee <> m.relowner
        UNION ALL
        SELECT 'sequence ' || m.name, x.grantee, x.privilege_type
        FROM member AS m CROSS JOIN LATERAL aclexplode(m.relacl) AS x
        WHERE m.relkind = 'S' AND x.grantee <> m.relowner
            AND NOT (x.grantee = 'hera_api'::regrole AND x.privilege_type IN ('SELECT', 'UPDATE'))
        UNION ALL
        SELECT m.name, x.grantee, x.privilege_type
        FROM member AS m CROSS JOIN LATERAL aclexplode(m.relacl) AS x
        WHERE m.relkind <> 'S' AND x.grantee = 0
        UNION ALL
        SELECT 'function ' || p.oid::regprocedure, x.grantee, x.privilege_type
        FROM pg_proc AS p
        INNER JOIN space AS n ON n.oid = p.pronamespace
        CROSS JOIN LATERAL aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS x
        WHERE x.grantee = 0
    )
    SELECT format('%s has %s on %s', coalesce(r.rolname, 'PUBLIC'), g.privilege_type, g.what)
    FROM granted AS g LEFT JOIN pg_roles AS r ON r.oid = g.grantee
    UNION ALL
    SELECT format('role %s is superuser, passes row security, makes roles, replicates or may log in', r.rolname)
    FROM pg_roles AS r
    WHERE r.rolname IN ('hera_owner', 'hera_api', 'hera_app', 'hera_bi', 'hera_admin', 'hera_auditor')
        AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolreplication OR r.rolcanlogin)
    UNION ALL
    SELECT format('role %s is a member of %s', r.rolname, o.rolname)
    FROM pg_roles AS r INNER JOIN pg_roles AS o ON o.rolname IN ('hera_owner', 'hera_api')
    WHERE r.rolname IN ('hera_app', 'hera_bi', 'hera_admin', 'hera_auditor', 'hera_api') AND r.oid <> o.oid
        AND pg_has_role(r.oid, o.oid, 'MEMBER')
$function$;
COMMENT ON FUNCTION hera_internal.find_excess_rights() IS 'Rights and attributes of roles that HERA did not give.';
ALTER FUNCTION hera_internal.find_excess_rights() OWNER TO hera_owner;
