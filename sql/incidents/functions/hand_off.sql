CREATE FUNCTION hera_internal.hand_off(p_at timestamptz)
RETURNS timestamptz
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The last hand-off at or before a moment: Monday 10:00 UTC.
BEGIN
    RETURN (date_trunc('week', (p_at AT TIME ZONE 'UTC') - interval '10 hours') + interval '10 hours') AT TIME ZONE 'UTC';
END
$function$;
COMMENT ON FUNCTION hera_internal.hand_off(timestamptz) IS 'The last hand-off of a rota at or before a moment.';
ALTER FUNCTION hera_internal.hand_off(timestamptz) OWNER TO hera_owner;
