CREATE FUNCTION hera_internal.require_limit_call(
    p_caller hera_internal.caller_context, p_actor text, p_cost integer, p_operation text, p_peek boolean
)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises what hera.check_rate_limit raises for a caller without the right and for arguments that are none.
BEGIN
    IF p_caller.refusal IS NOT NULL THEN
        PERFORM hera_internal.raise_error(p_caller.refusal, 'transactions.read');
    ELSIF p_actor <> p_caller.actor THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'p_actor');
    END IF;
    PERFORM hera_internal.require_known('p_cost', p_cost::text, p_cost >= 0 AND p_cost <= 1000000, '0 to 1000000');
    PERFORM hera_internal.require_known(
        'p_operation', p_operation, p_operation IS NULL OR p_operation ~ '^[a-z][a-z0-9_.]{0,62}$',
        'the name of an operation, in small letters'
    );
    PERFORM hera_internal.require_known('p_peek', p_peek::text, p_peek IS NOT NULL);
END
$function$;
COMMENT ON FUNCTION hera_internal.require_limit_call(hera_internal.caller_context, text, integer, text, boolean) IS 'Raises for a call of the limiter that may not be made.';
