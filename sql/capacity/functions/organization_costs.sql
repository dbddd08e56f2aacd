CREATE FUNCTION hera.organization_costs(p_from date DEFAULT NULL, p_to date DEFAULT NULL)
RETURNS TABLE (
    organization_id uuid, name text, documents bigint, lines bigint, bytes bigint, share numeric, seconds numeric
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- What each organization costs, over months from p_from to p_to (all that were counted): bytes are its share of what the
-- tables of transactions and lines take with their indexes, by its documents and lines; share is of all bytes, in percent;
-- seconds are its documents times what a request took on average. The largest first. Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.require_operator('hera.organization_costs');
    RETURN QUERY
    WITH usage AS (
        SELECT u.organization_id, sum(u.documents)::bigint AS documents, sum(u.lines)::bigint AS lines
        FROM hera_internal.organization_usage AS u
        WHERE (p_from IS NULL OR (u.month + interval '1 month')::date > p_from) AND (p_to IS NULL OR u.month <= p_to)
        GROUP BY u.organization_id
    ), cost AS (
        SELECT u.*, (u.documents * m.document_bytes + u.lines * m.line_bytes)::bigint AS bytes
        FROM usage AS u CROSS JOIN hera_internal.row_bytes() AS m
    )
    SELECT c.organization_id, o.name, c.documents, c.lines, c.bytes,
        round(100 * c.bytes / nullif(sum(c.bytes) OVER (), 0), 2),
        round(c.documents * hera_internal.mean_request_seconds(), 3)
    FROM cost AS c
    JOIN hera.core_organizations AS o ON o.organization_id = c.organization_id
    ORDER BY c.bytes DESC, c.organization_id;
END
$function$;
COMMENT ON FUNCTION hera.organization_costs(date, date) IS 'What each organization costs in bytes and time.';
ALTER FUNCTION hera.organization_costs(date, date) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.organization_costs(date, date) TO hera_admin;
