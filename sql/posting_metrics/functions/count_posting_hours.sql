CREATE FUNCTION hera_internal.count_posting_hours(p_organization_id uuid, p_from timestamptz, p_to timestamptz)
RETURNS TABLE (
    organization_id uuid, metric_hour timestamptz, total_transactions bigint, auto_posted bigint, pending_review bigint,
    manual_required bigint, waiting bigint, confidence_total numeric, confidence_count bigint, refreshed_at timestamptz
)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Documents of an organization by the hour in which they came, counted from the documents themselves, by the index of ids.
-- Archived months are left out: most of their documents are not here, and what was counted before stays.
DECLARE
    v_from timestamptz := greatest(p_from, '1970-01-01');
BEGIN
    RETURN QUERY
    SELECT p_organization_id, date_trunc('hour', t.created_at, 'UTC'), count(*),
        count(*) FILTER (WHERE t.posting_status = 'auto_posted'), count(*) FILTER (WHERE t.posting_status = 'pending_review'),
        count(*) FILTER (WHERE t.posting_status = 'manual_required'),
        count(*) FILTER (WHERE t.posting_status IN ('draft', 'pending', 'pending_review', 'manual_required')),
        coalesce(sum(t.ai_confidence_score), 0), count(t.ai_confidence_score), clock_timestamp()
    FROM hera.universal_transactions AS t
    WHERE t.organization_id = p_organization_id AND t.id >= hera_internal.first_id(v_from) AND t.created_at >= v_from
        AND t.created_at < p_to AND NOT EXISTS (
            SELECT FROM hera_internal.archived_month AS a
            WHERE t.created_at >= a.month::timestamp AT TIME ZONE 'UTC'
                AND t.created_at < (a.month + interval '1 month') AT TIME ZONE 'UTC'
        )
    GROUP BY 2;
END
$function$;
COMMENT ON FUNCTION hera_internal.count_posting_hours(uuid, timestamptz, timestamptz) IS 'Documents by the hour in which they came.';
ALTER FUNCTION hera_internal.count_posting_hours(uuid, timestamptz, timestamptz) OWNER TO hera_owner;
