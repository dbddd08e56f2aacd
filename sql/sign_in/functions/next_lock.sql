CREATE FUNCTION hera_internal.next_lock(
    p_state bigint, p_print bigint, p_now bigint, p_threshold integer, p_window bigint, p_duration bigint,
    OUT state bigint, OUT locked boolean
)
RETURNS record
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The register after one more failure, and whether it was locked before. From the top: 23 bits of whom it is about, 32 of
-- the second in which the first failure happened, or the lock began, 8 of the count. A failure while it is locked does not
-- make the lock longer. Another name takes the register over, unless it is locked: names that somebody invents cannot
-- lift a lock, and what they may cost a name that shares the register are failures that are not counted.
DECLARE
    v_since bigint := (p_state >> 8) & 4294967295;
    v_count integer := (p_state & 255)::integer;
    -- A clock that went back ends what began in its future.
    v_active boolean := p_state > 0 AND v_since <= p_now
        AND p_now < v_since + CASE WHEN v_count >= p_threshold THEN p_duration ELSE p_window END;
BEGIN
    locked := v_active AND v_count >= p_threshold AND p_state >> 40 = p_print;
    state := p_state;
    IF v_active AND v_count >= p_threshold OR p_threshold = 0 THEN
        RETURN;
    ELSIF NOT v_active OR p_state >> 40 <> p_print THEN
        v_count := 0;
        v_since := p_now;
    END IF;
    v_count := v_count + 1;
    state := (p_print << 40) | (CASE WHEN v_count >= p_threshold THEN p_now ELSE v_since END << 8) | v_count;
END
$function$;
COMMENT ON FUNCTION hera_internal.next_lock(bigint, bigint, bigint, integer, bigint, bigint) IS 'Register of a lock-out after one more failure.';
ALTER FUNCTION hera_internal.next_lock(bigint, bigint, bigint, integer, bigint, bigint) OWNER TO hera_owner;
