CREATE FUNCTION hera_internal.duration_bounds()
RETURNS numeric[]
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
    -- Upper ends of the buckets of operation_duration_seconds; one more bucket holds what took longer.
    SELECT '{0.001,0.002,0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5}'::numeric[]
$function$;
COMMENT ON FUNCTION hera_internal.duration_bounds() IS 'Upper ends of the buckets of durations, in seconds.';
ALTER FUNCTION hera_internal.duration_bounds() OWNER TO hera_owner;
