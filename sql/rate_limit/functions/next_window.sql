CREATE FUNCTION hera_internal.next_window(
    p_values bigint[], p_now bigint, p_rule hera_internal.limit_rule, p_cost integer, p_take boolean
)
RETURNS hera_internal.limit_step
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Strict sliding window: time is cut into stretches of an eighth of the window, and each of nine registers, in a ring,
-- holds the start of a stretch (milliseconds, shifted by 20 bits) and what was taken in it. A stretch counts until its
-- last moment is a window old, so that no window ever has more than the limit, and what was taken comes back after a
-- window and at most an eighth. Every call writes one register, which says itself what it holds: a call that is killed
-- leaves all of what it took or nothing.
DECLARE
    v_limit integer := least(p_rule.max_requests, 1000000);
    v_now bigint := p_now / 1000;
    v_width bigint := (p_rule.window_ms + 7) / 8;
    v_start bigint := v_now / v_width * v_width;
    v_place integer := (v_now / v_width) % 9 + 1;
    v_taken bigint;
    v_here bigint;
    v_newest bigint;
    v_ahead boolean;
    v_cleared integer[];
    v_limited boolean;
    v_cost integer;
BEGIN
    -- After the clock went back there are stretches ahead of it: what was taken in them counts as taken now.
    SELECT coalesce(sum(s.taken), 0), coalesce(sum(s.taken) FILTER (WHERE s.start > v_start OR s.place = v_place), 0),
        coalesce(array_agg(s.place) FILTER (WHERE s.start > v_start AND s.place <> v_place), '{}'),
        least(max(s.start), v_start), coalesce(max(s.start) > v_start, false)
    INTO v_taken, v_here, v_cleared, v_newest, v_ahead
    FROM (
        SELECT v.place, v.value >> 20 AS start, v.value & 1048575 AS taken
        FROM unnest(p_values) WITH ORDINALITY AS v (value, place)
        WHERE v.value >> 20 > v_now - p_rule.window_ms - v_width AND v.value & 1048575 > 0
    ) AS s;
    v_limited := v_taken + greatest(p_cost, 1) > v_limit;
    v_cost := CASE WHEN p_take AND NOT v_limited THEN p_cost ELSE 0 END;
    v_newest := CASE WHEN v_cost > 0 THEN v_start WHEN v_taken > 0 THEN v_newest END;
    RETURN ROW(
        ROW(
            v_limited, v_limit, greatest(v_limit - v_taken - v_cost, 0),
            CASE WHEN v_limited THEN hera_internal.window_wait(
                p_values, p_now, p_rule.window_ms, v_taken + greatest(p_cost, 1) - v_limit
            ) END,
            round((greatest((v_newest + v_width + p_rule.window_ms) * 1000, p_now) - p_now) / 1000000.0, 3)
        )::hera.limit_state,
        v_place, v_start << 20 | least(v_here + v_cost, 1048575), v_cleared,
        v_ahead
    )::hera_internal.limit_step;
END
$function$;
COMMENT ON FUNCTION hera_internal.next_window(bigint[], bigint, hera_internal.limit_rule, integer, boolean) IS 'What a call makes of a limit that holds in every window.';
