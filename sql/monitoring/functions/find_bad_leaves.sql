CREATE FUNCTION hera_internal.find_bad_leaves(p_organization_id uuid)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT hera_internal.list_findings(array_agg(b.finding))
    FROM (
        SELECT a.id::text AS finding
        FROM hera_internal.audit_leaf AS a
        WHERE (p_organization_id IS NULL OR a.organization_id = p_organization_id)
            AND a.leaf_hash <> hera_internal.audit_leaf_hash(
                a.organization_id, a.id, a.event, a.subject_id, a.actor, a.login, a.request_id, a.detail
            )
        ORDER BY a.id
    ) AS b
$function$;
COMMENT ON FUNCTION hera_internal.find_bad_leaves(uuid) IS 'Audit leaves whose hash is not that of their content, or NULL.';
ALTER FUNCTION hera_internal.find_bad_leaves(uuid) OWNER TO hera_owner;
