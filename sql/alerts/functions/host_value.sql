CREATE FUNCTION hera_internal.host_value(p_name text, p_fresh boolean DEFAULT true)
RETURNS numeric
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What the host told last; NULL, which is unknown, when it never did or, where freshness matters, longer ago than the
-- setting host_fact_minutes.
BEGIN
    RETURN (
        SELECT f.value FROM hera_internal.host_fact AS f
        WHERE f.name = p_name AND (
            NOT p_fresh
            OR f.reported_at > clock_timestamp()
                - make_interval(mins => hera_internal.server_setting_value('host_fact_minutes')::integer)
        )
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.host_value(text, boolean) IS 'What the host reported.';
ALTER FUNCTION hera_internal.host_value(text, boolean) OWNER TO hera_owner;
