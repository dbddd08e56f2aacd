CREATE FUNCTION hera_internal.counted(p_name text)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- How often hera_internal.metric_<name> was counted up; 0 where it is not, NULL on a standby, which cannot read it.
BEGIN
    IF pg_is_in_recovery() THEN
        RETURN NULL;
    END IF;
    RETURN coalesce(pg_sequence_last_value(to_regclass('hera_internal.metric_' || p_name)), 0);
END
$function$;
COMMENT ON FUNCTION hera_internal.counted(text) IS 'Value of a metric counter.';
ALTER FUNCTION hera_internal.counted(text) OWNER TO hera_owner;
