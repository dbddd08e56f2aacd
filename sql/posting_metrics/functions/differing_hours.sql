CREATE FUNCTION hera_internal.differing_hours(p_until timestamptz)
RETURNS TABLE (organization_id uuid, metric_hour timestamptz, same boolean)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Hours before p_until whose documents have all been decided, counted from the documents, and whether the rollup says the
-- same. Reads the books of every organization.
BEGIN
    RETURN QUERY
    SELECT o.organization_id, c.metric_hour, coalesce(
        (h.total_transactions, h.auto_posted, h.pending_review, h.manual_required, h.confidence_total, h.confidence_count)
        = (c.total_transactions, c.auto_posted, c.pending_review, c.manual_required, c.confidence_total, c.confidence_count),
        false
    )
    FROM hera.core_organizations AS o
    CROSS JOIN LATERAL hera_internal.count_posting_hours(o.organization_id, '-infinity', p_until) AS c
    LEFT JOIN hera_internal.posting_hour AS h ON h.organization_id = o.organization_id AND h.metric_hour = c.metric_hour
    WHERE coalesce(h.waiting, 0) = 0;
END
$function$;
COMMENT ON FUNCTION hera_internal.differing_hours(timestamptz) IS 'Hours of posting metrics beside a recount.';
ALTER FUNCTION hera_internal.differing_hours(timestamptz) OWNER TO hera_owner;
