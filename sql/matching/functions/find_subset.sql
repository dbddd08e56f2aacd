CREATE FUNCTION hera_internal.find_subset(
    p_amounts numeric[], p_target numeric, p_smallest integer, OUT solutions bigint, OUT positions integer[]
)
RETURNS record
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
SET enable_nestloop = off
SET enable_mergejoin = off
AS $function$
-- How many sets of at least p_smallest of the first 20 amounts add up to the target, and of these the one with the
-- fewest members, the earliest first. Exact: the sums of each half, at most 1,024, are joined by hash (meet in the
-- middle), so the time is bounded by 2^10 sums and the solutions, never by 2^20. A join that the planner believes to be
-- of ten rows would be a loop; hence the settings.
DECLARE
    v_half integer := least(cardinality(p_amounts), 20) / 2;
    v_count integer := least(cardinality(p_amounts), 20);
    v_left numeric[] := ARRAY[0];
    v_right numeric[] := ARRAY[0];
    v_best bigint;
BEGIN
    -- Position in the array less one is the bit mask of the members.
    FOR i IN 1..v_half LOOP
        v_left := v_left || ARRAY(SELECT s.sum + p_amounts[i] FROM unnest(v_left) WITH ORDINALITY AS s (sum, n) ORDER BY s.n);
    END LOOP;
    FOR i IN v_half + 1..v_count LOOP
        v_right := v_right || ARRAY(SELECT s.sum + p_amounts[i] FROM unnest(v_right) WITH ORDINALITY AS s (sum, n) ORDER BY s.n);
    END LOOP;
    SELECT count(*), min((bit_count(m.mask::integer::bit(20)) << 20) | m.mask) INTO solutions, v_best
    FROM unnest(v_left) WITH ORDINALITY AS l (sum, n)
    INNER JOIN unnest(v_right) WITH ORDINALITY AS r (sum, n) ON r.sum = p_target - l.sum
    CROSS JOIN LATERAL (SELECT ((r.n - 1) << v_half) | (l.n - 1) AS mask) AS m
    WHERE bit_count(m.mask::integer::bit(20)) >= p_smallest;
    IF solutions > 0 THEN
        positions := ARRAY(SELECT i FROM generate_series(1, v_count) AS i WHERE (v_best >> (i - 1)) & 1 = 1 ORDER BY i);
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.find_subset(numeric[], numeric, integer) IS 'Sets of at most twenty amounts that add up to a target: how many, and the smallest.';
