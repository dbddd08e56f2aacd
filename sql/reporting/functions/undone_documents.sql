CREATE FUNCTION hera_internal.undone_documents(p_organization_id uuid, p_as_of date)
RETURNS TABLE (transaction_id uuid)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The documents that a reversal had undone at the end of a day, and those reversals. A reversal that was itself
-- reversed undoes nothing: a chain is judged from its end, every other link is in force.
BEGIN
    RETURN QUERY
    WITH RECURSIVE link AS (
        SELECT r.original_id, r.reversal_id
        FROM hera_internal.reversal AS r
        LEFT JOIN hera.universal_transactions AS o
            ON o.organization_id = r.organization_id AND o.id = r.original_id AND o.created_at = r.original_created_at
        LEFT JOIN hera.universal_transactions AS v
            ON v.organization_id = r.organization_id AND v.id = r.reversal_id AND v.created_at = r.reversal_created_at
        LEFT JOIN hera_internal.archived_document AS p
            ON p.organization_id = r.organization_id AND p.transaction_id = r.original_id
        LEFT JOIN hera_internal.archived_document AS w
            ON w.organization_id = r.organization_id AND w.transaction_id = r.reversal_id
        WHERE r.organization_id = p_organization_id
            AND coalesce(o.transaction_date, p.transaction_date) <= p_as_of
            AND coalesce(v.transaction_date, w.transaction_date) <= p_as_of
    ), chain AS (
        SELECT l.original_id, l.reversal_id, true AS in_force
        FROM link AS l
        WHERE NOT EXISTS (SELECT FROM link AS n WHERE n.original_id = l.reversal_id)
        UNION ALL
        SELECT l.original_id, l.reversal_id, NOT c.in_force
        FROM chain AS c
        INNER JOIN link AS l ON l.reversal_id = c.original_id
    )
    SELECT u.id
    FROM chain AS c
    CROSS JOIN LATERAL (VALUES (c.original_id), (c.reversal_id)) AS u (id)
    WHERE c.in_force;
END
$function$;
COMMENT ON FUNCTION hera_internal.undone_documents(uuid, date) IS 'Documents that reversals had undone at the end of a day, with the reversals.';
