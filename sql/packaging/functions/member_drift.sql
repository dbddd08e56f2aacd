CREATE FUNCTION hera_internal.member_drift()
RETURNS TABLE (member text, detail text)
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- Functions that are not what this version made: body, owner, rights, settings, and
    -- language, volatility, strictness, leakproofness and parallel safety. Those of hera_plpython where it is installed; they
    -- belong to a superuser.
    WITH source AS (
        SELECT m.*, pg_catalog.count(*) OVER (PARTITION BY m.member) AS overloads
        FROM hera_internal.member_source() AS m
        WHERE m.kind = 'routine' OR (
            m.kind = 'python' AND EXISTS (SELECT FROM pg_catalog.pg_extension AS e WHERE e.extname = 'hera_plpython')
        )
    ),
    present AS (
        SELECT p.oid, n.nspname || '.' || p.proname AS member, pg_catalog.md5(p.prosrc) AS body_md5, o.rolname AS owner,
            o.rolsuper AS of_superuser,
            p.prosecdef, p.prokind, pg_catalog.format(
                '%s %s %s %s %s', l.lanname, p.provolatile, p.proisstrict, p.proleakproof, p.proparallel
            ) AS traits,
            ARRAY(
                SELECT pg_catalog.lower(c) FROM pg_catalog.unnest(p.proconfig) AS c ORDER BY 1
            ) AS config,
            ARRAY(
                SELECT COALESCE(r.rolname, 'public')::text
                FROM pg_catalog.aclexplode(COALESCE(p.proacl, pg_catalog.acldefault('f', p.proowner))) AS a
                LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = a.grantee
                WHERE a.grantee = 0 OR r.rolname LIKE 'hera\_%'
                ORDER BY 1
            ) AS grantees
        FROM pg_catalog.pg_proc AS p
        JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace AND n.nspname IN ('hera', 'hera_internal')
        JOIN pg_catalog.pg_roles AS o ON o.oid = p.proowner
        JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    )
    SELECT s.member, 'is missing'
    FROM source AS s
    WHERE NOT EXISTS (SELECT FROM present AS p WHERE p.member = s.member)
    UNION ALL
    SELECT p.oid::pg_catalog.regprocedure::text,
        CASE
            WHEN s.member IS NULL THEN 'has another body'
            WHEN p.body_md5 <> s.body_md5 AND p.prokind <> 'a' THEN 'has another body'
            WHEN p.owner <> s.owner AND (s.kind = 'routine' OR NOT p.of_superuser) THEN 'belongs to ' || p.owner
            WHEN p.prosecdef <> s.definer THEN 'changed between SECURITY DEFINER and INVOKER'
            WHEN p.traits <> s.traits THEN pg_catalog.format('is %s instead of %s', p.traits, s.traits)
            WHEN p.grantees <> s.grantees THEN 'may be executed by ' || pg_catalog.array_to_string(p.grantees, ', ')
            ELSE 'has settings ' || pg_catalog.array_to_string(p.config, '; ')
        END
    FROM present AS p
    LEFT JOIN source AS s ON s.member = p.member AND (s.overloads = 1 OR s.body_md5 = p.body_md5)
    WHERE p.member IN (SELECT o.member FROM source AS o)
        AND (
            s.member IS NULL
            OR (p.body_md5 <> s.body_md5 AND p.prokind <> 'a')
            OR (p.owner <> s.owner AND (s.kind = 'routine' OR NOT p.of_superuser))
            OR p.prosecdef <> s.definer
            OR p.traits <> s.traits
            OR p.grantees <> s.grantees
            OR p.config <> ARRAY(
                SELECT pg_catalog.lower(pg_catalog.replace(
                    c, '"@vector_schema@"', pg_catalog.quote_ident(hera_internal.vector_schema())
                ))
                FROM pg_catalog.unnest(s.config) AS c ORDER BY 1
            )
        )
    ORDER BY 1
$function$;
COMMENT ON FUNCTION hera_internal.member_drift() IS
    'Functions whose body, owner, rights or settings are not those of the installed version.';
ALTER FUNCTION hera_internal.member_drift() OWNER TO hera_owner;
