CREATE FUNCTION hera_internal.secure_tables()
RETURNS TABLE (name text, action text)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Puts rights, forced row security and policies right on every table and sequence of HERA, found in the catalog, so
-- that a new table is closed the day it is made. Returns what had to be changed.
DECLARE
    v_table regclass;
    v_sequence regclass;
BEGIN
    FOR v_table IN
        SELECT c.oid::regclass FROM pg_class AS c
        WHERE c.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace) AND c.relkind IN ('r', 'p')
        ORDER BY c.relispartition, c.oid
    LOOP
        RETURN QUERY SELECT v_table::text, s.action FROM hera_internal.secure_table(v_table) AS s(action);
    END LOOP;
    RETURN QUERY SELECT g.name, g.action FROM hera_internal.guard_partitions() AS g;
    FOR v_sequence IN
        SELECT c.oid::regclass FROM pg_class AS c
        WHERE c.relnamespace = 'hera_internal'::regnamespace AND c.relkind = 'S'
            -- CASE fixes the order: the function refuses what is no sequence.
            AND CASE WHEN c.relkind = 'S' THEN NOT has_sequence_privilege('hera_api', c.oid, 'UPDATE') END
        ORDER BY c.oid
    LOOP
        EXECUTE format('GRANT SELECT, UPDATE ON SEQUENCE %s TO hera_api', v_sequence);
        RETURN QUERY SELECT v_sequence::text, 'granted'::text;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.secure_tables() IS 'Puts rights, row security and policies of every table right and returns what it changed.';
ALTER FUNCTION hera_internal.secure_tables() OWNER TO hera_owner;
