CREATE FUNCTION hera_internal.failure_codes()
RETURNS text[]
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- In the order of their counters, five bits each, seven in a register: the first seven refuse credentials (AUTHZ_001 calls
-- as well), those behind them only calls. At most 28. What was counted before codes were added at the end stays readable.
BEGIN
    RETURN '{AUTH_002,AUTH_003,AUTH_004,AUTH_005,AUTH_006,AUTH_007,AUTHZ_001,AUTH_001,AUTHZ_002}'::text[];
END
$function$;
COMMENT ON FUNCTION hera_internal.failure_codes() IS 'Codes of failed sign-ins that registers count.';
ALTER FUNCTION hera_internal.failure_codes() OWNER TO hera_owner;
