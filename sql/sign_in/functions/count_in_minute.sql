CREATE FUNCTION hera_internal.count_in_minute(p_identity text, p_code text)
RETURNS integer
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Counts a failure of this minute in the registers of sign-ins and returns how many there were, NULL where four registers
-- in a row were taken by others: that is counted too. The caller holds their lock. A pair of registers holds who it was
-- and, from the top, which seven codes it counts, 26 bits of the minute and five of each code.
DECLARE
    v_who bigint := hera_internal.identity_hash(p_identity);
    v_minute bigint := floor(extract(epoch FROM clock_timestamp()) / 60)::bigint;
    v_place integer := array_position(hera_internal.failure_codes(), p_code) - 1;
    v_head bigint := (v_place / 7)::bigint << 26 | v_minute;
    v_shift integer := 5 * (v_place % 7);
    v_slot bigint;
    v_state bigint;
BEGIN
    FOR v_try IN 0..3 LOOP
        v_slot := (v_who % 64 + v_minute + v_try) % 64;
        v_state := coalesce(pg_sequence_last_value(('hera_internal.sign_in_count_' || v_slot)::regclass), 0);
        IF v_state = 0 THEN
            v_state := v_head << 35;
            PERFORM setval(('hera_internal.sign_in_who_' || v_slot)::regclass, v_who);
        ELSIF v_state >> 35 <> v_head
            OR pg_sequence_last_value(('hera_internal.sign_in_who_' || v_slot)::regclass) IS DISTINCT FROM v_who
        THEN
            CONTINUE;
        END IF;
        IF (v_state >> v_shift) & 31 < 31 THEN
            v_state := v_state + (1::bigint << v_shift);
        END IF;
        PERFORM setval(('hera_internal.sign_in_count_' || v_slot)::regclass, v_state);
        RETURN (v_state >> v_shift) & 31;
    END LOOP;
    PERFORM nextval('hera_internal.sign_in_dropped'::regclass);
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.count_in_minute(text, text) IS 'Counts a failed sign-in in the registers.';
ALTER FUNCTION hera_internal.count_in_minute(text, text) OWNER TO hera_owner;
