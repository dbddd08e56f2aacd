CREATE FUNCTION hera_internal.sees_sessions()
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether functions of hera_owner see what sessions of others do. The installation grants pg_read_all_stats to hera_owner
-- where it may; where it may not, pg_stat_activity hides state and age of other logins' sessions, and counting them there
-- would say that all is quiet.
BEGIN
    RETURN pg_has_role('hera_owner', 'pg_read_all_stats', 'USAGE');
END
$function$;
COMMENT ON FUNCTION hera_internal.sees_sessions() IS 'Whether sessions of other logins can be seen.';
ALTER FUNCTION hera_internal.sees_sessions() OWNER TO hera_owner;
