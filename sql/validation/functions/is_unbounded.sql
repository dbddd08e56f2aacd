CREATE FUNCTION hera_internal.is_unbounded(p_value jsonb)
RETURNS boolean
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
    -- Nested more than 32 deep, or with a number of more than 40 digits before or after its point: 1e131071 takes nine bytes
    -- in a request and 131072 as text.
    SELECT p_value @? '$.**{33}'
        OR p_value @? '$.** ? (@ > 1e40 || @ < -1e40 || (@ != 0 && @ < 1e-40 && @ > -1e-40))'
$function$;
COMMENT ON FUNCTION hera_internal.is_unbounded(jsonb) IS 'Whether a JSON value is nested too deeply or holds a number of too many digits.';
GRANT EXECUTE ON FUNCTION hera_internal.is_unbounded(jsonb) TO hera_owner;
