CREATE FUNCTION hera_internal.cron_schedule(p_name text, p_period interval, p_seconds boolean)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A schedule of pg_cron that looks at a job at least as often as it is due; hera.run_job does it when it is. p_seconds says
-- whether pg_cron knows schedules in seconds (1.5 and newer). Jobs of hours and days get a minute of their own, so that they
-- do not all begin together.
DECLARE
    v_period constant integer := extract(epoch FROM p_period)::integer;
    v_minute constant integer := abs(hashtext(p_name)) % 60;
BEGIN
    RETURN CASE
        WHEN v_period < 60 AND p_seconds THEN format('%s seconds', v_period)
        WHEN v_period >= 86400 AND v_period % 86400 = 0 THEN format('%s 2 * * *', v_minute)
        WHEN v_period >= 3600 AND v_period % 3600 = 0 AND 86400 % v_period = 0 THEN format('%s */%s * * *', v_minute, v_period / 3600)
        WHEN v_period > 60 AND v_period % 60 = 0 AND 3600 % v_period = 0 THEN format('*/%s * * * *', v_period / 60)
        ELSE '* * * * *'
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.cron_schedule(text, interval, boolean) IS 'The schedule of a job for pg_cron.';
ALTER FUNCTION hera_internal.cron_schedule(text, interval, boolean) OWNER TO hera_owner;
