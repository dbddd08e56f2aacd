CREATE FUNCTION hera_internal.next_cell(
    p_value bigint, p_now bigint, p_rule hera_internal.limit_rule, p_cost integer, p_take boolean
)
RETURNS hera_internal.limit_step
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Generic cell rate algorithm (ITU-T I.371) on the value of one register, the theoretical arrival time in microseconds:
-- admits at most the burst at once and the limit in each window after that. hera_internal.limit_request and
-- hera.check_rate_limit ask the same expressions, cell_next and cell_state, for the one limit of nearly every caller.
DECLARE
    v_interval bigint := hera_internal.cell_interval(p_rule.window_ms, p_rule.max_requests);
    v_tolerance bigint := v_interval * coalesce(nullif(p_rule.burst, 0), p_rule.max_requests);
    v_arrival bigint := hera_internal.cell_arrival(p_value, p_now, v_tolerance);
    v_step bigint := v_interval * greatest(p_cost, 1);
    v_limited boolean := hera_internal.cell_next(p_value, p_now, v_tolerance, v_step) > p_now + v_tolerance;
    v_next bigint := v_arrival + CASE WHEN p_take AND NOT v_limited THEN v_interval * p_cost ELSE 0 END;
BEGIN
    RETURN ROW(
        hera_internal.cell_state(
            v_limited, p_rule.max_requests, p_now, v_next, v_tolerance, v_interval,
            CASE WHEN v_limited THEN hera_internal.cell_wait(v_arrival - p_now, v_step, v_tolerance) END
        ),
        1, v_next, '{}'::integer[],
        -- Kept, or all would be refused until the clock has caught up.
        v_limited AND p_value > v_arrival
    )::hera_internal.limit_step;
END
$function$;
COMMENT ON FUNCTION hera_internal.next_cell(bigint, bigint, hera_internal.limit_rule, integer, boolean) IS 'What a call makes of a limit that admits a burst and then one call an interval.';
