CREATE FUNCTION hera_internal.doctor_cis_roles()
RETURNS TABLE (check_name text, state text, evidence text, cause text, command text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Items of the CIS benchmark on roles, rights and extensions.
BEGIN
    RETURN QUERY SELECT '3.2 pgaudit', CASE WHEN hera_internal.setting_is('shared_preload_libraries') IS NULL THEN 'unknown'
            WHEN hera_internal.setting_is('shared_preload_libraries') LIKE '%pgaudit%' THEN 'ok' ELSE 'warning' END,
        coalesce(format('shared_preload_libraries = %L', hera_internal.setting_is('shared_preload_libraries')), 'may not be read'),
        'statements outside of HERA leave no trail; HERA''s own is hera.verify_audit()',
        'ALTER SYSTEM SET shared_preload_libraries = ''pgaudit''; restart; CREATE EXTENSION pgaudit;';
    RETURN QUERY SELECT '4.3 superusers', CASE WHEN count(*) > 1 THEN 'warning' ELSE 'ok' END,
        coalesce(string_agg(r.rolname, ', ' ORDER BY r.rolname), 'none'), 'a superuser passes every guard',
        coalesce(string_agg(format('ALTER ROLE %I NOSUPERUSER;', r.rolname), ' ' ORDER BY r.rolname) FILTER (WHERE r.oid <> 10), 'none')
    FROM pg_roles AS r WHERE r.rolsuper AND r.rolcanlogin;
    RETURN QUERY SELECT '4.4 SECURITY DEFINER', CASE WHEN count(*) > 0 THEN 'warning' ELSE 'ok' END,
        coalesce(left(string_agg(p.oid::regprocedure::text, ', '), 500), 'none of a superuser that PUBLIC may execute'),
        'whoever calls it acts as a superuser', coalesce(left(string_agg(
            format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC;', p.oid::regprocedure), ' '), 500), 'none')
    FROM pg_proc AS p
    INNER JOIN pg_roles AS r ON r.oid = p.proowner AND r.rolsuper
    WHERE p.prosecdef AND p.pronamespace <> 'pg_catalog'::regnamespace
        AND EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS x WHERE x.grantee = 0);
    RETURN QUERY SELECT '4.7 row security passed by', CASE WHEN count(*) > 0 THEN 'warning' ELSE 'ok' END,
        coalesce(string_agg(r.rolname, ', '), 'no login but superusers has BYPASSRLS'), 'the role reads every organization',
        coalesce(string_agg(format('ALTER ROLE %I NOBYPASSRLS;', r.rolname), ' '), 'none')
    FROM pg_roles AS r WHERE r.rolbypassrls AND r.rolcanlogin AND NOT r.rolsuper;
    RETURN QUERY SELECT '4.10 schema public', CASE WHEN x.open THEN 'warning' ELSE 'ok' END,
        CASE WHEN x.open THEN 'everybody may make objects in it' ELSE 'PUBLIC may not make objects in it' END,
        'an object there can stand before the one that was meant', 'REVOKE CREATE ON SCHEMA public FROM PUBLIC;'
    FROM (
        SELECT EXISTS (
            SELECT FROM pg_namespace AS n CROSS JOIN LATERAL aclexplode(n.nspacl) AS a
            WHERE n.nspname = 'public' AND a.grantee = 0 AND a.privilege_type = 'CREATE'
        ) AS open
    ) AS x;
    RETURN QUERY SELECT '5.5 connection limits', CASE WHEN count(*) > 0 THEN 'warning' ELSE 'ok' END,
        coalesce(left(string_agg(r.rolname, ', ' ORDER BY r.rolname), 500), 'every login of HERA has one'),
        'one application can take every connection',
        coalesce(left(string_agg(format('ALTER ROLE %I CONNECTION LIMIT 20;', r.rolname), ' ' ORDER BY r.rolname), 500), 'none')
    FROM pg_roles AS r
    WHERE r.rolcanlogin AND NOT r.rolsuper AND r.rolconnlimit = -1 AND EXISTS (
        SELECT FROM pg_roles AS g WHERE g.rolname IN ('hera_app', 'hera_bi') AND pg_has_role(r.oid, g.oid, 'MEMBER')
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.doctor_cis_roles() IS 'Items of the CIS benchmark on roles and rights.';
ALTER FUNCTION hera_internal.doctor_cis_roles() OWNER TO hera_owner;
