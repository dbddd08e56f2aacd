CREATE FUNCTION hera_internal.find_lost_references(p_organization_id uuid)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- What names a document without a foreign key, so that a month can be detached, names one that is there. It
    -- need not be in any month in particular: one hash of all ids is read for all references.
    WITH reference AS (
        SELECT r.organization_id, r.original_id AS id, 'reversal' AS what FROM hera_internal.reversal AS r
        WHERE p_organization_id IS NULL OR r.organization_id = p_organization_id
        UNION ALL
        SELECT r.organization_id, r.reversal_id, 'reversal' FROM hera_internal.reversal AS r
        WHERE p_organization_id IS NULL OR r.organization_id = p_organization_id
        UNION ALL
        SELECT s.organization_id, s.transaction_id, 'settlement' FROM hera_internal.settlement AS s
        WHERE p_organization_id IS NULL OR s.organization_id = p_organization_id
        UNION ALL
        SELECT s.organization_id, s.settled_id, 'settlement' FROM hera_internal.settlement AS s
        WHERE p_organization_id IS NULL OR s.organization_id = p_organization_id
        UNION ALL
        SELECT k.organization_id, k.transaction_id, 'idempotency key' FROM hera_internal.idempotency_key AS k
        WHERE p_organization_id IS NULL OR k.organization_id = p_organization_id
        UNION ALL
        SELECT f.organization_id, f.transaction_id, 'feedback' FROM hera.ai_posting_feedback AS f
        WHERE p_organization_id IS NULL OR f.organization_id = p_organization_id
        UNION ALL
        SELECT o.organization_id, o.transaction_id, 'open item' FROM hera_internal.open_item AS o
        WHERE p_organization_id IS NULL OR o.organization_id = p_organization_id
        UNION ALL
        SELECT x.organization_id, x.transaction_id, 'text' FROM hera_internal.transaction_text AS x
        WHERE p_organization_id IS NULL OR x.organization_id = p_organization_id
    )
    SELECT hera_internal.list_findings(array_agg(b.finding ORDER BY b.finding))
    FROM (
        SELECT DISTINCT format('%s of %s', r.what, r.id) AS finding
        FROM reference AS r
        WHERE NOT EXISTS (
            SELECT FROM hera.universal_transactions AS t WHERE t.organization_id = r.organization_id AND t.id = r.id
        ) AND NOT EXISTS (
            SELECT FROM hera_internal.archived_document AS z
            WHERE z.organization_id = r.organization_id AND z.transaction_id = r.id
        )
    ) AS b
$function$;
COMMENT ON FUNCTION hera_internal.find_lost_references(uuid) IS 'Reversals, settlements, keys, feedback, open items and texts of documents that are not there, or NULL.';
ALTER FUNCTION hera_internal.find_lost_references(uuid) OWNER TO hera_owner;
