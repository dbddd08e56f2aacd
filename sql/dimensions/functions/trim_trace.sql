CREATE FUNCTION hera_internal.trim_trace(p_organization_id uuid, p_horizon xid8)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Deletes what is older than the organization keeps its trace, at most 10,000 rows a call, and returns how many. Only what
-- profiles have counted goes.
DECLARE
    v_before CONSTANT timestamptz := clock_timestamp() - (
        SELECT make_interval(days => l.trace_days) FROM hera_internal.organization_profile AS l
        WHERE l.organization_id = p_organization_id
    );
    -- Ids are ordered by time: this is the first one of that moment.
    v_oldest CONSTANT uuid := rpad(
        lpad(to_hex(floor(extract(epoch FROM v_before) * 1000)::bigint), 12, '0'), 32, '0'
    )::uuid;
    v_count bigint;
BEGIN
    DELETE FROM hera_internal.document_trace AS t
    USING (
        SELECT o.written_by, o.transaction_id, o.effect FROM hera_internal.document_trace AS o
        WHERE o.organization_id = p_organization_id AND o.written_by < p_horizon
        ORDER BY o.written_by, o.transaction_id, o.effect
        LIMIT 10000
    ) AS o
    WHERE t.organization_id = p_organization_id AND t.written_by = o.written_by
        AND t.transaction_id = o.transaction_id AND t.effect = o.effect AND o.transaction_id < v_oldest;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$function$;
COMMENT ON FUNCTION hera_internal.trim_trace(uuid, xid8) IS 'Deletes what is too old from the trace of an organization.';
