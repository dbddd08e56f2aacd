CREATE FUNCTION hera.rollback_decision(p_since timestamptz)
RETURNS TABLE (check_name text, ok boolean, value numeric, bound numeric, detail text)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether what was changed at p_since should be taken back: yes when any row is not ok. Compares the service samples since
-- then with fixed bounds, and with the day before. ok is NULL where there is too little to tell: no samples, or fewer than 20
-- requests on either side of a comparison. Raises AUTHZ_001, and VAL_010 for a time that is not past.
DECLARE
    v_now record;
    v_day record;
    v_critical text[];
    v_comparable boolean;
BEGIN
    PERFORM hera_internal.require_job(NULL);
    PERFORM hera_internal.require_known('p_since', p_since::text, p_since < clock_timestamp(), 'a time of the past');
    SELECT w.* INTO v_now FROM hera_internal.service_window(p_since, clock_timestamp()) AS w;
    SELECT w.* INTO v_day FROM hera_internal.service_window(p_since - interval '1 day', p_since) AS w;
    v_comparable := v_now.requests >= 20 AND v_day.requests >= 20;
    v_critical := hera_internal.critical_alerts();
    RETURN QUERY VALUES
    ('error rate', v_now.error_rate <= 0.05, v_now.error_rate, 0.05,
        format('%s of %s requests were refused', v_now.errors, v_now.requests)),
    ('rolled back transactions', CASE
            WHEN v_now.rollback_rate <= 0.05 THEN true
            WHEN v_day.rollback_rate IS NOT NULL THEN v_now.rollback_rate <= 2 * v_day.rollback_rate
        END, v_now.rollback_rate, greatest(0.05, 2 * v_day.rollback_rate), 'above 5 % and twice the day before'),
    ('95th percentile', CASE WHEN v_comparable THEN v_now.p95_ms <= 2 * v_day.p95_ms END, v_now.p95_ms, 2 * v_day.p95_ms,
        CASE WHEN v_comparable THEN 'milliseconds; the bound is twice the day before' ELSE 'too few requests to compare' END),
    ('availability', v_now.availability >= 0.995, v_now.availability, 0.995,
        format('%s samples over %s seconds', v_now.samples, round(v_now.seconds))),
    ('critical alerts', cardinality(v_critical) = 0, cardinality(v_critical)::numeric, 0,
        coalesce(nullif(array_to_string(v_critical, ', '), ''), 'none'));
END
$function$;
COMMENT ON FUNCTION hera.rollback_decision(timestamptz) IS 'Reasons for and against taking back what was changed at a time.';
ALTER FUNCTION hera.rollback_decision(timestamptz) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.rollback_decision(timestamptz) TO hera_admin;
