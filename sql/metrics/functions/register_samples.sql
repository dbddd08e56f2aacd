CREATE FUNCTION hera_internal.register_samples()
RETURNS TABLE (metric text, labels text, value numeric)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- State of the circuit breakers that are not closed, how many there are of each state, and hits of the caches. Nothing on a
-- standby, which has no registers.
DECLARE
    v_hits numeric;
    v_misses numeric;
BEGIN
    IF pg_is_in_recovery() THEN
        RETURN;
    END IF;
    RETURN QUERY
    WITH breaker AS MATERIALIZED (
        SELECT c.organization_id, c.name, s.state
        FROM hera_internal.circuit AS c
        INNER JOIN hera.core_organizations AS o ON o.organization_id = c.organization_id
        CROSS JOIN LATERAL hera_internal.step_circuit(c.register, 'look', o.settings) AS s
    )
    SELECT 'circuit_breaker_state', format('organization_id="%s",circuit="%s"', b.organization_id, b.name),
        CASE b.state WHEN 'open' THEN 1 ELSE 2 END::numeric
    FROM breaker AS b
    WHERE b.state IN ('open', 'half_open')
    UNION ALL
    SELECT 'hera_circuit_breakers', format('state="%s"', s.state), count(b.name)
    FROM unnest('{closed,half_open,open}'::text[]) AS s (state)
    LEFT JOIN breaker AS b ON b.state = s.state
    GROUP BY s.state;
    SELECT sum(x.n) FILTER (WHERE x.purpose = 'cache hits'), sum(x.n) FILTER (WHERE x.purpose = 'cache misses')
    INTO v_hits, v_misses
    FROM (
        SELECT r.purpose, pg_sequence_last_value(('hera_internal.register_' || r.number)::regclass) + 1 AS n
        FROM hera_internal.register AS r
        WHERE r.purpose IN ('cache hits', 'cache misses')
    ) AS x;
    IF v_hits + v_misses > 0 OR coalesce(v_hits, v_misses) > 0 THEN
        RETURN QUERY SELECT 'cache_hit_ratio', 'cache="application"',
            round(coalesce(v_hits, 0) / (coalesce(v_hits, 0) + coalesce(v_misses, 0)), 6);
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.register_samples() IS 'Metrics that are kept in registers.';
ALTER FUNCTION hera_internal.register_samples() OWNER TO hera_owner;
