CREATE FUNCTION hera_internal.find_unaudited(p_organization_id uuid)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT hera_internal.list_findings(array_agg(b.finding))
    FROM (
        SELECT t.id::text AS finding
        FROM hera.universal_transactions AS t
        WHERE (p_organization_id IS NULL OR t.organization_id = p_organization_id)
            AND NOT EXISTS (
                SELECT FROM hera_internal.audit_leaf AS a
                WHERE a.organization_id = t.organization_id AND a.subject_id = t.id
            )
            AND NOT EXISTS (
                SELECT FROM hera_internal.reversal AS r
                INNER JOIN hera_internal.audit_leaf AS a
                    ON a.organization_id = r.organization_id AND a.subject_id = r.original_id
                WHERE r.organization_id = t.organization_id AND r.reversal_id = t.id
                    AND a.detail ->> 'reversal' = t.id::text
            )
        ORDER BY t.id
    ) AS b
$function$;
COMMENT ON FUNCTION hera_internal.find_unaudited(uuid) IS 'Documents without an audit leaf, or NULL.';
ALTER FUNCTION hera_internal.find_unaudited(uuid) OWNER TO hera_owner;
