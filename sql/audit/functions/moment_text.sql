CREATE FUNCTION hera_internal.moment_text(p_at timestamptz)
RETURNS text
LANGUAGE sql
STABLE PARALLEL SAFE
AS $function$
-- One form, whatever the settings of the session are.
SELECT to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$function$;
COMMENT ON FUNCTION hera_internal.moment_text(timestamptz) IS 'A moment as text, to the microsecond, in UTC.';
