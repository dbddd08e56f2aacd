CREATE FUNCTION hera_internal.list_effects(p_organization_id uuid, p_from xid8, p_until xid8)
RETURNS TABLE (transaction_id uuid, effect smallint)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What profiles have to count, in one snapshot: what the trace gained from transactions in [p_from, p_until), below which
-- nothing can appear any more. Without p_from it is the whole of the books less what the trace says of transactions at or
-- above p_until, which the next refresh will count.
BEGIN
    IF p_from IS NOT NULL THEN
        RETURN QUERY
        SELECT t.transaction_id, t.effect FROM hera_internal.document_trace AS t
        WHERE t.organization_id = p_organization_id AND t.effect <> 0
            AND t.written_by >= p_from AND t.written_by < p_until;
        RETURN;
    END IF;
    RETURN QUERY
    WITH pending AS (
        SELECT t.transaction_id, t.effect FROM hera_internal.document_trace AS t
        WHERE t.organization_id = p_organization_id AND t.effect <> 0 AND t.written_by >= p_until
    )
    SELECT t.id, 1::smallint FROM hera.universal_transactions AS t
    WHERE t.organization_id = p_organization_id AND t.posted_at IS NOT NULL
        AND NOT EXISTS (SELECT FROM pending AS p WHERE p.transaction_id = t.id AND p.effect = 1)
        -- A reversal is no document of its own.
        AND NOT EXISTS (
            SELECT FROM hera_internal.reversal AS r
            WHERE r.organization_id = p_organization_id AND r.reversal_id = t.id
        )
    UNION ALL
    SELECT r.original_id, -1::smallint FROM hera_internal.reversal AS r
    WHERE r.organization_id = p_organization_id
        AND NOT EXISTS (SELECT FROM pending AS p WHERE p.transaction_id = r.original_id AND p.effect = -1);
END
$function$;
COMMENT ON FUNCTION hera_internal.list_effects(uuid, xid8, xid8) IS 'What the profiles of an organization have to count.';
