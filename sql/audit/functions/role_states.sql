CREATE FUNCTION hera_internal.role_states()
RETURNS TABLE (role text, state jsonb)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Roles but those that PostgreSQL itself makes, and as (all roles) what is set for every role in a database. A value of a
-- setting may be a secret: its hash tells that it changed.
BEGIN
    RETURN QUERY
    SELECT r.rolname::text, jsonb_build_object(
        'superuser', r.rolsuper, 'login', r.rolcanlogin, 'inherit', r.rolinherit, 'create_role', r.rolcreaterole,
        'create_db', r.rolcreatedb, 'replication', r.rolreplication, 'bypass_rls', r.rolbypassrls,
        'valid_until', r.rolvaliduntil,
        'member_of', ARRAY(
            SELECT g.rolname::text || CASE WHEN m.admin_option THEN ' with admin option' ELSE '' END
            FROM pg_auth_members AS m
            INNER JOIN pg_roles AS g ON g.oid = m.roleid
            WHERE m.member = r.oid
            ORDER BY 1
        ),
        'settings', ARRAY(
            SELECT DISTINCT coalesce(d.datname || ': ', '') || split_part(c.setting, '=', 1) || ' '
                || encode(sha256(convert_to(c.setting, 'UTF8')), 'hex')
            FROM pg_db_role_setting AS s
            LEFT JOIN pg_database AS d ON d.oid = s.setdatabase
            CROSS JOIN LATERAL unnest(s.setconfig) AS c (setting)
            WHERE s.setrole = r.oid
            ORDER BY 1
        )
    )
    FROM pg_roles AS r
    WHERE NOT starts_with(r.rolname, 'pg_')
    UNION ALL
    SELECT '(all roles)', jsonb_build_object('settings', s.settings)
    FROM (
        SELECT array_agg(
            coalesce(d.datname || ': ', '') || split_part(c.setting, '=', 1) || ' '
            || encode(sha256(convert_to(c.setting, 'UTF8')), 'hex') ORDER BY d.datname, c.setting
        ) AS settings
        FROM pg_db_role_setting AS a
        LEFT JOIN pg_database AS d ON d.oid = a.setdatabase
        CROSS JOIN LATERAL unnest(a.setconfig) AS c (setting)
        WHERE a.setrole = 0
    ) AS s
    WHERE s.settings IS NOT NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.role_states() IS 'Roles of the server with attributes, memberships and settings.';
ALTER FUNCTION hera_internal.role_states() OWNER TO hera_owner;
