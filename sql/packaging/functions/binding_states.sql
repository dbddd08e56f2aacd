CREATE FUNCTION hera_internal.binding_states()
RETURNS TABLE (ordinal integer, kind text, name text, relation text, state text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- missing: not there; altered: the catalog differs from what migrate() left;
-- outdated: made by another definition; retired: this version has it no more.
BEGIN
    IF pg_catalog.to_regclass('hera_internal.binding') IS NULL THEN
        RETURN QUERY
        SELECT s.ordinal, s.kind, s.name, s.relation, 'missing'::text
        FROM hera_internal.binding_source() AS s
        ORDER BY s.ordinal;
        RETURN;
    END IF;
    RETURN QUERY
    SELECT s.ordinal, s.kind, s.name, s.relation,
        CASE
            WHEN f.fingerprint IS NULL THEN 'missing'
            WHEN b.sha256 IS DISTINCT FROM s.sha256 THEN 'outdated'
            WHEN b.fingerprint <> f.fingerprint THEN 'altered'
            ELSE 'current'
        END
    FROM hera_internal.binding_source() AS s
    CROSS JOIN LATERAL hera_internal.binding_fingerprint(s.kind, s.name, s.relation) AS f (fingerprint)
    LEFT JOIN hera_internal.binding AS b ON b.kind = s.kind AND b.relation = s.relation AND b.name = s.name
    UNION ALL
    SELECT 0, b.kind, b.name, b.relation, 'retired'
    FROM hera_internal.binding AS b
    WHERE NOT EXISTS (
        SELECT FROM hera_internal.binding_source() AS s
        WHERE s.kind = b.kind AND s.relation = b.relation AND s.name = b.name
    )
    ORDER BY 1, 2, 3;
END
$function$;
COMMENT ON FUNCTION hera_internal.binding_states() IS
    'Every trigger, policy, view, constraint and seed with its state: current, missing, altered, outdated or retired.';
ALTER FUNCTION hera_internal.binding_states() OWNER TO hera_owner;
