CREATE FUNCTION hera_internal.find_unsealed_rows()
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $function$
-- Documents and lines that no leaf stands for, sealed or not: every path writes a leaf in the same transaction, so these
-- were written behind it. So were lines that are not of the time of their document, which their leaf does not look at.
BEGIN
    RETURN (
        WITH subject AS (
            SELECT DISTINCT a.organization_id, coalesce(
                hera_internal.sealed_document(a.event, a.subject_id, a.detail), a.subject_id
            ) AS id, hera_internal.sealed_document(a.event, a.subject_id, a.detail) IS NOT NULL AS final
            FROM hera_internal.audit_leaf AS a
        )
        SELECT hera_internal.list_findings(array_agg(f.finding ORDER BY f.finding))
        FROM (
            SELECT format('document %s', t.id) AS finding
            FROM hera.universal_transactions AS t
            LEFT JOIN subject AS s ON s.organization_id = t.organization_id AND s.id = t.id
            GROUP BY t.organization_id, t.id, t.posting_status
            HAVING NOT coalesce(bool_or(s.final OR t.posting_status NOT IN ('posted', 'auto_posted', 'voided')) FILTER (WHERE s.id IS NOT NULL), false)
            UNION
            SELECT format('lines of %s', l.transaction_id)
            FROM hera.universal_transaction_lines AS l
            WHERE NOT EXISTS (
                SELECT FROM subject AS s
                WHERE s.organization_id = l.organization_id AND s.id = l.transaction_id AND s.final
            ) OR NOT EXISTS (
                SELECT FROM hera.universal_transactions AS t
                WHERE t.organization_id = l.organization_id AND t.id = l.transaction_id AND t.created_at = l.created_at
            )
        ) AS f
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.find_unsealed_rows() IS 'Documents and lines that no leaf stands for, or NULL.';
ALTER FUNCTION hera_internal.find_unsealed_rows() OWNER TO hera_owner;
