CREATE FUNCTION hera_internal.failure_codes()
RETURNS text[]
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- In the order of their counters, five bits each, in a register of sign-ins; at most seven.
BEGIN
    RETURN '{AUTH_002,AUTH_003,AUTH_004,AUTH_005,AUTH_006,AUTH_007,AUTHZ_001}'::text[];
END
$function$;
COMMENT ON FUNCTION hera_internal.failure_codes() IS 'Codes of failed sign-ins that registers count.';
ALTER FUNCTION hera_internal.failure_codes() OWNER TO hera_owner;
