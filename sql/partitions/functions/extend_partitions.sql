CREATE FUNCTION hera_internal.extend_partitions()
RETURNS TABLE (month date, made integer, attempts integer)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '100ms'
SET client_min_messages = warning
AS $function$
-- Makes the partitions of the first month that lacks one, of 24 ahead; no row when none does. One month a call, because
-- what ATTACH locks, core_entities and core_organizations against writes, is held until the end of the transaction. While
-- somebody else holds them nobody is to queue behind this: it gives up after 100 ms, lets go of everything and tries again
-- a random while later, a minute in all. Raises 55P03 when that did not do.
DECLARE
    v_ends_at timestamptz := clock_timestamp() + interval '1 minute';
    v_parent text;
BEGIN
    month := hera_internal.next_partition_month(24);
    IF month IS NULL THEN
        RETURN;
    END IF;
    FOR attempt IN 1..1000 LOOP
        attempts := attempt;
        made := 0;
        BEGIN
            FOR v_parent IN SELECT t.relation FROM hera_internal.partitioned_table AS t ORDER BY t.ordinal LOOP
                made := made + hera_internal.make_partition(v_parent::regclass, month)::integer;
            END LOOP;
            RETURN NEXT;
            RETURN;
        EXCEPTION
            WHEN lock_not_available OR deadlock_detected THEN
                IF clock_timestamp() > v_ends_at THEN
                    RAISE;
                END IF;
        END;
        PERFORM pg_sleep(0.2 + random() * 0.8);
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.extend_partitions() IS 'Makes the partitions of the next month that lacks them, without holding anybody up.';
ALTER FUNCTION hera_internal.extend_partitions() OWNER TO hera_owner;
